"""Rows of work tasks against those the associations have: each becomes a draft that its association publishes (K15).

A task is known by the sheet's own id, or by its name within its association. An empty cell says nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from app.associations import rules as network
from app.associations.rules import Association
from app.imports.rules import words
from app.imports.rules.cells import Cells
from app.imports.rules.known import Known
from app.imports.rules.plan import TASK, Line, Part
from app.values.refusal import Refusal
from app.worktasks.rules import DESCRIPTION_AT_MOST, NAME_AT_MOST, PLACES_AT_MOST, Task

TEXTS: Final = ("description", "skills_used", "skills_learned", "access", "supervisor")


def tasks(rows: Iterable[Cells], known: Known) -> Iterator[Line]:
    """What each row of tasks would do."""
    seen: dict[object, int] = {}
    for row in rows:
        host = _host(row, known)
        found = _found(row, host, known)
        said = _said(row, host, known)
        key = ("own", row["own_id"]) if row["own_id"] else (host and host.id, row["name"].casefold())
        if key in seen:
            row.fault("same_as_row", "name", row=seen[key])
        seen.setdefault(key, row.number)
        if found is not None and found.state == "ended":
            row.refuse_if(Refusal("worktasks.ended", {}, "name"))
        part = _part(said, found)
        yield Line(row.number, row["name"], (part,), tuple(row.faults), row["own_id"], host.id if host else None)


def _host(row: Cells, known: Known) -> Association | None:
    if not row["association"]:
        row.fault("cell_missing", "association")
        return None
    found = known.association_called(row["association"])
    if found is None:
        row.fault("association_unknown", "association", given=row["association"][:60])
    else:
        row.refuse_if(network.may_take_in(found), under={"name": "association"})
    return found


def _found(row: Cells, host: Association | None, known: Known) -> Task | None:
    by_own = known.own_ids.get((TASK, row["own_id"])) if row["own_id"] else None
    if by_own is not None:
        found = known.tasks_by_id.get(by_own)
        if found is not None and host is not None and found.association_id != host.id:
            row.fault("task_of_another", "own_id", of=found.association_name)
        return found
    return known.tasks_called.get((host.id, row["name"].casefold())) if host else None


def _said(row: Cells, host: Association | None, known: Known) -> dict[str, Any]:
    """What the cells say, as the card has it; what they leave empty is not in it."""
    said: dict[str, Any] = {name: row[name] for name in TEXTS if row[name]}
    if row["name"]:
        said["name"] = row["name"]
    else:
        row.fault("cell_missing", "name")
    if row["field"]:
        said["field"] = row.coded("field", known.fields, "other")
    if row["places"]:
        said["places"] = _places(row)
    if row["weekdays"]:
        said["weekdays"] = _weekdays(row)
    if row["site"] and host is not None:
        said["site_id"] = _site(row, host, known)
    row.no_longer_than(NAME_AT_MOST, "name", "supervisor")
    row.no_longer_than(DESCRIPTION_AT_MOST, "description", "skills_used", "skills_learned", "access")
    return said


def _places(row: Cells) -> int:
    number = int(row["places"]) if row["places"].isascii() and row["places"].isdigit() and len(row["places"]) < 4 else 0
    if not 1 <= number <= PLACES_AT_MOST:
        row.refuse_if(Refusal("worktasks.places_impossible", {"most": PLACES_AT_MOST}, "places"))
    return number


def _weekdays(row: Cells) -> tuple[int, ...]:
    days = words.weekdays(row["weekdays"])
    if days is None:
        row.fault("days_unknown", "weekdays", given=row["weekdays"][:60])
    return days or ()


def _site(row: Cells, host: Association, known: Known) -> Any:
    """The association's site of this name or street address."""
    asked = row["site"].casefold()
    there = [one for one in known.sites_of.get(host.id, ()) if asked in (one.name.casefold(), one.street.casefold())]
    if not there:
        row.fault("site_unknown", "site", given=row["site"][:60])
    return there[0].id if there else None


def _part(said: Mapping[str, Any], found: Task | None) -> Part:
    if found is None:
        return Part(TASK, "add", said)
    before = as_told(found)
    changed = tuple(name for name in said if said[name] != before[name])
    return Part(TASK, "change" if changed else "same", said, found.id, changed)


def as_told(task: Task) -> dict[str, Any]:
    """A task's card as a row tells it."""
    card = task.card
    told = {name: getattr(card.words, name) for name in ("name", *TEXTS) if name != "supervisor"}
    more = {"field": card.field, "places": card.places, "site_id": card.site_id, "supervisor": card.supervisor}
    return told | more | {"weekdays": tuple(sorted(card.weekdays))}
