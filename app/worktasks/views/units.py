"""The doors of qualification units: proposed by association or coach, identified by an expert (K19)."""

from uuid import UUID

from flask import current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import eperusteet
from app.values.missing import Missing
from app.values.refusal import Refusal, Refused
from app.web import refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import forms, pages, permissions, queries, rules
from app.worktasks.actions import units as acts
from app.worktasks.queries import units as asked
from app.worktasks.rules import Identification, Task
from app.worktasks.views.mine import blueprint, holds


@blueprint.get("/<uuid:task_id>/units")
@requires(permissions.READ)
def units(task_id: UUID) -> str:
    """What the task matches, to whoever may see the task."""
    found = _seen(task_id)
    is_own = found.association_id in my_associations()
    return render_template(
        "worktasks/units.html",
        task=found,
        units=pages.units.shown(asked.units_of(task_id), today()),
        may_propose=found.state != "ended" and (is_own or holds(permissions.IDENTIFY)),
        may_identify=holds(permissions.IDENTIFY),
        may_read=holds(permissions.IDENTIFY) and _address() is not None,
        crumbs=pages.units.crumbs(found, as_own=is_own),
    )


@blueprint.route("/<uuid:task_id>/units/propose", methods=["GET", "POST"])
@requires(permissions.PROPOSE)
def propose(task_id: UUID) -> Response | tuple[str, int]:
    """Propose a unit for one's own association's task, or as a counsellor for any."""
    found, form = _mine_or_any(task_id), forms.ProposeForm()
    form.code.choices = pages.units.choices(asked.known_units())
    if form.validate_on_submit():
        with refusals.shown_on(form):
            acts.propose_unit(
                task_id=task_id,
                code=form.code.data,
                reason=form.reason.data,
                own=_own(),
                by=me().person_id,
                at=now(),
            )
            flash(_("Proposed. It counts when an expert has identified it."), "success")
            return redirect(url_for(".units", task_id=task_id))
    crumbs = pages.units.crumbs(found, as_own=found.association_id in my_associations(), under=True)
    return render_template("worktasks/propose.html", form=form, task=found, crumbs=crumbs), refusals.status(form)


@blueprint.route("/units/<uuid:unit_id>/identify", methods=["GET", "POST"])
@requires(permissions.IDENTIFY)
def identify(unit_id: UUID) -> Response | tuple[str, int]:
    """Enter an expert's word."""
    unit, form = asked.unit(unit_id), forms.IdentifyForm(data={"identified_on": today()})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = Identification(
                form.expert.data,
                form.organisation.data,
                form.basis.data,
                form.identified_on.data or today(),
                form.valid_until.data or today(),
            )
            acts.identify_unit(unit_id=unit_id, said=said, today=today(), by=me().person_id, at=now())
            flash(_("The identification is saved."), "success")
            return redirect(url_for(".units", task_id=unit.task_id))
    crumbs = pages.units.crumbs(queries.task(unit.task_id), as_own=False, under=True)
    page = render_template("worktasks/identify.html", form=form, name=pages.units.name(unit.choice), crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.post("/units/<uuid:unit_id>/withdraw")
@requires(permissions.PROPOSE)
def withdraw(unit_id: UUID) -> Response:
    """Take a proposal back."""
    unit = asked.unit(unit_id)
    _mine_or_any(unit.task_id)
    acts.withdraw_unit(unit_id=unit_id, own=_own(), by=me().person_id, at=now())
    flash(_("The proposal is withdrawn. What experts have said stays in the history."), "success")
    return redirect(url_for(".units", task_id=unit.task_id))


@blueprint.route("/units/read", methods=["GET", "POST"])
@requires(permissions.IDENTIFY)
def read_units() -> Response | tuple[str, int]:
    """Read a qualification's units from ePerusteet: asked when the form is sent, never while a page is shown."""
    form, address = forms.ReadForm(), _address()
    if address is not None and form.validate_on_submit():
        with refusals.shown_on(form):
            number = acts.keep_units(found=_read(address, form.name.data), by=me().person_id, at=now())
            flash(_("%(number)s units can now be chosen.", number=number), "success")
            return redirect(url_for(".tasks"))
    page = render_template(
        "worktasks/read_units.html", form=form, is_on=address is not None, crumbs=pages.tasks.crumbs(as_own=False)
    )
    return page, refusals.status(form)


def _read(address: str, name: str) -> tuple[eperusteet.Unit, ...]:
    try:
        found = eperusteet.qualifications(address, name)
        if len(found) != 1:
            listed = ", ".join(one.fi for one in found[:5])
            code = "worktasks.qualification_many" if found else "worktasks.qualification_none"
            raise Refused(Refusal(code, {"names": listed} if found else {}, "name"))
        return eperusteet.units_of(address, found[0], on=today())
    except eperusteet.NotReachable as silence:
        raise Refused(Refusal("worktasks.eperusteet_silent")) from silence


def _address() -> str | None:
    return current_app.config["KUMINA"].eperusteet_url or None


def _own() -> frozenset[UUID] | None:
    """Whose tasks I may propose for: my associations', or (None) any as a counsellor."""
    return None if holds(permissions.IDENTIFY) else my_associations()


def _seen(task_id: UUID) -> Task:
    found = queries.task(task_id)
    if not rules.may_see(found, own=my_associations(), as_staff=holds(permissions.READ_ALL)):
        raise Missing(task_id)
    return found


def _mine_or_any(task_id: UUID) -> Task:
    found, own = queries.task(task_id), _own()
    if own is not None and found.association_id not in own:
        raise Missing(task_id)
    return found
