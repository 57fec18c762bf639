"""A rule says no: a code that web turns into a sentence, and the figures that sentence needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not. `field_name` tells beside which form field the sentence belongs, when there is one."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    field_name: str | None = None


class Refused(Exception):
    """An act was refused by a rule, or by several at once; web rolls back and shows the sentences (422)."""

    def __init__(self, refusal: Refusal, *further: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
        self.further = further


def refuse_if(refusal: Refusal | None) -> None:
    """Raise when the rule answered with a refusal."""
    if refusal is not None:
        raise Refused(refusal)


def refuse_all(against: Iterable[Refusal]) -> None:
    """Raise with everything that stands against an act, so that it is all told at once."""
    refusals = tuple(against)
    if refusals:
        raise Refused(*refusals)
