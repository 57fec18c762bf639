"""A municipality's practice copy: its own settings with invented people, made by its admin, never to become real.

What goes along is what another municipality might learn too (tenants.playbooks.handing_on), with the form, the look
and the rate that was decided; nothing in which a person seems to stand. The admin's own token makes it: the database
lets an admin add a practice copy to the registry, and nothing else.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, count
from typing import Final
from uuid import UUID

from app import record
from app.accounts import rules as roles
from app.accounts.actions import installing
from app.opening import queries as opening
from app.practice import stage
from app.practice.scene import PolicyScene, Scene
from app.reimbursement import queries as reimbursement
from app.values.period import day_in_finland
from app.values.refusal import Refusal, Refused
from tenants import context, database, form, look, playbooks, provisioning, registry
from tenants.form import Fact
from tenants.playbooks import handing_on
from tenants.playbooks.handing_on import Start
from tenants.provisioning import Installer
from tenants.reference import Place
from tenants.registry import Municipality

ADMIN: Final = (roles.MUNICIPALITY_ADMIN,)
UNSAID: Final = "–"
LONGEST: Final = 36
"""Letters of a path that leave room for a number."""


@dataclass(frozen=True, slots=True)
class _Along:
    """What goes along to the copy."""

    start: Start
    facts: tuple[Fact, ...]
    places: tuple[Place, ...]
    logo: bytes | None
    policy: PolicyScene | None


def make_copy(
    *,
    of: Municipality,
    name: str,
    password_hash: str,
    installers: Callable[..., Mapping[str, Installer]],
    reserved: Collection[str],
    by: UUID,
    at: datetime,
) -> Municipality:
    """Make it, or make it anew and close the one there was; the admin `by` belongs to it under their own `name`."""
    if of.is_practice:
        raise Refused(Refusal("practice.only_of_a_real_one"))
    along = _along(of, by, at)
    _close_former(of, by, at)
    made = provisioning.open_municipality(
        slug=_slug(of, reserved),
        name_fi=f"Harjoitus-{of.name_fi}",
        name_sv=f"Övnings-{of.name_sv}",
        kind="practice",
        playbook=along.start.playbook,
        own=along.start.own,
        lineage=along.start.lineage,
        places=along.places,
        first_language=of.first_language,
        installers=installers(by=by, at=at),
        reserved=reserved,
        founder=ADMIN,
        copy_of=of.id,
        by=by,
        at=at,
        witness=_recorded(by, at),
    )
    try:
        _dress(made, of, along, name=name, by=by, at=at)
        stage.set_up(made, scene_of(made, along.policy), password_hash=password_hash, at=at, founder=ADMIN, copied=True)
    except BaseException:
        provisioning.close(made.id, by=by, at=at, roles=ADMIN, witness=_recorded(by, at))
        raise
    with context.entering(of.id, person_id=by, roles=ADMIN), database.writing():
        record.write("practice.copied", subject=made.id, by=by, at=at)
    return made


def scene_of(made: Municipality, policy: PolicyScene | None = None) -> Scene:
    """The invented people of a copy: their addresses follow its path."""
    return Scene(made.slug, made.name_fi, made.name_sv, policy)


def _along(of: Municipality, by: UUID, at: datetime) -> _Along:
    day = day_in_finland(at)
    with context.entering(of.id, person_id=by, roles=ADMIN), database.reading():
        handed = opening.handed_on(of, on=day)
        names = opening.known_names()
        return _Along(
            handing_on.start_from(playbooks.parse(handed.text, origin=f"{of.slug.replace('-', '_')}.toml")),
            tuple(fact for fact in form.facts() if fact.is_in_force_on(day) and not _tells(fact.name, names)),
            tuple(area.place for area in form.areas() if area.is_in_force_on(day)),
            look.logo(),
            _policy(day, names),
        )


def _policy(day: date, names: Collection[str]) -> PolicyScene | None:
    """The rate in force on the day for the service that the scene plays, if one was decided (K18)."""
    for one in reimbursement.policies():
        valid = one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)
        if valid and one.service_type == stage.SERVICE:
            said = (UNSAID if _tells(words, names) else words for words in (one.body, one.section, one.source))
            body, section, source = said
            return PolicyScene(one.day.amount, body, section, one.decided_on, source)
    return None


def _tells(words: str, names: Collection[str]) -> bool:
    return handing_on.tells_of_a_person(words, names)


def _close_former(of: Municipality, by: UUID, at: datetime) -> None:
    with context.entering(of.id, person_id=by, roles=ADMIN), database.reading():
        former = registry.copy_of(of.id)
    if former is not None:
        provisioning.close(former.id, by=by, at=at, roles=ADMIN, witness=_recorded(by, at))


def _slug(of: Municipality, reserved: Collection[str]) -> str:
    with context.globally(), database.reading():
        taken = {one.slug for one in registry.municipalities()} | set(reserved)
    first = f"harjoitus-{of.slug}"[:LONGEST].rstrip("-")
    paths = chain((first,), (f"{first}-{number}" for number in count(2)))
    return next(path for path in paths if path not in taken)


def _dress(made: Municipality, of: Municipality, along: _Along, *, name: str, by: UUID, at: datetime) -> None:
    """The admin belongs here, and it looks and is answered for as at home."""
    with context.entering(made.id, person_id=by, roles=ADMIN), database.writing():
        installing.add_member(person_id=by, role=roles.MUNICIPALITY_ADMIN, name=name, association_id=None, by=by, at=at)
        for fact in along.facts:
            form.enter_fact(
                role=fact.role,
                kind=fact.kind,
                name=fact.name,
                service_type=fact.service_type,
                valid_from=fact.valid_from,
                valid_to=fact.valid_to,
                basis=UNSAID,
                by=by,
                at=at,
            )
        registry.set_look(made.id, colour=of.brand_colour, first_language=of.first_language)
        if along.logo is not None:
            look.set_logo(along.logo, by=by, at=at)


def _recorded(by: UUID, at: datetime) -> provisioning.Witness:
    def witness(municipality: Municipality, done: str) -> None:
        record.write(f"municipality.{done}", subject=municipality.id, by=by, at=at)

    return witness
