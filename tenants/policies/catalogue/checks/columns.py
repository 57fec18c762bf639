"""Columns of tenant tables: types that row-level security can filter by index, and that Citus takes."""

from collections.abc import Callable, Iterator
from typing import Final

from tenants.policies.catalogue.facts import Catalogue, Column
from tenants.policies.catalogue.finding import Check, Found, tenant_tables

INEXACT: Final = frozenset({"numeric", "real", "double precision", "money"})
SMALL: Final = frozenset({"integer", "smallint"})


def municipality_is_no_uuid(catalogue: Catalogue) -> Found:
    """The token names a uuid; a cast in the predicate would keep the index from serving."""
    for column in _municipality(catalogue):
        if column.type != "uuid":
            yield _of(column), f"it is {column.type}: make it uuid"


def municipality_may_be_missing(catalogue: Catalogue) -> Found:
    """A row of no municipality is seen by none and deleted by none."""
    for column in _municipality(catalogue):
        if not column.not_null:
            yield _of(column), "it may be NULL: ALTER COLUMN municipality_id SET NOT NULL"


def column_is_enum(catalogue: Catalogue) -> Found:
    """An enum's = is not leakproof: no index serves it under a policy."""
    yield from _where(catalogue, lambda column: column.type_kind == "e", "an enum: use text and a CHECK")


def column_is_domain(catalogue: Catalogue) -> Found:
    """A domain hides its type and its checks from this reading."""
    yield from _where(catalogue, lambda column: column.type_kind == "d", "a domain: use the plain type and a CHECK")


def column_is_citext(catalogue: Catalogue) -> Found:
    """citext compares by lower(), which is not leakproof."""
    yield from _where(catalogue, lambda column: column.type.endswith("citext"), "citext: store it normalised, as text")


def column_is_inexact(catalogue: Catalogue) -> Found:
    """Money is whole cents; numeric = is not leakproof, and a float is never right (design § 9)."""
    yield from _where(
        catalogue, lambda column: column.type.removesuffix("[]") in INEXACT, "no whole number: use bigint"
    )


def column_is_small(catalogue: Catalogue) -> Found:
    """A number that may grow is not changed in a full table."""
    yield from _where(catalogue, lambda column: column.type.removesuffix("[]") in SMALL, "a small integer: use bigint")


def column_counts_itself(catalogue: Catalogue) -> Found:
    """Identity and serial count across all municipalities (probe 15)."""
    yield from _where(catalogue, lambda column: column.identity or column.serial, "counted: use uuidv7()")


def _municipality(catalogue: Catalogue) -> Iterator[Column]:
    tenant = tenant_tables(catalogue)
    return (column for column in catalogue.columns if column.relation in tenant and column.name == "municipality_id")


def _where(catalogue: Catalogue, is_wrong: Callable[[Column], bool], words: str) -> Found:
    tenant = tenant_tables(catalogue)
    for column in catalogue.columns:
        if column.relation in tenant and is_wrong(column):
            yield _of(column), f"this column is {words}"


def _of(column: Column) -> str:
    return f"{column.relation}.{column.name}"


CHECKS: Final[tuple[Check, ...]] = (
    municipality_is_no_uuid,
    municipality_may_be_missing,
    column_is_enum,
    column_is_domain,
    column_is_citext,
    column_is_inexact,
    column_is_small,
    column_counts_itself,
)
