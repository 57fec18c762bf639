"""What can be done with working time, absences and substitutes."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.team import models, queries, rules
from app.team.rules import Absence
from app.values.missing import Missing
from app.values.period import day_in_finland
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import context, database


def set_working_time(
    *,
    person_id: UUID,
    valid_from: date,
    minutes: Sequence[int],
    reserve_minutes: int,
    plans: bool,
    by: UUID,
    at: datetime,
) -> None:
    """A counsellor's week from a day on; said again for the same day, the newer word holds. `plans`: for anybody."""
    _refuse_strangers(person_id, by=by, plans=plans)
    queries.counsellor(person_id)
    refuse_if(rules.may_work_so(minutes, reserve_minutes, queries.reserve_limits()))  # K14
    said = {"minutes": list(minutes), "reserve_minutes": reserve_minutes, "entered_at": at, "entered_by": by}
    row = insert(models.WorkingTime).values(
        municipality_id=context.current(), person_id=person_id, valid_from=valid_from, **said
    )
    database.session().execute(row.on_conflict_do_update(constraint="team_working_time_begins_once_a_day", set_=said))
    facts = {"valid_from": valid_from, "week_minutes": sum(minutes), "reserve_minutes": reserve_minutes}
    record.write("team.working_time_set", subject=person_id, by=by, at=at, **facts)


def note_absence(*, person_id: UUID, first_on: date, last_on: date, plans: bool, by: UUID, at: datetime) -> UUID:
    """A counsellor is away on these days; nobody is asked why."""
    _refuse_strangers(person_id, by=by, plans=plans)
    queries.counsellor(person_id)
    known = [one for one in queries.absences(first_on, max(first_on, last_on)) if one.person_id == person_id]
    refuse_if(rules.may_be_away(first_on, last_on, known))
    row = models.Absence(person_id=person_id, first_on=first_on, last_on=last_on, noted_at=at, noted_by=by)
    database.session().add(row)
    database.session().flush()
    record.write("team.absence_noted", subject=person_id, by=by, at=at, first_on=first_on, last_on=last_on)
    return row.id


def name_substitute(*, absence_id: UUID, substitute_id: UUID, plans: bool, by: UUID, at: datetime) -> None:
    """From now to the last day of the absence this colleague sees the absent one's clients, and then no longer."""
    absence = _held(absence_id, by=by, plans=plans)
    counsellors = {one.person_id for one in queries.counsellors()}
    away = queries.absences(absence.first_on, absence.last_on)
    today = day_in_finland(at)
    refuse_if(rules.may_substitute(absence, substitute_id, counsellors=counsellors, away=away, today=today))
    _change(absence_id, substitute_id=substitute_id, named_at=at, named_by=by)
    until = {"first_on": max(absence.first_on, today), "last_on": absence.last_on}
    record.write("team.substitute_named", subject=[absence.person_id, substitute_id], by=by, at=at, **until)


def end_absence(*, absence_id: UUID, plans: bool, by: UUID, at: datetime) -> None:
    """Back at work today: what was still to come of the absence is taken away, and with it the substitute's right."""
    absence = _held(absence_id, by=by, plans=plans)
    today = day_in_finland(at)
    if absence.last_on < today:
        raise Refused(Refusal("team.absence_is_over"))
    if absence.first_on >= today:
        database.session().execute(delete(models.Absence).where(models.Absence.id == absence_id))
    else:
        _change(absence_id, last_on=date.fromordinal(today.toordinal() - 1))
    record.write("team.absence_ended", subject=absence.person_id, by=by, at=at, back_on=max(today, absence.first_on))


def _held(absence_id: UUID, *, by: UUID, plans: bool) -> Absence:
    absence = queries.absence(absence_id, locked=True)
    if not rules.may_change(absence.person_id, by=by, plans=plans):
        raise Missing(absence_id)
    return absence


def _refuse_strangers(person_id: UUID, *, by: UUID, plans: bool) -> None:
    if not rules.may_change(person_id, by=by, plans=plans):
        raise Missing(person_id)


def _change(absence_id: UUID, **values: object) -> None:
    database.session().execute(update(models.Absence).where(models.Absence.id == absence_id).values(**values))
