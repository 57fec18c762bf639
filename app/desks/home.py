"""The home page of a member: one card for each thing their roles look after, what waits for them first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.accounts import pages as accounts_pages
from app.accounts import permission_table
from app.accounts import permissions as accounts_permissions
from app.accounts import queries as accounts
from app.accounts import rules as accounts_rules
from app.associations import permissions as associations_permissions
from app.associations import queries as associations
from app.attendance import permissions as attendance_permissions
from app.attendance import queries as attendance
from app.attendance import rules as attendance_rules
from app.desks import network
from app.desks import permissions as desks_permissions
from app.goals import permissions as goals_permissions
from app.goals import queries as goals
from app.intake import pages as intake_pages
from app.intake import permissions as intake_permissions
from app.intake import queries as intake
from app.intake import rules as intake_rules
from app.opening import permissions as opening_permissions
from app.opening import queries as opening
from app.opening.pages import readiness as opening_pages
from app.placements import permissions as placements_permissions
from app.placements import queries as placements
from app.placements.queries import induction as inductions
from app.reimbursement import permissions as reimbursement_permissions
from app.reimbursement import queries as reimbursement
from app.support import permissions as support_permissions
from app.values.missing import Missing
from app.values.period import Month
from app.web.components import Lines, Link, NextStep, Printable
from app.web.visitor import Visitor
from app.worktasks import permissions as worktasks_permissions
from app.worktasks import queries as worktasks
from tenants.registry import Municipality

SHOWN: Final = 5
"""How many lines a card shows before it leads on."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Whose data the page shows, for the record."""

    event: str
    subjects: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that is looked after: how it stands in a sentence, the nearest of it, and the way to the whole."""

    title: Printable
    way: Link
    says: Printable = ""
    lines: tuple[Printable, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """A member's home page; `next_step` is the client's (K13)."""

    name: str
    cards: tuple[Card, ...]
    has_next_step: bool = False
    next_step: NextStep | None = None
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads the page, when, and what they were shown so far."""

    who: Visitor
    where: Municipality
    roles: tuple[str, ...]
    today: date
    seen: list[Seen] = field(default_factory=list)

    def may(self, permission: str) -> bool:
        return permission_table.roles_hold(self.roles, permission)


def desk(who: Visitor, where: Municipality, roles: tuple[str, ...], *, today: date) -> Desk:
    """What this member sees first; it asks each slice only for what the roles may see."""
    reader = _Reader(who, where, roles, today)
    client = _client(reader)
    cards = tuple(card for part in PARTS for card in part(reader))
    return Desk(
        name=who.name,
        cards=cards,
        has_next_step=client is not None,
        next_step=_next_step(client, today) if client else None,
        seen=tuple(reader.seen),
    )


def _client(reader: _Reader) -> intake_rules.Client | None:
    if not reader.may(goals_permissions.WRITE):
        return None
    try:
        return intake.client_of_person(reader.who.person_id)
    except Missing:
        return None


def _next_step(client: intake_rules.Client, today: date) -> NextStep | None:
    """K13: what is booked; later issues of the product know meetings, today it is the first appointment (K5)."""
    if client.first_appointment_on < today:
        return None
    return NextStep(
        what=_("First appointment"),
        when=format_date(client.first_appointment_on, "full"),
        iso=client.first_appointment_on.isoformat(),
        who=client.counsellor_name or _("Your counsellor"),
    )


def _ladder(reader: _Reader) -> Iterator[Card]:
    if not reader.may(goals_permissions.WRITE):
        return
    ladder = goals.ladder_of(reader.who.person_id)
    way = Link(_("Open my goal ladder"), url_for("goals.ladder"))
    if ladder is None or not ladder.goal:
        yield Card(
            _("My goal ladder"), way, _("It begins with your own words. You can start small and change it later.")
        )
        return
    reached = sum(rung.state == "reached" for rung in ladder.rungs)
    told = ngettext(
        "%(num)s step reached of %(all)s", "%(num)s steps reached of %(all)s", reached, all=len(ladder.rungs)
    )
    yield Card(_("My goal ladder"), way, ladder.goal, (told,) if ladder.rungs else ())


def _own_placement(reader: _Reader) -> Iterator[Card]:
    if not reader.may(placements_permissions.OWN):
        return
    mine = [one for one in placements.placements_of_person(reader.who.person_id) if one.stage(reader.today) != "over"]
    way = Link(_("My placement"), url_for("placements.mine"))
    if not mine:
        yield Card(
            _("My work"), way, _("No placement has been agreed yet. Look at the tasks and tell what interests you.")
        )
    for one in mine:
        until = _("Until %(day)s", day=format_date(one.terms.last_on))
        yield Card(_("My work"), way, one.task_name, (Lines(one.association_name, until),))


