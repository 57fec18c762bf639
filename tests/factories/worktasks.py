"""Work tasks, made by somebody of their association."""

from uuid import UUID

from app.worktasks import actions
from tenants.registry import Municipality
from tests.factories import associations
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
    published: bool = True,
    by: UUID | None = None,
) -> UUID:
    """A task, open to clients unless said otherwise."""
    association_id = association_id or associations.association(where)
    by = by or associations.volunteer(where, association_id)
    own = {association_id}
    with inside(where, person_id=by, roles=MEMBER):
        task_id = actions.register_task(
            association_id=association_id,
            name=name,
            description=description,
            field=field,
            places=places,
            own=own,
            by=by,
            at=NOW,
        )
        if published:
            actions.publish_task(task_id=task_id, not_a_substitute=True, own=own, by=by, at=NOW)
    return task_id


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    association_id = associations.association(where)
    by = associations.volunteer(where, association_id)
    return (Sample("worktasks_task", task(where, association_id, by=by), by, MEMBER),)
