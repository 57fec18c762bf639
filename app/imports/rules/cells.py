"""A row as its fields, and what is wrong with a cell before any rule of its slice is asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.imports.rules import words
from app.imports.rules.fields import Columns
from app.values.refusal import Refusal
from app.values.sheets import Row

FAULTS: Final = {
    "formula": "imports.cell_is_formula",
    "error": "imports.cell_is_error",
    "too_long": "imports.cell_too_long",
}


@dataclass
class Cells:
    """One row; whatever is wrong is gathered here, so that all of it is told at once."""

    number: int
    said: Mapping[str, str]
    faults: list[Refusal] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.said.get(name, "")

    def says(self, *names: str) -> bool:
        """Whether any of these cells says something."""
        return any(self[name] for name in names)

    def fault(self, code: str, name: str, **facts: object) -> None:
        """Something is wrong with this cell."""
        self.faults.append(Refusal(f"imports.{code}", facts, name))

    def refuse_if(self, refusal: Refusal | None, *, under: Mapping[str, str] | None = None) -> None:
        """A rule's answer, beside the column of ours that its field goes by."""
        if refusal is not None:
            name = refusal.field_name or "name"
            self.faults.append(Refusal(refusal.code, refusal.facts, (under or {}).get(name, name)))

    def coded(self, name: str, known: Mapping[str, str], default: str) -> str:
        """The code of a cell; an empty one says the default."""
        if not self[name]:
            return default
        code = words.coded(self[name], known)
        if code is None:
            self.fault("word_unknown", name, given=self[name][:60])
        return code or default

    def yes(self, name: str) -> bool:
        """Whether the cell says yes."""
        answer = words.yes_or_no(self[name])
        if answer is None:
            self.fault("not_yes_or_no", name, given=self[name][:60])
        return bool(answer)

    def no_longer_than(self, most: int, *names: str) -> None:
        """Texts fit as they do in the forms."""
        for name in names:
            if len(self[name]) > most:
                self.fault("too_long", name, most=most)

    def address(self, name: str) -> str:
        """An e-mail address as it is kept, when one is given."""
        if self[name] and not words.is_address(self[name]):
            self.fault("address_wrong", name, given=self[name][:60])
        return self[name].strip().lower()


def rows(headings: Sequence[str], found: Sequence[Row], columns: Columns) -> Iterator[Cells]:
    """Each row as fields; cells whose value was not taken are its first faults."""
    places = {name: headings.index(heading) for name, heading in columns.items() if heading in headings}
    by_place = {place: name for name, place in places.items()}
    for row in found:
        cells = Cells(row.number, {name: row.cells[place] for name, place in places.items()})
        for place, what in row.faults.items():
            if place in by_place:
                cells.faults.append(Refusal(FAULTS[what], {}, by_place[place]))
        yield cells
