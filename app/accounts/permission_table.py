"""The one table of who may do what: declared slice by slice, gathered by the roof, read by the guard and one page."""

from collections.abc import Iterable

from flask import Flask, current_app

from app.accounts.rules import Permission, holds

Table = dict[str, Permission]
EXTENSION = "kumina_permissions"


def declare(app: Flask, permissions: Iterable[Permission]) -> None:
    """Gather the permissions; a name declared twice stops the start."""
    table: Table = {}
    for permission in permissions:
        if permission.name in table:
            raise RuntimeError(f"the permission {permission.name} is declared twice")
        table[permission.name] = permission
    app.extensions[EXTENSION] = table


def table() -> Table:
    """Every permission by name."""
    found: Table = current_app.extensions[EXTENSION]
    return found


def roles_hold(roles: tuple[str, ...], name: str) -> bool:
    """Whether any of these roles carries the permission; raises KeyError for a permission nobody declared."""
    return holds(roles, table()[name])
