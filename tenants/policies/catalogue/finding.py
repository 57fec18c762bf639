"""One fault in the catalogue, and how a check tells of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tenants.policies.allowed import GLOBAL_TABLES, QUEUE
from tenants.policies.catalogue.facts import Catalogue, Relation

Found = Iterator[tuple[str, str]]
"""The object, and a plain sentence: what is wrong and what to do."""
Check = Callable[[Catalogue], Found]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong, where, and what to do about it; `check` is the name of the check that found it."""

    check: str
    object: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.object}: {self.sentence} [{self.check}]"


def tables(catalogue: Catalogue) -> Iterator[Relation]:
    """Every table, whoever it belongs to."""
    return (relation for relation in catalogue.relations if relation.kind in {"r", "p"})


def tenant_tables(catalogue: Catalogue) -> frozenset[str]:
    """Tables with a municipality, other than the global ones: what a policy must guard."""
    with_municipality = {column.relation for column in catalogue.columns if column.name == "municipality_id"}
    return frozenset(with_municipality - set(GLOBAL_TABLES))


def guarded_tables(catalogue: Catalogue) -> frozenset[str]:
    """Tables that need policies: all but the few that only the owner or the clock may touch."""
    bare = {name for name, table in GLOBAL_TABLES.items() if table.kept_by != "policies"}
    return frozenset(table.name for table in tables(catalogue)) - bare


def is_of_the_queue(name: str) -> bool:
    """Whether the queue's authors made it."""
    return QUEUE.fullmatch(name) is not None
