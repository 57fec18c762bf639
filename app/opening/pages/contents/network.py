"""K28: the steps of the team, the network and its agreements."""

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import queries as people
from app.accounts.permissions import ROLE_NAMES
from app.accounts.rules import STAFF
from app.associations import queries as associations
from app.associations.rules.life import Standing
from app.opening.pages.contents.content import Asked, Content
from app.opening.pages.readiness import hours as in_hours
from app.opening.rules import needs, readiness
from app.team import queries as hours
from app.web import dates
from app.web.components import Column, EmptyState, Link, SummaryRow, Table, Tag
from app.worktasks import queries as worktasks
from tenants import settings


def team(asked: Asked) -> Content:
    """Who is there, role by role."""
    members = [one for one in people.team() if one.role in STAFF]
    by_role = {role: [one.name for one in members if one.role == role] for role in ROLE_NAMES if role in STAFF}
    wanted = readiness.lacking_roles(asked.facts)
    rows = tuple(
        SummaryRow(
            ROLE_NAMES[role], ", ".join(names) or (_("Nobody yet: needed") if role in wanted else _("Nobody yet"))
        )
        for role, names in by_role.items()
    )
    weeks = needs.weeks_counted(hours.working_times(), asked.day)
    table = Table(
        caption=_("Weeks that are said"),
        columns=(
            Column(_("Name")),
            Column(_("Hours a week"), numeric=True),
            Column(_("Kept for acute matters"), numeric=True),
        ),
        rows=tuple((week.name, in_hours(week.week_minutes), in_hours(week.reserve_minutes)) for week in weeks),
        empty=EmptyState(_("Nobody’s week is said yet"), _("Each counsellor says their week, or the team lead does.")),
    )
    ways = (Link(_("Invite people"), url_for("team.team")), Link(_("Weekly hours"), url_for("hours.team")))
    return Content(rows, table, ways=ways)


def network(asked: Asked) -> Content:
    """Each association with its published tasks and places."""
    tasks = worktasks.open_tasks()
    rows = tuple(
        (
            Link(one.name, url_for("associations.association", association_id=one.association_id)),
            sum(task.association_id == one.association_id for task in tasks),
            sum(task.places for task in tasks if task.association_id == one.association_id),
            _counts(one),
        )
        for one in _there(asked)
    )
    table = Table(
        caption=_("Associations and what they offer"),
        columns=(
            Column(_("Association")),
            Column(_("Published tasks"), numeric=True),
            Column(_("Places"), numeric=True),
            Column(_("Counted in")),
        ),
        rows=rows,
        empty=EmptyState(
            _("No associations yet"), _("The network begins with one association. Add it here, or import a list.")
        ),
    )
    ways = (
        Link(_("Bring in lists from a spreadsheet"), url_for("imports.start")),
        Link(_("Add an association"), url_for("associations.register")),
        Link(_("All associations"), url_for("associations.associations")),
        Link(_("Work tasks"), url_for("worktasks.tasks")),
    )
    return Content(table=table, ways=ways)


def _there(asked: Asked) -> tuple[Standing, ...]:
    return tuple(one for one in associations.standings(asked.day) if one.state != "ended")


def _counts(one: Standing) -> Tag:
    """The places of an association count once it is approved and has accepted the agreement in force."""
    if one.may_host and one.has_valid_agreement:
        return Tag(_("Yes"), "success")
    return Tag(_("Not approved yet") if one.has_valid_agreement else _("No agreement"), "attention")


def agreements(asked: Asked) -> Content:
    """The text in force, and who has accepted it."""
    clauses = settings.value("associations", "agreement")
    text = ngettext("%(num)s clause is in force.", "%(num)s clauses are in force.", len(clauses))
    accepted = _(
        "Associations with a valid agreement: %(valid)s of %(all)s.",
        valid=asked.facts.agreements,
        all=asked.facts.associations,
    )
    table = Table(
        caption=_("Who has accepted the agreement in force"),
        columns=(Column(_("Association")), Column(_("Accepted")), Column(_("Counted in"))),
        rows=tuple(
            (
                Link(one.name, url_for("associations.association", association_id=one.association_id)),
                dates.day(one.agreement_accepted_on) if one.agreement_accepted_on else "–",
                _counts(one),
            )
            for one in _there(asked)
        ),
        empty=EmptyState(_("No associations yet"), _("The network begins with one association.")),
    )
    page = url_for("opening.setting", section="associations", setting="agreement")
    return Content(
        table=table,
        says=(text, accepted),
        ways=(
            Link(_("Read and change the agreement"), page),
            Link(_("All associations"), url_for("associations.associations")),
        ),
    )
