"""The steps of the wizard: the state of each is reckoned from facts where there are any, else from who confirmed it."""

from collections.abc import Callable, Mapping
from typing import Final, Literal

from app.opening.rules import readiness
from app.opening.rules.readiness import Facts

State = Literal["done", "under_way", "to_do"]
STEPS: Final = (
    "who",
    "look",
    "decisions",
    "reimbursement",
    "team",
    "network",
    "agreements",
    "channels",
    "texts",
    "practice",
    "go_live",
)


def state(step: str, facts: Facts, *, taken: bool = False) -> State:
    """How far a step is; one that somebody is on is under way."""
    done, begun = _HOW_FAR[step](facts)
    if done:
        return "done"
    return "under_way" if begun or taken else "to_do"


def states(facts: Facts, *, taken: frozenset[str] = frozenset()) -> dict[str, State]:
    """Every step with its state, in order."""
    return {step: state(step, facts, taken=step in taken) for step in STEPS}


def _who(facts: Facts) -> tuple[bool, bool]:
    return _met(facts, "form"), bool(facts.responsible or facts.municipalities)


def _look(facts: Facts) -> tuple[bool, bool]:
    return readiness.LOOK in facts.confirmed, False


def _decisions(facts: Facts) -> tuple[bool, bool]:
    return _met(facts, "decisions"), any(service.is_decided for service in facts.services)


def _reimbursement(facts: Facts) -> tuple[bool, bool]:
    return facts.reimbursement != "open", False


def _team(facts: Facts) -> tuple[bool, bool]:
    staff = readiness.staff(facts)
    return staff.is_met and _met(facts, "roles"), staff.figures["counsellors"] > 0


def _network(facts: Facts) -> tuple[bool, bool]:
    return readiness.network(facts).is_met, facts.associations > 0


def _agreements(facts: Facts) -> tuple[bool, bool]:
    return 0 < facts.agreements == facts.associations, facts.associations > 0


def _channels(facts: Facts) -> tuple[bool, bool]:
    return _met(facts, "channels"), bool(facts.channels)


def _texts(facts: Facts) -> tuple[bool, bool]:
    return facts.first_language in facts.texts, bool(facts.texts)


def _practice(facts: Facts) -> tuple[bool, bool]:
    return _met(facts, "practice"), bool(facts.confirmed & set(readiness.PRACTICE))


def _go_live(facts: Facts) -> tuple[bool, bool]:
    return facts.state == "open", False


def _met(facts: Facts, code: str) -> bool:
    return next(point.is_met for point in readiness.points(facts) if point.code == code)


_HOW_FAR: Final[Mapping[str, Callable[[Facts], tuple[bool, bool]]]] = {
    "who": _who,
    "look": _look,
    "decisions": _decisions,
    "reimbursement": _reimbursement,
    "team": _team,
    "network": _network,
    "agreements": _agreements,
    "channels": _channels,
    "texts": _texts,
    "practice": _practice,
    "go_live": _go_live,
}
"""Whether it is done, and whether it is begun."""
