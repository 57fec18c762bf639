"""Things of one name on one page: what a link says must tell which of them is meant (WCAG 2.2, 2.4.4)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence


def several(names: Iterable[str]) -> frozenset[str]:
    """Names that stand for more than one thing here."""
    return frozenset(name for name, times in Counter(names).items() if times > 1)


def counted(names: Sequence[str]) -> Iterator[str | None]:
    """“2/3” for the second of three of one name, where nothing else tells them apart; None for a name of its own."""
    times, before = Counter(names), Counter[str]()
    for name in names:
        before[name] += 1
        yield f"{before[name]}/{times[name]}" if times[name] > 1 else None
