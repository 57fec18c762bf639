"""The doors of imports: choose, take in, say what is where, look, confirm."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts import permission_table
from app.imports import actions, forms, pages, permissions, queries
from app.imports.pages.words import LABELS
from app.imports.queries import Import
from app.imports.rules import fields
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me
from tenants import resolution

blueprint = Blueprint("imports", __name__, url_prefix="/<slug>/imports", template_folder="templates")


@blueprint.get("/")
@requires(permissions.NETWORK)
def start() -> str:
    """What can be brought in, and the files before."""
    return render_template(
        "imports/start.html", kinds=pages.files.kinds(_offered()), before=pages.files.before(queries.latest())
    )


@blueprint.route("/new/<code:sheet>", methods=["GET", "POST"])
@requires(permissions.NETWORK)
def upload(sheet: str) -> AnyResponse | tuple[str, int]:
    """Choose a file; what cannot be read is told in words and not kept."""
    if sheet not in _offered():
        raise Missing(sheet)
    form = forms.UploadForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            content, name = form.sent()
            made = actions.take_in(kind=sheet, content=content, file_name=name, by=me().person_id, at=now())
            known = queries.one(made).columns is not None
            return redirect(url_for(".look" if known else ".columns", import_id=made))
    page = render_template(
        "imports/upload.html", form=form, sheet=sheet, title=pages.dry_run.title(sheet), crumbs=pages.files.crumbs()
    )
    return page, refusals.status(form)


@blueprint.get("/templates/<code:sheet>/<any(csv, xlsx):ending>")
@requires(permissions.NETWORK)
def template(sheet: str, ending: str) -> Response:
    """The empty sheet to fill in."""
    if sheet not in _offered():
        raise Missing(sheet)
    return _file(pages.templates.template(sheet, ending), pages.templates.file_name(sheet, ending), ending)


@blueprint.route("/<uuid:import_id>/columns", methods=["GET", "POST"])
@requires(permissions.NETWORK)
def columns(import_id: UUID) -> AnyResponse | tuple[str, int]:
    """Say which column holds what; guessed, and known from the last file with the same headings."""
    found = _waiting(import_id)
    sheet = queries.sheet(found)
    known = found.columns or fields.guessed(found.kind, sheet.headings)
    form = forms.columns_form(found.kind, sheet.headings, LABELS, known)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            chosen = form.chosen()
            actions.map_columns(import_id=import_id, columns=chosen, by=me().person_id, at=now())
            return redirect(url_for(".look", import_id=import_id))
    page = render_template(
        "imports/columns.html", form=form, file=found, sheet=sheet, crumbs=pages.files.crumbs(), names=_names(found)
    )
    return page, refusals.status(form)


@blueprint.get("/<uuid:import_id>")
@requires(permissions.NETWORK)
def look(import_id: UUID) -> AnyResponse | str:
    """What the file would do; and once it is settled, what came of it."""
    found = queries.one(import_id)
    if not found.waits:
        outcome = pages.files.outcome(found)
        return render_template("imports/settled.html", file=found, outcome=outcome, crumbs=pages.files.crumbs())
    if found.columns is None:
        return redirect(url_for(".columns", import_id=import_id))
    return _dry_run(found, forms.ApplyForm())


@blueprint.get("/<uuid:import_id>/to-correct")
@requires(permissions.NETWORK)
def to_correct(import_id: UUID) -> Response:
    """The rows to correct, as a sheet."""
    found = _waiting(import_id)
    sheet = queries.sheet(found)
    content = pages.dry_run.to_correct(queries.planned(found, sheet, at=now()), sheet, found.columns or {})
    return _file(content, "kumina-to-correct.xlsx", "xlsx")


@blueprint.post("/<uuid:import_id>/apply")
@requires(permissions.NETWORK, fresh=True)
def apply(import_id: UUID) -> AnyResponse | tuple[str, int]:
    """Bring it in, as it was shown."""
    form = forms.ApplyForm()
    found = queries.one(import_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said: dict[str, Any] = {"seal": form.seal.data or "", "leave_out": form.leave_out.data}
            actions.apply_import(import_id=import_id, **said, by=me().person_id, at=now())
            flash(_("The file is brought in."), "success")
            return redirect(url_for(".look", import_id=import_id))
    if not found.waits or found.columns is None:
        return redirect(url_for(".look", import_id=import_id))
    return _dry_run(found, form), 422


@blueprint.post("/<uuid:import_id>/give-up")
@requires(permissions.NETWORK)
def give_up(import_id: UUID) -> AnyResponse:
    """Erase the file; nothing comes of it."""
    if queries.one(import_id).waits:
        actions.give_up(import_id=import_id, by=me().person_id, at=now())
        flash(_("The file is erased. Nothing was brought in."), "success")
    return redirect(url_for(".start"))


def _dry_run(found: Import, form: forms.ApplyForm) -> str:
    plan = queries.planned(found, queries.sheet(found), at=now())
    form.seal.data = plan.seal
    return render_template(
        "imports/look.html",
        file=found,
        form=form,
        plan=plan,
        figures=pages.dry_run.figures(plan),
        pace=pages.dry_run.pace(plan),
        faults=pages.dry_run.faults(plan),
        lines=pages.dry_run.lines(plan),
        not_shown=pages.dry_run.not_shown(plan),
        crumbs=pages.files.crumbs(),
    )


def _waiting(import_id: UUID) -> Import:
    """A file that can still be looked into; what is settled has none."""
    found = queries.one(import_id)
    if not found.waits:
        raise Missing(import_id)
    return found


def _names(found: Import) -> tuple[str, ...]:
    return tuple(one.name for one in fields.FIELDS[found.kind])


def _offered() -> tuple[str, ...]:
    """What the visitor may bring in."""
    roles = me().roles_in(resolution.here().id)
    everything = permission_table.roles_hold(roles, permissions.EVERYTHING)
    return tuple(kind for kind in fields.FIELDS if everything or kind in fields.NETWORK)


def _file(content: bytes, name: str, ending: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = pages.templates.MEDIA[ending]
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
