"""Reads imports, what columns held before, and everything that rows are held against, in one go each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, func, or_, select

from app.accounts.models import Invitation, Membership, Person
from app.associations import queries as associations
from app.imports import models
from app.imports.rules import planning, words
from app.imports.rules.fields import TASKS
from app.imports.rules.known import Invited, Known
from app.imports.rules.plan import Plan
from app.values import sheets
from app.values.missing import Missing
from app.values.period import day_in_finland
from app.values.sheets import Sheet
from app.worktasks import queries as worktasks
from tenants import context, database, registry, settings

_I, _M, _O = models.Import, models.Mapping, models.OwnId
_FACTS = (
    _I.id,
    _I.kind,
    _I.file_name,
    _I.headings_key,
    _I.columns,
    _I.state,
    _I.uploaded_at,
    _I.settled_at,
    _I.outcome,
    _I.letters_until,
)
_ONE = database.scoped(select(*_FACTS).where(_I.id == bindparam("id")))
_WAITING_HELD = database.scoped(select(_I.id).where(_I.state == "waiting").order_by(_I.id).with_for_update())
_CONTENT = database.scoped(select(_I.content).where(_I.id == bindparam("id")))
_LAST = database.scoped(select(*_FACTS).order_by(_I.uploaded_at.desc(), _I.id).limit(20))
_COLUMNS = database.scoped(
    select(_M.columns).where(_M.kind == bindparam("kind"), _M.headings_key == bindparam("headings"))
)
_LETTERS = database.scoped(select(func.max(_I.letters_until)))
_OWN_IDS = database.scoped(select(_O.kind, _O.own_id, _O.thing_id))
_INVITED = database.scoped(
    select(Invitation.email, Invitation.role, Invitation.association_id).where(
        Invitation.withdrawn_at.is_(None),
        or_(Invitation.accepted_at.is_not(None), Invitation.expires_at > bindparam("at")),
    )
)
_MEMBERS = (
    select(Person.email, Membership.role, Membership.association_id)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.municipality_id == database.here, Membership.ended_at.is_(None), Person.email.is_not(None))
)


@dataclass(frozen=True, slots=True)
class Import:
    """A file brought in, and how far it has come."""

    id: UUID
    kind: str
    file_name: str
    headings_key: str
    columns: dict[str, str] | None
    state: str
    uploaded_at: datetime
    settled_at: datetime | None
    outcome: dict[str, Any] | None
    letters_until: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it can still be applied."""
        return self.state == "waiting"


def one(import_id: UUID) -> Import:
    """One import; what somebody may not bring in they do not see either."""
    row = database.session().execute(_ONE, {"id": import_id}).one_or_none()
    if row is None:
        raise Missing(import_id)
    return Import(*row)


def held(import_id: UUID) -> Import:
    """One import, with all that wait held until the transaction ends: imports are applied one after the other."""
    database.session().execute(_WAITING_HELD).all()
    return one(import_id)


def content(import_id: UUID) -> bytes:
    """The file of an import that waits."""
    found: bytes | None = database.session().scalar(_CONTENT, {"id": import_id})
    if found is None:
        raise Missing(import_id)
    return found


def latest() -> tuple[Import, ...]:
    """The last twenty, newest first."""
    return tuple(Import(*row) for row in database.session().execute(_LAST))


def columns_before(kind: str, headings_key: str) -> dict[str, str] | None:
    """Which column held what the last time these headings came."""
    found: dict[str, str] | None = database.session().scalar(_COLUMNS, {"kind": kind, "headings": headings_key})
    return found


def letters_until() -> datetime | None:
    """When the last letter of all imports leaves."""
    found: datetime | None = database.session().scalar(_LETTERS)
    return found


def known(of: str, *, at: datetime) -> Known:
    """Everything that rows are held against."""
    db = database.session()
    there = associations.associations_ever()
    ids = [one.id for one in there]
    return Known(
        language=registry.by_id(context.current()).first_language,
        associations=there,
        hosts=associations.host_rules(day_in_finland(at)),
        sites=associations.sites_of(ids),
        contacts=associations.contact_people(ids),
        own_ids={(row.kind, row.own_id): row.thing_id for row in db.execute(_OWN_IDS)},
        invited=_invited(at),
        **(_of_tasks(ids) if of == TASKS else {}),
    )


def _of_tasks(association_ids: Sequence[UUID]) -> dict[str, Any]:
    """The tasks there are, and what the playbook calls the fields of work, in every language."""
    names = {row["code"]: tuple(row["name"].values()) for row in settings.value("worktasks", "fields")}
    return {"tasks": worktasks.tasks_of(association_ids), "fields": words.index(names)}


def sheet(found: Import) -> Sheet:
    """What stands in the file of an import that waits."""
    return sheets.read(content(found.id), found.file_name)


def planned(found: Import, read: Sheet, *, at: datetime) -> Plan:
    """What an import that waits would do now."""
    return planning.planned(found.kind, read, found.columns or {}, known(found.kind, at=at))


def _invited(at: datetime) -> frozenset[Invited]:
    db = database.session()
    rows = [*db.execute(_INVITED, {"at": at}), *db.execute(_MEMBERS)]
    return frozenset((row.email, row.role, row.association_id) for row in rows)
