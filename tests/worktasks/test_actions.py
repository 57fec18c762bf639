"""What an association does with its tasks, and cannot do with others'."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.associations import models
from app.values.missing import Missing
from app.values.refusal import Refused
from app.worktasks import actions, queries
from tenants import database
from tenants.registry import Municipality
from tests.factories import associations, people, worktasks
from tests.factories.municipalities import NOW, inside

Act = Callable[[UUID, set[UUID], UUID], None]
ACTS: dict[str, Act] = {
    "change": lambda task, own, by: actions.change_task(
        task_id=task, name="X", description="Y", field="other", places=1, own=own, by=by, at=NOW
    ),
    "publish": lambda task, own, by: actions.publish_task(task_id=task, not_a_substitute=True, own=own, by=by, at=NOW),
    "pause": lambda task, own, by: actions.pause_task(task_id=task, own=own, by=by, at=NOW),
}


def test_a_registered_task_is_a_draft_until_published(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, published=False)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        assert (queries.task(task).state, queries.open_tasks()) == ("draft", ())
        ACTS["publish"](task, {association}, by)
        assert [one.id for one in queries.open_tasks()] == [task]
        ACTS["pause"](task, {association}, by)
        assert queries.task(task).state == "paused"
        ACTS["publish"](task, {association}, by)
        assert queries.task(task).is_open


@pytest.mark.parametrize("act", ACTS)
def test_another_associations_task_is_not_there(municipality: Municipality, act: str) -> None:
    task, mine = worktasks.task(municipality), associations.association(municipality, "Oma ry")
    by = associations.volunteer(municipality, mine)
    with pytest.raises(Missing), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        ACTS[act](task, {mine}, by)


def test_nobody_registers_for_another_association(municipality: Municipality) -> None:
    mine, theirs = associations.association(municipality, "Oma ry"), associations.association(municipality, "Muu ry")
    by = associations.volunteer(municipality, mine)
    with pytest.raises(Missing), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        actions.register_task(
            association_id=theirs, name="X", description="Y", field="other", places=1, own={mine}, by=by, at=NOW
        )


def test_an_association_that_has_left_opens_nothing(municipality: Municipality) -> None:
    association = associations.association(municipality)
    by = associations.volunteer(municipality, association)
    task = worktasks.task(municipality, association, by=by, published=False)
    with inside(municipality, person_id=by, roles=worktasks.MEMBER):
        row = database.session().get_one(models.Association, (municipality.id, association))
        row.ended_at, row.ended_by = NOW, by
    with pytest.raises(Refused), inside(municipality, person_id=by, roles=worktasks.MEMBER):
        ACTS["publish"](task, {association}, by)


def test_the_database_itself_asks_for_the_statement(municipality: Municipality) -> None:
    worktasks.task(municipality, published=False)
    with (
        pytest.raises(IntegrityError, match="worktasks_task_published_only_with_statement"),
        inside(municipality, person_id=people.person(), roles=("municipality_admin",)),
    ):
        database.session().execute(text("UPDATE worktasks_task SET state = 'published'"))
