"""Deciding on a rate, preparing a month's claims, approving one."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CTE, BigInteger, Select, bindparam, cast, func, select, update
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.associations import queries as associations
from app.reimbursement import models, queries, rules
from app.reimbursement.rules import Decision
from app.values import wording
from app.values.period import Month, day_in_finland
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import database
from tenants.playbooks import Section, following


def decide_policy(*, decision: Decision, template_id: UUID | None, by: UUID, at: datetime) -> UUID:
    """Write down the municipality's own decision to pay (K18); the open-ended one before it ends the day before."""
    others = tuple(policy for policy in queries.policies() if policy.service_type == decision.service_type)
    settled = queries.settled_months(decision.service_type)
    refuse_if(rules.may_decide(decision, others=others, settled=settled, today=day_in_finland(at)))
    before, last_on = rules.ended_by(decision, others)
    if before is not None:
        row = models.Policy
        database.session().execute(update(row).where(row.id == before.id).values(valid_to=last_on))
        record.write("reimbursement.policy_ended", subject=before.id, by=by, at=at, valid_to=last_on)
    made = models.Policy(
        service_type=decision.service_type,
        day_cents=decision.day.amount,
        valid_from=decision.valid_from,
        valid_to=decision.valid_to,
        decision_body=decision.body.strip(),
        decision_section=decision.section.strip(),
        decided_on=decision.decided_on,
        source=decision.source.strip(),
        template_id=template_id,
        entered_at=at,
        entered_by=by,
    )
    database.session().add(made)
    database.session().flush()
    facts = {"rate": decision.day, "valid_from": decision.valid_from, "valid_to": decision.valid_to}
    record.write("reimbursement.policy_decided", subject=made.id, by=by, at=at, **facts)
    return made.id


def prepare_claims(*, month: Month, by: UUID, at: datetime) -> int:
    """Make the month's claims from what is confirmed and in no claim yet; returns how many were made.

    An association that has not accepted the agreement in force is left out: its days wait for its yes.

    One statement for all associations: pressed twice, or killed and run again, it makes each claim once.
    """
    refuse_if(rules.may_prepare(month, today=day_in_finland(at)))
    agreement = associations.agreement_fingerprint()
    asked = {"month": month.first_on, "at": at, "by": by, "agreement": agreement}
    made = database.session().execute(_PREPARE, asked).scalars().all()
    if not made:
        refuse_if(rules.may_hold_back(queries.held_back(month)))
    if made:
        record.write("reimbursement.claims_prepared", subject=made, by=by, at=at, month=month, claims=len(made))
    return len(made)


def approve_claim(*, claim_id: UUID, own: Collection[UUID], by: UUID, at: datetime) -> None:
    """A second person says that it may be paid; nobody who speaks for the association (`own`) does."""
    claim = queries.claim(claim_id)
    refuse_if(rules.may_approve(claim, by=by, own=own, agreed=queries.is_agreed(claim_id)))
    row = models.Claim
    approval = {"state": "approved", "approved_at": at, "approved_by": by}
    done = database.session().execute(
        update(row).where(row.id == claim_id, row.state == "draft").values(approval).returning(row.id)
    )
    if done.first() is None:  # somebody else was faster
        raise Refused(Refusal("reimbursement.already_approved"))
    record.write("reimbursement.claim_approved", subject=claim_id, by=by, at=at, total=claim.total)


def install(*, section: Section, by: UUID | None, at: datetime) -> None:
    """The playbook's example rates: new ones are added, those it drops retired; none is in force by that (K18)."""
    wanted = (
        {
            **{name: template[name] for name in ("code", "service_type", "day_cents", "source")},
            **wording.columns(template, "name"),
        }
        for template in section.rows("templates")
    )
    settled = following.settle(models.Template, wanted, at=at)
    record.write("reimbursement.templates_installed", subject=settled, by=by, at=at)


def _prepare() -> Select[*tuple[Any, ...]]:
    due = queries.due(of_month=True).cte("due")
    claims = _claims(due)
    keys = ("municipality_id", "month_on", "placement_id", "policy_id", "day_cents")
    columns = [*keys, "attended_days", "sum_cents", "claim_id"]
    rows = select(*(due.c[key] for key in keys), due.c.days, due.c.days * due.c.day_cents, claims.c.id)
    lines = (
        insert(models.Line)
        .from_select(columns, rows.join(claims, claims.c.association_id == due.c.association_id))
        .returning(models.Line.claim_id)
        .cte("line")
    )
    return select(lines.c.claim_id).distinct()


def _claims(due: CTE) -> CTE:
    """One claim for each association that has something due, with the next number of its month."""
    row, keys = models.Claim, ("municipality_id", "association_id", "month_on")
    earlier = (
        select(func.coalesce(func.max(row.number), 0))
        .where(*(getattr(row, key) == due.c[key] for key in keys))
        .scalar_subquery()
    )
    total = cast(func.sum(due.c.days * due.c.day_cents), BigInteger)
    by_association = [due.c[key] for key in keys]
    rows = select(*by_association, earlier + 1, total, bindparam("at"), bindparam("by")).group_by(*by_association)
    return (
        insert(row)
        .from_select([*keys, "number", "total_cents", "prepared_at", "prepared_by"], rows)
        .on_conflict_do_nothing(constraint="reimbursement_claim_is_made_once")
        .returning(row.id, row.association_id)
        .cte("claim")
    )


_PREPARE: Final = _prepare()
