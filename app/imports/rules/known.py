"""What the municipality knows already, ready to be matched with rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from app.associations import rules as network
from app.associations.rules import Association, ContactPerson, HostRule, Site
from app.worktasks.rules import Task

Invited = tuple[str, str, UUID | None]
"""Address, role and association."""


@dataclass(frozen=True)
class Known:
    """Everything rows are held against; read once for a whole file."""

    language: str
    associations: tuple[Association, ...] = ()
    """Also those that have left."""
    hosts: tuple[HostRule, ...] = ()
    sites: Iterable[Site] = ()
    contacts: Iterable[ContactPerson] = ()
    own_ids: Mapping[tuple[str, str], UUID] = field(default_factory=dict)
    """(kind of thing, own id) → the thing."""
    invited: frozenset[Invited] = frozenset()
    """Invitations that still work and those that were accepted."""
    tasks: tuple[Task, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    """What a field of work is called (`words.index`) → its code, as the playbook names them."""

    @cached_property
    def by_id(self) -> Mapping[UUID, Association]:
        return {one.id: one for one in self.associations}

    @cached_property
    def by_business_id(self) -> Mapping[str, Association]:
        return {one.business_id: one for one in self.associations if one.business_id}

    @cached_property
    def by_name(self) -> Mapping[str, list[Association]]:
        """Those in the network, by name without case."""
        found: dict[str, list[Association]] = defaultdict(list)
        for one in self.associations:
            if one.is_in_network:
                found[one.name.casefold()].append(one)
        return found

    @cached_property
    def sites_of(self) -> Mapping[UUID, list[Site]]:
        found: dict[UUID, list[Site]] = defaultdict(list)
        for one in self.sites:
            found[one.association_id].append(one)
        return found

    @cached_property
    def contacts_of(self) -> Mapping[UUID, list[ContactPerson]]:
        found: dict[UUID, list[ContactPerson]] = defaultdict(list)
        for one in self.contacts:
            found[one.association_id].append(one)
        return found

    @cached_property
    def tasks_by_id(self) -> Mapping[UUID, Task]:
        return {one.id: one for one in self.tasks}

    @cached_property
    def tasks_called(self) -> Mapping[tuple[UUID, str], Task]:
        """Those that have not ended, by association and name without case."""
        return {(one.association_id, one.name.casefold()): one for one in self.tasks if one.state != "ended"}

    def association_called(self, text: str) -> Association | None:
        """The association that a cell means: by Y-tunnus, own id or the one name."""
        written = network.written_business_id(text)
        if written and written in self.by_business_id:
            return self.by_business_id[written]
        own = self.own_ids.get(("association", text))
        if own is not None:
            return self.by_id.get(own)
        named = self.by_name.get(text.casefold(), [])
        return named[0] if len(named) == 1 else None
