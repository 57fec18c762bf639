"""Writing down what the municipality decides and confirms while it opens, over what was read and nothing newer."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.opening import models, queries
from app.opening.actions import steering
from app.opening.rules import decisions, rooting
from app.opening.rules.decisions import NO_REIMBURSEMENT
from app.reimbursement import queries as reimbursement
from app.values.period import day_in_finland
from app.values.refusal import refuse_if
from app.web import saved
from tenants import database
from tenants.provisioning import Installer

TAKEN: Final = "taken"
CONFIRMED: Final = "confirmed"


def decide_service(
    *,
    service: str,
    body: str,
    section: str,
    decided_on: date,
    valid_from: date,
    link: str,
    seen: int,
    by: UUID,
    at: datetime,
) -> None:
    """Write down the municipality's own decision to run a service."""
    said = {"body": body, "section": section, "decided_on": decided_on, "valid_from": valid_from, "link": link}
    refuse_if(decisions.may_decide(decided_on=decided_on, today=day_in_finland(at)))
    saved_id = _decided(service, said, seen=seen, by=by, at=at)
    record.write("opening.service_decided", subject=saved_id, by=by, at=at, service=service, valid_from=valid_from)


def choose_no_reimbursement(
    *,
    body: str,
    section: str,
    decided_on: date,
    valid_from: date,
    link: str,
    seen: int,
    installers: Mapping[str, Installer],
    by: UUID,
    at: datetime,
) -> None:
    """K18: paying nothing is the municipality's own decision too, with its day; refused while a rate is in force."""
    refuse_if(decisions.may_decide(decided_on=decided_on, today=day_in_finland(at)))
    refuse_if(decisions.may_pay_nothing(valid_from=valid_from, paid_until=_paid_until()))
    said = {"body": body, "section": section, "decided_on": decided_on, "valid_from": valid_from, "link": link}
    saved_id = _decided(NO_REIMBURSEMENT, said, seen=seen, by=by, at=at)
    steering.change_setting(
        section="reimbursement", setting="policy", value="none", installers=installers, by=by, at=at
    )
    record.write("opening.no_reimbursement_decided", subject=saved_id, by=by, at=at, valid_from=valid_from)


def save_text(*, language: str, welcome: str, contact: str, hours: str, seen: int, by: UUID, at: datetime) -> None:
    """The municipality's own words for its start page and the end of its letters."""
    said = {"welcome": welcome.strip(), "contact": contact.strip(), "hours": hours.strip()}
    saved_id = saved.write_over(models.Text, {"language": language}, said, seen=seen, by=by, at=at)
    record.write("opening.text_saved", subject=saved_id, by=by, at=at, language=language)


def enter_stage(*, stage: str, began_on: date, evidence: str, link: str, seen: int, by: UUID, at: datetime) -> None:
    """K30: a stage of taking root, with the decision or agreement that shows it."""
    refuse_if(rooting.may_enter(stage, began_on=began_on, evidence=evidence, others=queries.stages()))
    said = {"began_on": began_on, "evidence": evidence.strip(), "link": link.strip()}
    saved_id = saved.write_over(models.Stage, {"stage": stage}, said, seen=seen, by=by, at=at)
    record.write("opening.stage_entered", subject=saved_id, by=by, at=at, stage=stage, began_on=began_on)


def take_on(*, step: str, by: UUID, at: datetime) -> None:
    """Tell the others that one is on this step; whoever was on it before is not any more."""
    _unmark(TAKEN, step)
    record.write("opening.step_taken", subject=_mark(TAKEN, step, by=by, at=at), by=by, at=at, step=step)


def let_go(*, step: str, by: UUID, at: datetime) -> None:
    """Nobody is on this step any more."""
    record.write("opening.step_let_go", subject=_unmark(TAKEN, step), by=by, at=at, step=step)


def confirm(*, what: str, by: UUID, at: datetime) -> None:
    """Put one's name to something that no system can see; the first to do so stays."""
    record.write("opening.confirmed", subject=_mark(CONFIRMED, what, by=by, at=at), by=by, at=at, what=what)


def take_word_back(*, what: str, by: UUID, at: datetime) -> None:
    """It is not so, or not any more."""
    record.write("opening.word_taken_back", subject=_unmark(CONFIRMED, what), by=by, at=at, what=what)


def _decided(subject: str, said: Mapping[str, Any], *, seen: int, by: UUID, at: datetime) -> UUID:
    plain = {name: value.strip() if isinstance(value, str) else value for name, value in said.items()}
    return saved.write_over(models.Decision, {"subject": subject}, plain, seen=seen, by=by, at=at)


def _paid_until() -> date | None:
    """The last day on which some rate is in force; the end of time for one that is open, None where there is none."""
    lasts = [policy.valid_to or date.max for policy in reimbursement.policies()]
    return max(lasts, default=None)


def _mark(kind: str, what: str, *, by: UUID, at: datetime) -> list[UUID]:
    row = models.Mark
    made = insert(row).values(kind=kind, what=what, marked_at=at, marked_by=by)
    once = made.on_conflict_do_nothing(constraint="opening_mark_is_made_once").returning(row.id)
    return list(database.session().scalars(once))


def _unmark(kind: str, what: str) -> list[UUID]:
    row = models.Mark
    gone = delete(row).where(row.kind == kind, row.what == what).returning(row.id)
    return list(database.session().scalars(gone))
