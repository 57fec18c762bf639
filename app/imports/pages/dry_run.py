"""What a file would do, in figures and row by row; what is wrong, beside each row."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from app.imports.pages.words import LABELS, PARTS, TITLES
from app.imports.rules.pacing import LETTERS_A_MINUTE
from app.imports.rules.plan import INVITATION, Line, Part, Plan
from app.values import sheets
from app.values.refusal import Refusal
from app.values.sheets import Sheet
from app.web import sentences
from app.web.components import Column, Figure, Lines, Printable, Table, Tag

SHOWN = 100
"""Rows on the page; all rows with something to correct are in the sheet to download."""
TONES = {"add": "success", "change": "info", "same": "neutral"}


def figures(plan: Plan) -> tuple[Figure, ...]:
    """How much would be added, changed and left as it is, and how many rows are to be corrected."""
    found = [Figure(PARTS[kind], _summed(plan, kind), _rest(plan, kind)) for kind in _kinds(plan)]
    return (*found, Figure(_("Rows to correct"), len(plan.faulty)))


def pace(plan: Plan) -> str | None:
    """When the letters leave."""
    letters = plan.counts.get((INVITATION, "add"), 0)
    if not letters:
        return None
    minutes = -(-letters // LETTERS_A_MINUTE)
    letters_sent = ngettext("%(num)d invitation is sent.", "%(num)d invitations are sent.", letters)
    leaving = _(
        "At most %(rate)s leave in a minute, so the last one leaves in about %(minutes)s minutes.",
        rate=LETTERS_A_MINUTE,
        minutes=minutes,
    )
    return f"{letters_sent} {leaving}"


def faults(plan: Plan) -> Table | None:
    """Every row that cannot be brought in, with everything that is wrong with it."""
    if not plan.faulty:
        return None
    return Table(
        caption=_("Rows to correct"),
        columns=(Column(_("Row")), Column(_("Name")), Column(_("What to correct"))),
        rows=tuple((line.number, line.name or "–", _lines(line)) for line in plan.faulty[:SHOWN]),
    )


def lines(plan: Plan) -> Table | None:
    """What the first rows would do; those that change something come first."""
    doing = sorted(plan.sound, key=lambda line: (line.outcome == "same", line.number))[:SHOWN]
    if not doing:
        return None
    return Table(
        caption=_("Rows that can be brought in"),
        columns=(Column(_("Row")), Column(_("Name")), Column(_("What happens"))),
        rows=tuple((line.number, line.name or "–", _does(line)) for line in doing),
    )


def not_shown(plan: Plan) -> int:
    """How many rows are not on the page."""
    return max(0, len(plan.faulty) - SHOWN) + max(0, len(plan.sound) - SHOWN)


def to_correct(plan: Plan, sheet: Sheet, columns: dict[str, str]) -> bytes:
    """The rows to correct as they came, each with its number and what to do; the cells stand out."""
    by_number = {row.number: row for row in sheet.rows}
    headings = (*(heading or str(place + 1) for place, heading in enumerate(sheet.headings)), _("Row"), _("To correct"))
    rows: list[tuple[str | int, ...]] = [
        (*by_number[line.number].cells, line.number, "\n".join(told(line))) for line in plan.faulty
    ]
    marked = frozenset(
        (number, sheet.headings.index(columns[fault.field_name]))
        for number, line in enumerate(plan.faulty)
        for fault in line.faults
        if fault.field_name in columns
    )
    said = [sheets.Column(heading, width=22) for heading in headings[:-1]] + [sheets.Column(headings[-1], width=70)]
    return sheets.as_xlsx(said, rows, name=_("To correct"), marked=marked)


def told(line: Line) -> Iterator[str]:
    """Each fault of a row, with the column it is in."""
    for fault in line.faults:
        label = LABELS.get(fault.field_name or "")
        sentence = sentences.sentence(Refusal(fault.code, fault.facts))
        yield f"{label}: {sentence}" if label else sentence


def _lines(line: Line) -> Printable:
    first, *rest = told(line)
    return Lines(first, " ".join(rest)) if rest else first


def _does(line: Line) -> Printable:
    tags = {"add": _("Is added"), "change": _("Changes"), "same": _("Stays as it is")}
    tag = Tag(tags[line.outcome], TONES[line.outcome])  # type: ignore[arg-type]
    said = "; ".join(_said(part) for part in line.parts if part.outcome != "same")
    return Lines(tag, said) if said else tag


def _said(part: Part) -> str:
    what = str(PARTS[part.kind]).lower()
    if part.outcome == "add":
        return str(_("new: %(what)s", what=what))
    names = ", ".join(str(LABELS.get(one, one)).lower() for one in part.changed)
    return str(_("%(what)s: %(fields)s", what=what, fields=names))


def _kinds(plan: Plan) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.kind for line in plan.sound for part in line.parts))


def _summed(plan: Plan, kind: str) -> str:
    return str(_("%(number)s new", number=plan.counts.get((kind, "add"), 0)))


def _rest(plan: Plan, kind: str) -> str:
    change, same = plan.counts.get((kind, "change"), 0), plan.counts.get((kind, "same"), 0)
    return str(_("%(changed)s change, %(same)s stay as they are", changed=change, same=same))


def title(kind: str) -> str:
    """What the file is about."""
    return str(TITLES[kind])
