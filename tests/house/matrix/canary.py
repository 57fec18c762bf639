"""Every text of a municipality carries a marker; where one turns up tells who let it out (reference T3)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

MARK: Final = re.compile(r"zq([0-9a-f]{8})([a-z]+)z")

READERS: Final[Mapping[str, frozenset[str]]] = {
    "ladder": frozenset({"client", "social_counsellor", "job_coach"}),
    "private": frozenset({"client"}),
    "wishes": frozenset({"client", "social_counsellor", "job_coach", "team_lead"}),
    "reach": frozenset({"client", "social_counsellor", "job_coach", "team_lead"}),
    "supervisor": frozenset(
        {"client", "social_counsellor", "job_coach", "team_lead", "association_member", "association_admin"}
    ),
    "calling": frozenset(
        {
            "client",
            "social_counsellor",
            "job_coach",
            "team_lead",
            "association_member",
            "association_admin",
            "data_protection_officer",  # whose data was seen
        }
    ),
}
"""Which roles may read which kind of text at all (design § 7: least view by relation); other kinds stay inside."""


@dataclass(frozen=True)
class Canary:
    """The marker of one municipality."""

    code: str

    def mark(self, kind: str, words: str = "") -> str:
        """`words` with the marker of this kind of text."""
        return f"{words} zq{self.code}{kind}z".strip()


def leaks(text: str, *, home: str | None, roles: Iterable[str], own: Iterable[str] = ()) -> Iterator[str]:
    """Markers that must not be in this text: another municipality's, or a kind that none of these roles may read.

    `own` are kinds of the reader themself that they may always read (a person's own name).
    """
    held, mine = set(roles), set(own)
    for code, kind in sorted(set(MARK.findall(text))):
        if code != home:
            yield f"a text of another municipality ({kind})"
        elif kind not in mine and kind in READERS and not READERS[kind] & held:
            yield f"{kind}, which {', '.join(sorted(held)) or 'nobody outside'} may not read"
