"""Taking an association in, inviting it and its people, and writing down what is known of it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import update

from app import record
from app.accounts import actions as accounts
from app.accounts.rules import ASSOCIATION_ADMIN
from app.associations import models, queries, rules
from app.associations.actions import places
from app.associations.rules.details import Details, as_kept, may_keep
from app.values.missing import Missing
from app.values.period import day_in_finland
from app.values.refusal import refuse_if
from tenants import context, database


def register_association(
    *,
    name: str,
    business_id: str | None,
    kind: str,
    language: str,
    by: UUID,
    at: datetime,
    register_number: str | None = None,
    languages: Collection[str] = (),
) -> UUID:
    """Take an association into the network."""
    details = Details(name, kind, language, business_id, register_number, tuple(languages))
    row = models.Association(**_written(details, at), registered_at=at, registered_by=by)
    database.session().add(row)
    database.session().flush()
    record.write("associations.association_registered", subject=row.id, by=by, at=at, kind=kind)
    return row.id


def invite_association(*, name: str, kind: str, person: str, email: str, language: str, by: UUID, at: datetime) -> UUID:
    """Take one in by its name, and send its first person the link; what else there is to know it tells itself."""
    made = register_association(name=name, business_id=None, kind=kind, language=language, by=by, at=at)
    invite_contact_person(
        association_id=made,
        name=person,
        email=email,
        role=ASSOCIATION_ADMIN,  # somebody must be able to bind it
        language=language,
        own=(),
        by=by,
        at=at,
    )
    return made


def invite_contact_person(
    *,
    association_id: UUID,
    name: str,
    email: str,
    role: str,
    language: str,
    own: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """Send somebody of the association the link with which they join; `own` are those the inviter leads."""
    refuse_if(rules.may_take_in(queries.association(association_id)))
    accounts.invite_person(
        email=email,
        name=name,
        language=language,
        role=role,
        association_id=association_id,
        own_association=association_id in own,
        by=by,
        by_roles=context.door().roles,
        at=at,
    )
    record.write("associations.person_invited", subject=association_id, by=by, at=at, role=role)


def change_association(
    *,
    association_id: UUID,
    name: str,
    business_id: str | None,
    kind: str,
    language: str,
    by: UUID,
    at: datetime,
    own: Collection[UUID] | None = None,
    **further: Any,
) -> None:
    """Correct what is known of an association; `own` keeps to those one speaks for (None: anybody's).

    `further` are the other fields of Details; what is not said stays as it is.
    """
    known = _held(association_id, own)
    details = Details(name, kind, language, business_id, **_known(known) | further)
    _write(association_id, _written(details, at))
    record.write("associations.association_changed", subject=association_id, by=by, at=at)


def fill_in(
    *,
    association_id: UUID,
    details: Details,
    site: Mapping[str, Any],
    contact: Mapping[str, Any],
    own: Collection[UUID],
    by: UUID,
    at: datetime,
) -> None:
    """The association's own first account of itself: details, where it works, whom to call."""
    _held(association_id, own)
    _write(association_id, _written(details, at) | {"filled_in_at": at, "filled_in_by": by})
    doing: dict[str, Any] = {"association_id": association_id, "own": own, "by": by, "at": at}
    places.add_site(**site, **doing)
    places.add_contact_person(**contact, **doing)
    record.write("associations.association_filled_in", subject=association_id, by=by, at=at)


def _held(association_id: UUID, own: Collection[UUID] | None) -> rules.Association:
    if own is not None and association_id not in own:
        raise Missing(association_id)
    return queries.association(association_id, locked=True)


def _known(association: rules.Association) -> dict[str, Any]:
    names = ("register_number", "languages", "soteri", "soteri_reason", "einvoice_address", "einvoice_operator")
    return {name: getattr(association, name) for name in names}


def _write(association_id: UUID, facts: Mapping[str, Any]) -> None:
    row = models.Association
    database.session().execute(update(row).where(row.id == association_id).values(**facts))


def _written(said: Details, at: datetime) -> dict[str, Any]:
    """The details as they are kept, once every rule has let them pass."""
    refuse_if(may_keep(said, queries.host_rules(day_in_finland(at))))
    return as_kept(said)
