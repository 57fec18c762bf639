"""Placing a client in a work task, and ending it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import update

from app import record
from app.associations import queries as associations
from app.intake import queries as intake
from app.placements import models, queries, rules
from app.placements.rules import Plan, Site, Terms
from app.values import wording
from app.values.missing import Missing
from app.values.period import day_in_finland
from app.values.refusal import refuse_all, refuse_if
from app.worktasks import queries as worktasks
from app.worktasks.rules import Task
from tenants import database
from tenants.playbooks import Section, following

_FIGURES: Final = (
    "service_type",
    "valid_from",
    "min_days_a_week",
    "max_days_a_week",
    "min_minutes_a_day",
    "max_minutes_a_day",
    "max_minutes_a_week",
    "min_months",
    "max_months",
)
_LISTS: Final = ("rule_sets", "own_rule_sets", "further_rule_sets")
"""Where the playbook has limits: those of the law, the municipality's own service, and what it was told itself."""


def place_client(
    *,
    client_id: UUID,
    task_id: UUID,
    service_type: str,
    terms: Terms,
    plan: Plan | None,
    supervisor: str,
    of_counsellor: UUID | None,
    by: UUID,
    at: datetime,
) -> UUID:
    """Agree on a placement within every limit; `of_counsellor` keeps to one's own clients (None: anybody's)."""
    queries.lock_client(client_id)
    client = intake.client(client_id)
    if of_counsellor not in (None, client.counsellor_id):
        raise Missing(client_id)
    task = worktasks.task(task_id, locked=True)
    rule_set = queries.rule_sets_on(terms.first_on).get(service_type)
    others = tuple(placement.terms for placement in queries.placements_of_client(client_id))
    refuse_if(rules.may_be_placed(has_left=client.ended_at is not None))
    site = _site(task, terms, day_in_finland(at))
    refuse_all(rules.objections(terms, plan=plan, rule_set=rule_set, site=site, others=others))
    row = models.Placement(
        client_id=client_id,
        client_person_id=client.person_id,
        task_id=task_id,
        association_id=task.association_id,
        rule_set_id=rule_set.id if rule_set else None,
        first_on=terms.first_on,
        last_on=terms.last_on,
        weekdays=sorted(terms.weekdays),
        minutes_a_day=terms.minutes_a_day,
        plan_basis=plan.basis if plan else None,
        plan_on=plan.made_on if plan else None,
        counsellor_id=client.counsellor_id,  # K17
        supervisor=supervisor.strip(),
        agreed_at=at,
        agreed_by=by,
    )
    database.session().add(row)
    database.session().flush()
    subject = [row.id, client_id, client.person_id]
    record.write("placements.client_placed", subject=subject, by=by, at=at, task=task_id)
    return row.id


def end_placement(*, placement_id: UUID, on: date, of_counsellor: UUID | None, by: UUID, at: datetime) -> None:
    """Let a placement end before its agreed last day; the days already attended stay."""
    placement = queries.placement(placement_id)
    queries.lock_client(placement.client_id)
    placement = queries.placement(placement_id)
    if of_counsellor not in (None, placement.counsellor_id):
        raise Missing(placement_id)
    refuse_if(rules.may_end(placement.agreed, on=on, ended=placement.ended_on is not None))
    row = models.Placement
    ending = {"ended_on": on, "ended_at": at, "ended_by": by}
    database.session().execute(update(row).where(row.id == placement_id).values(ending))
    subject = [placement_id, placement.client_id, placement.client_person_id]
    record.write("placements.placement_ended", subject=subject, by=by, at=at, on=on)


def install(*, section: Section, by: UUID | None, at: datetime) -> None:
    """The limits of the services in use: new ones are added, old ones retired; what runs keeps its own.

    A service whose law the playbook does not know whole has limits once the municipality gives them.
    """
    used = set(section["services_in_use"])
    given = (limits for name in _LISTS for limits in section.rows(name) if not limits.get("unknown"))
    wanted = (_columns(limits) for limits in given if limits["service_type"] in used)
    settled = following.settle(models.RuleSet, wanted, at=at)
    record.write("placements.rule_sets_installed", subject=settled, by=by, at=at)


def _columns(limits: Mapping[str, Any]) -> dict[str, object]:
    return {
        **{name: limits[name] for name in _FIGURES},
        "valid_to": limits.get("valid_to"),
        "host_kinds": list(limits["host_kinds"]),
        "plan_bases": list(limits.get("plan_bases", ())),
        **wording.columns(limits, "name", "law"),
    }


def _site(task: Task, terms: Terms, today: date) -> Site:
    host = associations.association(task.association_id)
    return Site(
        state=task.state,
        host_kind=host.kind,
        places=task.places,
        others=queries.terms_in_task(task.id, since=terms.first_on),
        host_state=associations.standing(host.id, today).state,
    )
