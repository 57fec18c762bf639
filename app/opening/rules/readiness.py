"""Whether a municipality is ready to begin (K28): each point with its figures; some stop go-live, the rest advise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from app.accounts import rules as roles
from app.opening.rules import needs
from app.opening.rules.needs import Counsellor, Expected, Offer
from app.values.refusal import Refusal

FORM: Final = ("organiser", "producer", "payer", "controller")
WAYS_IN: Final = ("adult_social_work", "employment_authority", "self")  # K1
LOOK: Final = "look"
PRACTICE: Final = (
    "contact_taken",
    "client_placed",
    "days_marked",
    "claim_approved",
    "languages_read",
)
"""What one does in the practice municipality before the real one opens; only people can say that they did."""
FEW_FIELDS: Final = 2
"""K15: many kinds of tasks; below two fields there is no choice at all."""


@dataclass(frozen=True, slots=True)
class Service:
    """A type of service in use: whether its limits are known, and what was decided about it."""

    code: str
    has_limits: bool
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything readiness is reckoned from, as it stands at one moment."""

    is_practice: bool
    state: str
    first_language: str
    responsible: frozenset[str]
    """Roles of the tenant's form that somebody has today."""
    municipalities: int
    services: tuple[Service, ...]
    reimbursement: Literal["decided", "none", "open"]
    unsaid: tuple[tuple[str, str], ...]
    """Settings that only the municipality can say, are needed, and are not said: section and name."""
    members: Mapping[str, int]
    counsellors: tuple[Counsellor, ...]
    """Of those who are counsellors, the ones whose weekly hours are said."""
    associations: int
    agreements: int
    """Associations whose agreement is valid today."""
    offers: tuple[Offer, ...]
    expected: Expected
    working_days: int
    channels: Mapping[str, bool]
    """Ways in that are answered: open or not."""
    texts: frozenset[str]
    """Languages in which the municipality's own words are written."""
    asks_for_feedback: bool
    confirmed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is looked at: in order or not, whether it stops go-live, and the figures of its sentence."""

    code: str
    is_met: bool
    blocks: bool
    figures: Mapping[str, int]


def points(facts: Facts) -> tuple[Point, ...]:
    """All points, those that stop go-live first."""
    found = (*_blocking(facts), *_advising(facts))
    return tuple(sorted(found, key=lambda point: not point.blocks))


def blocking(facts: Facts) -> tuple[Point, ...]:
    """What stands against go-live now."""
    return tuple(point for point in points(facts) if point.blocks and not point.is_met)


def may_go_live(facts: Facts) -> Iterator[Refusal]:
    """K28: network and staff by their figures, decisions, agreement, form and local settings; all that is missing."""
    if facts.is_practice:
        yield Refusal("opening.practice_never_goes_live")
        return
    if facts.state != "preparing":
        yield Refusal("opening.open_already")
        return
    yield from (Refusal(f"opening.lacks_{point.code}", point.figures) for point in blocking(facts))


def _blocking(facts: Facts) -> Iterator[Point]:
    held = len(facts.responsible & set(FORM))
    yield Point(
        "form", held == len(FORM) and facts.municipalities > 0, True, {"held": held, "places": facts.municipalities}
    )
    ready = sum(service.has_limits and service.is_decided for service in facts.services)
    yield Point(
        "decisions", 0 < ready == len(facts.services), True, {"decided": ready, "services": len(facts.services)}
    )
    yield Point("reimbursement", facts.reimbursement != "open", True, {})  # K18
    yield Point("settings", not facts.unsaid, True, {"unsaid": len(facts.unsaid)})
    yield Point(
        "agreements", facts.agreements > 0, True, {"valid": facts.agreements, "associations": facts.associations}
    )
    yield network(facts)
    yield staff(facts)


def network(facts: Facts) -> Point:
    """K28 (a): the places of associations with a valid agreement carry the expected clients."""
    offered, needed = needs.offered_places(facts.offers), needs.needed_places(facts.expected)
    figures = {
        "valid": facts.agreements,
        "tasks": len(facts.offers),
        "offered": offered,
        "needed": needed,
        "clients": facts.expected.clients_a_year,
        "months": facts.expected.stay_months,
    }
    return Point("network", offered >= needed, True, figures)


def staff(facts: Facts) -> Point:
    """K28 (b): the counsellors' hours carry the expected clients and the associations, with the reserve kept (K14)."""
    expected = facts.expected
    needed = needs.needed_minutes_a_week(expected, associations=facts.associations)
    offered = needs.offered_minutes_a_week(
        facts.counsellors, working_days_a_year=facts.working_days, leave_days=expected.leave_days
    )
    figures = {
        "counsellors": sum(facts.members.get(role, 0) for role in (roles.SOCIAL_COUNSELLOR, roles.JOB_COACH)),
        "with_hours": len(facts.counsellors),
        "minutes": sum(one.minutes for one in facts.counsellors),
        "reserve": sum(one.reserve_minutes for one in facts.counsellors),
        "bookable": sum(one.bookable_minutes for one in facts.counsellors),
        "working_days": facts.working_days,
        "leave_days": expected.leave_days,
        "offered": offered,
        "clients": expected.clients_a_year,
        "meetings": needs.meetings_a_client(expected),
        "a_client": needs.minutes_a_client(expected),
        "support": needs.support_minutes_a_year(expected, associations=facts.associations),
        "needed": needed,
    }
    return Point("staff", bool(facts.counsellors) and offered >= needed, True, figures)


def _advising(facts: Facts) -> Iterator[Point]:
    fields = {offer.field for offer in facts.offers}
    light = sum(offer.is_light for offer in facts.offers)
    yield Point(
        "variety",
        len(fields) >= FEW_FIELDS,
        False,
        {"fields": len(fields), "tasks": len(facts.offers), "light": light},
    )
    lacking = [role for role in _wanted_roles(facts) if not facts.members.get(role)]
    yield Point("roles", not lacking, False, {"lacking": len(lacking)})
    answered = sum(way in facts.channels for way in WAYS_IN)
    yield Point("channels", answered == len(WAYS_IN), False, {"answered": answered, "ways": len(WAYS_IN)})
    yield Point("texts", facts.first_language in facts.texts, False, {"languages": len(facts.texts)})
    yield Point("feedback", facts.asks_for_feedback, False, {})
    done = len(facts.confirmed & set(PRACTICE))
    yield Point("practice", done == len(PRACTICE), False, {"done": done, "of": len(PRACTICE)})


def lacking_roles(facts: Facts) -> tuple[str, ...]:
    """Roles that the service needs sooner or later and nobody has yet."""
    return tuple(role for role in _wanted_roles(facts) if not facts.members.get(role))


def _wanted_roles(facts: Facts) -> tuple[str, ...]:
    """K11: both kinds of counsellor; whoever reads the record; with a reimbursement, two who handle it."""
    money = (roles.FINANCE, roles.APPROVER) if facts.reimbursement == "decided" else ()
    return (roles.SOCIAL_COUNSELLOR, roles.JOB_COACH, roles.DATA_PROTECTION_OFFICER, *money)
