"""The tables of support: who supports whom, contacts, matters with what was done, and the pulse of a season."""

from app.support.models.matters import Matter, Step
from app.support.models.network import Contact, Counsellor
from app.support.models.pulse import Pulse, Reply

__all__ = ["Contact", "Counsellor", "Matter", "Pulse", "Reply", "Step"]
