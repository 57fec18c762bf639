"""What a client may write on their ladder: everything is an invitation, nothing must be filled in (K8)."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.goals import rules
from app.web import forms


class LadderForm(forms.Form):
    """The five texts, as questions one can answer or leave."""

    goal = forms.TextAreaField(
        _l("Where do you want to get to?"),
        rows=2,
        at_most=rules.GOAL_AT_MOST,
        description=_l("A job, a place to study, or something else. In your own words."),
    )
    benefits = forms.TextAreaField(
        _l("What good follows when you get there?"),
        rows=3,
        at_most=rules.TEXT_AT_MOST,
        description=_l("For you, or for others."),
    )
    already_done = forms.TextAreaField(
        _l("What have you already done for it?"),
        rows=3,
        at_most=rules.TEXT_AT_MOST,
        description=_l("Small things count too."),
    )
    history = forms.TextAreaField(
        _l("What matters on the way you have come?"),
        rows=3,
        at_most=rules.TEXT_AT_MOST,
        description=_l("Work, studies, people, things that went well. Only what you want to tell."),
    )
    wished_support = forms.TextAreaField(
        _l("What support do you wish for from your counsellor?"),
        rows=3,
        at_most=rules.TEXT_AT_MOST,
        description=_l("That you manage on your own is a good answer too."),
    )


class RungForm(forms.Form):
    """One step."""

    words = forms.TextField(
        _l("What is the step?"),
        [InputRequired(), Length(max=rules.RUNG_AT_MOST)],
        description=_l("So small that you know when you have taken it."),
        render_kw={"autocomplete": "off"},
    )
    due_on = forms.DateField(_l("By when?"), [Optional()], description=_l("For example 31 12 2026"))
