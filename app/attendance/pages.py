"""What a page about days says: to whoever marks them, to the client, to the counsellor."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app.attendance import permissions, rules
from app.attendance.queries import Participant, WaitingMonth
from app.attendance.rules import Day, Sheet
from app.intake.rules import Client
from app.placements.rules import Placement, reference
from app.values.period import Month
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Table, Tag
from app.web.shell import Entry
from app.web.ways import Way

SENTENCES = {
    "attendance.day_not_come": _l("%(day)s is still to come. Mark the day when it is here."),
    "attendance.day_not_agreed": _l("%(day)s is not one of the agreed days."),
    "attendance.month_is_confirmed": _l("The month is confirmed (%(month)s), so its days can no longer be changed."),
    "attendance.month_not_over": _l("The month can be confirmed only when it is over, after %(last)s."),
    "attendance.days_unanswered": _l(
        "Some days have no answer yet (%(days)s), the first of them %(first)s. Mark them, and then confirm the month."
    ),
    "attendance.no_days": _l("There are no agreed days in this month, so there is nothing to confirm."),
    "attendance.own_days": _l("These are your own days, so somebody else of the association marks and confirms them."),
    "attendance.changed_meanwhile": _l("Somebody else changed these days at the same moment. Look at the page again."),
    "attendance_month_is_confirmed_once": _l("The month has already been confirmed."),
}
EVENTS = {
    "attendance.days_marked": _l("Days were marked"),
    "attendance.month_confirmed": _l("A month was confirmed"),
    "attendance.days_seen": _l("Somebody's days were read"),
}
NAVIGATION = (
    Entry(_l("Days"), "attendance.week", permissions.MARK, 10),
    Entry(_l("My days"), "attendance.mine", permissions.OWN, 30),
)
WAYS = (Way("client", _l("Attended days"), "attendance.of_client", permissions.READ, 30),)


@dataclass(frozen=True, slots=True)
class Row:
    """One day of one person, with its two buttons; None in their place when nothing can be changed any more."""

    anchor: str
    title: str
    note: str | None
    href: str | None
    answer: str | None
    came: str | None
    away: str | None
    said: Tag | None = None


@dataclass(frozen=True, slots=True)
class RollDay:
    """Everybody expected on one day."""

    on: date
    heading: str
    is_today: bool
    rows: tuple[Row, ...]
    open_count: int


def week(participants: Iterable[Participant], monday: date, today: date) -> tuple[RollDay, ...]:
    """The days of the week that have come, today first and then backwards."""
    everybody = tuple(participants)
    days = (monday + timedelta(days=n) for n in range(7))
    return tuple(
        _roll_day(everybody, day, today)
        for day in sorted(days, reverse=True)
        if day <= today and _any_on(everybody, day)
    )


def coming(participants: Iterable[Participant], monday: date, today: date) -> tuple[tuple[str, str], ...]:
    """The days still to come, each with the names of those expected."""
    everybody = tuple(participants)
    days = (monday + timedelta(days=n) for n in range(7))
    return tuple(
        (
            dates.capitalised(dates.long_day(day)),
            ", ".join(one.placement.calling_name for one in everybody if _on(one, day)),
        )
        for day in days
        if day > today and _any_on(everybody, day)
    )


def open_days(participants: Iterable[Participant], on: str) -> list[tuple[UUID, date]]:
    """Who is without an answer on a day, written as the button writes it."""
    return [
        (one.placement.id, day.on)
        for one in participants
        for day in one.days
        if day.on.isoformat() == on and day.answer is None and not one.is_confirmed(day.on)
    ]


def month_rows(placement: Placement, sheet: Sheet, today: date) -> tuple[Row, ...]:
    """The agreed days of a month that have come, each with its buttons."""
    changeable = not sheet.confirmed
    return tuple(
        _row(
            placement,
            day,
            title=dates.capitalised(dates.long_day(day.on)),
            changeable=changeable,
            note=None if changeable else _hours(day),
        )
        for day in sheet.days
        if day.on <= today
    )


def looked_at(placement: Placement, sheet: Sheet, today: date) -> tuple[Row, ...]:
    """The agreed days of a month, to look at."""
    rows = (
        (day, _row(placement, day, title=dates.capitalised(dates.long_day(day.on)), changeable=False, note=_hours(day)))
        for day in sheet.days
    )
    return tuple(replace(row, said=Tag(_("Coming up"))) if _is_to_come(day, today) else row for day, row in rows)


def open_month_days(placement: Placement, sheet: Sheet, today: date) -> list[tuple[UUID, date]]:
    """The days of a month that have come and have no answer."""
    return [(placement.id, day) for day in sheet.unanswered if day <= today]


def anchor(placement_id: UUID, day: date) -> str:
    """Where on the page a day of somebody stands."""
    return f"{day.isoformat()}-{reference(placement_id).lower()}"


def short_day(day: date) -> str:
    """“23.11.2026”."""
    return str(dates.day(day))


def month_href(placement_id: UUID, month: Month) -> str:
    """The association's page of a month."""
    return url_for("attendance.month", placement_id=placement_id, month=month)


