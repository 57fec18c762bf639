"""Roles, permissions as declared facts, and the limits of sessions and invitations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from app.values.refusal import Refusal

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


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a secret may be tried before one must wait, and how long at most: delay, never lock-out."""

    free: int
    longest: timedelta
    forgotten: timedelta = timedelta(hours=24)


PATIENCE_ADDRESS: Final = Patience(free=4, longest=timedelta(minutes=5))
"""For one address or person, known or not (63B-4: a hundred guesses take eight hours)."""
PATIENCE_NETWORK: Final = Patience(free=60, longest=timedelta(minutes=1), forgotten=timedelta(hours=1))
"""For one network address: a whole municipality may sit behind it."""
PATIENCE_LETTERS: Final = Patience(free=3, longest=timedelta(hours=1))
"""For letters that a stranger can have sent to an address."""


def wait(patience: Patience, failures: int, last_at: datetime, *, at: datetime) -> timedelta:
    """How long still to wait after so many failures: 1 s, doubled each time, up to the longest."""
    over = effective(patience, failures, last_at, at=at) - patience.free
    if over < 0:
        return timedelta(0)
    pause = min(timedelta(seconds=2 ** min(over, 20)), patience.longest)
    return max(last_at + pause - at, timedelta(0))


def effective(patience: Patience, failures: int, last_at: datetime, *, at: datetime) -> int:
    """Failures that still count: all are forgotten when long enough nobody tried."""
    return 0 if at - last_at >= patience.forgotten else failures


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


def needs_second_factor(*, real_memberships: int, is_operator: bool, real_municipalities: int) -> bool:
    """A password alone opens practice municipalities only (ASVS v5.0.0-6.3.3): whoever belongs to a real one needs a
    second factor, and so does an operator as soon as there is a real one."""
    return real_memberships > 0 or (is_operator and real_municipalities > 0)


def may_invite(by_roles: Iterable[str], role: str, *, own_association: bool = False) -> bool:
    """An admin invites into any role; counsellors invite clients and people of associations; an association's admin
    people of their own association."""
    held = set(by_roles)
    if held & {MUNICIPALITY_ADMIN, OPERATOR}:
        return role in MEMBER_ROLES
    if held & COUNSELLORS and (role == CLIENT or role in ASSOCIATIONS):
        return True
    return ASSOCIATION_ADMIN in held and own_association and role in ASSOCIATIONS


def may_use_invitation(
    *, expires_at: datetime, accepted_at: datetime | None, withdrawn_at: datetime | None, at: datetime
) -> Refusal | None:
    """An invitation is good for seven days, once, and until it is withdrawn."""
    if accepted_at is not None or withdrawn_at is not None or at >= expires_at:
        return Refusal("accounts.invitation_over")
    return None


def may_end(role: str, *, already_ended: bool, admins_left: int) -> Refusal | None:
    """A membership ends once, and a municipality always keeps an admin; `admins_left` counts them without this one."""
    if already_ended:
        return Refusal("accounts.membership_over")
    if role == MUNICIPALITY_ADMIN and admins_left == 0:
        return Refusal("accounts.last_admin")
    return None


SHORT_CODE_DIGITS: Final = 6
START_CODE_LIVES: Final = timedelta(minutes=15)
"""How long a screen that was handed over waits for its client."""
WAITING_TRIES: Final = 5


def may_be_short_code(code: str) -> Refusal | None:
    """At least six digits, and not the ones that everybody tries first."""
    if len(code) < SHORT_CODE_DIGITS or len(code) > 12 or not (code.isascii() and code.isdecimal()):
        return Refusal("accounts.short_code_malformed", {"least": SHORT_CODE_DIGITS}, "code")
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(code)}
    half = len(code) // 2
    if len(steps) == 1 or len(set(code)) < 3 or (len(code) % 2 == 0 and code[:half] == code[half:]):
        return Refusal("accounts.short_code_obvious", field_name="code")
    return None


LOOKED_IN: Final = "looked_in"
LOOKING_IN: Final = timedelta(minutes=60)
"""How long an operator may look into a municipality at most (design § 7)."""
LOOKING_IN_AS: Final = "looking_in"
"""What a token says that looks in: no role anybody holds; policies show it no row about a client."""
TOLD_OF_OPERATORS: Final = (MUNICIPALITY_ADMIN, DATA_PROTECTION_OFFICER)
REASON_AT_LEAST: Final = 10
REASON_AT_MOST: Final = 500


def may_act_as_operator(reason: str) -> Refusal | None:
    """Whatever an operator does in a municipality has a reason that its people can read."""
    if len(reason.strip()) < REASON_AT_LEAST:
        return Refusal("accounts.reason_missing", {"least": REASON_AT_LEAST}, "reason")
    return None
