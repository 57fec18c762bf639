"""What one may type when a municipality steers itself."""

from app.opening.forms import values
from app.opening.forms.facts import AreaForm, CorrectForm, LeaveForm, ResponsibilityForm
from app.opening.forms.look import LookForm
from app.opening.forms.values import PressForm, RowForm, UpgradeForm
from app.opening.forms.wizard import ChannelForm, DecisionForm, OwnChannelForm, SavedForm, StageForm, TextForm

__all__ = [
    "AreaForm",
    "ChannelForm",
    "CorrectForm",
    "DecisionForm",
    "LeaveForm",
    "LookForm",
    "OwnChannelForm",
    "PressForm",
    "ResponsibilityForm",
    "RowForm",
    "SavedForm",
    "StageForm",
    "TextForm",
    "UpgradeForm",
    "values",
]
