"""The agreement as it stands, and what each association has said yes to."""

from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.associations import models
from app.associations.rules import agreement as rules
from app.associations.rules.agreement import Acceptance, Agreement, Clause, Statement
from app.values.missing import Missing
from tenants import database, settings

_V, _Y, _S = models.AgreementVersion, models.Acceptance, models.Statement
_VERSION = database.scoped(
    select(
        func.coalesce(
            func.max(_V.number).filter(_V.fingerprint == bindparam("fingerprint")),
            func.coalesce(func.max(_V.number), 0) + 1,
        ).label("number")
    )
)
_BEHIND = database.scoped(select(_V.id).where(_V.fingerprint == bindparam("fingerprint")))
_ACCEPTED = (
    select(
        _Y.id,
        _Y.association_id,
        _V.number,
        _V.fingerprint,
        _V.clauses,
        _Y.parties,
        _Y.language,
        _Y.accepted_at,
        _Y.accepted_by_name,
    )
    .join(_V, (_V.municipality_id == _Y.municipality_id) & (_V.id == _Y.version_id))
    .order_by(_Y.accepted_at.desc(), _Y.id.desc())
)
_OF = database.scoped(_ACCEPTED.where(_Y.association_id == bindparam("id")))
_ONE = database.scoped(_ACCEPTED.where(_Y.id == bindparam("id")))
_STATED = database.scoped(
    select(_S.id, _S.words, _S.given_at, _S.given_by_name, _S.until_on)
    .where(_S.association_id == bindparam("id"))
    .order_by(_S.given_at.desc(), _S.id.desc())
)


def agreement() -> Agreement:
    """The agreement as the municipality words it now; its number is one more than the last while nobody has seen it."""
    clauses = _clauses()
    fingerprint = rules.fingerprint(clauses)
    number = database.session().execute(_VERSION, {"fingerprint": fingerprint}).scalar_one()
    return Agreement(number, fingerprint, clauses)


def agreement_fingerprint() -> str:
    """Which text is in force."""
    return rules.fingerprint(_clauses())


def version_behind(fingerprint: str) -> UUID | None:
    """The stored version with this text, if anybody has accepted it yet."""
    found: UUID | None = database.session().scalar(_BEHIND, {"fingerprint": fingerprint})
    return found


def statements_asked() -> tuple[Clause, ...]:
    """The two statements (189/2001), as the model words them."""
    return rules.statements(settings.value("associations", "statements"))


def acceptances_of(association_id: UUID) -> tuple[Acceptance, ...]:
    """What an association has accepted, the latest first."""
    return tuple(_acceptance(row) for row in database.session().execute(_OF, {"id": association_id}))


def acceptance(acceptance_id: UUID) -> Acceptance:
    """One yes, with the text as it was."""
    row = database.session().execute(_ONE, {"id": acceptance_id}).one_or_none()
    if row is None:
        raise Missing(acceptance_id)
    return _acceptance(row)


def statements_of(association_id: UUID) -> tuple[Statement, ...]:
    """What an association has stated, the latest first."""
    rows = database.session().execute(_STATED, {"id": association_id})
    return tuple(Statement(row[0], tuple(row[1]), *row[2:]) for row in rows)


def _clauses() -> tuple[Clause, ...]:
    return rules.clauses(settings.value("associations", "agreement"))


def _acceptance(row: Any) -> Acceptance:
    return Acceptance(
        id=row.id,
        association_id=row.association_id,
        number=row.number,
        fingerprint=row.fingerprint,
        clauses=rules.clauses(row.clauses),
        parties=row.parties,
        language=row.language,
        accepted_at=row.accepted_at,
        accepted_by_name=row.accepted_by_name,
    )
