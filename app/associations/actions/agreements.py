"""Saying yes to the agreement, and giving the two statements."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from app import record
from app.associations import models, queries
from app.associations.rules import agreement as rules
from app.associations.rules.agreement import Agreement
from app.values.ids import new_id
from app.values.period import day_in_finland, months_after
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import context, database, settings


def accept_agreement(
    *,
    association_id: UUID,
    fingerprint: str,
    statements: Collection[str],
    parties: Mapping[str, str],
    language: str,
    led: Collection[UUID],
    by: UUID,
    by_name: str,
    at: datetime,
) -> UUID:
    """Bind the association to the text it has read (`fingerprint`), with both statements; `led` are those one leads."""
    queries.association(association_id, locked=True)
    agreement, asked = queries.agreement(), queries.statements_asked()
    given = set(statements) & {one.code for one in asked}
    refuse_if(
        rules.may_accept(
            association_id, led=led, read=fingerprint, in_force=agreement.fingerprint, given=given, asked=len(asked)
        )
    )
    row = models.Acceptance(
        association_id=association_id,
        version_id=_version(agreement, at),
        parties=dict(parties),
        language=language,
        accepted_at=at,
        accepted_by=by,
        accepted_by_name=by_name,
    )
    database.session().add(row)
    database.session().flush()
    subject = [association_id, row.id]
    record.write("associations.agreement_accepted", subject=subject, by=by, at=at, version=agreement.number)
    _state(association_id, language, by, by_name, at)
    return row.id


def give_statements(
    *,
    association_id: UUID,
    statements: Collection[str],
    language: str,
    led: Collection[UUID],
    by: UUID,
    by_name: str,
    at: datetime,
) -> None:
    """The yearly check: the details are right, and both statements hold."""
    queries.association(association_id, locked=True)
    asked = {one.code for one in queries.statements_asked()}
    given = set(statements) & asked
    refuse_if(rules.may_state(association_id, led=led, given=given, asked=len(asked)))
    _state(association_id, language, by, by_name, at)


def _state(association_id: UUID, language: str, by: UUID, by_name: str, at: datetime) -> None:
    months = settings.value("associations", "renewed_after_months")
    until_on = months_after(day_in_finland(at), months)
    row = models.Statement(
        association_id=association_id,
        words=[one.text.said_in(language) for one in queries.statements_asked()],
        given_at=at,
        given_by=by,
        given_by_name=by_name,
        until_on=until_on,
    )
    database.session().add(row)
    record.write("associations.statements_given", subject=association_id, by=by, at=at, until=until_on)


def _version(agreement: Agreement, at: datetime) -> UUID:
    """The stored text, made by whoever accepts it first; two at the same moment make one."""
    row, db = models.AgreementVersion, database.session()
    number = select(func.coalesce(func.max(row.number), 0) + 1).where(row.municipality_id == database.here)
    said = {
        "municipality_id": context.current(),
        "id": new_id(),
        "number": number.scalar_subquery(),
        "fingerprint": agreement.fingerprint,
        "clauses": rules.plain(agreement.clauses),
        "made_at": at,
    }
    db.execute(insert(row).values(said).on_conflict_do_nothing())
    found = queries.version_behind(agreement.fingerprint)
    if found is None:  # another text took this number in the same moment
        raise Refused(Refusal("associations.agreement_has_changed"))
    return found
