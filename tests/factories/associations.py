"""Associations of the network and the people who act for them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from app.associations import actions, queries
from app.associations import models as tables
from app.associations.rules.details import Details
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

ADMIN = ("municipality_admin",)
LEADER = ("association_admin",)
STATEMENTS = ("not_a_substitute", "not_dependent")
IBAN = "FI21 1234 5600 0007 85"
"""The example that Finnish banks print; it belongs to nobody."""


def association(
    where: Municipality,
    name: str = "Rannan Martat ry",
    *,
    business_id: str | None = None,
    kind: str = "association",
    language: str = "fi",
    at: datetime | None = None,
) -> UUID:
    """An association in order: filled in, with the agreement and the statements of its admin, approved."""
    at = at or max(NOW, now())  # what the clock asks of it within a year of either is in order
    made = invited(where, name, business_id=business_id, kind=kind, language=language, at=at)
    leader = admin(where, made)
    filled_in(where, made, leader, name=name, business_id=business_id, kind=kind, language=language, at=at)
    accepted(where, made, leader, at=at)
    decided(where, made, "approved", at=at)
    return made


def invited(
    where: Municipality,
    name: str = "Rannan Martat ry",
    *,
    business_id: str | None = None,
    kind: str = "association",
    language: str = "fi",
    at: datetime = NOW,
) -> UUID:
    """An association that has only been taken in by an admin."""
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        return actions.register_association(
            name=name, business_id=business_id, kind=kind, language=language, by=by, at=at
        )


def admin(where: Municipality, association_id: UUID, *, name: str = "Anna Arkinen") -> UUID:
    """Somebody who leads the association and can bind it."""
    return people.member(where, *LEADER, name=name, association_id=association_id)


def filled_in(
    where: Municipality,
    association_id: UUID,
    by: UUID,
    *,
    name: str = "Rannan Martat ry",
    business_id: str | None = None,
    kind: str = "association",
    language: str = "fi",
    at: datetime = NOW,
) -> None:
    """What an association tells of itself in five minutes."""
    with inside(where, person_id=by, roles=LEADER):
        actions.fill_in(
            association_id=association_id,
            details=Details(name, kind, language, business_id, languages=("fi",)),
            site={"name": "", "street": "Keksitynkatu 1", "postal_code": "04400", "town": "Kuvitela"},
            contact={"name": "Anna Arkinen", "email": f"{association_id.hex[-8:]}@yhdistys.example"},
            own={association_id},
            by=by,
            at=at,
        )


def accepted(where: Municipality, association_id: UUID, by: UUID, *, at: datetime = NOW) -> UUID:
    """The agreement as it stands, accepted with both statements."""
    with inside(where, person_id=by, roles=LEADER):
        return actions.accept_agreement(
            association_id=association_id,
            fingerprint=queries.agreement_fingerprint(),
            statements=STATEMENTS,
            parties={"municipality": where.name_fi, "association": "Rannan Martat ry"},
            language="fi",
            led={association_id},
            by=by,
            by_name="Anna Arkinen",
            at=at,
        )


def stated(where: Municipality, association_id: UUID, by: UUID, *, at: datetime = NOW) -> None:
    """The two statements, renewed."""
    with inside(where, person_id=by, roles=LEADER):
        actions.give_statements(
            association_id=association_id,
            statements=STATEMENTS,
            language="fi",
            led={association_id},
            by=by,
            by_name="Anna Arkinen",
            at=at,
        )


def decided(where: Municipality, association_id: UUID, kind: str, *, reason: str = "", at: datetime = NOW) -> None:
    """What the municipality decides about it."""
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        actions.decide(association_id=association_id, kind=kind, reason=reason, by=by, by_name="Päivi", at=at)


def account(where: Municipality, association_id: UUID, iban: str = IBAN, *, confirmed: bool = False) -> UUID:
    """An account proposed by somebody of finance, and confirmed by an admin if it should be."""
    by = people.member(where, "finance")
    with inside(where, person_id=by, roles=("finance",)):
        made = actions.propose_account(association_id=association_id, iban=iban, by=by, at=NOW)
    if confirmed:
        second = people.member(where, *ADMIN)
        with inside(where, person_id=second, roles=ADMIN):
            actions.confirm_account(association_id=association_id, account_id=made, by=second, at=NOW)
    return made


def site(where: Municipality, association_id: UUID, *, name: str = "Pirtti", town: str = "Kuvitela") -> UUID:
    """A place where its tasks are done."""
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        return actions.add_site(
            association_id=association_id,
            name=name,
            street="Raitti 1",
            postal_code="99999",
            town=town,
            by=by,
            at=NOW,
        )


def volunteer(where: Municipality, association_id: UUID, *, name: str = "Veikko Talkoolainen") -> UUID:
    """Somebody who acts for the association."""
    return people.member(where, "association_member", name=name, association_id=association_id)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    made = association(where)
    by = people.member(where, *ADMIN)
    rows = {"associations_association": made, "associations_account": account(where, made)}
    models = (
        tables.Site,
        tables.Contact,
        tables.AgreementVersion,
        tables.Acceptance,
        tables.Statement,
        tables.Decision,
    )
    with context.entering(where.id, person_id=by, roles=ADMIN), database.reading() as db:
        rows |= {one.__tablename__: db.scalars(select(one.id)).one() for one in models}
    return tuple(Sample(table, row_id, by, ADMIN) for table, row_id in rows.items())
