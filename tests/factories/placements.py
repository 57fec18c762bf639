"""Placements, agreed by the client's own counsellor under the limits of the law."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.placements import actions, models, queries
from app.placements.actions import induction as signing
from app.placements.queries import induction as lists
from app.placements.rules import Plan, Terms, last_day_of
from app.values.period import Month
from app.web.clock import today
from app.worktasks import queries as tasks
from tenants import context, database, playbooks
from tenants.registry import Municipality
from tests.factories import associations, intake, people, worktasks
from tests.factories.intake import COUNSELLOR, Joined
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

SERVICE = "rehabilitative_work"
HOST = ("association_member",)
AUTUMN = Terms(date(2026, 9, 1), date(2026, 11, 30), frozenset({1, 2, 3, 4}), 300)
PLAN = Plan("activation_plan", date(2026, 8, 20))


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement with its client, its association and somebody there who marks the days."""

    id: UUID
    client: Joined
    association_id: UUID
    task_id: UUID
    volunteer_id: UUID


def rule_set(where: Municipality) -> None:
    """The limits of the law as the playbook gives them; installing twice changes nothing."""
    by = people.member(where, "municipality_admin")
    with inside(where, person_id=by, roles=("municipality_admin",)):
        actions.install(section=playbooks.load("kumina_1").sections["placements"], by=by, at=NOW)


def lasting(*, weekdays: frozenset[int] = frozenset({1, 2, 3, 4})) -> Terms:
    """Terms that run today, for pages that look at the clock: since the month before last, for a year."""
    first_on = Month.of(today()).before().before().first_on
    return Terms(first_on, last_day_of(first_on, 12), weekdays, 300)


def placement(
    where: Municipality,
    *,
    client: Joined | None = None,
    task_id: UUID | None = None,
    terms: Terms = AUTUMN,
    plan: Plan = PLAN,
    supervisor: str = "Sirkka",
) -> Placed:
    """A client placed in a task, by default somebody new in a new task."""
    rule_set(where)
    client = client or intake.client(where)
    task_id = task_id or worktasks.task(where, associations.association(where))
    with inside(where, person_id=client.counsellor_id, roles=COUNSELLOR):
        association_id = tasks.task(task_id).association_id
        placement_id = actions.place_client(
            client_id=client.id,
            task_id=task_id,
            service_type=SERVICE,
            terms=terms,
            plan=Plan(plan.basis, min(plan.made_on, terms.first_on)),
            supervisor=supervisor,
            of_counsellor=client.counsellor_id,
            by=client.counsellor_id,
            at=NOW,
        )
    volunteer_id = associations.volunteer(where, association_id)
    return Placed(placement_id, client, association_id, task_id, volunteer_id)


def signed(where: Municipality, placed: Placed, *sides: str) -> None:
    """The induction list, signed by these sides."""
    acts = {"supervisor": (placed.volunteer_id, HOST), "participant": (placed.client.person_id, ("client",))}
    for side in sides:
        by, roles = acts[side]
        with inside(where, person_id=by, roles=roles):
            seen = lists.induction(queries.placement(placed.id)).digest
            if side == "supervisor":
                signing.sign_as_supervisor(
                    placement_id=placed.id, seen=seen, own={placed.association_id}, by=by, at=NOW
                )
            else:
                signing.sign_as_participant(placement_id=placed.id, seen=seen, by=by, at=NOW)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    placed = placement(where)
    signed(where, placed, "supervisor")
    by = placed.client.counsellor_id
    with context.entering(where.id, person_id=by, roles=COUNSELLOR), database.reading() as db:
        induction = db.scalars(select(models.Induction.id)).one()
        signature = db.scalars(select(models.InductionSignature.id)).one()
        limits = db.scalars(select(models.RuleSet.id)).one()
    rows = {"placements_rule_set": limits, "placements_placement": placed.id}
    rows |= {"placements_induction": induction, "placements_induction_signature": signature}
    return tuple(Sample(table, row_id, by, COUNSELLOR) for table, row_id in rows.items())
