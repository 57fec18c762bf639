"""The doors of what is written down in the wizard: decisions, ways in, own texts, stages of taking root."""

import dataclasses
from collections.abc import Callable
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries as people
from app.intake import actions as intake_actions
from app.intake import queries as intake
from app.opening import actions, forms, pages, permissions, queries
from app.opening.rules import rooting
from app.opening.rules.decisions import NO_REIMBURSEMENT
from app.opening.views.settings import may_steer
from app.opening.views.wizard import blueprint
from app.values.missing import Missing
from app.web import drafts, refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.saved import Saved
from app.web.visitor import me
from tenants import settings

Act = Callable[..., None]
Answer = Response | tuple[str, int]


@blueprint.route("/decisions/<code:subject>", methods=["GET", "POST"])
@requires(permissions.STEER)
def decision(subject: str) -> Answer:
    """The municipality's own decision to run a service, or to pay nothing."""
    pays_nothing = subject == NO_REIMBURSEMENT
    if not pays_nothing and subject not in settings.value("placements", "services_in_use"):
        raise Missing(subject)

    def act(**said: Any) -> None:
        if pays_nothing:
            installers = current_app.extensions["kumina_installers"](by=said["by"], at=said["at"])
            actions.choose_no_reimbursement(**said, installers=installers)
        else:
            actions.decide_service(service=subject, **said)

    title = _("We pay no reimbursement") if pays_nothing else pages.labels.CHOICES[subject]
    step = "reimbursement" if pays_nothing else "decisions"
    return _written(forms.DecisionForm, lambda: queries.decisions().get(subject), act, step=step, title=title)


@blueprint.route("/ways-in/<code:way>", methods=["GET", "POST"])
@requires(permissions.STEER)
def channel(way: str) -> Answer:
    """A way in: with whom it was agreed, or whether the public page is on (K1)."""
    if way not in pages.contents.WAYS_IN:
        raise Missing(way)
    made = forms.OwnChannelForm if way == "self" else forms.ChannelForm
    nobody = {} if way != "self" else dict.fromkeys(("unit", "contact_name", "email", "phone", "agreed_way"), "")

    def act(**said: Any) -> None:
        intake_actions.agree_channel(way_in=way, **{"agreed_on": None, **nobody, **said})

    title = pages.contents.WAYS_IN[way]
    return _written(
        made, lambda: intake.channels().get(way), act, step="channels", title=title, first={"is_open": True}
    )


@blueprint.route("/texts/<code:language>", methods=["GET", "POST"])
@requires(permissions.STEER)
def text(language: str) -> Answer:
    """The municipality's own words in one language."""
    if language not in pages.contents.LANGUAGES:
        raise Missing(language)

    def act(**said: Any) -> None:
        actions.save_text(language=language, **said)

    title = pages.contents.LANGUAGES[language]
    return _written(forms.TextForm, lambda: queries.texts().get(language), act, step="texts", title=title)


@blueprint.get("/rooting")
@requires(permissions.READ)
def taking_root() -> str:
    """K30: on which stage the model stands here, and what the next one needs."""
    reached = queries.stages()
    names = people.names(tuple({one.saved_by for one in reached}))
    return render_template(
        "opening/rooting.html",
        standing=pages.rooting.standing(reached, today()),
        needs=pages.rooting.next_needs(reached, today()),
        table=pages.rooting.table(reached, today(), names, may_change=may_steer()),
        crumbs=pages.steps.crumbs(),
    )


@blueprint.route("/rooting/<code:stage>", methods=["GET", "POST"])
@requires(permissions.STEER)
def stage(stage: str) -> Answer:
    """Write down since when the model stands on a stage, and what shows it."""
    if stage not in rooting.STAGES:
        raise Missing(stage)

    def saved() -> rooting.Stage | None:
        return next((one for one in queries.stages() if one.stage == stage), None)

    def act(**said: Any) -> None:
        actions.enter_stage(stage=stage, **said)

    back = url_for(".taking_root")
    return _written(forms.StageForm, saved, act, step=None, title=pages.rooting.named(stage), back=back)


def _written(
    made: type[forms.SavedForm],
    saved: Callable[[], Saved | None],
    act: Act,
    *,
    step: str | None,
    title: Any,
    first: dict[str, Any] | None = None,
    back: str | None = None,
) -> Answer:
    """Shown as it is saved; saved over what was read; else both stand there, and what was typed stays."""
    back = back or url_for(".step", step=step)
    known = saved()
    form = made(data=_typed(made, known) if known else first)
    draft = drafts.of(form, f"opening.{request.path.rpartition('/opening/')[2].replace('/', '.')}")
    if form.validate_on_submit():
        with refusals.shown_on(form):
            names = [field.name for field in form if field.name not in {"seen", "csrf_token"}]
            said = {name: form[name].data for name in names}
            act(**said, seen=form.seen_version, by=me().person_id, at=now())
            flash(_("It is saved."), "success")
            return redirect(back)
    both = _both(form, saved()) if form.is_submitted() else _newer(form, known, draft)
    crumbs = pages.steps.crumbs(*((pages.steps.crumb(step),) if step else (pages.rooting.crumb(),)))
    page = render_template(
        "opening/written.html", form=form, title=title, both=both, back=back, draft=draft, crumbs=crumbs
    )
    return page, refusals.status(form)


def _typed(made: type[forms.SavedForm], known: Saved) -> dict[str, Any]:
    kept = (field.name for field in dataclasses.fields(known))
    return {name: getattr(known, name) for name in kept if hasattr(made, name)} | {"seen": str(known.version)}


def _both(form: forms.SavedForm, now_saved: Saved | None) -> pages.saved.Theirs | None:
    """What somebody else saved meanwhile; pressing Save again is then said over it."""
    if now_saved is None or now_saved.version == form.seen_version:
        return None
    form.seen.data = str(now_saved.version)
    return _theirs(form, now_saved)


def _newer(form: forms.SavedForm, known: Saved | None, draft: drafts.Draft | None) -> pages.saved.Theirs | None:
    """What somebody saved after the reader's own half-filled form was kept, which now stands in its place."""
    if known is None or draft is None or draft.saved_at is None or draft.saved_at >= known.saved_at:
        return None
    return _theirs(form, known)


def _theirs(form: forms.SavedForm, known: Saved) -> pages.saved.Theirs:
    return pages.saved.theirs(form, known, people.names((known.saved_by,)))
