"""A playbook as plain facts: names, versions and kinds of settings; what a setting means is its slice's affair."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Literal

from tenants.playbooks.shapes import LANGUAGES, Shape

Kind = Literal["locked", "default", "local"]
KINDS: Final[tuple[Kind, ...]] = ("locked", "default", "local")
Text = Mapping[str, str]
"""The same thing said in `fi`, `sv` and `en`."""

__all__ = ["KINDS", "LANGUAGES", "Kind", "Malformed", "Playbook", "Section", "Setting", "Text", "frozen"]


@dataclass(frozen=True, slots=True)
class Setting:
    """What the model says, or leaves to say: `locked` is its core, `default` may be changed, `local` must be given."""

    name: str
    kind: Kind
    title: Text
    why: Text
    shape: Shape
    """What a value may look like: its type and its limits."""
    value: Any = None
    """None for what is local and not given; tables and lists in it are read-only."""
    example: Any = None
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
        if setting.value is None:
            raise KeyError(f"{self.name}.{name} is the municipality's to give")
        return setting.value

    def rows(self, name: str) -> Iterator[Mapping[str, Any]]:
        """The value of a setting that is a list of tables; what is local and not given has none yet."""
        value = self.settings[name].value or ()
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
    based_on: str | None = None
    """For one that a municipality handed on: the playbook its own changes were made to."""
    lineage: tuple[str, ...] = field(default=())
    """Whom it was learnt from, the first one first."""

    @property
    def reference(self) -> str:
        """How a municipality remembers which playbook it started from: `kumina_1`."""
        return f"{self.name}_{self.version}"

    def setting(self, section: str, name: str) -> Setting | None:
        """One setting, or None for what this version does not have."""
        found = self.sections.get(section)
        return found.settings.get(name) if found else None

    def all_settings(self) -> Iterator[tuple[str, Setting]]:
        """Every setting with the name of its section, in the order they are written."""
        return ((section.name, one) for section in self.sections.values() for one in section.settings.values())


class Malformed(ValueError):
    """A playbook that cannot be believed; every fault with its line."""

    def __init__(self, origin: str, faults: tuple[tuple[int, str], ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(f"{origin}, line {line}: {words}" for line, words in faults))


def frozen(value: Any) -> Any:
    """The same value with its tables and lists made read-only."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: frozen(inner) for key, inner in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(frozen(inner) for inner in value)
    return value
