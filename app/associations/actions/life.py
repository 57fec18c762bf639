"""What the municipality decides about an association, and the letters before a yearly check."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import update

from app import outbox, record
from app.accounts import letters
from app.associations import models, queries
from app.associations.rules import Association
from app.associations.rules import life as rules
from app.associations.rules.life import Standing
from app.values.period import day_in_finland, months_after
from app.values.refusal import refuse_if
from tenants import database, settings

LETTERS: Final = {"before": "associations.check_is_due", "grace": "associations.grace_has_begun"}
WELCOME: Final = "associations.welcome"
WORDS: Final = {WELCOME: "association_welcome", LETTERS["before"]: "association_recheck"}
"""Letters whose words the municipality may change: their place in the playbook."""


def decide(*, association_id: UUID, kind: str, reason: str, by: UUID, by_name: str, at: datetime) -> None:
    """Approve, suspend, take back or end; what runs there goes on in every case."""
    association = queries.association(association_id, locked=True)
    today, approval = day_in_finland(at), settings.value("associations", "approval")
    standing = queries.standing(association_id, today)
    refuse_if(rules.may_decide(kind, standing, approval=approval, reason=reason, today=today))
    is_approval = kind == "approved"
    row = models.Decision(
        association_id=association_id,
        kind=kind,
        reason=reason.strip(),
        approval=approval if is_approval else None,
        until_on=_until(standing, approval, today) if is_approval else None,
        decided_at=at,
        decided_by=by,
        decided_by_name=by_name,
    )
    database.session().add(row)
    if kind in {"ended", "resumed"}:
        _leave(association_id, at if kind == "ended" else None, by if kind == "ended" else None)
    record.write(f"associations.association_{kind}", subject=association_id, by=by, at=at)
    if is_approval and standing.state in {"invited", "filled_in"}:
        to = queries.addresses_of([association_id]).get(association_id, ())
        _post(association, WELCOME, to=to, path="own", about=None, at=at)


def remind(*, by: UUID | None, at: datetime) -> int:
    """Write to every association whose check is near or overdue, once for each; answers how many were written to.

    `by` is None when the clock does it.
    """
    today = day_in_finland(at)
    grace_days = settings.value("associations", "grace_days")
    due = {
        one.association_id: (one, letter)
        for one in queries.standings(today)
        for letter in rules.reminders(one, today=today, grace_days=grace_days)
    }
    addresses = queries.addresses_of(due)
    written = 0
    for association in queries.these(frozenset(due)):
        standing, letter = due[association.id]
        to = addresses.get(association.id, ())
        if _post(association, LETTERS[letter], to=to, path="renew", about=standing.renewal_due_on, at=at):
            record.write("associations.association_reminded", subject=association.id, by=by, at=at, letter=letter)
            written += 1
    return written


def _post(
    association: Association, kind: str, *, to: Iterable[str], path: str, about: date | None, at: datetime
) -> bool:
    """One letter to each address about each day; asked for again, none is sent twice."""
    facts = {
        "link": letters.link(f"/associations/{association.id}/{path}"),
        "association": association.name,
        "day": f"{about.day}.{about.month}.{about.year}" if about else "",
    } | _words(kind, association.language)
    key = f"{kind}:{association.id}:{about or ''}"
    language = association.language
    posted = [
        outbox.post(kind, to=one, language=language, facts=facts, at=at, key=f"{key}:{one}") for one in sorted(to)
    ]
    return any(posted)


def _words(kind: str, language: str) -> dict[str, str]:
    """Subject and body as the municipality words them; none where the letter's words are the house's own."""
    code = WORDS.get(kind)
    said = next((row for row in settings.value("letters", "letters") if row["code"] == code), None)
    if said is None:
        return {"subject": "", "body": ""}
    return {name: said[name].get(language) or said[name]["fi"] for name in ("subject", "body")}


def _until(standing: Standing, approval: str, today: date) -> date:
    """A full approval holds as long as its statements; a light one for a whole round from today."""
    if approval == "full" and standing.statements_until:
        return standing.statements_until
    return months_after(today, settings.value("associations", "renewed_after_months"))


def _leave(association_id: UUID, at: datetime | None, by: UUID | None) -> None:
    row = models.Association
    database.session().execute(update(row).where(row.id == association_id).values(ended_at=at, ended_by=by))
