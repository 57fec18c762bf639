"""What a client does with their own ladder; nobody else can, here or in the database (K7).

Every act keeps the ladder as it stands after it as one more version, for its client.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, update
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.goals import models, queries, rules
from app.goals.rules import Ladder, Rung, Shared, Way
from app.intake import queries as intake
from app.values.missing import Missing
from app.values.refusal import refuse_if
from tenants import database


def write_ladder(
    *,
    goal: str,
    benefits: str,
    already_done: str,
    history: str,
    wished_support: str,
    by: UUID,
    at: datetime,
) -> UUID:
    """Write one's own words (K8); the first time makes the ladder."""
    ladder = _own(by, at)
    texts = (goal, benefits, already_done, history, wished_support)
    _change(ladder, at, **{name: text.strip() for name, text in zip(rules.TEXTS, texts, strict=True)})
    _keep("goals.ladder_written", ladder, by=by, at=at)
    return ladder.id


def add_rung(*, words: str, due_on: date | None, by: UUID, at: datetime) -> UUID:
    """A new rung on top of the others."""
    ladder = _own(by, at)
    refuse_if(rules.may_add_rung(ladder.rungs, words))
    row = models.Rung(
        ladder_id=ladder.id,
        person_id=by,
        place=rules.next_place(ladder.rungs),
        words=words.strip(),
        due_on=due_on,
        shared=ladder.shared,
        written_at=at,
    )
    database.session().add(row)
    database.session().flush()
    _keep("goals.rung_added", ladder, by=by, at=at)
    return row.id


def change_rung(*, rung_id: UUID, words: str, due_on: date | None, by: UUID, at: datetime) -> None:
    """Other words or another day."""
    ladder, rung = _own_rung(rung_id, by, at)
    refuse_if(rules.may_say(words))
    _change_rung(rung, at, words=words.strip(), due_on=due_on)
    _keep("goals.rung_changed", ladder, by=by, at=at)


def move_rung(*, rung_id: UUID, way: Way, by: UUID, at: datetime) -> None:
    """One step up or down; at the end of the ladder nothing happens."""
    ladder, rung = _own_rung(rung_id, by, at)
    pair = rules.swapped(ladder, rung, way)
    if pair is None:
        return
    one, other = pair
    row = models.Rung
    database.session().execute(
        update(row)
        .where(row.id.in_((one.id, other.id)))
        .values(place=case((row.id == one.id, other.place), else_=one.place), written_at=at)
        .execution_options(synchronize_session=False)
    )
    _keep("goals.rung_moved", ladder, by=by, at=at)


def reach_rung(*, rung_id: UUID, by: UUID, at: datetime, on: date) -> None:
    """The client says it is reached; nobody else judges it."""
    ladder, rung = _own_rung(rung_id, by, at)
    _change_rung(rung, at, state="reached", reached_on=on)
    _keep("goals.rung_reached", ladder, by=by, at=at)


def drop_rung(*, rung_id: UUID, by: UUID, at: datetime) -> None:
    """Left out, without having to say why; it can be taken back."""
    ladder, rung = _own_rung(rung_id, by, at)
    _change_rung(rung, at, state="dropped", reached_on=None)
    _keep("goals.rung_dropped", ladder, by=by, at=at)


def reopen_rung(*, rung_id: UUID, by: UUID, at: datetime) -> None:
    """Back on the ladder, in its old place."""
    ladder, rung = _own_rung(rung_id, by, at)
    _change_rung(rung, at, state="open", reached_on=None)
    _keep("goals.rung_reopened", ladder, by=by, at=at)


def share_ladder(*, shared: Shared, by: UUID, at: datetime) -> None:
    """Let one's counsellors read the ladder, or no longer; the rungs follow in the same transaction."""
    ladder = _own(by, at)
    _change(ladder, at, shared=shared)
    database.session().execute(update(models.Rung).where(models.Rung.ladder_id == ladder.id).values(shared=shared))
    _keep("goals.ladder_shared", ladder, by=by, at=at, shared=shared)


def _own(person_id: UUID, at: datetime) -> Ladder:
    """The person's ladder, held until the commit; made when there is none yet."""
    ladder = queries.ladder_of(person_id, locked=True)
    if ladder is not None:
        return ladder
    client = intake.client_of_person(person_id)
    texts = dict.fromkeys(rules.TEXTS, "")
    first = insert(models.Ladder).values(client_id=client.id, person_id=person_id, written_at=at, **texts)
    database.session().execute(first.on_conflict_do_nothing(constraint="goals_ladder_is_one_a_person"))
    return _again(person_id, locked=True)


def _own_rung(rung_id: UUID, person_id: UUID, at: datetime) -> tuple[Ladder, Rung]:
    ladder = _own(person_id, at)
    for rung in ladder.rungs:
        if rung.id == rung_id:
            return ladder, rung
    raise Missing(rung_id)


def _again(person_id: UUID, *, locked: bool = False) -> Ladder:
    ladder = queries.ladder_of(person_id, locked=locked)
    if ladder is None:
        raise Missing(person_id)
    return ladder


def _change(ladder: Ladder, at: datetime, **values: object) -> None:
    database.session().execute(
        update(models.Ladder).where(models.Ladder.id == ladder.id).values(written_at=at, **values)
    )


def _change_rung(rung: Rung, at: datetime, **values: object) -> None:
    database.session().execute(update(models.Rung).where(models.Rung.id == rung.id).values(written_at=at, **values))


def _keep(event: str, ladder: Ladder, *, by: UUID, at: datetime, **facts: object) -> None:
    """One more version of what now stands, and one entry in the record, which holds none of its words."""
    now = _again(by)
    database.session().add(
        models.LadderVersion(
            ladder_id=ladder.id,
            person_id=by,
            number=queries.last_version(ladder.id) + 1,
            content=_content(now),
            written_at=at,
        )
    )
    database.session().flush()
    record.write(event, subject=by, by=by, at=at, **facts)


def _content(ladder: Ladder) -> dict[str, Any]:
    texts: dict[str, Any] = {name: getattr(ladder, name) for name in rules.TEXTS}
    texts["shared"] = ladder.shared
    texts["rungs"] = [
        {
            "place": rung.place,
            "words": rung.words,
            "due_on": rung.due_on.isoformat() if rung.due_on else None,
            "state": rung.state,
            "reached_on": rung.reached_on.isoformat() if rung.reached_on else None,
        }
        for rung in ladder.rungs
    ]
    return texts
