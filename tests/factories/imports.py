"""Files brought in by an admin."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from app.imports import actions, queries
from app.imports.rules import fields
from app.imports.rules.plan import Plan
from app.values import sheets
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

ADMIN = ("municipality_admin",)
HEADINGS = ("Nimi", "Y-tunnus", "Oma tunnus", "Yhteyshenkilö", "Sähköposti", "Kutsu")
_OF: dict[UUID, Municipality] = {}
ROW = ("Rannan Martat ry", "0737546-2", "7", "Maija Meri", "maija@esimerkki.example", "kyllä")


def csv(headings: Sequence[str], *rows: Sequence[str]) -> bytes:
    """The sheet as a program saves it."""
    return sheets.as_csv([sheets.Column(one) for one in headings], rows)


def taken_in(
    where: Municipality,
    content: bytes,
    *,
    kind: str = fields.ASSOCIATIONS,
    name: str = "lista.csv",
    columns: Mapping[str, str] | None = None,
    by: UUID | None = None,
    roles: tuple[str, ...] = ADMIN,
    at: datetime = NOW,
) -> UUID:
    """A file whose columns are known: as guessed, or as given."""
    who = by or people.member(where, *roles)
    with inside(where, person_id=who, roles=roles):
        made = actions.take_in(kind=kind, content=content, file_name=name, by=who, at=at)
        guess = columns or fields.guessed(kind, queries.sheet(queries.one(made)).headings)
        actions.map_columns(import_id=made, columns=guess, by=who, at=at)
    _OF[made] = where
    return made


def plan_of(where: Municipality, import_id: UUID, *, at: datetime = NOW, roles: tuple[str, ...] = ADMIN) -> Plan:
    """What it would do now."""
    with context.entering(where.id, roles=roles), database.reading():
        found = queries.one(import_id)
        return queries.planned(found, queries.sheet(found), at=at)


def applied(
    where: Municipality, import_id: UUID, *, leave_out: bool = False, roles: tuple[str, ...] = ADMIN, at: datetime = NOW
) -> dict[str, object]:
    """Bring it in as it would be shown, and tell what came of it."""
    seal, who = plan_of(where, import_id, at=at, roles=roles).seal, people.member(where, *roles)
    with inside(where, person_id=who, roles=roles):
        actions.apply_import(import_id=import_id, seal=seal, leave_out=leave_out, by=who, at=at)
        outcome = queries.one(import_id).outcome
    assert outcome is not None
    return {f"{kind} {done}": number for kind, done, number in outcome["counts"]}


def where_is(import_id: UUID) -> Municipality:
    """Whose file it is, as only a test asks."""
    return _OF[import_id]


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    made = taken_in(where, csv(HEADINGS, ROW))
    applied(where, made)
    with context.entering(where.id, roles=ADMIN), database.reading() as db:
        mapping = db.scalars(database.scoped(queries.select(queries._M.id))).one()
        own_id = db.scalars(database.scoped(queries.select(queries._O.id))).one()
    by = people.member(where, *ADMIN)
    rows = {"imports_import": made, "imports_mapping": mapping, "imports_own_id": own_id}
    return tuple(Sample(table, row_id, by, ADMIN) for table, row_id in rows.items())
