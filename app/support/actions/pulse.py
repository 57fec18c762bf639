"""Asking the whole network at the beginning of a season, and answering."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from app import outbox, record
from app.accounts import letters
from app.associations import queries as associations
from app.support import models, queries
from app.support.rules import pulse as rules
from app.values.missing import Missing
from app.values.period import day_in_finland
from app.values.refusal import refuse_if
from tenants import database


def start_pulse(*, season: str, open_until_on: date | None, by: UUID, at: datetime) -> UUID:
    """Ask every association of the network; the letters leave a few a minute."""
    asked = associations.associations()
    today = day_in_finland(at)
    refuse_if(rules.may_start(season=season, open_until_on=open_until_on, today=today, to_ask=len(asked)))
    row = models.Pulse(season=season.strip(), open_until_on=open_until_on, started_at=at, started_by=by)
    database.session().add(row)
    database.session().flush()
    replies = [models.Reply(pulse_id=row.id, association_id=one.id) for one in asked]
    database.session().add_all(replies)
    database.session().flush()
    for number, one in enumerate(replies):
        leaves_at = at + timedelta(minutes=number // rules.LETTERS_A_MINUTE)
        outbox.enqueue("support:post_pulse", at=leaves_at, reply=one.id)
    record.write("support.pulse_started", subject=row.id, by=by, at=at, asked=len(asked))
    return row.id


def post_pulse(*, reply_id: UUID, by: UUID | None, at: datetime) -> int:
    """The letters to one association; none once it has answered or the questions are over. The clock does it."""
    reply = queries.reply(reply_id)
    pulse, asked = queries.pulse(reply.pulse_id), reply.association_id
    if reply.answered_at is not None or not pulse.is_open(day_in_finland(at)):
        return 0
    language = associations.association(asked).language
    facts = {
        "link": letters.link(f"/pulse/replies/{reply_id}"),
        "season": pulse.season,
        "day": f"{pulse.open_until_on.day}.{pulse.open_until_on.month}.{pulse.open_until_on.year}",
    }
    posted = sum(
        outbox.post("support.pulse", to=to, language=language, facts=facts, at=at, key=f"support.pulse:{reply_id}:{to}")
        is not None
        for to in associations.addresses_of([asked]).get(asked, ())
    )
    record.write("support.pulse_posted", subject=asked, by=by, at=at, letters=posted)
    return posted


def answer_pulse(
    *,
    reply_id: UUID,
    places: int | None,
    reason: str | None,
    wish: str,
    wants_contact: bool,
    own: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """How many there is room for, why not when there is none, and what would help; may be corrected while open."""
    reply = queries.reply(reply_id)
    if reply.association_id not in own:
        raise Missing(reply_id)
    pulse, known = queries.pulse(reply.pulse_id), queries.reasons_not_hosting()
    today = day_in_finland(at)
    refuse_if(rules.may_answer(pulse, places=places, reason=reason, wish=wish, reasons=known, today=today))
    row = models.Reply
    answer = {
        "places": places,
        "reason": reason if places == 0 else None,
        "wish": wish.strip() or None,
        "wants_contact": wants_contact,
        "answered_at": at,
        "answered_by": by,
    }
    database.session().execute(update(row).where(row.id == reply_id).values(**answer))
    record.write("support.pulse_answered", subject=reply.association_id, by=by, at=at)