def _own_induction(reader: _Reader) -> Iterator[Card]:
    """K16: the list that waits for the client's own signature."""
    if not reader.may(placements_permissions.OWN):
        return
    for one in inductions.unsigned_of(reader.who.person_id, day=reader.today):
        sign = Link(_("Read and sign"), url_for("placements.inducted", placement_id=one.placement_id))
        yield Card(_("Induction to be signed"), sign, one.task_name)


def _inductions(reader: _Reader) -> Iterator[Card]:
    """K16: who works with us and whose induction nobody here has signed."""
    if not reader.may(placements_permissions.HOST):
        return
    waiting = inductions.unsigned_at(reader.who.associations_in(reader.where.id), day=reader.today)
    if not waiting:
        return
    reader.seen.append(Seen("placements.placement_seen", tuple(one.person_id for one in waiting[:SHOWN])))
    first, *others = waiting[:SHOWN]
    says = ngettext(
        "%(num)s induction list waits for your signature.",
        "%(num)s induction lists wait for your signature.",
        len(waiting),
    )
    lines = tuple(
        Lines(Link(one.calling_name, url_for("placements.induct", placement_id=one.placement_id)), one.task_name)
        for one in (first, *others)
    )
    way = Link(_("Go through the list"), url_for("placements.induct", placement_id=first.placement_id))
    yield Card(_("Induction to be signed"), way, says, lines)


def _days(reader: _Reader) -> Iterator[Card]:
    """What the association owes an answer: first everything that is asked of it, then this week's days."""
    if not reader.may(attendance_permissions.MARK):
        return
    mine = reader.who.associations_in(reader.where.id)
    monday, _sunday = attendance_rules.week_of(reader.today)
    people = attendance.participants(mine, first_on=monday, last_on=reader.today)
    reader.seen.append(Seen("attendance.days_seen", tuple(one.placement.client_person_id for one in people)))
    unanswered = sum(day.answer is None for one in people for day in one.days)
    end_of_last = Month.of(reader.today).first_on - timedelta(days=1)
    months = len(attendance.waiting_months(mine, last_on=end_of_last))
    yield _asked(mine, reader, days=unanswered, months=months)
    says = ngettext("%(num)s day waits for a mark.", "%(num)s days wait for a mark.", unanswered)
    lines = (ngettext("%(num)s month to confirm", "%(num)s months to confirm", months),) if months else ()
    yield Card(_("Days"), Link(_("Mark days"), url_for("attendance.week")), says, lines)


def _asked(mine: frozenset[UUID], reader: _Reader, *, days: int, months: int) -> Card:
    lines = network.asked(mine, reader.today, days=days, months=months)
    says = "" if lines else _("Nothing is asked of you now.")
    way = Link(_("Something in the way? Tell us"), url_for("matters.own"))
    return Card(_("What is asked of us now"), way, says, lines)


def _support(reader: _Reader) -> Iterator[Card]:
    """K17: who needs a call."""
    if reader.may(support_permissions.GIVE):
        says, lines = network.calls(reader.who.person_id, reader.today, at_most=SHOWN)
        yield Card(_("Needs a call"), Link(_("Support of associations"), url_for("support.network")), says, lines)


def _claims(reader: _Reader) -> Iterator[Card]:
    """K18: without a decision there is no card of money."""
    if not reader.may(reimbursement_permissions.READ_ALL) or not reimbursement.has_policy():
        return
    months = reimbursement.months()
    due, drafts = sum(bool(month.due_associations) for month in months), sum(month.drafts for month in months)
    told = (
        ngettext("%(num)s month has claims to prepare", "%(num)s months have claims to prepare", due) if due else "",
        ngettext("%(num)s claim waits for approval", "%(num)s claims wait for approval", drafts) if drafts else "",
    )
    lines = tuple(line for line in told if line)
    says = "" if lines else _("Nothing waits here now.")
    yield Card(_("Claims"), Link(_("All months"), url_for("reimbursement.months")), says, lines)


def _policy(reader: _Reader) -> Iterator[Card]:
    if reader.may(reimbursement_permissions.DECIDE):
        decided = reimbursement.has_policy()
        says = _("A decision is in force.") if decided else _("Nothing has been decided, so nothing is paid.")
        yield Card(_("Reimbursement"), Link(_("The decision"), url_for("reimbursement.policy")), says)


def _contacts(reader: _Reader) -> Iterator[Card]:
    if not reader.may(intake_permissions.RECEIVE):
        return
    waiting = sorted(intake.contacts(), key=lambda one: intake_rules.clock(one).due_on)
    reader.seen.append(Seen("intake.contacts_seen", tuple(one.id for one in waiting[:SHOWN])))
    due = sum(intake_rules.clock(one).due_on <= reader.today for one in waiting)
    says = (
        ngettext("%(num)s waits for you today", "%(num)s wait for you today", due) if due else _("Nobody waits today.")
    )
    lines = tuple(_contact_line(one, reader.today) for one in waiting[:SHOWN])
    yield Card(_("Contacts"), Link(_("All contacts"), url_for("intake.contacts")), says, lines)


