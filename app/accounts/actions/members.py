"""Ending a membership: who belonged is kept, what they may do ends at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import update

from app import record
from app.accounts import queries, rules
from app.accounts.models import Membership
from app.values.refusal import Refusal, Refused, refuse_if
from tenants import context, database


def end_membership(*, membership_id: UUID, by: UUID, at: datetime) -> None:
    """The role is over from this instant; admins are held while counting, so that two cannot end each other."""
    admins = queries.admins_held()
    member = queries.member(membership_id)
    if member.person_id == by:
        raise Refused(Refusal("accounts.own_role"))
    left = sum(one != membership_id for one in admins)
    refuse_if(rules.may_end(member.role, already_ended=member.ended_at is not None, admins_left=left))
    here = (Membership.municipality_id == context.current()) & (Membership.id == membership_id)
    database.session().execute(update(Membership).where(here).values(ended_at=at, ended_by=by))
    record.write("accounts.membership_ended", subject=member.person_id, by=by, at=at, role=member.role)
