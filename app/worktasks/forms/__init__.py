"""What one may type about a work task."""

from app.worktasks.forms.browse import BrowseForm, with_limits
from app.worktasks.forms.card import CardForm, RegisterForm, TaskForm, with_load
from app.worktasks.forms.states import CopyForm, EndForm, InductionForm, PictureForm, PublishForm, TranslationForm
from app.worktasks.forms.units import IdentifyForm, ProposeForm, ReadForm

__all__ = [
    "BrowseForm",
    "CardForm",
    "CopyForm",
    "EndForm",
    "IdentifyForm",
    "InductionForm",
    "PictureForm",
    "ProposeForm",
    "PublishForm",
    "ReadForm",
    "RegisterForm",
    "TaskForm",
    "TranslationForm",
    "with_limits",
    "with_load",
]
