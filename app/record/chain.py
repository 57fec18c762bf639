"""The chain: every entry's MAC covers the entry and the MAC before it; without the key no past can be rewritten.

Changed, inserted, swapped and re-dated entries show at their own number; a removed one as a gap. The head carries a
seal of its own, so that a shorter chain cannot be passed off as the whole. What no chain can show – everything put
back to an earlier day, head included – shows against an anchor kept elsewhere (the log has one for every day).
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Literal
from uuid import UUID

from app.record.entries import Entry, Written

GENESIS = b"the record begins"
HEAD = b"the head of the record"


@dataclass(frozen=True, slots=True)
class Head:
    """Where a municipality's chain ends."""

    number: int
    mac: bytes
    seal: bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """Something is wrong at this number (or from it to another)."""

    number: int
    what: Literal["altered", "missing", "misplaced", "beyond_head", "head_altered", "head_missing", "not_as_anchored"]
    until: int | None = None


class Chain:
    """The chain of one municipality; its key is derived, so that it opens no other's."""

    def __init__(self, key: bytes, municipality_id: UUID) -> None:
        self.municipality_id = municipality_id
        self.key = hmac.digest(key, b"record|" + municipality_id.bytes, "sha256")
        self.genesis = hmac.digest(self.key, GENESIS, "sha256")

    def beginning(self) -> Head:
        """The head of a record without entries."""
        return self.head(0, self.genesis)

    def head(self, number: int, mac: bytes) -> Head:
        """The sealed head at this number."""
        return Head(number, mac, hmac.digest(self.key, HEAD + number.to_bytes(8, "big") + mac, "sha256"))

    def mac(self, before: bytes, number: int, entry: Entry) -> bytes:
        """What ties this entry to all before it."""
        return hmac.digest(self.key, before + self._canonical(number, entry), "sha256")

    def _canonical(self, number: int, entry: Entry) -> bytes:
        row = (
            str(self.municipality_id),
            number,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            None if entry.person_id is None else str(entry.person_id),
            entry.roles,
            entry.event,
            [str(subject) for subject in entry.subjects],
            entry.facts,
            entry.trace,
        )
        return json.dumps(row, sort_keys=True, separators=(",", ":")).encode()


def findings(chain: Chain, entries: Iterable[Written], head: Head | None) -> Iterator[Finding]:
    """Everything that is not as it was written, by number; entries come in the order of their numbers."""
    before, known = 0, chain.genesis
    for written in entries:
        if written.number <= before:
            yield Finding(written.number, "misplaced")
            continue
        if written.number > before + 1:
            yield Finding(before + 1, "missing", written.number - 1)
        elif not hmac.compare_digest(written.mac, chain.mac(known, written.number, written.entry)):
            yield Finding(written.number, "altered")
        if head is not None and written.number > head.number:
            yield Finding(written.number, "beyond_head")
        before, known = written.number, written.mac
    yield from _head_findings(chain, before, known, head)


def _head_findings(chain: Chain, last: int, mac: bytes, head: Head | None) -> Iterator[Finding]:
    if head is None:
        if last:
            yield Finding(last, "head_missing")
        return
    if head != chain.head(head.number, head.mac) or (last == head.number and mac != head.mac):
        yield Finding(head.number, "head_altered")
    if last < head.number:
        yield Finding(last + 1, "missing", head.number)


_key: bytes | None = None


def configure(key: bytes) -> None:
    """Give the house the key of its record (KUMINA_RECORD_KEY)."""
    global _key  # noqa: PLW0603 - one key a process is the point
    _key = key


def of(municipality_id: UUID) -> Chain:
    """The chain of this municipality under the configured key."""
    if _key is None:
        raise RuntimeError("the record has no key: call record.configure() first")
    return Chain(_key, municipality_id)
