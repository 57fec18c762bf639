"""Where in the text each table and key stands, so that a fault can be shown by its line."""

import re
from typing import Final

Path = tuple[str | int, ...]

_TABLE: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\" ]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_\-\"]+(?:\s*\.\s*[A-Za-z0-9_\-\"]+)*)\s*=")
_LONG: Final = re.compile(r'"""|\'\'\'')


class Lines:
    """The line of each path, or of the nearest thing around it."""

    def __init__(self, text: str) -> None:
        self._of: dict[Path, int] = {(): 1}
        self._lists: dict[Path, int] = {}
        table: Path = ()
        inside_long = False
        for number, line in enumerate(text.splitlines(), start=1):
            if not inside_long:
                table = self._note(line, number, table)
            inside_long ^= len(_LONG.findall(line)) % 2 == 1

    def of(self, path: Path) -> int:
        """The line where this path is written; for what has none of its own, that of what holds it."""
        while path not in self._of:
            path = path[:-1]
        return self._of[path]

    def _note(self, line: str, number: int, table: Path) -> Path:
        if found := _TABLE.match(line):
            table = self._table(found[2], is_list=found[1] == "[[")
            self._of.setdefault(table, number)
        elif found := _KEY.match(line):
            self._of.setdefault((*table, *_names(found[1])), number)
        return table

    def _table(self, dotted: str, *, is_list: bool) -> Path:
        """`[a.b]` under `[[a]]` means the last of the list."""
        path: Path = ()
        names = _names(dotted)
        for position, name in enumerate(names):
            path = (*path, name)
            last = position == len(names) - 1
            if last and is_list:
                self._lists[path] = self._lists.get(path, -1) + 1
            if path in self._lists:
                path = (*path, self._lists[path])
        return path


def _names(dotted: str) -> list[str]:
    return [name.strip().strip('"') for name in dotted.split(".")]
