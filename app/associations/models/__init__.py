"""The tables of the network: what an association is, where it works, what it agreed to, and what was decided of it."""

from app.associations.models.account import Account
from app.associations.models.agreement import Acceptance, AgreementVersion, Statement
from app.associations.models.association import Association
from app.associations.models.life import Decision
from app.associations.models.places import Contact, Site

__all__ = ["Acceptance", "Account", "AgreementVersion", "Association", "Contact", "Decision", "Site", "Statement"]
