"""A rule says no: a code that web turns into a sentence, and the figures that sentence needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not. `field_name` tells beside which form field the sentence belongs, when there is one."""

    code: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    field_name: str | None = None


class Refused(Exception):
    """An act was refused by a rule; web rolls back and shows the sentence (422)."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse_if(refusal: Refusal | None) -> None:
    """Raise when the rule answered with a refusal."""
    if refusal is not None:
        raise Refused(refusal)
