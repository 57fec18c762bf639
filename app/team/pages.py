"""What the pages of working time say."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.permissions import ROLE_NAMES
from app.team import permissions, rules
from app.team.rules import Absence, Capacity, Counsellor, ReserveLimits, WorkingTime
from app.values.period import monday_of
from app.web import dates, namesakes
from app.web.components import Column, Crumb, EmptyState, Figure, Lines, Link, Printable, SummaryRow, Table, Tag
from app.web.shell import Entry
from app.web.visitor import Visitor

SENTENCES = {
    "team.day_has_24_hours": _l("A day has 24 hours at most."),
    "team.no_week_no_reserve": _l("A week without working hours has nothing to keep free. Leave this empty."),
    "team.reserve_outside_the_model": _l(
        "Each counsellor keeps %(least)s–%(most)s hours a week free for acute matters. That is the model’s core."
    ),
    "team.reserve_longer_than_the_week": _l("There are fewer working hours in the week than this."),
    "team.absence_ends_before_it_begins": _l("The last day is before the first."),
    "team.away_already": _l("An absence from %(first_on)s to %(last_on)s is written down already."),
    "team.absence_is_over": _l("The absence is over."),
    "team.substitute_is_another_counsellor": _l("Choose another counsellor of this municipality."),
    "team.substitute_is_away": _l("They are away themself from %(first_on)s to %(last_on)s."),
    "team_absence_is_one_at_a_time": _l("An absence on some of these days is written down already."),
}
EVENTS = {
    "team.working_time_set": _l("A counsellor’s weekly working time was set"),
    "team.absence_noted": _l("A counsellor’s absence was written down"),
    "team.absence_ended": _l("A counsellor’s absence ended early"),
    "team.substitute_named": _l("A substitute was named, who sees the absent counsellor’s clients meanwhile"),
}
NAVIGATION = (
    Entry(_l("My hours"), "hours.mine", permissions.OWN, 86),
    Entry(_l("Working time"), "hours.team", permissions.PLAN, 88),
)


def hours(minutes: int) -> str:
    """“7.5”, or a dash for none, in a column whose table says that these are hours."""
    return dates.bare_hours(minutes) if minutes else "–"


def who_works_when(who: Sequence[Counsellor], times: Collection[WorkingTime], *, today: date) -> Table:
    """Each counsellor's week as it holds today; who has not said it is asked to."""
    counted = namesakes.counted([one.name for one in who])
    days = tuple(Column(dates.capitalised(dates.weekday(number, "ccc")), numeric=True) for number in range(1, 8))
    return Table(
        caption=_("Who works when, hours"),
        columns=(Column(_("Counsellor")), *days, Column(_("Week"), numeric=True), Column(_("Acute"), numeric=True)),
        rows=tuple(_week_row(one, which, times, today) for one, which in zip(who, counted, strict=True)),
        empty=EmptyState(_("No counsellors yet"), _("Invite counsellors and coaches to the team first.")),
    )


def _week_row(one: Counsellor, which: str | None, times: Iterable[WorkingTime], today: date) -> tuple[Printable, ...]:
    name = Link(one.name, url_for("hours.person", person_id=one.person_id), which)
    roles = ", ".join(str(ROLE_NAMES[role]) for role in one.roles)
    week = rules.in_force([time for time in times if time.person_id == one.person_id], today)
    if week is None:
        return (Lines(name, roles), *("–",) * 7, Tag(_("Not said yet"), "attention"), "–")
    return (
        Lines(name, roles),
        *(hours(day) for day in week.minutes),
        hours(week.week_minutes),
        hours(week.reserve_minutes),
    )


def capacity(found: Collection[Capacity], mondays: Iterable[date]) -> Table:
    """Free hours of each counsellor in the coming weeks, each with its sum, and all together."""
    weeks = tuple(mondays)
    rows = {one.person_id: one.name for one in found}
    cells = {(one.person_id, one.week_on): one for one in found}
    lines: list[tuple[Printable, ...]] = [
        (name, *(_reckoned(cells[person_id, monday]) for monday in weeks)) for person_id, name in rows.items()
    ]
    if rows:
        lines.append((_("All together"), *(_reckoned(together(found, monday)) for monday in weeks)))
    return Table(
        caption=_("Free hours in the coming weeks"),
        columns=(Column(_("Counsellor")), *(Column(_week_name(monday), numeric=True) for monday in weeks)),
        rows=tuple(lines),
        empty=EmptyState(_("Nobody has said their hours yet"), _("Say each counsellor’s week below.")),
    )


def together(found: Iterable[Capacity], monday: date) -> Capacity:
    """The whole team's week as one."""
    of = [one for one in found if one.week_on == monday]
    return Capacity(
        UUID(int=0),
        "",
        monday,
        sum(one.minutes for one in of),
        sum(one.reserve_minutes for one in of),
        sum(one.absent_minutes for one in of),
        sum(one.free_minutes for one in of),
    )


def _reckoned(one: Capacity) -> Lines:
    """The hours that are free, and the sum that leads there: planned – away – acute."""
    parts = [one.minutes, *((one.absent_minutes,) if one.absent_minutes else ()), one.reserve_minutes]
    return Lines(dates.hours(one.free_minutes), " – ".join(dates.bare_hours(part) for part in parts))


def _week_name(monday: date) -> str:
    return str(_("Week %(number)s, from %(day)s", number=monday.isocalendar().week, day=dates.short_day(monday)))


