"""What the association goes through with somebody who begins in a task (K16)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from app.values.refusal import Refusal

OWN_AT_MOST: Final = 15
LINE_AT_MOST: Final = 160
Said = Mapping[str, str]
"""One thing to go through, in the languages it is said in."""


@dataclass(frozen=True, slots=True)
class Induction:
    """A task's list: which of the playbook's things belong to it (None: all), and the association's own."""

    codes: frozenset[str] | None = None
    own: tuple[str, ...] = ()

    def items(self, playbook: Iterable[Mapping[str, object]], *, language: str) -> Iterator[Said]:
        """Everything to go through: the playbook's in its order, then the association's own in its language."""
        for row in playbook:
            if self.codes is None or row["code"] in self.codes:
                words: Mapping[str, str] = row["words"]  # type: ignore[assignment]
                yield dict(words)
        yield from ({language: line} for line in self.own)


def lines(typed: str) -> tuple[str, ...]:
    """One thing a line; empty lines are none."""
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def induction_objections(chosen: Collection[str], own: Collection[str], *, known: Collection[str]) -> Iterator[Refusal]:
    """There is something to go through, and it fits a page."""
    if not set(chosen) <= set(known):
        yield Refusal("worktasks.induction_unknown", field_name="chosen")
    if not chosen and not own:
        yield Refusal("worktasks.induction_empty", field_name="chosen")
    if len(own) > OWN_AT_MOST or any(len(line) > LINE_AT_MOST for line in own):
        yield Refusal("worktasks.induction_too_long", {"lines": OWN_AT_MOST, "letters": LINE_AT_MOST}, "own")
