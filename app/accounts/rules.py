"""Roles, permissions as declared facts, and the limits of sessions and invitations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

CLIENT: Final = "client"
ASSOCIATION_MEMBER: Final = "association_member"
ASSOCIATION_ADMIN: Final = "association_admin"
SOCIAL_COUNSELLOR: Final = "social_counsellor"
JOB_COACH: Final = "job_coach"
TEAM_LEAD: Final = "team_lead"
MUNICIPALITY_ADMIN: Final = "municipality_admin"
FINANCE: Final = "finance"
APPROVER: Final = "approver"
DATA_PROTECTION_OFFICER: Final = "data_protection_officer"
OPERATOR: Final = "operator"

COUNSELLORS: Final = frozenset({SOCIAL_COUNSELLOR, JOB_COACH, TEAM_LEAD})
ASSOCIATIONS: Final = frozenset({ASSOCIATION_MEMBER, ASSOCIATION_ADMIN})
STAFF: Final = COUNSELLORS | {MUNICIPALITY_ADMIN, FINANCE, APPROVER, DATA_PROTECTION_OFFICER}
MEMBER_ROLES: Final = STAFF | ASSOCIATIONS | {CLIENT}
"""Roles one may have in a municipality. An operator belongs to none and never sees client data."""
ROLES: Final = (
    CLIENT,
    ASSOCIATION_MEMBER,
    ASSOCIATION_ADMIN,
    SOCIAL_COUNSELLOR,
    JOB_COACH,
    TEAM_LEAD,
    MUNICIPALITY_ADMIN,
    FINANCE,
    APPROVER,
    DATA_PROTECTION_OFFICER,
    OPERATOR,
)

INVITATION_DAYS: Final = 7
FRESH: Final = timedelta(minutes=15)
"""How recently one must have proved oneself for factors, roles and money (ASVS v5.0.0-7.5.1, 7.5.3)."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One thing one may be allowed: `slice.verb`, a label in the reader's language, and the roles that hold it."""

    name: str
    label: object
    """A lazily translated text."""
    roles: frozenset[str]

    def __post_init__(self) -> None:
        unknown = self.roles - set(ROLES)
        if unknown:
            raise ValueError(f"{self.name}: no such role: {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lives untouched, and at the most (ASVS v5.0.0-7.1.1)."""

    idle: timedelta
    absolute: timedelta


LIMITS_STAFF: Final = SessionLimits(idle=timedelta(hours=1), absolute=timedelta(hours=12))
LIMITS_ASSOCIATION: Final = SessionLimits(idle=timedelta(hours=4), absolute=timedelta(hours=24))
LIMITS_CLIENT: Final = SessionLimits(idle=timedelta(hours=1), absolute=timedelta(hours=24))
LIMITS_JOINT: Final = SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=2))
LIMITS_STRANGER: Final = SessionLimits(idle=timedelta(hours=12), absolute=timedelta(hours=24))


def session_limits(roles: Iterable[str], *, joint: bool) -> SessionLimits:
    """The strictest limits that any of the person's roles asks for (63B-4 AAL2: 24 h, 1 h idle for staff)."""
    held = set(roles)
    if joint:
        return LIMITS_JOINT
    if held & STAFF or OPERATOR in held:
        return LIMITS_STAFF
    if CLIENT in held:
        return LIMITS_CLIENT
    return LIMITS_ASSOCIATION if held else LIMITS_STRANGER


def is_fresh(proved_at: datetime, *, at: datetime) -> bool:
    """Whether the person proved themself recently enough for a sensitive act."""
    return at - proved_at <= FRESH


def holds(roles: Iterable[str], permission: Permission) -> bool:
    """Whether any of these roles carries the permission."""
    return not permission.roles.isdisjoint(roles)
