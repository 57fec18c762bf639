"""From a sheet to what it would do: the same for the dry run and for the doing."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from app.imports.rules import network, staff, tasks
from app.imports.rules.cells import Cells, rows
from app.imports.rules.fields import ASSOCIATIONS, CONTACTS, SITES, STAFF, TASKS, Columns
from app.imports.rules.known import Known
from app.imports.rules.plan import Line, Plan
from app.values.sheets import Sheet

PLANNERS: Final[Mapping[str, Callable[[Iterable[Cells], Known], Iterator[Line]]]] = {
    ASSOCIATIONS: network.associations,
    SITES: network.sites,
    CONTACTS: network.contact_people,
    TASKS: tasks.tasks,
    STAFF: staff.staff,
}


def planned(kind: str, sheet: Sheet, columns: Columns, known: Known) -> Plan:
    """What bringing in this sheet would do to what is known now."""
    return Plan(kind, tuple(PLANNERS[kind](rows(sheet.headings, sheet.rows, columns), known)))
