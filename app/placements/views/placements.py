"""The doors of placements."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import record
from app.accounts import permission_table
from app.intake import queries as intake
from app.intake.rules import Client
from app.placements import actions, forms, pages, permissions, queries, rules
from app.placements.queries import induction as inductions
from app.placements.rules import Placement, Plan, Terms
from app.values.missing import Missing
from app.web import refusals, ways
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import queries as worktasks
from tenants import resolution

blueprint = Blueprint("placements", __name__, url_prefix="/<slug>/placements", template_folder="../templates")


@blueprint.get("/")
@requires(permissions.READ)
def placements() -> str:
    """One's own clients' placements; for the team lead, everybody's."""
    shown = queries.placements() if _sees_all() else queries.placements_of_counsellor(me().person_id)
    record.saw("placements.placements_seen", subjects=[one.client_person_id for one in shown])
    day = today()
    now_on = [one for one in shown if one.stage(day) != "over"]
    over = [one for one in shown if one.stage(day) == "over"]
    return render_template(
        "placements/placements.html",
        now_on=pages.table(now_on, day, caption=_("Now and coming")),
        over=pages.table(over, day, caption=_("Ended placements")),
        nothing=None if shown else pages.nobody_placed(),
    )


@blueprint.get("/clients/<uuid:client_id>")
@requires(permissions.READ)
def of_client(client_id: UUID) -> str:
    """Everything one client has been placed in."""
    client = _own_client(client_id)
    record.saw("placements.placements_seen", subjects=client.person_id)
    shown = queries.placements_of_client(client_id)
    return render_template(
        "placements/of_client.html",
        client=client,
        table=pages.table(shown, today(), caption=_("Placements"), named=False) if shown else None,
        crumbs=pages.client_crumbs(client),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.PLACE)
def place() -> Response | tuple[str, int]:
    """Agree on a placement; what the law does not allow is told beside the field."""
    form = _place_form()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.place_client(**_typed(form), of_counsellor=_only_mine(), by=me().person_id, at=now())
            flash(_("The placement is agreed. The association sees it in its list."), "success")
            return redirect(url_for(".placement", placement_id=made))
    limits = {code: pages.limits(rule_set) for code, rule_set in queries.rule_sets_on(today()).items()}
    page = render_template("placements/place.html", form=form, limits=limits, crumbs=pages.crumbs())
    return page, refusals.status(form)


@blueprint.get("/<uuid:placement_id>")
@requires(permissions.READ)
def placement(placement_id: UUID) -> str:
    """What was agreed, for the client's counsellor."""
    found = _own(placement_id)
    record.saw("placements.placement_seen", subjects=found.client_person_id)
    return render_template(
        "placements/placement.html",
        placement=found,
        facts=pages.facts(found),
        signatures=pages.induction.signatures(inductions.induction(found)),
        tag=pages.tag(found, today()),
        may_end=rules.may_end(found.agreed, on=found.agreed.last_on, ended=found.ended_on is not None) is None,
        ways=ways.on_from("client", found.client_id, roles=me().roles_in(resolution.here().id)),
        crumbs=pages.crumbs(),
    )


@blueprint.route("/<uuid:placement_id>/end", methods=["GET", "POST"])
@requires(permissions.PLACE)
def end(placement_id: UUID) -> Response | tuple[str, int]:
    """Let it end before its agreed last day."""
    found, form = _own(placement_id), forms.EndForm(data={"ended_on": today()})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            on = form.ended_on.data or today()
            actions.end_placement(
                placement_id=placement_id, on=on, of_counsellor=_only_mine(), by=me().person_id, at=now()
            )
            flash(_("The placement is ended. Days already attended stay as they were."), "success")
            return redirect(url_for(".placement", placement_id=placement_id))
    record.saw("placements.placement_seen", subjects=found.client_person_id)
    page = render_template("placements/end.html", form=form, placement=found, crumbs=pages.crumbs())
    return page, refusals.status(form)


@blueprint.get("/hosted/<uuid:placement_id>")
@requires(permissions.HOST)
def hosted(placement_id: UUID) -> str:
    """What an association needs to know of somebody who comes."""
    found = queries.placement(placement_id)
    if found.association_id not in my_associations():
        raise Missing(placement_id)
    record.saw("placements.placement_seen", subjects=found.client_person_id)
    return render_template(
        "placements/hosted.html",
        placement=found,
        facts=pages.for_host(found),
        tag=pages.tag(found, today()),
        induction=pages.induction.state(inductions.induction(found)),
    )


@blueprint.get("/mine")
@requires(permissions.OWN)
def mine() -> str:
    """One's own placement: where, when, and whom to ask for."""
    shown = queries.placements_of_person(me().person_id)
    day = today()
    return render_template(
        "placements/mine.html",
        unsigned={one.placement_id for one in inductions.unsigned_of(me().person_id, day=day)},
        to_be_signed=pages.induction.to_be_signed(),
        now_on=[(one, pages.for_client(one), pages.tag(one, day)) for one in shown if one.stage(day) != "over"],
        over=[(one, pages.period(one.terms)) for one in shown if one.stage(day) == "over"],
    )


def _place_form() -> forms.PlaceForm:
    rule_sets = queries.rule_sets_on(today())
    given = {name: request.args.get(name, "") for name in ("client_id", "task_id")}
    form = forms.PlaceForm(data=given | {"service_type": next(iter(rule_sets), None)})
    clients = intake.clients() if _sees_all() else intake.clients_of(me().person_id)
    form.client_id.choices = pages.client_choices(clients)
    form.task_id.choices = pages.task_choices(worktasks.open_tasks(), queries.taken_on(today()))
    form.service_type.choices = pages.service_choices(rule_sets)
    form.weekdays.choices = pages.weekday_choices()
    form.plan_basis.choices = [(code, str(label)) for code, label in pages.PLAN_BASES.items()]
    return form


def _typed(form: forms.PlaceForm) -> dict[str, Any]:
    """What a form without problems says."""
    days: dict[str, Any] = {name: form[name].data for name in ("first_on", "last_on")}
    terms = Terms(**days, weekdays=frozenset(form.weekdays.data or ()), minutes_a_day=form.hours_a_day.minutes or 0)
    basis, made_on = form.plan_basis.data, form.plan_on.data
    return {
        "client_id": UUID(form.client_id.data),
        "task_id": UUID(form.task_id.data),
        "service_type": form.service_type.data,
        "terms": terms,
        "plan": Plan(basis, made_on) if basis and made_on else None,
        "supervisor": form.supervisor.data,
    }


def _own(placement_id: UUID) -> Placement:
    """A placement of a client of mine; another counsellor's is not there."""
    found = queries.placement(placement_id)
    if _only_mine() not in (None, found.counsellor_id):
        raise Missing(placement_id)
    return found


def _own_client(client_id: UUID) -> Client:
    client = intake.client(client_id)
    if _only_mine() not in (None, client.counsellor_id):
        raise Missing(client_id)
    return client


def _only_mine() -> UUID | None:
    """Whose clients I may deal with: my own, or (None) anybody's."""
    return None if _sees_all() else me().person_id


def _sees_all() -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permissions.READ_ALL)