def waiting(months: Iterable[WaitingMonth]) -> Table:
    """Months that are over and wait for the association's confirmation."""
    return Table(
        caption=_("Months to confirm"),
        columns=(Column(_("Month")), Column(_("Participant")), Column(_("Still to do"))),
        rows=tuple(
            (
                Link(
                    dates.capitalised(dates.month_name(one.sheet.month)),
                    month_href(one.placement.id, one.sheet.month),
                    one.placement.calling_name,
                ),
                one.placement.calling_name,
                still_to_do(one.sheet),
            )
            for one in months
        ),
    )


def still_to_do(sheet: Sheet) -> Tag:
    """What a month lacks before it is done."""
    missing = len(sheet.unanswered)
    if missing:
        return Tag(ngettext("%(num)s day without an answer", "%(num)s days without an answer", missing), "attention")
    return Tag(_("Ready to be confirmed"), "info")


def people(participants: Iterable[Participant], today: date) -> Table:
    """Everybody who comes this week, with what is agreed."""
    return Table(
        caption=_("Participants"),
        columns=(Column(_("Name")), Column(_("Agreed days")), Column(_("This month"))),
        rows=tuple(
            (
                Lines(
                    Link(one.placement.calling_name, url_for("placements.hosted", placement_id=one.placement.id)),
                    one.placement.task_name,
                ),
                Lines(
                    dates.short_weekdays(one.placement.terms.weekdays),
                    dates.hours(one.placement.terms.minutes_a_day),
                ),
                Link(_("Month's days"), month_href(one.placement.id, Month.of(today)), one.placement.calling_name),
            )
            for one in participants
        ),
    )


def nobody_comes() -> EmptyState:
    """No participants in this week."""
    return EmptyState(
        _("Nobody comes this week"),
        _("When a counsellor agrees with a client on a placement in your association, they appear here."),
    )


def attended(sheet: Sheet) -> str:
    """“12 days attended”."""
    return str(ngettext("%(num)s day attended", "%(num)s days attended", sheet.attended))


def said(day: Day) -> Tag:
    """What has been said of a day."""
    if day.answer is None:
        return Tag(_("No answer yet"))
    return Tag(_("Came"), "success") if day.answer == rules.PRESENT else Tag(_("Did not come"))


def crumbs() -> tuple[Crumb, ...]:
    """The way to a month."""
    return (Crumb(_("Days"), url_for("attendance.week")),)


def client_crumbs(client: Client) -> tuple[Crumb, ...]:
    """The way back to a client's page."""
    return (
        Crumb(_("Clients"), url_for("intake.clients")),
        Crumb(client.calling_name, url_for("intake.client", client_id=client.id)),
    )


def _is_to_come(day: Day, today: date) -> bool:
    return day.answer is None and day.on > today


def _hours(day: Day) -> str | None:
    return dates.hours(day.minutes) if day.minutes else None


def _roll_day(everybody: tuple[Participant, ...], day: date, today: date) -> RollDay:
    several = len({one.placement.association_id for one in everybody}) > 1
    rows = tuple(_of_day(one, found, name_association=several) for one in everybody if (found := _on(one, day)))
    heading = _("Today, %(day)s", day=dates.long_day(day)) if day == today else dates.capitalised(dates.long_day(day))
    open_count = sum(row.answer is None and row.came is not None for row in rows)
    return RollDay(day, heading, day == today, rows, open_count)


def _of_day(one: Participant, day: Day, *, name_association: bool) -> Row:
    placement = one.placement
    where = f"{placement.task_name}, {placement.association_name}"
    return _row(
        placement,
        day,
        title=placement.calling_name,
        note=where if name_association else placement.task_name,
        href=month_href(placement.id, Month.of(day.on)),
        changeable=not one.is_confirmed(day.on),
    )


def _row(
    placement: Placement, day: Day, *, title: str, changeable: bool, note: str | None = None, href: str | None = None
) -> Row:
    came, away = (rules.pressed(answer, day.on, placement.id) for answer in (rules.PRESENT, rules.ABSENT))
    return Row(
        anchor=anchor(placement.id, day.on),
        title=title,
        note=note,
        href=href,
        answer=day.answer,
        came=came if changeable else None,
        away=away if changeable else None,
        said=None if changeable else said(day),
    )


def _on(one: Participant, day: date) -> Day | None:
    return next((found for found in one.days if found.on == day), None)


def _any_on(everybody: Iterable[Participant], day: date) -> bool:
    return any(_on(one, day) for one in everybody)
