"""From one playbook to another: shown first, applied whole in one transaction, undone to exactly what was before.

Nothing is deleted on the way. The municipality's own words that give way are set aside with the upgrade and come back
when it is undone; rows of the slices are retired and revived by the installers that the roof hands in.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select, update

from tenants import context, database, models, playbooks, registry, settings
from tenants.playbooks import differences, shapes
from tenants.playbooks.differences import Change, Where
from tenants.playbooks.facts import Playbook, Section
from tenants.provisioning import Installer, Witness, nobody

_U, _D = models.Upgrade, models.Deviation
_COLUMNS = (_U.id, _U.from_playbook, _U.to_playbook, _U.what, _U.applied_at, _U.applied_by, _U.undone_at, _U.undone_by)
_HISTORY = database.scoped(select(*_COLUMNS).order_by(_U.applied_at.desc(), _U.id.desc()))
_LATER = database.scoped(
    select(_D.section, _D.setting, _D.value).where(_D.set_aside_in.is_(None), _D.changed_at >= bindparam("since"))
)


class CannotUpgrade(ValueError):
    """What was asked for is not possible now: a code and the figures that explain it."""

    def __init__(self, code: str, **facts: object) -> None:
        self.code, self.facts = code, facts
        super().__init__(f"{code}: {', '.join(f'{key} {value}' for key, value in facts.items())}")


@dataclass(frozen=True, slots=True)
class Plan:
    """What an upgrade would do here, setting by setting."""

    before: Playbook
    after: Playbook
    changes: tuple[Change, ...]

    @property
    def told(self) -> tuple[Change, ...]:
        """The changes there is something to tell about."""
        return tuple(change for change in self.changes if change.is_a_change)

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """Where both sides have changed and the municipality may choose."""
        return tuple(change for change in self.changes if change.result == "conflict")

    @property
    def seal(self) -> str:
        """The same for the same plan: what is applied must be what was looked at."""
        said = [(*change.where, change.result, shapes.plain(change.own)) for change in self.changes]
        text = json.dumps([self.before.reference, self.after.reference, said], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Upgrade:
    """One upgrade that was applied here."""

    id: UUID
    from_playbook: str
    to_playbook: str
    what: Mapping[str, Any]
    applied_at: datetime
    applied_by: UUID | None
    undone_at: datetime | None
    undone_by: UUID | None


def newer_than(reference: str) -> tuple[str, ...]:
    """The later versions of a playbook that come with the product, the next one first."""
    name, _, version = reference.rpartition("_")
    known = (one.rpartition("_") for one in playbooks.references())
    return tuple(f"{of}_{number}" for of, _, number in known if of == name and int(number) > int(version))


def plan(to: str) -> Plan:
    """What going over to this playbook would do here; changes nothing. Raises CannotUpgrade."""
    before = settings.written()
    if to not in newer_than(before.reference):
        raise CannotUpgrade("not_newer", here=before.reference, to=to)
    after = playbooks.load(to)
    own = {(one.section, one.setting.name): one.value for one in settings.deviations()}
    return Plan(before, after, differences.changes(before, after, own))


def apply(
    *,
    to: str,
    installers: Mapping[str, Installer],
    by: UUID | None,
    at: datetime,
    chosen: Collection[Where] = (),
    seal: str | None = None,
    witness: Witness = nobody,
) -> Upgrade:
    """Go over to a newer playbook in the open transaction; `chosen` are conflicts in which the new word is taken.

    With the `seal` of the plan that was looked at, nothing else than that plan is applied. Raises CannotUpgrade.
    """
    here = registry.locked(context.current())
    settings.forget()
    found = plan(to)
    if seal not in {None, found.seal}:
        raise CannotUpgrade("plan_has_changed", to=to)
    gone = [change.where for change in found.changes if change.sets_own_aside(chosen)]
    row = _U(
        from_playbook=found.before.reference,
        to_playbook=to,
        what=_what(found, gone),
        applied_at=at,
        applied_by=by,
    )
    database.session().add(row)
    database.session().flush()
    _set_aside(gone, row.id)
    _go_over(here, found.before, found.after, installers)
    witness(here, "upgraded")
    return _upgrade(row.id)


def undoable() -> Upgrade | None:
    """The upgrade that may be undone: the last one, while the municipality still stands on what it brought."""
    last = next((one for one in history() if one.undone_at is None), None)
    return last if last and last.to_playbook == settings.written().reference else None


def in_the_way(upgrade: Upgrade) -> tuple[Where, ...]:
    """What the municipality has said since that the earlier playbook has no place for."""
    before = playbooks.load(upgrade.from_playbook)
    later = database.session().execute(_LATER, {"since": upgrade.applied_at}).all()
    return tuple((row.section, row.setting) for row in later if not _has_place(before, row))


def undo(*, installers: Mapping[str, Installer], by: UUID | None, at: datetime, witness: Witness = nobody) -> Upgrade:
    """Take the last upgrade back in the open transaction; what was set aside comes back. Raises CannotUpgrade.

    What the municipality has changed since stays, if the earlier playbook has a place for it.
    """
    here = registry.locked(context.current())
    settings.forget()
    last = undoable()
    if last is None:
        raise CannotUpgrade("nothing_to_undo", here=settings.written().reference)
    blocking = in_the_way(last)
    if blocking:
        raise CannotUpgrade("changed_since", settings=", ".join(".".join(where) for where in blocking))
    _bring_back(last)
    _go_over(here, settings.written(), playbooks.load(last.from_playbook), installers)
    undone = update(_U).where(_U.id == last.id).values(undone_at=at, undone_by=by).returning(_U.id)
    database.session().execute(undone).one()
    witness(here, "upgrade_undone")
    return replace(last, undone_at=at, undone_by=by)


def history() -> tuple[Upgrade, ...]:
    """Every upgrade that was applied here, the last one first."""
    return tuple(Upgrade(*row) for row in database.session().execute(_HISTORY))


def _upgrade(upgrade_id: UUID) -> Upgrade:
    return next(one for one in history() if one.id == upgrade_id)


def _go_over(
    here: registry.Municipality, before: Playbook, after: Playbook, installers: Mapping[str, Installer]
) -> None:
    """The registry first, then every slice's rows under what holds from now on."""
    homeless = sorted(set(after.sections) - set(installers))
    if homeless:
        raise CannotUpgrade("nobody_installs", sections=", ".join(homeless))
    registry.set_playbook(here.id, after.reference, instead_of=before.reference)
    settings.forget()
    now = settings.playbook()
    for name, section in now.sections.items():
        installers[name](here, section)
    for name, section in before.sections.items():
        if name not in now.sections and name in installers:
            installers[name](here, _emptied(section))


