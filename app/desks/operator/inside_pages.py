"""What an operator who looks in is shown: settings, network, team, letters that failed; to read, not to change."""

from flask_babel import format_datetime, format_number, format_time
from flask_babel import gettext as _

from app.accounts.permissions import ROLE_NAMES
from app.associations import pages as associations_pages
from app.desks.operator.inside import Inside
from app.opening.pages import words
from app.web import dates
from app.web.components import Column, EmptyState, Table


def tables(seen: Inside) -> tuple[Table, ...]:
    """One table for each thing."""
    return (_settings(seen), _network(seen), _team(seen), _letters(seen))


def ends(seen: Inside) -> str:
    """The time of day at which it ends by itself."""
    return str(format_time(seen.act.ends_at, "short"))


def _settings(seen: Inside) -> Table:
    rows = tuple(
        (words.said(one.setting.title), words.shown(one.setting.shape, one.value), dates.day(one.changed_at))
        for one in seen.deviations
    )
    columns = (Column(_("Setting")), Column(_("Value here")), Column(_("Changed")))
    nothing = EmptyState(_("Nothing is said differently"), _("The model holds here as it is written."))
    return Table(_("Own changes to the model"), columns, rows, empty=nothing)


def _network(seen: Inside) -> Table:
    kinds = associations_pages.KINDS
    rows = tuple((one.name, kinds[one.kind], dates.day(one.registered_at)) for one in seen.associations)
    columns = (Column(_("Association")), Column(_("Kind")), Column(_("Joined the network")))
    return Table(_("Network"), columns, rows, empty=EmptyState(_("No associations yet"), ""))


def _team(seen: Inside) -> Table:
    rows = tuple((one.name, ROLE_NAMES[one.role], dates.day(one.started_at)) for one in seen.team)
    columns = (Column(_("Name")), Column(_("Role")), Column(_("Since")))
    return Table(_("Team"), columns, rows, empty=EmptyState(_("Nobody yet"), ""))


def _letters(seen: Inside) -> Table:
    rows = tuple(
        (one.task, format_datetime(one.failed_at, "short"), format_number(one.attempts)) for one in seen.letters
    )
    columns = (Column(_("Job")), Column(_("Given up")), Column(_("Tries")))
    return Table(_("Letters that failed"), columns, rows, empty=EmptyState(_("Nothing was given up"), ""))
