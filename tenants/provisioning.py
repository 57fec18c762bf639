"""A municipality begins, goes live, is suspended, reopens and closes; installers from the roof make what is in it.

Opening is one transaction under one token: the registry's row and everything an installer writes are there together
or not at all.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.exc import IntegrityError

from tenants import context, database, form, playbooks, registry, settings
from tenants.playbooks import Playbook, Section
from tenants.reference import Place
from tenants.registry import Kind, Municipality, State

Installer = Callable[[Municipality, Section], None]
"""Makes of one section of the playbook what its slice needs, inside the open transaction."""
Witness = Callable[[Municipality, str], None]
"""Told what was done (`opened`, `suspended`, …) inside the same transaction, so that it can be put on record."""

OPERATOR: Final = ("operator",)
FOUNDER: Final = ("municipality_admin", "operator")
NOTHING_OWN: Final[Mapping[tuple[str, str], Any]] = MappingProxyType({})
FINLAND: Final = ZoneInfo("Europe/Helsinki")
FIRST_BASIS: Final = "–"
"""Until the municipality says on what basis it serves its own people."""
DONE: Final[Mapping[State, str]] = {"open": "reopened", "suspended": "suspended", "closed": "closed"}


class CannotOpen(ValueError):
    """What was asked for cannot become a municipality; the words say why and what to do."""


def nobody(_municipality: Municipality, _done: str) -> None:
    """A witness for where no record is kept."""


def kept_by_rules(_municipality: Municipality, section: Section) -> None:
    """The installer of a section that says only what the code keeps anyway; it takes no other."""
    loose = [name for name, setting in section.settings.items() if setting.kind != "locked"]
    if loose:
        raise CannotOpen(f"section {section.name} has settings that must be stored somewhere: {', '.join(loose)}")


def kept_in_settings(_municipality: Municipality, section: Section) -> None:
    """The installer of a section whose values are read where they are needed: there is nothing to make of it."""


def open_municipality(
    *,
    slug: str,
    name_fi: str,
    name_sv: str,
    kind: Kind,
    playbook: Playbook,
    installers: Mapping[str, Installer],
    by: UUID | None,
    at: datetime,
    first_language: str = "fi",
    reserved: Collection[str] = (),
    own: Mapping[tuple[str, str], Any] = NOTHING_OWN,
    lineage: tuple[str, ...] = (),
    places: Collection[Place] = (),
    founder: tuple[str, ...] = FOUNDER,
    copy_of: UUID | None = None,
    witness: Witness = nobody,
) -> Municipality:
    """A new municipality with everything its playbook says; `reserved` are paths that are taken by pages.

    One for practice is open at once; a real one is being prepared until its own admin lets it go live (K28). `own` is
    what it says differently from the first day, learnt from `lineage`; `places` are the municipalities of Finland whose
    people it serves. Its kind is for ever: a practice municipality never becomes a real one.
    """
    _may_be_called(slug, name_fi, name_sv, reserved)
    if playbook.reference not in playbooks.references():
        raise CannotOpen(f"{playbook.reference} did not come with this product")
    homeless = sorted(set(playbook.sections) - set(installers))
    if homeless:
        raise CannotOpen(f"nobody installs these sections of {playbook.reference}: {', '.join(homeless)}")
    with context.globally(), database.reading():
        municipality_id = registry.new_id()
    with context.entering(municipality_id, person_id=by, roles=founder), database.writing():
        try:
            made = registry.add(
                municipality_id=municipality_id,
                slug=slug,
                name_fi=name_fi.strip(),
                name_sv=name_sv.strip(),
                kind=kind,
                playbook=playbook.reference,
                first_language=first_language,
                lineage=lineage,
                copy_of=copy_of,
            )
        except IntegrityError as refusal:
            raise CannotOpen(f"a municipality at /{slug} exists already: choose another path") from refusal
        _begin(own, places, by=by, at=at)
        for name, section in settings.playbook().sections.items():
            installers[name](made, section)
        if made.is_practice:
            made = registry.move(municipality_id, "open", at=at)
        witness(made, "opened")
    return made


def go_live(*, at: datetime) -> Municipality:
    """The prepared municipality that we are in opens, in the transaction that is open and under its admin's own token.

    Raises registry.NotTaken for one that is not being prepared, and for a practice municipality, which has no such day.
    """
    here = registry.locked(context.current())
    if here.is_practice or here.state != "preparing":
        raise registry.NotTaken(f"{here.slug} is a {here.kind} municipality and {here.state}: it cannot go live")
    return registry.move(here.id, "open", at=at)


def suspend(municipality_id: UUID, *, by: UUID | None, at: datetime, witness: Witness = nobody) -> Municipality:
    """Nobody enters until it is reopened; nothing in it changes. Raises registry.NotTaken."""
    return _move(municipality_id, "suspended", by=by, at=at, witness=witness)


def reopen(municipality_id: UUID, *, by: UUID | None, at: datetime, witness: Witness = nobody) -> Municipality:
    """A suspended municipality is open again. Raises registry.NotTaken, also for one that never was open."""
    return _move(municipality_id, "open", by=by, at=at, witness=witness, only_from="suspended")


def close(
    municipality_id: UUID,
    *,
    by: UUID | None,
    at: datetime,
    witness: Witness = nobody,
    roles: tuple[str, ...] = OPERATOR,
) -> Municipality:
    """The end: its path answers as if it had never been, and it does not open again. Raises registry.NotTaken."""
    return _move(municipality_id, "closed", by=by, at=at, witness=witness, roles=roles)


def _begin(own: Mapping[tuple[str, str], Any], places: Collection[Place], *, by: UUID | None, at: datetime) -> None:
    for (section, setting), value in own.items():
        try:
            settings.change(section=section, setting=setting, value=value, by=by, at=at)
        except (settings.NotAllowed, KeyError) as refusal:
            raise CannotOpen(f"{section}.{setting} cannot be what it is said to be: {refusal}") from refusal
    first = at.astimezone(FINLAND).date()
    for place in places:
        try:
            form.cover(code=place.code, valid_from=first, valid_to=None, basis=FIRST_BASIS, by=by, at=at)
        except form.Refused as refusal:
            raise CannotOpen(f"{place.name_fi} ({place.code}) cannot be served: {refusal}") from refusal


def _move(
    municipality_id: UUID,
    state: State,
    *,
    by: UUID | None,
    at: datetime,
    witness: Witness,
    only_from: State | None = None,
    roles: tuple[str, ...] = OPERATOR,
) -> Municipality:
    with context.entering(municipality_id, person_id=by, roles=roles), database.writing():
        now = registry.by_id(municipality_id)
        if only_from not in {None, now.state}:
            raise registry.NotTaken(f"{now.slug} is {now.state}, not {only_from}")
        moved = registry.move(municipality_id, state, at=at)
        witness(moved, DONE[state])
    return moved


def _may_be_called(slug: str, name_fi: str, name_sv: str, reserved: Collection[str]) -> None:
    if not registry.SLUG.fullmatch(slug):
        raise CannotOpen(
            f"{slug!r} cannot be a path: 2 to 41 small letters a–z, digits and hyphens, beginning with a letter"
        )
    if slug in reserved:
        raise CannotOpen(f"/{slug} is a page of the service: choose another path")
    if not (name_fi.strip() and name_sv.strip()):
        raise CannotOpen("a municipality has a name in Finnish and in Swedish (it may be the same)")
