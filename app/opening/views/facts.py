"""The doors of the tenant's own form: who organises, produces, pays and controls, and whose people are served."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.opening import actions, forms, pages, permissions
from app.opening.views.settings import may_steer
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me
from tenants import form as tenant_form
from tenants import settings

blueprint = Blueprint(
    "responsibilities", __name__, url_prefix="/<slug>/responsibilities", template_folder="../templates"
)


@blueprint.get("/")
@requires(permissions.READ)
def responsibilities() -> str:
    """Who answers for what today, and everything that was written down."""
    day, may_change = today(), may_steer()
    known, areas = tenant_form.facts(), tenant_form.areas()
    return render_template(
        "opening/responsibilities.html",
        now=pages.facts.now(known, day),
        facts=pages.facts.facts(known, day, may_change=may_change),
        areas=pages.facts.areas(areas, day, may_change=may_change),
        served=pages.facts.served(tenant_form.served_on(day, areas)),
        source=pages.facts.source(),
        may_change=may_change,
        crumbs=pages.settings.crumbs(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.STEER)
def enter() -> Response | tuple[str, int]:
    """Write down who has a role."""
    form = forms.ResponsibilityForm()
    form.role.choices, form.kind.choices = pages.facts.role_choices(), pages.facts.kind_choices()
    form.service_type.choices = pages.facts.service_choices(_services())
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = _said(form, "role", "kind", "name", "service_type", "valid_from", "valid_to", "basis")
            actions.enter_responsibility(**said, by=me().person_id, at=now())
            flash(_("It is written down."), "success")
            return redirect(url_for(".responsibilities"))
    page = render_template("opening/enter.html", form=form, crumbs=pages.facts.crumbs())
    return page, refusals.status(form)


@blueprint.route("/<uuid:fact_id>", methods=["GET", "POST"])
@requires(permissions.STEER)
def correct(fact_id: UUID) -> Response | tuple[str, int]:
    """Put right what was written down."""
    found = next((one for one in tenant_form.facts() if one.id == fact_id), None)
    if found is None:
        raise Missing(fact_id)
    form = forms.CorrectForm(data=pages.facts.typed(found))
    form.kind.choices = pages.facts.kind_choices()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = _said(form, "kind", "name", "valid_from", "valid_to", "basis")
            actions.correct_responsibility(fact_id=fact_id, **said, by=me().person_id, at=now())
            flash(_("The change is saved."), "success")
            return redirect(url_for(".responsibilities"))
    title = pages.facts.title(found)
    page = render_template("opening/correct.html", form=form, title=title, crumbs=pages.facts.crumbs())
    return page, refusals.status(form)


@blueprint.route("/municipalities/new", methods=["GET", "POST"])
@requires(permissions.STEER)
def cover() -> Response | tuple[str, int]:
    """Choose a municipality of Finland whose people are served."""
    form = forms.AreaForm()
    form.code.choices = pages.facts.place_choices(today())
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = _said(form, "code", "valid_from", "valid_to", "basis")
            actions.cover_municipality(**said, by=me().person_id, at=now())
            flash(_("It is written down."), "success")
            return redirect(url_for(".responsibilities"))
    source = pages.facts.source()
    page = render_template("opening/cover.html", form=form, source=source, crumbs=pages.facts.crumbs())
    return page, refusals.status(form)


@blueprint.route("/municipalities/<uuid:area_id>", methods=["GET", "POST"])
@requires(permissions.STEER)
def leave(area_id: UUID) -> Response | tuple[str, int]:
    """The last day on which its people are served."""
    found = next((one for one in tenant_form.areas() if one.id == area_id), None)
    if found is None:
        raise Missing(area_id)
    form = forms.LeaveForm(data={"valid_to": found.valid_to})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.stop_covering(area_id=area_id, **_said(form, "valid_to"), by=me().person_id, at=now())
            flash(_("The change is saved."), "success")
            return redirect(url_for(".responsibilities"))
    title = pages.facts.named(found.place)
    page = render_template("opening/leave.html", form=form, title=title, crumbs=pages.facts.crumbs())
    return page, refusals.status(form)


def _services() -> tuple[str, ...]:
    """The services the model may be used in."""
    services: tuple[str, ...] = settings.section("placements").settings["services_in_use"].shape.one_of
    return services


def _said(form: Any, *names: str) -> dict[str, Any]:
    return {name: form[name].data for name in names}
