"""A municipality that was prepared opens: once, as a whole, and only when nothing stands against it (K28)."""

from datetime import datetime
from uuid import UUID

from app import outbox, record
from app.accounts import letters
from app.accounts import queries as people
from app.opening import queries
from app.opening.rules import readiness
from app.opening.rules.readiness import Facts
from app.values.period import day_in_finland
from app.values.refusal import refuse_all
from tenants import context, provisioning, registry


def go_live(*, by: UUID, at: datetime) -> None:
    """From preparing to open, with its figures on record and a letter to the team; refused with all that is missing."""
    here = registry.locked(context.current())
    facts = queries.facts(here, today=day_in_finland(at), marks=queries.marks())
    refuse_all(readiness.may_go_live(facts))
    provisioning.go_live(at=at)
    record.write("opening.went_live", subject=here.id, by=by, at=at, **_figures(facts))
    for member in people.reachable():
        outbox.post(
            "opening.open",
            to=member.email,
            language=member.language,
            facts={"link": letters.link_to("")},
            at=at,
            key=f"opening.open:{member.person_id}",
        )


def _figures(facts: Facts) -> dict[str, int]:
    """What it opened with: places, and minutes a week, there and needed."""
    network, staff = readiness.network(facts).figures, readiness.staff(facts).figures
    return {
        "clients": network["clients"],
        "places": network["offered"],
        "places_needed": network["needed"],
        "minutes": staff["offered"],
        "minutes_needed": staff["needed"],
    }
