"""People and their memberships, and a browser that is already signed in as one of them."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

import psycopg
from flask.testing import FlaskClient
from sqlalchemy import select, text

from app.accounts import actions, rules, sessions
from app.accounts.models import Membership, Person
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample


def person(name: str = "Testi Henkilö", *, email: str | None = None, language: str = "fi") -> UUID:
    """Somebody new."""
    with context.globally(), database.reading() as db:
        person_id: UUID = db.execute(text("SELECT uuidv7()")).scalar_one()
    with context.globally(person_id=person_id), database.writing() as db:
        db.add(
            Person(
                id=person_id,
                name=name,
                email=email or f"{secrets.token_hex(6)}@esimerkki.example",
                language=language,
                active=True,
                fs_uniquifier=secrets.token_hex(16),
                webauthn=[],
            )
        )
    return person_id


def membership(
    where: Municipality, person_id: UUID, role: str, *, name: str = "Testi Henkilö", association_id: UUID | None = None
) -> UUID:
    """A person's place in a municipality."""
    with context.entering(where.id, roles=("municipality_admin",)), database.writing() as db:
        row = Membership(
            municipality_id=where.id,
            person_id=person_id,
            role=role,
            name=name,
            association_id=association_id,
            started_at=NOW,
        )
        db.add(row)
        db.flush()
        return row.id


def member(where: Municipality, *roles: str, name: str = "Testi Henkilö", association_id: UUID | None = None) -> UUID:
    """Somebody new with these roles in the municipality."""
    person_id = person(name)
    for role in roles:
        of = association_id if role in rules.ASSOCIATIONS else None
        membership(where, person_id, role, name=name, association_id=of)
    return person_id


def sign_in(
    browser: FlaskClient,
    person_id: UUID,
    *,
    roles: tuple[str, ...] = (),
    proved_at: datetime | None = None,
    data: dict[str, object] | None = None,
) -> str:
    """Give the browser a session of this person, as sign-in would; returns the cookie's secret."""
    secret = secrets.token_urlsafe(32)
    at = now()
    limits = rules.session_limits(roles, joint=False)
    with context.globally(person_id=person_id), database.writing() as db:
        db.execute(
            sessions._START,
            {
                "hash": sessions.hash_of(secret),
                "person": person_id,
                "stamp": db.scalar(select(Person.fs_uniquifier).where(Person.id == person_id)),
                "kind": "person",
                "joint_in": None,
                "data": data or {},
                "agent": "test",
                "at": proved_at or at,
                "idle": int(limits.idle.total_seconds()) + (int((at - proved_at).total_seconds()) if proved_at else 0),
                "until": at + timedelta(hours=12),
            },
        )
    browser.set_cookie(sessions.COOKIE, secret, path="/", secure=True)
    return secret


def make_operator(person_id: UUID, owner_url: str) -> None:
    """What only the owner of the database can do."""
    token = database._the_database().signer.sign(context.Door(None, person_id), expires_at=int(now().timestamp()) + 60)
    with psycopg.connect(owner_url) as owner:
        owner.execute(f"SET LOCAL kumina.token = '{token}'")
        owner.execute("UPDATE accounts_person SET is_operator = true WHERE id = %s", (person_id,))


def operator_act(where: Municipality, *, what: str = "looked_in", by: UUID | None = None) -> UUID:
    """What an operator did here, with a reason."""
    by = by or person("Oona Ylläpitäjä")
    with inside(where, person_id=by, roles=("operator",)):
        return actions.note_operator_act(
            what=what, reason="Kirjeet eivät lähde", name="Oona Ylläpitäjä", by=by, at=now()
        )


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of accounts that belongs to a municipality."""
    roles = ("municipality_admin",)
    admin = member(where, *roles)
    with inside(where, person_id=admin, roles=roles):
        invitation = actions.invite_person(
            email=f"{secrets.token_hex(6)}@esimerkki.example",
            name="Uusi Tulija",
            language="fi",
            role="finance",
            by=admin,
            by_roles=roles,
            at=NOW,
        ).invitation_id
        provider = actions.add_provider(
            issuer="https://login.example.fi", client_id="x", sealed_secret="x", label="Tili", by=admin, at=NOW
        )
    act = operator_act(where)
    with inside(where, person_id=admin, roles=roles):
        actions.read_operator_act(act_id=act, by=admin, at=NOW)
        read = database.session().scalars(text("SELECT id FROM accounts_operator_act_read")).one()
    return (
        Sample("accounts_operator_act", act, admin, roles),
        Sample("accounts_operator_act_read", read, admin, roles),
        Sample("accounts_invitation", invitation, admin, roles),
        Sample("accounts_provider", provider, admin, roles),
    )
