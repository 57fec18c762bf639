"""Who may enter a view, as a mark on the view: a view without a mark stops the start.

The mark is data, so the laws of the house read the registered guard itself and not source text. Whether a visitor
holds a permission is answered by `accounts`, handed in from the roof.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "kumina_guard"


@dataclass(frozen=True, slots=True)
class Guard:
    """Exactly one of: a permission in the municipality, being signed in, or a public page with its reason."""

    permission: str | None = None
    signed_in: bool = False
    public: str | None = None
    fresh: bool = False
    """Whether the person must have proved themself within the last 15 minutes (factors, roles, money)."""
    manual: bool = False
    """Whether the view opens its own transactions (sign-in, health): none is opened around it."""


def requires(permission: str, *, fresh: bool = False, manual: bool = False) -> Callable[[View], View]:
    """The visitor holds this permission in the municipality of the path."""
    return _mark(Guard(permission=permission, fresh=fresh, manual=manual))


def signed_in(*, fresh: bool = False, manual: bool = False) -> Callable[[View], View]:
    """The visitor is signed in; the page is about themself."""
    return _mark(Guard(signed_in=True, fresh=fresh, manual=manual))


def public(reason: str, *, manual: bool = False) -> Callable[[View], View]:
    """Anybody may enter, and this is why."""
    return _mark(Guard(public=reason, manual=manual))


def guard_of(view: Callable[..., Any]) -> Guard | None:
    """The mark on a registered view, through any wrapping."""
    found: Guard | None = getattr(view, MARK, None)
    return found


def _mark(guard: Guard) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, MARK, guard)
        return view

    return mark
