"""What one may type when a municipality steers itself."""

from app.opening.forms import values
from app.opening.forms.facts import AreaForm, CorrectForm, LeaveForm, ResponsibilityForm
from app.opening.forms.look import LookForm
from app.opening.forms.values import PressForm, RowForm, UpgradeForm

__all__ = [
    "AreaForm",
    "CorrectForm",
    "LeaveForm",
    "LookForm",
    "PressForm",
    "ResponsibilityForm",
    "RowForm",
    "UpgradeForm",
    "values",
]
