"""From a plan to things, through the actions of the slices they belong to; letters leave a few a minute."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from app import record
from app.accounts import actions as accounts
from app.accounts.actions import Invitee
from app.associations import actions as associations
from app.imports import models, queries
from app.imports.rules.fields import ASSOCIATIONS, CONTACTS, SITES, STAFF, TASKS
from app.imports.rules.pacing import due_times
from app.imports.rules.plan import ASSOCIATION, CONTACT, INVITATION, SITE, TASK, Line, Plan
from app.worktasks import actions as worktasks
from app.worktasks import queries as tasks
from app.worktasks.rules import Card, Words
from tenants import context, database, registry

WORDS: Final = frozenset(one.name for one in fields(Words))
Made = Mapping[int, UUID]
"""Which thing each row stands for, by the row's number."""


def bring_in(*, plan: Plan, import_id: UUID, by: UUID, at: datetime) -> datetime | None:
    """Do what the sound rows say; answers when the last of their letters leaves."""
    made = BRINGERS[plan.kind](plan=plan, by=by, at=at)
    _remember(plan, made, import_id)
    letters = _invitees(plan, made, at)
    if plan.kind == STAFF:
        accounts.invite_people(invitees=letters, by=by, by_roles=context.door().roles, at=at)
    elif letters:
        associations.invite_contact_people(invitees=letters, by=by, at=at)
    told = [f"{kind}.{done}.{number}" for (kind, done), number in sorted(plan.counts.items())]
    record.write("imports.applied", subject=import_id, by=by, at=at, kind=plan.kind, counts=told)
    return letters[-1].due if letters else None


def _network(*, plan: Plan, by: UUID, at: datetime) -> Made:
    """Associations first, then what belongs to them."""
    new = list(plan.doing(ASSOCIATION, "add"))
    ids = associations.register_associations(rows=[part.said for _, part in new], by=by, at=at)
    added = {line.number: made for (line, _), made in zip(new, ids, strict=True)}
    made = {line.number: line.association_id or added[line.number] for line in plan.sound}
    associations.change_associations(changes=dict(_changed(plan, ASSOCIATION)), by=by, at=at)
    associations.add_sites(rows=list(_belonging(plan, SITE, made)), by=by, at=at)
    associations.add_contact_people(rows=list(_belonging(plan, CONTACT, made)), by=by, at=at)
    for site_id, said in _changed(plan, SITE):
        associations.change_site(site_id=site_id, **said, by=by, at=at)
    for contact_id, said in _changed(plan, CONTACT):
        associations.change_contact_person(contact_id=contact_id, **said, by=by, at=at)
    return made


def _tasks(*, plan: Plan, by: UUID, at: datetime) -> Made:
    """Drafts in the associations' names; each association reads, completes and publishes its own."""
    language = registry.by_id(context.current()).first_language
    new = [(line, _card(Card(Words(), language=language), part.said)) for line, part in plan.doing(TASK, "add")]
    rows = [(line.association_id, card) for line, card in new if line.association_id]
    ids = worktasks.register_tasks(rows=rows, by=by, at=at)
    for line, part in plan.doing(TASK, "change"):
        if part.thing_id and line.association_id:
            known = tasks.task(part.thing_id).card
            card, own = _card(known, part.said), (line.association_id,)
            worktasks.change_task(task_id=part.thing_id, card=card, own=own, by=by, at=at)
    told = ((line.number, line.part(TASK)) for line in plan.sound)
    there = {number: part.thing_id for number, part in told if part and part.thing_id}
    return there | {line.number: made for (line, _), made in zip(new, ids, strict=True)}


def _card(known: Card, said: Mapping[str, Any]) -> Card:
    """The card with what the row says in the place of what it said."""
    words = {name: said[name] for name in said if name in WORDS}
    rest = {name: said[name] for name in said if name not in WORDS}
    if "weekdays" in rest:
        rest["weekdays"] = frozenset(rest["weekdays"])
    return replace(known, words=replace(known.words, **words), **rest)


def _staff(*, plan: Plan, by: UUID, at: datetime) -> Made:  # noqa: ARG001 - they are people only once they accept
    return {}


def _changed(plan: Plan, kind: str) -> Iterator[tuple[UUID, Any]]:
    return ((part.thing_id, part.said) for _, part in plan.doing(kind, "change") if part.thing_id)


def _belonging(plan: Plan, kind: str, made: Made) -> Iterator[Mapping[str, object]]:
    return ({"association_id": made[line.number], **part.said} for line, part in plan.doing(kind, "add"))


def _invitees(plan: Plan, made: Made, at: datetime) -> tuple[Invitee, ...]:
    asked = list(plan.doing(INVITATION, "add"))
    due = due_times(len(asked), at=at, busy_until=queries.letters_until())
    return tuple(
        Invitee(**part.said, association_id=made.get(line.number), due=when)
        for (line, part), when in zip(asked, due, strict=True)
    )


def _remember(plan: Plan, made: Made, import_id: UUID) -> None:
    """What the sheet calls each thing, so that the next run finds it."""
    here, kind = context.current(), OWN_IDS.get(plan.kind)
    named = (line for line in plan.sound if line.own_id and kind)
    rows = [_own_id(here, kind, line, made, import_id) for line in named]
    if rows:
        database.session().execute(insert(models.OwnId).on_conflict_do_nothing(), rows)


def _own_id(here: UUID, kind: str | None, line: Line, made: Made, import_id: UUID) -> dict[str, object]:
    stands_for = {"thing_id": made[line.number], "import_id": import_id}
    return {"municipality_id": here, "kind": kind, "own_id": line.own_id, **stands_for}


OWN_IDS: Final = {ASSOCIATIONS: ASSOCIATION, TASKS: TASK}
BRINGERS: Final[Mapping[str, Callable[..., Made]]] = {
    ASSOCIATIONS: _network,
    SITES: _network,
    CONTACTS: _network,
    TASKS: _tasks,
    STAFF: _staff,
}
