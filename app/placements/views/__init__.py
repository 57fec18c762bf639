"""The doors of placements."""

from app.placements.views import induction
from app.placements.views.placements import blueprint

__all__ = ["blueprint"]
PARTS = (induction,)
"""They hang their views on the one blueprint."""
