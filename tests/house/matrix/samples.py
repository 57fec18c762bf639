"""What one types into each form: a POST without a line here fails with the line to write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from app.accounts import rules as roles
from app.goals import actions as ladders
from app.web.clock import now, today
from tests.factories import goals, house, worktasks
from tests.factories.house import House

Form = Mapping[str, object]
Values = dict[str, object]


def _nothing(_house: House) -> Form:
    return {}


@dataclass(frozen=True)
class Sample:
    """Words that a form accepts; `on` makes what the path points at, when each act uses one up."""

    form: Callable[[House], Form] = _nothing
    on: Callable[[House], Values] | None = None
    recorded: bool = True
    """Whether doing it leaves an entry in the municipality's record; acts about no municipality leave none."""


def boxes(day: date) -> list[str]:
    """A date as its three boxes."""
    return [str(day.day), str(day.month), str(day.year)]


def _association(_house: House) -> Form:
    return {"name": "Kokeilu ry", "kind": "association", "business_id": "", "language": "fi"}


def _task(where: House) -> Form:
    name = house.marked(where.code, "task", "Puutarhuri")
    return {
        "association_id": where.mine.things["association_id"],
        "name": name,
        "description": name,
        "field": "property",
        "places": "2",
    }


def _open_task(where: House) -> Values:
    return {"task_id": _new_task(where, published=True)}


def _draft_task(where: House) -> Values:
    return {"task_id": _new_task(where, published=False)}


def _new_task(where: House, *, published: bool) -> object:
    association_id, by = where.mine.placed.association_id, where.mine.people[roles.ASSOCIATION_MEMBER]
    return worktasks.task(where.where, association_id, published=published, by=by)


def _contact(_house: House) -> Form:
    return {"calling_name": "Uusi", "reach": "040 765 4321", "language": "fi", "way_in": "self", "wishes": "Puuhaa."}


def _visited(where: House) -> Values:
    counsellor_id = where.mine.people[roles.SOCIAL_COUNSELLOR]
    return {"contact_id": house.contact(where.where, where.code, counsellor_id, visited=True)}


def _unvisited(where: House) -> Values:
    return {"contact_id": house.contact(where.where, where.code, where.mine.people[roles.SOCIAL_COUNSELLOR])}


def _new_rung(where: House) -> Values:
    by = where.mine.people[roles.CLIENT]
    with goals.as_client(where.where, where.mine.client):
        return {"rung_id": ladders.add_rung(words="Käyn kirjastossa", due_on=None, by=by, at=now())}


def _in_days(days: int) -> list[str]:
    return boxes(today() + timedelta(days=days))


SAMPLES: Final[dict[str, Sample]] = {
    "web.language": Sample(lambda _: {"language": "fi", "next": "/"}, recorded=False),
    "associations.register": Sample(_association),
    "associations.change": Sample(_association),
    "worktasks.register": Sample(_task),
    "worktasks.change": Sample(_task),
    "worktasks.publish": Sample(lambda _: {"not_a_substitute": "y"}, on=_draft_task),
    "worktasks.pause": Sample(on=_open_task),
    "intake.leave_contact": Sample(_contact),
    "intake.receive": Sample(_contact),
    "intake.visit": Sample(lambda _: {"visited_on": _in_days(0)}, on=_unvisited),
    "intake.yes": Sample(lambda _: {"first_appointment_on": _in_days(2)}, on=_visited),
    "intake.no": Sample(on=_visited),
    "intake.more_time": Sample(lambda _: {"until": _in_days(5)}, on=_visited),
    "goals.write": Sample(lambda _: dict.fromkeys(("goal", "benefits", "already_done", "history"), "Omin sanoin.")),
    "goals.add": Sample(lambda _: {"words": "Soitan", "due_on": _in_days(9)}),
    "goals.change": Sample(lambda _: {"words": "Käyn paikan päällä"}),
    "goals.move": Sample(lambda _: {"way": "up"}, on=_new_rung),
    "goals.reach": Sample(on=_new_rung),
    "goals.drop": Sample(on=_new_rung),
    "goals.reopen": Sample(on=_new_rung),
    "goals.share": Sample(lambda _: {"shared": "whole"}),
}
