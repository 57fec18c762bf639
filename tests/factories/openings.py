"""What a municipality writes down while it opens."""

from datetime import date, datetime
from uuid import UUID

from app.intake import models as intake_models
from app.intake.actions import agree_channel
from app.opening import actions, models
from tenants import context, database, form, registry
from tenants.registry import Municipality
from tests.factories import people, steering
from tests.factories.municipalities import NOW, inside, municipality
from tests.factories.samples import Sample
from tests.factories.steering import ADMIN

SINCE = date(2025, 1, 1)
SERVICE = "rehabilitative_work"


def preparing(*, first_language: str = "fi") -> Municipality:
    """A real municipality that is being prepared."""
    made = municipality(kind="real", name="Alkavala", first_language=first_language, state="preparing")
    assert made.state == "preparing"
    return made


def decided(where: Municipality, by: UUID, *, seen: int = 0, at: datetime = NOW, body: str = "Kunnanhallitus") -> None:
    """The municipality's own decision to run a service."""
    with inside(where, person_id=by, roles=ADMIN):
        actions.decide_service(
            service=SERVICE,
            body=body,
            section="12 §",
            decided_on=SINCE,
            valid_from=SINCE,
            link="https://kuvitela.example/12",
            seen=seen,
            by=by,
            at=at,
        )


def pays_nothing(where: Municipality, by: UUID, *, valid_from: date = SINCE) -> None:
    """The decision to pay no reimbursement (K18)."""
    with inside(where, person_id=by, roles=ADMIN):
        actions.choose_no_reimbursement(
            body="Kunnanhallitus",
            section="13 §",
            decided_on=SINCE,
            valid_from=valid_from,
            link="",
            seen=0,
            **steering.doing(by),
        )


def channel(where: Municipality, by: UUID, way_in: str, *, is_open: bool = True, seen: int = 0) -> None:
    """A way in, agreed with a unit."""
    with inside(where, person_id=by, roles=ADMIN):
        agree_channel(
            way_in=way_in,
            is_open=is_open,
            unit="Aikuissosiaalityö",
            contact_name="Ohjaaja",
            email="sosiaalityo@kuvitela.example",
            phone="040 000 0000",
            agreed_way="Soitetaan yhdessä.",
            agreed_on=SINCE,
            seen=seen,
            by=by,
            at=NOW,
        )


def own_text(where: Municipality, by: UUID, language: str = "fi", *, seen: int = 0, **said: str) -> None:
    """The municipality's own words."""
    words = {"welcome": "Tervetuloa mukaan.", "contact": "040 000 0000", "hours": "Ma–to 9–15"} | said
    with inside(where, person_id=by, roles=ADMIN):
        actions.save_text(language=language, **words, seen=seen, by=by, at=NOW)


def formed(where: Municipality, by: UUID) -> None:
    """Who answers for what, and whose people are served."""
    for role in form.ROLES:
        steering.responsibility(where, by, role)
    steering.area(where, by, "422")


def state_of(where: Municipality) -> str:
    """What the registry says of it now."""
    with context.globally(), database.reading():
        return registry.by_id(where.id).state


def state_of_slug(slug: str) -> str:
    """The same, by its path."""
    with context.globally(), database.reading():
        return registry.by_slug(slug).state


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the opening."""
    by = people.member(where, *ADMIN)
    saved = {"version": 1, "saved_at": NOW, "saved_by": by}
    words = dict.fromkeys(("unit", "contact_name", "email", "phone", "agreed_way"), "")
    rows = (
        models.Decision(
            subject=SERVICE, body="Hallitus", section="1 §", decided_on=SINCE, valid_from=SINCE, link="", **saved
        ),
        models.Text(language="fi", welcome="Tervetuloa", contact="040 000 0000", hours="", **saved),
        models.Mark(kind="confirmed", what="look", marked_at=NOW, marked_by=by),
        models.Stage(stage="project", began_on=SINCE, evidence="Hankepäätös 1 §", link="", **saved),
        intake_models.Channel(way_in="self", is_open=True, agreed_on=None, **words, **saved),
    )
    with inside(where, person_id=by, roles=ADMIN):
        database.session().add_all(rows)
        database.session().flush()
        return tuple(Sample(row.__tablename__, row.id, by, ADMIN) for row in rows)
