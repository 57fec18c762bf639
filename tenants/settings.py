"""What holds in this municipality: its own word where it has changed one, the playbook's everywhere else.

One query a transaction answers for all settings. A change is refused where the model's core is locked, and where the
value does not keep the limits that the playbook declares.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, delete, event, select, update
from sqlalchemy.orm import Session

from tenants import context, database, models, playbooks, registry
from tenants.playbooks import Playbook, Section, Setting, shapes
from tenants.playbooks.facts import frozen
from tenants.playbooks.shapes import Fault
from tenants.registry import RegistryMunicipality

KEPT: Final = "kumina_settings"
"""Where a transaction keeps what it has read."""
Own = Mapping[tuple[str, str], Any]
"""A municipality's own values by section and name."""

_D, _R = models.Deviation, RegistryMunicipality
_ALL = database.scoped(
    select(_R.playbook, _D.section, _D.setting, _D.value, _D.changed_at, _D.changed_by)
    .select_from(_R)
    .outerjoin(_D, (_D.municipality_id == _R.id) & _D.set_aside_in.is_(None))
    .where(_R.id == bindparam("id"))
    .order_by(_D.section, _D.setting)
)


class NotAllowed(ValueError):
    """A change that the playbook does not allow: a code, the figures that explain it, and where in the value."""

    def __init__(self, code: str, faults: tuple[Fault, ...] = (), **facts: object) -> None:
        self.code, self.faults, self.facts = code, faults, facts
        said = "; ".join(told(fault) for fault in faults) or ", ".join(f"{key} {value}" for key, value in facts.items())
        super().__init__(f"{code}: {said}")


@dataclass(frozen=True, slots=True)
class Deviation:
    """One setting that this municipality says differently: the playbook's word, its own, by whom and when."""

    section: str
    setting: Setting
    """As the playbook has it."""
    value: Any
    changed_at: datetime
    changed_by: UUID | None


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that holds here: the playbook as it is written, and what the municipality says itself."""

    written: Playbook
    deviations: tuple[Deviation, ...] = field(default=())

    def own(self) -> Own:
        """The municipality's own values."""
        return {(one.section, one.setting.name): one.value for one in self.deviations}


def playbook() -> Playbook:
    """The municipality's playbook with its own values in the place of those it changed."""
    held = _held()
    return applied(held.written, held.own())


def written() -> Playbook:
    """The playbook as it is written, without the municipality's changes."""
    return _held().written


def section(name: str) -> Section:
    """One section as it holds here; raises KeyError for one the playbook does not have."""
    return playbook().sections[name]


def value(section: str, setting: str) -> Any:
    """The value that holds here; None for what the municipality has not given yet. Raises KeyError."""
    for own in _held().deviations:
        if (own.section, own.setting.name) == (section, setting):
            return own.value
    return _setting(section, setting).value


def deviations() -> tuple[Deviation, ...]:
    """What this municipality says differently from its playbook, in the playbook's order."""
    return _held().deviations


def change(*, section: str, setting: str, value: Any, by: UUID | None, at: datetime) -> None:
    """Say something else than the playbook; raises NotAllowed, and KeyError for a setting there is not.

    A value that is the playbook's own is no deviation: then the municipality goes along with it again.
    """
    registry.locked(context.current())
    forget()
    said = _setting(section, setting)
    keep_limits(section, said, value)
    if said.value is not None and shapes.plain(said.value) == shapes.plain(value):
        _remove(section, setting)
    else:
        _write(section, setting, shapes.plain(value), by, at)
    forget()


def reset(*, section: str, setting: str) -> bool:
    """Go along with the playbook again; answers whether there was anything to take back. Raises KeyError."""
    registry.locked(context.current())
    _setting(section, setting)
    removed = _remove(section, setting)
    forget()
    return removed


def keep_limits(section: str, setting: Setting, value: Any) -> None:
    """Raise NotAllowed when this value may not stand here."""
    if setting.kind == "locked":
        raise NotAllowed("locked", section=section, setting=setting.name)
    faults = tuple(shapes.faults(setting.shape, value))
    if faults:
        raise NotAllowed("does_not_fit", faults, section=section, setting=setting.name)


def applied(written: Playbook, own: Own) -> Playbook:
    """A playbook with a municipality's own values in it."""
    sections = {
        name: replace(part, settings=MappingProxyType(dict(_with_own(part, own))))
        for name, part in written.sections.items()
    }
    return replace(written, sections=MappingProxyType(sections))


def told(fault: Fault) -> str:
    """A fault in English, with where it is."""
    where = ".".join(str(part) for part in fault.path)
    words = shapes.WORDS[fault.code].format(**fault.facts)
    return f"{where}: {words}" if where else words


def forget() -> None:
    """Read anew at the next question; for whoever has changed something here."""
    database.session().flush()
    database.session().info.pop(KEPT, None)


@event.listens_for(Session, "after_soft_rollback")
def _read_anew(session: Session, _undone: object) -> None:
    """What a savepoint takes back is not held."""
    session.info.pop(KEPT, None)


def _with_own(part: Section, own: Own) -> Iterator[tuple[str, Setting]]:
    for name, setting in part.settings.items():
        said = own.get((part.name, name))
        yield name, setting if said is None else replace(setting, value=frozen(said))


def _setting(section: str, setting: str) -> Setting:
    found = _held().written.setting(section, setting)
    if found is None:
        raise KeyError(f"{section}.{setting}")
    return found


def _held() -> Held:
    now = database.session()
    known: Held | None = now.info.get(KEPT)
    if known is None:
        known = now.info[KEPT] = _read(now)
    return known


def _read(now: Session) -> Held:
    rows = now.execute(_ALL, {"id": context.current()}).all()
    written = playbooks.load(rows[0].playbook)
    order = {(section, setting.name): place for place, (section, setting) in enumerate(written.all_settings())}
    kept = [row for row in rows if (row.section, row.setting) in order]
    kept.sort(key=lambda row: order[row.section, row.setting])
    return Held(written, tuple(_deviation(written, row) for row in kept))


def _deviation(written: Playbook, row: Any) -> Deviation:
    setting = written.sections[row.section].settings[row.setting]
    said = frozen(shapes.restored(setting.shape, row.value))
    return Deviation(row.section, setting, said, row.changed_at, row.changed_by)


def _write(section: str, setting: str, value: Any, by: UUID | None, at: datetime) -> None:
    said = {"value": value, "changed_at": at, "changed_by": by}
    changed = database.session().execute(update(_D).where(_in_force(section, setting)).values(said).returning(_D.id))
    if changed.first() is None:
        database.session().add(_D(section=section, setting=setting, **said))


def _remove(section: str, setting: str) -> bool:
    gone = database.session().execute(delete(_D).where(_in_force(section, setting)).returning(_D.id))
    return gone.first() is not None


def _in_force(section: str, setting: str) -> Any:
    return (_D.section == section) & (_D.setting == setting) & _D.set_aside_in.is_(None)
