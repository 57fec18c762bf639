"""Work tasks, made by somebody of their association."""

import dataclasses
from uuid import UUID

from sqlalchemy import select

from app import eperusteet
from app.worktasks import actions, models
from app.worktasks.actions import units
from app.worktasks.rules import Card, Identification, Task, Words
from tenants import database
from tenants.registry import Municipality
from tests.factories import associations, drawing, people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

MEMBER = ("association_member",)


def task(
    where: Municipality,
    association_id: UUID | None = None,
    *,
    name: str = "Kahvilan apulainen",
    description: str = "Keität kahvia, leivot ja palvelet asiakkaita yhdessä muiden kanssa.",
    field: str = "kitchen",
    places: int = 2,
    card: Card | None = None,
    published: bool = True,
    by: UUID | None = None,
) -> UUID:
    """A task, open to clients unless said otherwise; `card` says more than the first four answers."""
    association_id = association_id or associations.association(where)
    by = by or associations.volunteer(where, association_id)
    own = {association_id}
    with inside(where, person_id=by, roles=MEMBER):
        task_id = actions.register_task(
            association_id=association_id,
            card=card or Card(Words(name, description), field=field, places=places),
            own=own,
            by=by,
            at=NOW,
        )
        if published:
            actions.publish_task(task_id=task_id, not_a_substitute=True, own=own, by=by, at=NOW)
    return task_id


def translated(where: Municipality, task_id: UUID, association_id: UUID, words: Words, *, by: UUID) -> None:
    """The same in the other language."""
    with inside(where, person_id=by, roles=MEMBER):
        actions.translate_task(task_id=task_id, words=words, picture_alt="", own={association_id}, by=by, at=NOW)


def sited(where: Municipality, task: Task, town: str, *, by: UUID) -> UUID:
    """At a place of its association."""
    site = associations.site(where, task.association_id, town=town)
    card = dataclasses.replace(task.card, site_id=site)
    with inside(where, person_id=by, roles=MEMBER):
        actions.change_task(task_id=task.id, card=card, own={task.association_id}, by=by, at=NOW)
    return site


def paused(where: Municipality, task_id: UUID, association_id: UUID, *, by: UUID) -> None:
    """Taking nobody new for now."""
    with inside(where, person_id=by, roles=MEMBER):
        actions.pause_task(task_id=task_id, own={association_id}, by=by, at=NOW)


def pictured(where: Municipality, task_id: UUID, association_id: UUID, *, by: UUID) -> None:
    """With a picture."""
    with inside(where, person_id=by, roles=MEMBER):
        sent = drawing.picture()
        actions.show_picture(task_id=task_id, sent=sent, alt="Paja", own={association_id}, by=by, at=NOW)


def unit(where: Municipality, task_id: UUID, *, by: UUID, code: str = "400005", identified: bool = False) -> UUID:
    """A proposed qualification unit, identified by an expert when asked."""
    with inside(where, person_id=by, roles=("job_coach",)):
        made = units.propose_unit(task_id=task_id, code=code, reason="Arki", own=None, by=by, at=NOW)
        if identified:
            day = NOW.date()
            said = Identification("Olli Opettaja", "Opisto", "Kävi paikalla", day, day.replace(year=day.year + 1))
            units.identify_unit(unit_id=made, said=said, today=day, by=by, at=NOW)
    return made


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    association_id = associations.association(where)
    by = associations.volunteer(where, association_id)
    task_id = task(where, association_id, by=by)
    translated(where, task_id, association_id, Words("Kaféhjälp", "Du kokar kaffe."), by=by)
    pictured(where, task_id, association_id, by=by)
    coach = people.member(where, "job_coach")
    unit(where, task_id, by=coach, identified=True)
    with inside(where, person_id=coach, roles=("job_coach",)):
        units.keep_units(found=eperusteet.SAMPLE[:1], by=coach, at=NOW)
    with inside(where, person_id=by, roles=MEMBER):
        db = database.session()
        tables = (models.Translation, models.Picture, models.Unit, models.Identification, models.KnownUnit)
        rows = {table: db.scalars(select(table.id)).one() for table in tables}
    return (
        Sample("worktasks_task", task_id, by, MEMBER),
        *(Sample(table.__tablename__, row_id, by, MEMBER) for table, row_id in rows.items()),
    )