def _contact_line(contact: intake_rules.Contact, today: date) -> Printable:
    clock = intake_rules.clock(contact)
    name = Link(contact.calling_name, url_for("intake.contact", contact_id=contact.id))
    return Lines(name, Lines(intake_pages.AWAITED[clock.what], intake_pages.limit(clock, today)))


def _clients(reader: _Reader) -> Iterator[Card]:
    if not reader.may(intake_permissions.CLIENTS):
        return
    mine = intake.clients_of(reader.who.person_id, today=reader.today)
    reader.seen.append(Seen("intake.clients_seen", tuple(one.person_id for one in mine[:SHOWN])))
    says = ngettext("You have %(num)s client.", "You have %(num)s clients.", len(mine))
    lines = tuple(Link(one.calling_name, url_for("intake.client", client_id=one.id)) for one in mine[:SHOWN])
    yield Card(_("My clients"), Link(_("All clients"), url_for("intake.clients")), says, lines)


def _own_tasks(reader: _Reader) -> Iterator[Card]:
    if not reader.may(worktasks_permissions.REGISTER):
        return
    mine = reader.who.associations_in(reader.where.id)
    tasks = worktasks.tasks_of(mine)
    is_open = sum(task.state == "published" for task in tasks)
    says = ngettext("%(num)s task is open to clients.", "%(num)s tasks are open to clients.", is_open)
    lines = tuple(Link(task.name, url_for("worktasks.task", task_id=task.id)) for task in tasks[:SHOWN])
    yield Card(_("Our work tasks"), Link(_("All our work tasks"), url_for("worktasks.own")), says, lines)


def _own_people(reader: _Reader) -> Iterator[Card]:
    """Who leads an association invites its people without asking the municipality."""
    if not reader.may(associations_permissions.INVITE):
        return
    led = reader.who.associations_in(reader.where.id, role=accounts_rules.ASSOCIATION_ADMIN)
    for one in associations.these(led) if led else ():
        if one.is_in_network:
            invite = url_for("associations.invite", association_id=one.id)
            way = Link(_("Invite a contact person"), invite, hidden_text=one.name)
            yield Card(one.name, way, _("Invite those who mark days and register tasks with you."))


def _browse(reader: _Reader) -> Iterator[Card]:
    if reader.may(worktasks_permissions.BROWSE):
        is_open = len(worktasks.open_tasks())
        says = ngettext("%(num)s task is open now.", "%(num)s tasks are open now.", is_open)
        yield Card(_("Work tasks"), Link(_("Look for work tasks"), url_for("worktasks.tasks")), says)


def _network(reader: _Reader) -> Iterator[Card]:
    if reader.may(associations_permissions.REGISTER):
        count = len(associations.associations())
        says = ngettext("%(num)s association in the network.", "%(num)s associations in the network.", count)
        yield Card(
            _("Associations"), Link(_("The network of associations"), url_for("associations.associations")), says
        )


def _opening(reader: _Reader) -> Iterator[Card]:
    """K28, always in sight: how far the opening is, and whether what the model needs is there."""
    if reader.may(opening_permissions.READ):
        facts = opening.facts(reader.where, today=reader.today, marks=opening.marks())
        way = Link(_("Opening and readiness"), url_for("wizard.overview"))
        lines = tuple(Lines(link, says) for link, says in opening_pages.stopping(facts))
        yield Card(_("Opening"), way, opening_pages.verdict(facts), lines[:SHOWN])


def _team(reader: _Reader) -> Iterator[Card]:
    if reader.may(accounts_permissions.MEMBERS):
        says = _("Who works here, in which roles, and who has been invited.")
        yield Card(_("Team"), Link(_("People and invitations"), url_for("team.team")), says)


def _record(reader: _Reader) -> Iterator[Card]:
    if reader.may(desks_permissions.RECORD):
        says = _("Who saw and who changed what, in order and unalterable.")
        yield Card(_("Record"), Link(_("Read the record"), url_for("officer.entries")), says)


def _operator_acts(reader: _Reader) -> Iterator[Card]:
    """Whatever an operator did stays here until one has read of it (design § 7)."""
    if not reader.may(accounts_permissions.OPERATOR_ACTS):
        return
    unread = [one for one in accounts.operator_acts(reader.who.person_id) if not one.read]
    if unread:
        lines = tuple(Lines(accounts_pages.operator_act_title(one), one.reason) for one in unread[:SHOWN])
        way = Link(_("Read what was done and why"), url_for("operator_acts.acts"))
        yield Card(_("An operator of the service acted here"), way, lines=lines)


Part = Callable[[_Reader], Iterator[Card]]
PARTS: Final[tuple[Part, ...]] = (
    _operator_acts,
    _ladder,
    _own_placement,
    _days,
    _own_induction,
    _inductions,
    _contacts,
    _support,
    _clients,
    _claims,
    _own_tasks,
    _own_people,
    _browse,
    _opening,
    _network,
    _team,
    _policy,
    _record,
)
