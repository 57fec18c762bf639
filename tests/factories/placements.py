"""Placements, agreed by the client's own counsellor under the limits of the law."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.placements import actions, models
from app.placements.rules import Plan, Terms
from app.worktasks import queries as tasks
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, intake, worktasks
from tests.factories.intake import COUNSELLOR, Joined
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

SERVICE = "rehabilitative_work"
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


def rule_set(where: Municipality, *, service_type: str = SERVICE) -> UUID:
    """The limits of rehabilitative work activity since 1.7.2015, installed once in a municipality."""
    with inside(where):
        db = database.session()
        found = db.scalars(select(models.RuleSet.id).where(models.RuleSet.service_type == service_type)).one_or_none()
        if found is not None:
            return found
        row = models.RuleSet(
            service_type=service_type,
            name_fi="Kuntouttava työtoiminta",
            name_sv="Arbetsverksamhet i rehabiliteringssyfte",
            name_en="Rehabilitative work activity",
            valid_from=date(2015, 7, 1),
            min_days_a_week=1,
            max_days_a_week=4,
            min_minutes_a_day=240,
            max_minutes_a_day=480,
            max_minutes_a_week=1920,
            min_months=3,
            max_months=24,
            host_kinds=["association", "foundation", "religious_community", "municipality", "state"],
            law_fi="laki kuntouttavasta työtoiminnasta (189/2001) 13 §",
            law_sv="lagen om arbetsverksamhet i rehabiliteringssyfte (189/2001) 13 §",
            law_en="Act on Rehabilitative Work Activity (189/2001), section 13",
            installed_at=NOW,
        )
        db.add(row)
        db.flush()
        return row.id


def placement(
    where: Municipality,
    *,
    client: Joined | None = None,
    task_id: UUID | None = None,
    terms: Terms = AUTUMN,
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
            plan=PLAN,
            supervisor=supervisor,
            of_counsellor=client.counsellor_id,
            by=client.counsellor_id,
            at=NOW,
        )
    volunteer_id = associations.volunteer(where, association_id)
    return Placed(placement_id, client, association_id, task_id, volunteer_id)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    placed = placement(where)
    by = placed.client.counsellor_id
    with context.entering(where.id, person_id=by, roles=COUNSELLOR), database.reading() as db:
        limits = db.scalars(select(models.RuleSet.id)).one()
    rows = {"placements_rule_set": limits, "placements_placement": placed.id}
    return tuple(Sample(table, row_id, by, COUNSELLOR) for table, row_id in rows.items())
