"""Work tasks, made by somebody of their association."""

from uuid import UUID

from sqlalchemy import select

from app.worktasks import actions, models
from app.worktasks.rules import Card, Words
from tenants import database
from tenants.registry import Municipality
from tests.factories import associations, drawing
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


def paused(where: Municipality, task_id: UUID, association_id: UUID, *, by: UUID) -> None:
    """Taking nobody new for now."""
    with inside(where, person_id=by, roles=MEMBER):
        actions.pause_task(task_id=task_id, own={association_id}, by=by, at=NOW)


def pictured(where: Municipality, task_id: UUID, association_id: UUID, *, by: UUID) -> None:
    """With a picture."""
    with inside(where, person_id=by, roles=MEMBER):
        sent = drawing.picture()
        actions.show_picture(task_id=task_id, sent=sent, alt="Paja", own={association_id}, by=by, at=NOW)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    association_id = associations.association(where)
    by = associations.volunteer(where, association_id)
    task_id = task(where, association_id, by=by)
    translated(where, task_id, association_id, Words("Kaféhjälp", "Du kokar kaffe."), by=by)
    pictured(where, task_id, association_id, by=by)
    with inside(where, person_id=by, roles=MEMBER):
        db = database.session()
        rows = {table: db.scalars(select(table.id)).one() for table in (models.Translation, models.Picture)}
    return (
        Sample("worktasks_task", task_id, by, MEMBER),
        *(Sample(table.__tablename__, row_id, by, MEMBER) for table, row_id in rows.items()),
    )