def _emptied(section: Section) -> Section:
    """A section that the new version has no more: every list in it is empty, so that its rows are retired."""
    settings_ = {
        name: replace(setting, value=() if isinstance(setting.value, tuple) else setting.value)
        for name, setting in section.settings.items()
    }
    return replace(section, settings=MappingProxyType(settings_))


def _set_aside(gone: Collection[Where], upgrade_id: UUID) -> None:
    for section, name in gone:
        which = (_D.section == section) & (_D.setting == name) & _D.set_aside_in.is_(None)
        moved = update(_D).where(which).values(set_aside_in=upgrade_id).returning(_D.id)
        database.session().execute(moved).one()


def _bring_back(upgrade: Upgrade) -> None:
    """Each word that was set aside, unless the municipality has said something of the same setting since."""
    waiting = (
        database.session().execute(select(_D.id, _D.section, _D.setting).where(_D.set_aside_in == upgrade.id)).all()
    )
    said_since = {(one.section, one.setting.name) for one in settings.deviations()}
    for row in waiting:
        if (row.section, row.setting) not in said_since:
            back = update(_D).where(_D.id == row.id).values(set_aside_in=None).returning(_D.id)
            database.session().execute(back).one()


def _has_place(before: Playbook, row: Any) -> bool:
    setting = before.setting(row.section, row.setting)
    if setting is None or setting.kind == "locked":
        return False
    return not any(shapes.faults(setting.shape, shapes.restored(setting.shape, row.value)))


def _what(found: Plan, gone: Collection[Where]) -> dict[str, Any]:
    """What became of each setting, for whoever looks later."""
    return {
        "settings": [[*change.where, change.result] for change in found.told],
        "set_aside": [list(where) for where in gone],
    }
