"""The door: one municipality at a time, left again whatever happens, each thread and task with its own."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from tenants import context


def test_there_is_none_until_one_enters() -> None:
    for ask in (context.door, context.current):
        with pytest.raises(context.NoMunicipality):
            ask()


def test_one_is_inside_until_one_leaves() -> None:
    here, person = uuid4(), uuid4()
    with context.entering(here, person_id=person, roles=("client",)):
        assert context.current() == here
        assert context.door() == context.Door(here, person, ("client",))
    assert not context.is_open()


def test_the_door_closes_also_behind_an_error() -> None:
    with pytest.raises(ZeroDivisionError), context.entering(uuid4()):
        _ = 1 / 0
    assert not context.is_open()


def test_no_municipality_is_entered_from_inside_another() -> None:
    here = uuid4()
    with context.entering(here), pytest.raises(RuntimeError, match="leave it before"), context.entering(uuid4()):
        pass
    with context.entering(here), context.entering(here):
        assert context.current() == here


def test_the_global_door_is_no_municipality() -> None:
    with context.globally(roles=("operator",)):
        assert context.door().municipality_id is None
        with pytest.raises(context.NoMunicipality):
            context.current()
        with context.entering(uuid4()):
            assert context.current()


def test_standing_in_never_changes_the_municipality() -> None:
    with (
        context.entering(uuid4()),
        pytest.raises(RuntimeError, match="never changes the municipality"),
        context.changing_to(context.Door(uuid4())),
    ):
        pass


def test_each_thread_has_a_door_of_its_own() -> None:
    with context.entering(uuid4()), ThreadPoolExecutor(1) as threads:
        assert threads.submit(context.is_open).result() is False
