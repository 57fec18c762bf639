"""Keys, indexes and constraints: the municipality leads each, so that no key reaches or reveals a neighbour's row."""

from collections.abc import Iterator
from typing import Final

from tenants.policies.catalogue.facts import Catalogue, Constraint
from tenants.policies.catalogue.finding import Check, Found, tables, tenant_tables

FIRST: Final = "municipality_id"
NOTHING_HAPPENS: Final = frozenset({"a", "r"})
SETS: Final = {"n": "SET NULL", "d": "SET DEFAULT"}


def primary_key_missing(catalogue: Catalogue) -> Found:
    """Without a key a row is neither named nor distributed."""
    keyed = {constraint.relation for constraint in catalogue.constraints if constraint.kind == "p"}
    for table in tables(catalogue):
        if table.name not in keyed:
            yield table.name, "it has no primary key: add one that begins with municipality_id"


def primary_key_without_municipality(catalogue: Catalogue) -> Found:
    """The municipality leads the primary key."""
    yield from _not_first(catalogue, "p", "primary key")


def unique_without_municipality(catalogue: Catalogue) -> Found:
    """A value that is unique everywhere tells one municipality what another has (probes 13 and 14)."""
    yield from _not_first(catalogue, "u", "unique constraint")


def exclusion_without_municipality(catalogue: Catalogue) -> Found:
    """So does what may not overlap everywhere."""
    yield from _not_first(catalogue, "x", "exclusion constraint")


def index_without_municipality(catalogue: Catalogue) -> Found:
    """A path to rows that does not begin with the municipality checks the token row by row."""
    tenant = tenant_tables(catalogue)
    of_constraints = {(c.relation, c.name) for c in catalogue.constraints if c.kind in {"p", "u", "x"}}
    for index in catalogue.indexes:
        own = (index.relation, index.name) not in of_constraints
        if index.relation in tenant and own and index.columns[0] != FIRST:
            kind = "unique index" if index.unique else "index"
            yield (
                index.relation,
                f"{kind} {index.name} does not begin with municipality_id: make it anew so that it does",
            )


def index_on_expression(catalogue: Catalogue) -> Found:
    """lower() and its like are not leakproof: under a policy the index would not be used."""
    tenant = tenant_tables(catalogue)
    excluding = {
        (constraint.relation, constraint.name) for constraint in catalogue.constraints if constraint.kind == "x"
    }
    for index in catalogue.indexes:
        asked = (index.relation, index.name) not in excluding  # an exclusion is kept by its index, not looked up in it
        if index.relation in tenant and asked and "" in index.columns:
            yield index.relation, f"index {index.name} is on an expression: keep the value in a column, normalised"


def index_is_broken(catalogue: Catalogue) -> Found:
    """An index that was not finished serves nobody and keeps nothing unique."""
    for index in catalogue.indexes:
        if not index.valid:
            yield index.relation, f"index {index.name} was never finished: REINDEX INDEX {index.name}"


def foreign_key_without_municipality(catalogue: Catalogue) -> Found:
    """Foreign keys are checked past every policy: a single column reaches a neighbour's row (probes 10 and 11)."""
    for key in _into_tenant_tables(catalogue):
        if (FIRST, FIRST) not in zip(key.columns, key.target_columns, strict=True):
            yield key.relation, f"foreign key {key.name} can point into another municipality: add municipality_id to it"


def foreign_key_begins_elsewhere(catalogue: Catalogue) -> Found:
    """The municipality leads foreign keys too: Citus asks for it, and the index of the target then serves."""
    for key in _into_tenant_tables(catalogue):
        if FIRST in key.columns and key.columns[0] != FIRST:
            yield (
                key.relation,
                f"foreign key {key.name} does not begin with municipality_id: make it anew so that it does",
            )


def foreign_key_empties_municipality(catalogue: Catalogue) -> Found:
    """SET NULL on a composite key would empty the municipality too, unless it names its columns."""
    for key in _foreign(catalogue):
        emptied = key.set_columns or key.columns
        if key.on_delete in SETS and FIRST in emptied:
            yield key.relation, f"foreign key {key.name}: ON DELETE {SETS[key.on_delete]} must name its columns"


def foreign_key_moves_rows(catalogue: Catalogue) -> Found:
    """A key that changes must not carry rows along: they could end in another municipality."""
    for key in _foreign(catalogue):
        if key.on_update not in NOTHING_HAPPENS:
            yield key.relation, f"foreign key {key.name} follows changes of its target: ON UPDATE NO ACTION"


def constraint_not_validated(catalogue: Catalogue) -> Found:
    """NOT VALID says nothing about the rows that were there before."""
    for constraint in catalogue.constraints:
        if constraint.enforced and not constraint.validated:
            table, name = constraint.relation, constraint.name
            yield table, f"constraint {name} was never checked: ALTER TABLE {table} VALIDATE CONSTRAINT {name}"


def constraint_not_enforced(catalogue: Catalogue) -> Found:
    """PostgreSQL 18 lets a constraint be written down and not kept."""
    for constraint in catalogue.constraints:
        if not constraint.enforced:
            table, name = constraint.relation, constraint.name
            yield table, f"constraint {name} is not kept: ALTER TABLE {table} ALTER CONSTRAINT {name} ENFORCED"


def _not_first(catalogue: Catalogue, kind: str, words: str) -> Found:
    tenant = tenant_tables(catalogue)
    for constraint in catalogue.constraints:
        if constraint.kind == kind and constraint.relation in tenant and constraint.columns[0] != FIRST:
            yield (
                constraint.relation,
                f"{words} {constraint.name} does not begin with municipality_id: make it anew so that it does",
            )


def _foreign(catalogue: Catalogue) -> Iterator[Constraint]:
    return (constraint for constraint in catalogue.constraints if constraint.kind == "f")


def _into_tenant_tables(catalogue: Catalogue) -> Iterator[Constraint]:
    tenant = tenant_tables(catalogue)
    return (key for key in _foreign(catalogue) if key.target in tenant)


CHECKS: Final[tuple[Check, ...]] = (
    primary_key_missing,
    primary_key_without_municipality,
    unique_without_municipality,
    exclusion_without_municipality,
    index_without_municipality,
    index_on_expression,
    index_is_broken,
    foreign_key_without_municipality,
    foreign_key_begins_elsewhere,
    foreign_key_empties_municipality,
    foreign_key_moves_rows,
    constraint_not_validated,
    constraint_not_enforced,
)
