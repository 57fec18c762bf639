"""What the permission table says an answer must be: the guards and PERMISSIONS are the table, nothing is said twice."""

from dataclasses import dataclass
from typing import Final

from app.accounts.rules import Permission, holds
from app.web.guard import Guard
from tests.house import open_pages
from tests.house.matrix.actors import Actor
from tests.house.matrix.cases import FOREIGN, NOBODYS, NONSENSE, OTHERS, OWN, Case

OPEN: Final = frozenset({200, 301, 302, 303, 304, 404, 422, 429})
"""What a page may answer to somebody it lets in; 404 when they have nothing of their own there."""
THERE_IS_NONE: Final = frozenset({404})
FORBIDDEN: Final = frozenset({403})
TO_SIGN_IN: Final = frozenset({302})
NOT_SO: Final = frozenset({308, 404, 405})
"""A method the route does not have; the path may also be read as another route, which redirects or is not there."""


@dataclass(frozen=True)
class Door:
    """What stands at a route: its methods, its guard, the permission asked for, and who may see more than their own."""

    methods: frozenset[str]
    inside: bool
    """Whether the route lies in a municipality."""
    guard: Guard
    permission: Permission | None
    wide: frozenset[str]


def statuses(case: Case, actor: Actor, method: str, door: Door) -> frozenset[int]:
    """The answers that are right for this actor at this door."""
    if case.relation == NONSENSE:
        return THERE_IS_NONE
    if method not in door.methods:
        return NOT_SO
    if door.guard.public is not None or method == "OPTIONS":
        return OPEN | (FORBIDDEN if case.endpoint in open_pages.MAY_REFUSE else set())
    if not actor.signed_in:
        return TO_SIGN_IN
    return _belonging(actor, door) or _fresh(actor, door) or _by_relation(case, actor, door)


def _belonging(actor: Actor, door: Door) -> frozenset[int] | None:
    """Who does not belong here is not even told that the page exists."""
    roles = actor.roles if door.inside else actor.globally
    if door.inside and not roles:
        return THERE_IS_NONE
    if door.permission is None or holds(roles, door.permission):
        return None
    return FORBIDDEN


def _fresh(actor: Actor, door: Door) -> frozenset[int] | None:
    """Money, roles and factors: prove yourself again first, whatever it is you ask for."""
    return TO_SIGN_IN if door.guard.fresh and not actor.fresh else None


def _by_relation(case: Case, actor: Actor, door: Door) -> frozenset[int]:
    if door.permission is None:
        return OPEN  # the page is about the visitor: what is not theirs is not touched, and the answer does not tell
    if case.relation in {FOREIGN, NOBODYS}:
        return THERE_IS_NONE
    if case.relation == OTHERS and not door.wide & set(actor.roles):
        return THERE_IS_NONE
    return OPEN if case.relation in {OWN, OTHERS} else THERE_IS_NONE
