"""Rates decided by an admin, claims prepared by finance."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from app.reimbursement import actions, models, queries
from app.reimbursement.rules import Decision, Template
from app.values.money import Cents
from app.values.period import Month
from tenants import context, database, playbooks
from tenants.registry import Municipality
from tests.factories import attendance, people
from tests.factories.attendance import OCTOBER
from tests.factories.municipalities import NOW, inside
from tests.factories.placements import SERVICE
from tests.factories.samples import Sample

ADMIN = ("municipality_admin",)
FINANCE = ("finance",)
APPROVER = ("approver",)


def decision(cents: int = 1009, *, valid_from: date = date(2026, 1, 1), valid_to: date | None = None) -> Decision:
    """A rate as Järvenpää decided it on 16.5.2018, § 54."""
    return Decision(
        service_type=SERVICE,
        day=Cents(cents),
        valid_from=valid_from,
        valid_to=valid_to,
        body="Kaupunkikehityslautakunta",
        section="54 §",
        decided_on=date(2018, 5, 16),
        source="",
    )


def policy(
    where: Municipality, cents: int = 1009, *, valid_from: date = date(2026, 1, 1), valid_to: date | None = None
) -> UUID:
    """A rate in force."""
    by = people.member(where, *ADMIN)
    decided = decision(cents, valid_from=valid_from, valid_to=valid_to)
    with inside(where, person_id=by, roles=ADMIN):
        return actions.decide_policy(decision=decided, template_id=None, by=by, at=NOW)


def templates(where: Municipality) -> tuple[Template, ...]:
    """The example rates that the playbook offers."""
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        actions.install(section=playbooks.load("kumina_1").sections["reimbursement"], by=by, at=NOW)
        return queries.templates()


def template(where: Municipality) -> UUID:
    """An example rate to begin from."""
    return templates(where)[0].id


def prepared(where: Municipality, month: Month = OCTOBER, *, by: UUID | None = None) -> tuple[UUID, ...]:
    """The month's claims, prepared by somebody of finance."""
    by = by or people.member(where, *FINANCE)
    with inside(where, person_id=by, roles=FINANCE):
        actions.prepare_claims(month=month, by=by, at=NOW)
        return tuple(database.session().scalars(select(models.Claim.id).where(models.Claim.month_on == month.first_on)))


def approved(where: Municipality, claim_id: UUID) -> None:
    """The claim, approved by a second person."""
    by = people.member(where, *APPROVER)
    with inside(where, person_id=by, roles=APPROVER):
        actions.approve_claim(claim_id=claim_id, own=(), by=by, at=NOW)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    rows = {"reimbursement_template": template(where), "reimbursement_policy": policy(where)}
    attendance.samples(where)
    by = people.member(where, *FINANCE)
    (rows["reimbursement_claim"],) = prepared(where, by=by)
    with context.entering(where.id, person_id=by, roles=FINANCE), database.reading() as db:
        rows["reimbursement_line"] = db.scalars(select(models.Line.id)).one()
    return tuple(Sample(table, row_id, by, FINANCE) for table, row_id in rows.items())
