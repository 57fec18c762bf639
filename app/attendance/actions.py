"""Marking days and confirming months; the association does both."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text, update

from app import record
from app.attendance import models, queries, rules
from app.attendance.rules import Mark
from app.placements import queries as placements
from app.placements.rules import Placement
from app.values.missing import Missing
from app.values.period import Month, day_in_finland
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import context, database

_MARK = text("""
    WITH said AS (
        SELECT * FROM unnest(
            CAST(:placements AS uuid[]), CAST(:people AS uuid[]), CAST(:days AS date[]), CAST(:answers AS text[]),
            CAST(:minutes AS bigint[])
        ) AS said (placement_id, client_person_id, day_on, answer, minutes)
    ), event AS (
        INSERT INTO attendance_event
            (municipality_id, placement_id, client_person_id, day_on, answer, minutes, key, marked_at, marked_by)
        SELECT :here, placement_id, client_person_id, day_on, answer, minutes, :key, :at, :by FROM said
        ON CONFLICT ON CONSTRAINT attendance_event_is_sent_once DO NOTHING
        RETURNING id, placement_id, client_person_id, day_on, answer, minutes
    ), day AS (
        INSERT INTO attendance_day AS day
            (municipality_id, client_person_id, day_on, placement_id, answer, minutes, event_id)
        SELECT :here, client_person_id, day_on, placement_id, answer, minutes, id FROM event
        ON CONFLICT ON CONSTRAINT attendance_day_is_spent_once DO UPDATE
            SET answer = excluded.answer, minutes = excluded.minutes, event_id = excluded.event_id
            WHERE day.placement_id = excluded.placement_id AND day.month_id IS NULL
        RETURNING day.id
    )
    SELECT (SELECT count(*) FROM event) AS said, (SELECT count(*) FROM day) AS kept
""")


def mark_days(*, marks: Collection[Mark], page_key: UUID, own: Collection[UUID], by: UUID, at: datetime) -> int:
    """Answer days of one's own association, all or none; sent again, the same answers change nothing (F5).

    Returns how many answers were new.
    """
    marks = {(mark.placement_id, mark.day_on): mark for mark in marks}.values()
    known = placements.these({mark.placement_id for mark in marks})
    _check(marks, known, own=own, by=by, today=day_in_finland(at))
    key = rules.submission_key(page_key, marks)
    asked = _columns(marks, known) | {"here": context.current(), "key": key, "at": at, "by": by}
    done = database.session().execute(_MARK, asked).one()
    if done.kept < done.said:
        raise Refused(Refusal("attendance.changed_meanwhile"))
    if done.said:
        record.write("attendance.days_marked", subject=_subjects(known.values()), by=by, at=at, days=done.said, key=key)
    return int(done.said)


def confirm_month(*, placement_id: UUID, month: Month, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """Put the association's name to a month; from then on nobody changes its days, not even in the database."""
    placement = placements.placement(placement_id)
    if placement.association_id not in own:
        raise Missing(placement_id)
    refuse_if(rules.may_answer_for(placement.client_person_id, by=by))
    sheet = queries.month(placement, month, held=True)
    refuse_if(rules.may_confirm(sheet, today=day_in_finland(at)))
    row = models.ConfirmedMonth(
        placement_id=placement_id,
        month_on=month.first_on,
        attended_days=sheet.attended,
        confirmed_at=at,
        confirmed_by=by,
    )
    database.session().add(row)
    database.session().flush()
    _close_days(placement_id, month, row.id)
    record.write(
        "attendance.month_confirmed", subject=_subjects([placement]), by=by, at=at, month=month, days=sheet.attended
    )


def _check(
    marks: Collection[Mark], known: dict[UUID, Placement], *, own: Collection[UUID], by: UUID, today: date
) -> None:
    """Another association's participant is nobody I could mark: they are not there."""
    confirmed = queries.confirmed_months(known, {Month.of(mark.day_on) for mark in marks})
    for mark in marks:
        placement = known.get(mark.placement_id)
        if placement is None or placement.association_id not in own:
            raise Missing(mark.placement_id)
        refuse_if(rules.may_answer_for(placement.client_person_id, by=by))
        closed = (placement.id, Month.of(mark.day_on)) in confirmed
        refuse_if(rules.may_mark(mark.day_on, terms=placement.terms, confirmed=closed, today=today))


def _columns(marks: Collection[Mark], known: dict[UUID, Placement]) -> dict[str, list[Any]]:
    """In a fixed order, so that two who mark the same days wait for each other and never in a circle."""
    rows = sorted(marks, key=lambda mark: (known[mark.placement_id].client_person_id, mark.day_on))
    return {
        "placements": [mark.placement_id for mark in rows],
        "people": [known[mark.placement_id].client_person_id for mark in rows],
        "days": [mark.day_on for mark in rows],
        "answers": [mark.answer for mark in rows],
        "minutes": [rules.minutes_of(mark, known[mark.placement_id].terms) for mark in rows],
    }


def _close_days(placement_id: UUID, month: Month, month_id: UUID) -> None:
    row = models.Day
    days = row.day_on.between(month.first_on, month.last_on)
    database.session().execute(
        update(row)
        .where(row.placement_id == placement_id, days)
        .values(month_id=month_id)
        .execution_options(synchronize_session=False)
    )


def _subjects(of: Collection[Placement]) -> list[UUID]:
    return [one for placement in of for one in (placement.id, placement.client_id, placement.client_person_id)]
