"""How a law speaks: every fault on a line of its own, with what to do about it."""

from collections.abc import Iterable


def none(faults: Iterable[str]) -> None:
    """Pass when nothing was found; else say all of it."""
    found = list(faults)
    assert not found, "\n" + "\n".join(found)
