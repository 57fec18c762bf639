"""The screen is handed over, taken, and a client's first own code is chosen; each stands in the record."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import record
from app.accounts import queries, rules
from app.accounts.models import Person
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import database


def hand_screen_over(
    *, person_id: UUID, has_code: bool, has_other_ways: bool, may_start: bool, by: UUID, at: datetime
) -> bool:
    """The counsellor gives the screen to a client of this municipality; answers whether a start code is needed.

    Who signs in by themself anywhere chooses their code by themself: a start code would let another do it. And only
    the client's own counsellor or the team lead (`may_start`) gives a start code, since whoever has it could use it.
    """
    if not queries.holds_role_now(person_id, rules.CLIENT):
        raise Refused(Refusal("accounts.cannot_hand_over"))
    if not has_code and has_other_ways:
        raise Refused(Refusal("accounts.no_code_yet"))
    if not has_code and not may_start:
        raise Refused(Refusal("accounts.not_their_counsellor"))
    record.write("accounts.screen_handed_over", subject=person_id, by=by, at=at, start_code=not has_code)
    return not has_code


def take_screen(*, person_id: UUID, at: datetime) -> None:
    """The client has entered their code."""
    with database.standing_in(person_id=person_id, roles=(rules.CLIENT,)):
        record.write("accounts.screen_taken", subject=person_id, by=person_id, at=at)


def choose_first_code(*, code: str, hashed: str, person_id: UUID, at: datetime) -> None:
    """The client's first own code; never in place of one they have."""
    refusal = rules.may_be_short_code(code)
    refuse_if(None if refusal is None else Refusal(refusal.code, refusal.facts, "own"))
    with database.standing_in(person_id=person_id, roles=(rules.CLIENT,)) as db:
        chosen = db.execute(
            update(Person).where(Person.id == person_id, Person.short_code.is_(None)).values(short_code=hashed)
        )
        if not chosen.rowcount:  # type: ignore[attr-defined]
            raise Refused(Refusal("accounts.cannot_hand_over"))
        record.write("accounts.short_code_chosen", subject=person_id, by=person_id, at=at)
