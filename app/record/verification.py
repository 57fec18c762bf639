"""Checking a municipality's record: from the database, or from an exported file without one."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TextIO
from uuid import UUID

from app.record import chain, queries
from app.record.chain import Chain, Finding, Head
from app.record.entries import Entry, Written
from tenants import context, database

MANY: Final = 5_000
FORMAT: Final = "kumina-record-1"
CLOCK: Final = ("clock",)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check saw: where the chain ends, and whatever is not as it was written."""

    head: Head | None
    findings: tuple[Finding, ...]


class NotARecord(ValueError):
    """The file is no exported record."""


def verify(municipality_id: UUID, *, anchor: tuple[int, bytes] | None = None) -> Verdict:
    """Read the whole record and check every MAC; `anchor` is a number and MAC noted down earlier, elsewhere."""
    with context.entering(municipality_id, roles=CLOCK):
        with database.reading():
            head, last = queries.ends()
        until = max(last, head.number if head else 0)
        return _judge(chain.of(municipality_id), _walk(until), head, anchor)


def export(municipality_id: UUID, into: TextIO) -> int:
    """Write the record, one entry a line; returns how many."""
    count = 0
    with context.entering(municipality_id, roles=CLOCK):
        with database.reading():
            head, _ = queries.ends()
        first = {"format": FORMAT, "municipality": str(municipality_id), "head": _head_out(head)}
        print(json.dumps(first), file=into)
        for written in _walk(head.number if head else 0):
            print(json.dumps(_out(written)), file=into)
            count += 1
    return count


def verify_file(file: TextIO, *, anchor: tuple[int, bytes] | None = None) -> Verdict:
    """Check an exported record; needs the key and no database. Raises NotARecord."""
    try:
        first = json.loads(next(file, ""))
        if first["format"] != FORMAT:
            raise NotARecord(first["format"])
        head = Head(**_head_in(first["head"])) if first["head"] else None
        return _judge(chain.of(UUID(first["municipality"])), map(_in, file), head, anchor)
    except (ValueError, KeyError, TypeError) as error:
        raise NotARecord("this file is no record, or is broken: " + type(error).__name__) from error


def _walk(until: int) -> Iterator[Written]:
    after = 0
    while after < until:
        with database.reading():  # one short transaction a batch: a token does not live for ever
            batch = queries.batch(after=after, many=MANY)
        if not batch:
            return
        yield from (written for written in batch if written.number <= until)
        after = batch[-1].number


def _judge(of: Chain, entries: Iterable[Written], head: Head | None, anchor: tuple[int, bytes] | None) -> Verdict:
    seen: list[bytes] = []

    def watched() -> Iterator[Written]:
        for written in entries:
            if anchor is not None and written.number == anchor[0]:
                seen.append(written.mac)
            yield written

    found = list(chain.findings(of, watched(), head))
    if anchor is not None and seen != [anchor[1]]:
        found.append(Finding(anchor[0], "not_as_anchored"))
    return Verdict(head, tuple(found))


def _out(written: Written) -> dict[str, Any]:
    entry = written.entry
    return {
        "number": written.number,
        "at": entry.at.isoformat(),
        "person": str(entry.person_id) if entry.person_id else None,
        "roles": entry.roles,
        "event": entry.event,
        "subjects": [str(subject) for subject in entry.subjects],
        "facts": entry.facts,
        "trace": entry.trace,
        "mac": written.mac.hex(),
    }


def _in(line: str) -> Written:
    row = json.loads(line)
    entry = Entry(
        event=row["event"],
        at=datetime.fromisoformat(row["at"]),
        person_id=UUID(row["person"]) if row["person"] else None,
        roles=tuple(row["roles"]),
        subjects=tuple(UUID(subject) for subject in row["subjects"]),
        facts=row["facts"],
        trace=row["trace"],
    )
    return Written(int(row["number"]), entry, bytes.fromhex(row["mac"]))


def _head_out(head: Head | None) -> dict[str, Any] | None:
    return None if head is None else {"number": head.number, "mac": head.mac.hex(), "seal": head.seal.hex()}


def _head_in(head: dict[str, Any]) -> dict[str, Any]:
    return {"number": int(head["number"]), "mac": bytes.fromhex(head["mac"]), "seal": bytes.fromhex(head["seal"])}
