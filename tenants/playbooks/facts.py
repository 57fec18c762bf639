"""A playbook as plain facts: names, versions and kinds of settings; what a setting means is its slice's affair."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Kind = Literal["locked", "default", "local"]
KINDS: Final[tuple[Kind, ...]] = ("locked", "default", "local")
LANGUAGES: Final = ("fi", "sv", "en")
Text = Mapping[str, str]
"""The same thing said in `fi`, `sv` and `en`."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the model says, or leaves to say: `locked` is its core, `default` may be changed, `local` must be given."""

    name: str
    kind: Kind
    why: Text
    value: object = None
    """None for what is local; tables and lists in it are read-only."""
    example: object = None
    """For what is local: how somebody else said it."""


@dataclass(frozen=True, slots=True)
class Section:
    """What the model says about one slice of the house; the section has the slice's name."""

    name: str
    title: Text
    settings: Mapping[str, Setting]

    def __getitem__(self, name: str) -> Any:
        """The value of a setting; raises KeyError for one that is not there or is the municipality's to give."""
        setting = self.settings[name]
        if setting.kind == "local":
            raise KeyError(f"{self.name}.{name} is the municipality's to give")
        return setting.value

    def rows(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The value of a setting that is a list of tables."""
        value = self[name]
        if not isinstance(value, tuple) or not all(isinstance(row, Mapping) for row in value):
            raise TypeError(f"{self.name}.{name} is no list of tables")
        return iter(value)


@dataclass(frozen=True, slots=True)
class Playbook:
    """A version of the model, whole."""

    name: str
    version: int
    title: Text
    source: str
    sections: Mapping[str, Section]

    @property
    def reference(self) -> str:
        """How a municipality remembers which playbook it started from: `kumina_1`."""
        return f"{self.name}_{self.version}"


class Malformed(ValueError):
    """A playbook that cannot be believed; every fault with its line."""

    def __init__(self, origin: str, faults: tuple[tuple[int, str], ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{origin}, line {line}: {words}" for line, words in faults))
