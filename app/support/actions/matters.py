"""Opening a matter, taking care of it, and saying what was done."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, update

from app import record
from app.support import models, queries, rules
from app.support.rules import Side
from app.values.missing import Missing
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import database


def open_matter(*, association_id: UUID, words: str, by: UUID, at: datetime) -> UUID:
    """The team notes something to take care of; who opens it takes care of it until another takes it."""
    queries.support_of(association_id)
    return _open(association_id, "staff", words, owner_id=by, by=by, at=at)


def open_own_matter(*, association_id: UUID, words: str, own: Collection[UUID], by: UUID, at: datetime) -> UUID:
    """The association brings something up; its counsellor has it first, if one is named."""
    if association_id not in own:
        raise Missing(association_id)
    support = queries.support_of(association_id)
    return _open(association_id, "association", words, owner_id=support.counsellor_id, by=by, at=at)


def take_matter(*, matter_id: UUID, by: UUID, at: datetime) -> None:
    """From now on this person takes care of it."""
    matter = queries.matter(matter_id)
    _change(matter_id, owner_id=by)
    record.write("support.matter_taken", subject=matter.association_id, by=by, at=at)


def act_on_matter(*, matter_id: UUID, words: str, closes: bool, by: UUID, at: datetime) -> None:
    """Say what was done; the first time stops the clock of the first action, and it may close the matter."""
    matter = queries.matter(matter_id)
    refuse_if(rules.may_act_on(matter))
    refuse_if(rules.may_say(words))
    row = models.Matter
    facts: dict[str, object] = {"first_action_at": func.coalesce(row.first_action_at, at)}
    facts["owner_id"] = func.coalesce(row.owner_id, by)
    _change(matter_id, **facts | ({"closed_at": at, "closed_by": by} if closes else {}))
    step = models.Step(matter_id=matter_id, opened_for=matter.opened_for, words=words.strip(), done_at=at, done_by=by)
    database.session().add(step)
    event = "support.matter_closed" if closes else "support.matter_acted_on"
    record.write(event, subject=matter.association_id, by=by, at=at)


def _open(association_id: UUID, side: Side, words: str, *, owner_id: UUID | None, by: UUID, at: datetime) -> UUID:
    refuse_if(rules.may_say(words))
    row = models.Matter(
        association_id=association_id,
        opened_for=side,
        words=words.strip(),
        opened_at=at,
        opened_by=by,
        owner_id=owner_id,
    )
    database.session().add(row)
    database.session().flush()
    record.write("support.matter_opened", subject=association_id, by=by, at=at, side=side)
    return row.id


def _change(matter_id: UUID, **facts: object) -> None:
    """While it is open: what somebody closed a moment ago stays closed."""
    row = models.Matter
    changed = update(row).where(row.id == matter_id, row.closed_at.is_(None)).values(**facts).returning(row.id)
    if database.session().execute(changed).first() is None:
        raise Refused(Refusal("support.matter_is_closed"))
