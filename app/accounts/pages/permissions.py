"""The whole table of rights: every permission of every slice, and which role holds it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.accounts import rules
from app.accounts.permissions import ROLE_NAMES
from app.accounts.rules import Permission


@dataclass(frozen=True, slots=True)
class Right:
    """One permission, and which role holds it, in the order of roles."""

    label: object
    held: tuple[tuple[object, bool], ...]


def rights(table: Mapping[str, Permission]) -> tuple[Right, ...]:
    """The whole table, in the order of the permissions' names."""
    return tuple(_right(one) for _name, one in sorted(table.items()))


def _right(one: Permission) -> Right:
    return Right(one.label, tuple((ROLE_NAMES[role], role in one.roles) for role in rules.ROLES))
