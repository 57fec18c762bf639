"""Many at once, from a sheet: the rules of the forms, a handful of statements, and every thing named in the record."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from app import record
from app.accounts import actions as accounts
from app.accounts.actions import Invitee
from app.associations import models, queries, rules
from app.associations.rules.details import Details, as_kept, may_keep
from app.values.ids import new_id
from app.values.period import day_in_finland
from app.values.refusal import refuse_if
from tenants import context, database


def register_associations(*, rows: Sequence[Details], by: UUID, at: datetime) -> tuple[UUID, ...]:
    """Take them all into the network, or none; answers with their ids in the same order."""
    hosts, who = queries.host_rules(day_in_finland(at)), {"registered_at": at, "registered_by": by}
    made = _add(models.Association, [_kept(one, hosts) | who for one in rows])
    for some in record.portions(made):
        record.write("associations.associations_registered", subject=some, by=by, at=at, count=len(some))
    return made


def change_associations(*, changes: Mapping[UUID, Details], by: UUID, at: datetime) -> None:
    """Correct what is known of them; what Details leaves out is cleared, so give what is known."""
    hosts = queries.host_rules(day_in_finland(at))
    here = context.current()
    rows = [{"municipality_id": here, "id": known} | _kept(said, hosts) for known, said in changes.items()]
    if rows:
        database.session().execute(update(models.Association), rows)
    for some in record.portions(tuple(changes)):
        record.write("associations.associations_changed", subject=some, by=by, at=at, count=len(some))


def add_sites(*, rows: Sequence[Mapping[str, Any]], by: UUID, at: datetime) -> None:
    """Further places, each with `association_id`, `name`, `street`, `postal_code` and `town`."""
    for one in rows:
        refuse_if(rules.may_be_site(street=one["street"], postal_code=one["postal_code"], town=one["town"]))
    named = [one | {"name": one["name"] or one["street"]} for one in map(dict, rows)]
    made = _add(models.Site, [one | {"added_at": at, "added_by": by} for one in named])
    for some in record.portions(made):
        record.write("associations.sites_added", subject=some, by=by, at=at, count=len(some))


def add_contact_people(*, rows: Sequence[Mapping[str, Any]], by: UUID, at: datetime) -> None:
    """Who can be reached, each with `association_id`, `name`, `role`, `phone` and `email`."""
    for one in rows:
        refuse_if(rules.may_be_contact(name=one["name"], phone=one["phone"], email=one["email"]))
    made = _add(models.Contact, [dict(one) | {"added_at": at, "added_by": by} for one in rows])
    for some in record.portions(made):
        record.write("associations.contacts_added", subject=some, by=by, at=at, count=len(some))


def invite_contact_people(*, invitees: Sequence[Invitee], by: UUID, at: datetime) -> None:
    """Send many the link with which they join their association, each when their letter is due."""
    of = tuple(sorted({one.association_id for one in invitees if one.association_id}))
    for association in queries.these(frozenset(of)):
        refuse_if(rules.may_take_in(association))
    accounts.invite_people(invitees=invitees, by=by, by_roles=context.door().roles, at=at)
    for some in record.portions(of):
        record.write("associations.people_invited", subject=some, by=by, at=at, count=len(some))


def _kept(said: Details, hosts: tuple[rules.HostRule, ...]) -> dict[str, Any]:
    refuse_if(may_keep(said, hosts))
    return as_kept(said)


def _add(table: Any, rows: Sequence[Mapping[str, Any]]) -> tuple[UUID, ...]:
    here = context.current()
    whole = [{"municipality_id": here, "id": new_id(), **row} for row in rows]
    if whole:
        database.session().execute(insert(table), whole)
    return tuple(row["id"] for row in whole)
