"""Who can support an association, and when somebody was in touch with it."""

from uuid import UUID

from sqlalchemy import bindparam, func, select

from app.accounts.models import Membership
from app.accounts.rules import COUNSELLORS
from app.support import models
from app.support.queries.names import name_of
from app.support.rules import Contact
from tenants import database

_C = models.Contact
_CONTACTS = database.scoped(
    select(_C.id, _C.how, _C.met_on, _C.words, name_of(_C, _C.written_by))
    .where(_C.association_id == bindparam("id"))
    .order_by(_C.met_on.desc(), _C.id.desc())
    .limit(bindparam("most"))
)
_COUNSELLORS = database.scoped(
    select(Membership.person_id, func.min(Membership.name).label("name"))
    .where(
        Membership.municipality_id == database.here,
        Membership.role.in_(sorted(COUNSELLORS)),
        Membership.ended_at.is_(None),
    )
    .group_by(Membership.person_id)
    .order_by("name", Membership.person_id)
)


def contacts_of(association_id: UUID, *, at_most: int = 50) -> tuple[Contact, ...]:
    """The newest contacts with an association."""
    rows = database.session().execute(_CONTACTS, {"id": association_id, "most": at_most})
    return tuple(Contact(*row) for row in rows)


def counsellors() -> tuple[tuple[UUID, str], ...]:
    """Who of the team can be the counsellor of an association: person and name."""
    return tuple((row.person_id, row.name) for row in database.session().execute(_COUNSELLORS))