def mondays(today: date) -> tuple[date, ...]:
    """This week and the ones after it."""
    first = monday_of(today)
    return tuple(first + timedelta(days=7 * number) for number in range(rules.WEEKS_AHEAD))


def figures(found: Collection[Capacity], today: date) -> tuple[Figure, ...]:
    """This week at a glance."""
    now = together(found, monday_of(today))
    return (
        Figure(_("Free for clients this week"), dates.hours(now.free_minutes)),
        Figure(_("Kept for acute matters"), dates.hours(now.reserve_minutes)),
        Figure(_("Away"), dates.hours(now.absent_minutes)),
    )


def away(found: Iterable[Absence], *, today: date, with_links: bool) -> Table:
    """Who is away, from when to when, and who stands in; why is not known here."""
    act = (Column(_("Act"), heading_hidden=True),) if with_links else ()
    return Table(
        caption=_("Away now and soon"),
        columns=(Column(_("Counsellor")), Column(_("Away")), Column(_("Stands in")), *act),
        rows=tuple(
            (
                Lines(one.name, _("Now")) if one.covers(today) else one.name,
                _("%(first)s to %(last)s", first=dates.day(one.first_on), last=dates.day(one.last_on)),
                one.substitute_name or Tag(_("Nobody named"), "attention"),
                *((Link(_("Show"), _absence_page(one), hidden_text=one.name),) if with_links else ()),
            )
            for one in found
        ),
        empty=EmptyState(_("Nobody is away"), _("Absences that are written down appear here.")),
    )


def _absence_page(one: Absence) -> str:
    return url_for("hours.absence", absence_id=one.id)


def week_facts(times: Collection[WorkingTime], *, today: date) -> tuple[SummaryRow, ...]:
    """One's week as it holds today, and what is to come."""
    week = rules.in_force(times, today)
    if week is None:
        return (SummaryRow(_("Working week"), Tag(_("Not said yet"), "attention")),)
    worked = [
        f"{dates.weekday(number, 'ccc')} {dates.bare_hours(minutes)}"
        for number, minutes in enumerate(week.minutes, 1)
        if minutes
    ]
    later = [time for time in times if time.valid_from > today]
    return (
        SummaryRow(_("Working week"), Lines(dates.hours(week.week_minutes), ", ".join(worked) or _("No working days"))),
        SummaryRow(_("Kept free for acute matters"), dates.hours(week.reserve_minutes)),
        SummaryRow(_("In force from"), dates.day(week.valid_from)),
        *(SummaryRow(_("From %(day)s", day=dates.day(one.valid_from)), dates.hours(one.week_minutes)) for one in later),
    )


def own_absences(found: Iterable[Absence]) -> tuple[Link, ...]:
    """One's absences to come, each as the way to it."""
    return tuple(
        Link(
            _("%(first)s to %(last)s", first=dates.day(one.first_on), last=dates.day(one.last_on)),
            _absence_page(one),
        )
        for one in found
    )


def works_in(who: Visitor, language: str) -> tuple[Link, ...]:
    """The municipalities in which one is a counsellor; only oneself sees them together."""
    names = {
        one.slug: one.municipality_name_sv if language == "sv" else one.municipality_name_fi
        for one in who.belongings
        if one.role in permissions.COUNSELLING
    }
    return tuple(Link(name, f"/{slug}/hours/mine") for slug, name in names.items())


def typed(times: Iterable[WorkingTime], *, today: date, reserve: int) -> dict[str, object]:
    """What the form of a week begins with: the week that holds, or a full one to change."""
    week = rules.in_force(times, today)
    minutes: Iterable[int] = week.minutes if week else (0,) * rules.DAYS_A_WEEK
    said: dict[str, object] = {
        day: dates.bare_hours(one) if one else "" for day, one in zip(rules.WEEKDAYS, minutes, strict=True)
    }
    return said | {"reserve": dates.bare_hours(week.reserve_minutes if week else reserve), "valid_from": today}


def reserve_hint(limits: ReserveLimits) -> str:
    """K14 beside the field."""
    said = _(
        "The model keeps %(least)s–%(most)s hours a week free for each counsellor, so that a problem at a work place"
        " is taken up at once.",
        least=limits.least_hours,
        most=limits.most_hours,
    )
    return str(said)


def choices(who: Iterable[Counsellor], *, besides: UUID) -> list[tuple[str, str]]:
    """Whom one may name."""
    return [(str(one.person_id), one.name) for one in who if one.person_id != besides]


def absence_facts(one: Absence, *, today: date) -> tuple[SummaryRow, ...]:
    """An absence: days and substitute, and no reason."""
    state = Tag(_("Away now"), "attention") if one.covers(today) else Tag(_("To come"), "info")
    over = Tag(_("Over"), "neutral")
    return (
        SummaryRow(_("Counsellor"), one.name),
        SummaryRow(_("First day away"), dates.day(one.first_on)),
        SummaryRow(_("Last day away"), dates.day(one.last_on)),
        SummaryRow(_("State"), over if one.last_on < today else state),
        SummaryRow(_("Stands in"), one.substitute_name or _("Nobody named")),
    )


def crumbs(*further: Crumb, plans: bool) -> tuple[Crumb, ...]:
    """The way to a page: through the team's for who plans it, through one's own for others."""
    start = Crumb(_("Working time"), url_for("hours.team")) if plans else Crumb(_("My hours"), url_for("hours.mine"))
    return (start, *further)
