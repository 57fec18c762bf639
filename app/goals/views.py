"""The doors of the ladder: all that write are the client's; a counsellor has one, and it only reads (K7)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app import record
from app.goals import actions, forms, pages, permissions, queries, rules
from app.intake import queries as intake
from app.intake.rules import may_see_client
from app.values.missing import Missing
from app.web import drafts, refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me

blueprint = Blueprint("goals", __name__, url_prefix="/<slug>/ladder", template_folder="templates")


@blueprint.get("/")
@requires(permissions.WRITE)
def ladder() -> str:
    """One's own ladder, drawn."""
    return render_template("goals/ladder.html", drawing=pages.drawing(queries.ladder_of(me().person_id)))


@blueprint.route("/write", methods=["GET", "POST"])
@requires(permissions.WRITE)
def write() -> Response | tuple[str, int]:
    """One's own words: goal, benefits, what is done, the way come, the support wished for."""
    known = queries.ladder_of(me().person_id)
    form = forms.LadderForm(obj=known)
    draft = drafts.of(form, "goals.ladder")
    if form.validate_on_submit():
        with refusals.shown_on(form):
            texts = {name: form[name].data or "" for name in rules.TEXTS}
            actions.write_ladder(**texts, by=me().person_id, at=now())
            flash(_("Your words are saved."), "success")
            return redirect(url_for(".ladder"))
    return render_template("goals/write.html", form=form, draft=draft, crumbs=pages.crumbs()), refusals.status(form)


@blueprint.route("/steps/new", methods=["GET", "POST"])
@requires(permissions.WRITE)
def add() -> Response | tuple[str, int]:
    """A new step on top of the others."""
    form = forms.RungForm()
    draft = drafts.of(form, "goals.rung")
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.add_rung(**_said(form), by=me().person_id, at=now())
            return _back(made)
    return render_template("goals/add.html", form=form, draft=draft, crumbs=pages.crumbs()), refusals.status(form)


@blueprint.route("/steps/<uuid:rung_id>", methods=["GET", "POST"])
@requires(permissions.WRITE)
def change(rung_id: UUID) -> Response | tuple[str, int]:
    """Other words or another day for a step."""
    rung = _rung(rung_id)
    form = forms.RungForm(obj=rung)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.change_rung(rung_id=rung_id, **_said(form), by=me().person_id, at=now())
            return _back(rung_id)
    return render_template("goals/change.html", form=form, rung=rung, crumbs=pages.crumbs()), refusals.status(form)


@blueprint.post("/steps/<uuid:rung_id>/move")
@requires(permissions.WRITE)
def move(rung_id: UUID) -> Response:
    """One place up or down."""
    match request.form.get("way"):
        case "up" | "down" as way:
            actions.move_rung(rung_id=rung_id, way=way, by=me().person_id, at=now())
        case _:
            raise BadRequest
    return _back(rung_id)


@blueprint.post("/steps/<uuid:rung_id>/reach")
@requires(permissions.WRITE)
def reach(rung_id: UUID) -> Response:
    """The client says that it is reached."""
    actions.reach_rung(rung_id=rung_id, on=today(), by=me().person_id, at=now())
    return _back(rung_id)


@blueprint.post("/steps/<uuid:rung_id>/reopen")
@requires(permissions.WRITE)
def reopen(rung_id: UUID) -> Response:
    """Back among the steps to take."""
    actions.reopen_rung(rung_id=rung_id, by=me().person_id, at=now())
    return _back(rung_id)


@blueprint.post("/steps/<uuid:rung_id>/drop")
@requires(permissions.WRITE)
def drop(rung_id: UUID) -> Response:
    """Left out; no reason is asked for."""
    actions.drop_rung(rung_id=rung_id, by=me().person_id, at=now())
    flash(_("The step is left out. You can take it back whenever you like."), "success")
    return redirect(url_for(".ladder"))


@blueprint.post("/share")
@requires(permissions.WRITE)
def share() -> Response:
    """Show the ladder to one's counsellors, or no longer."""
    match request.form.get("shared"):
        case "whole":
            actions.share_ladder(shared="whole", by=me().person_id, at=now())
            flash(_("Your counsellor can now read your ladder."), "success")
        case "nothing":
            actions.share_ladder(shared="nothing", by=me().person_id, at=now())
            flash(_("Only you can see your ladder now."), "success")
        case _:
            raise BadRequest
    return redirect(url_for(".ladder"))


@blueprint.get("/of/<uuid:client_id>")
@requires(permissions.READ_SHARED)
def read(client_id: UUID) -> str:
    """What a client shares with their own counsellor."""
    client = intake.client(client_id)
    if not may_see_client(client, by=me().person_id, sees_all=False):
        raise Missing(client_id)
    shared = queries.shared_ladder(client_id)
    if shared is not None:
        record.saw("goals.ladder_seen", subjects=client.person_id)
    return render_template(
        "goals/read.html",
        client=client,
        drawing=pages.drawing(shared) if shared else None,
        not_shared=pages.not_shared(client.calling_name),
        questions=pages.QUESTIONS,
        crumbs=pages.client_crumbs(client.id, client.calling_name),
    )


def _rung(rung_id: UUID) -> rules.Rung:
    own = queries.ladder_of(me().person_id)
    for rung in own.rungs if own else ():
        if rung.id == rung_id:
            return rung
    raise Missing(rung_id)


def _said(form: forms.RungForm) -> dict[str, Any]:
    return {"words": form.words.data, "due_on": form.due_on.data}


def _back(rung_id: UUID) -> Response:
    """To the ladder, at the step that was touched."""
    return redirect(url_for(".ladder", _anchor=f"step-{rung_id}"))
