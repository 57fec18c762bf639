"""Sets a scene up: each act by who may do it, at a time before today, in one transaction for the municipality."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from app.accounts import actions as accounts
from app.accounts import queries as accounts_queries
from app.accounts import rules as roles
from app.accounts.actions import installing
from app.associations import actions as associations
from app.attendance import actions as attendance
from app.attendance import queries as attended
from app.attendance.rules import ABSENT, PRESENT, Mark, roster
from app.goals import actions as goals
from app.intake import actions as intake
from app.intake import queries as people
from app.placements import actions as placements
from app.placements.rules import Plan, Terms, last_day_of
from app.practice import hours, network, opened, scene, supported, tasks
from app.practice.scene import AssociationScene, ClientScene, ContactScene, PolicyScene, Scene
from app.reimbursement import actions as reimbursement
from app.reimbursement import queries as claims
from app.reimbursement.rules import Decision
from app.values.money import Cents
from app.values.period import Month
from tenants import context, database, registry

SERVICE: Final = "rehabilitative_work"
MONTHS_BACK: Final = 4
"""How long ago the first clients began."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one role gets in: shown by `./deploy/up`, made per installation."""

    municipality: str
    role: str
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class _Actor:
    person_id: UUID
    role: str


def set_up(
    where: registry.Municipality,
    of: Scene,
    *,
    password_hash: str,
    at: datetime,
    founder: tuple[str, ...] = (roles.OPERATOR,),
    copied: bool = False,
) -> tuple[SignIn, ...]:
    """Fill a new practice municipality; all of it or nothing. Everybody gets the password whose hash is given.

    One that is `copied` from a real one has its settings and form already.
    """
    with context.entering(where.id, roles=founder), database.writing():
        team = {
            role: _member(of, role, password_hash, at) for role in scene.MEMBER_NAMES if role not in roles.ASSOCIATIONS
        }
        hosts = _network(of, team, password_hash, at)
        if of.policy:
            _decide(team[roles.MUNICIPALITY_ADMIN], of.policy, at)
        with _as(team[roles.MUNICIPALITY_ADMIN]):
            opened.write_down(of, by=team[roles.MUNICIPALITY_ADMIN].person_id, at=at, copied=copied)
        with _as(team[roles.TEAM_LEAD]):
            people_of = {role: actor.person_id for role, actor in team.items()}
            hours.say(people_of, lead=team[roles.TEAM_LEAD].person_id, at=at)
        for index, client in enumerate(scene.CLIENTS):
            _client(of, client, team=team, hosts=hosts, password_hash=None if index else password_hash, at=at)
        for contact in scene.CONTACTS:
            _contact(contact, team[roles.SOCIAL_COUNSELLOR], at)
        if of.policy:
            _claims(team, at)
        supported.show(
            [host.association_id for host in hosts],
            counsellor=team[roles.SOCIAL_COUNSELLOR].person_id,
            lead=team[roles.TEAM_LEAD].person_id,
            speaker=hosts[0].volunteer.person_id,
            season=f"Kevät {at.year + 1}",
            at=at,
        )
    return tuple(sign_ins(of))


def is_set_up(of: Scene) -> bool:
    """Whether the people of this scene are there: they come in the same transaction as everything else."""
    with context.globally(), database.reading():
        return accounts_queries.person_at(_address(of, roles.MUNICIPALITY_ADMIN)) is not None


def sign_ins(of: Scene) -> Iterator[SignIn]:
    """One per role, in the order one would try them."""
    for role, name in scene.MEMBER_NAMES.items():
        yield SignIn(of.name_fi, role, name, _address(of, role))
    yield SignIn(of.name_fi, roles.CLIENT, scene.CLIENTS[0].name, _address(of, roles.CLIENT))


def _address(of: Scene, role: str) -> str:
    """`.example` is reserved (RFC 2606): nobody real can be reached there."""
    return f"{role.replace('_', '-')}@{of.slug.removeprefix('harjoitus-')}.example"


@contextmanager
def _as(actor: _Actor) -> Iterator[None]:
    with database.standing_in(person_id=actor.person_id, roles=(actor.role,)):
        yield


def _member(of: Scene, role: str, password_hash: str, at: datetime, association_id: UUID | None = None) -> _Actor:
    name = scene.MEMBER_NAMES[role]
    person_id = accounts.create_person(name=name, email=_address(of, role), language="fi", password=password_hash)
    installing.add_member(person_id=person_id, role=role, name=name, association_id=association_id, by=None, at=at)
    return _Actor(person_id, role)


@dataclass(frozen=True, slots=True)
class _Host:
    association_id: UUID
    tasks: tuple[UUID, ...]
    volunteer: _Actor


def _network(of: Scene, team: Mapping[str, _Actor], password_hash: str, at: datetime) -> tuple[_Host, ...]:
    """The first association has an admin and a volunteer who sign in; the others are marked by its admin's namesake."""
    admin, began = team[roles.MUNICIPALITY_ADMIN], at - timedelta(days=31 * MONTHS_BACK + 30)
    ids = [_registered(association, admin, began) for association in scene.ASSOCIATIONS]
    speaker = _member(of, roles.ASSOCIATION_ADMIN, password_hash, began, ids[0])
    _member(of, roles.ASSOCIATION_MEMBER, password_hash, began, ids[0])
    for association_id in ids[1:]:
        installing.add_member(
            person_id=speaker.person_id,
            role=roles.ASSOCIATION_ADMIN,
            name=scene.MEMBER_NAMES[roles.ASSOCIATION_ADMIN],
            association_id=association_id,
            by=None,
            at=began,
        )
    for association, association_id in zip(scene.ASSOCIATIONS, ids, strict=True):
        network.put_in_order(
            of, association, association_id, speaker_id=speaker.person_id, admin_id=admin.person_id, at=began
        )
    with _as(admin):
        associations.register_association(
            name=scene.INVITED, business_id=None, kind="association", language="fi", by=admin.person_id, at=at
        )
    network.give_account(ids[0], admin_id=admin.person_id, finance_id=team[roles.FINANCE].person_id, at=began)
    return tuple(
        _Host(association_id, tuple(_tasks(association, association_id, speaker, team, began)), speaker)
        for association, association_id in zip(scene.ASSOCIATIONS, ids, strict=True)
    )


def _registered(association: AssociationScene, admin: _Actor, at: datetime) -> UUID:
    with _as(admin):
        return associations.register_association(
            name=association.name, business_id=None, kind=association.kind, language="fi", by=admin.person_id, at=at
        )


def _tasks(
    association: AssociationScene, association_id: UUID, speaker: _Actor, team: Mapping[str, _Actor], at: datetime
) -> Iterator[UUID]:
    coach_id = team[roles.JOB_COACH].person_id
    return tasks.offered(association, association_id, speaker_id=speaker.person_id, coach_id=coach_id, at=at)


def _decide(admin: _Actor, policy: PolicyScene, at: datetime) -> None:
    decision = Decision(
        service_type=SERVICE,
        day=Cents(policy.day_cents),
        valid_from=date(at.year, 1, 1),
        valid_to=None,
        body=policy.body,
        section=policy.section,
        decided_on=policy.decided_on,
        source=policy.source,
    )
    with _as(admin):
        reimbursement.decide_policy(decision=decision, template_id=None, by=admin.person_id, at=at)


def _client(
    of: Scene,
    client: ClientScene,
    *,
    team: Mapping[str, _Actor],
    hosts: tuple[_Host, ...],
    password_hash: str | None,
    at: datetime,
) -> None:
    counsellor = team[roles.SOCIAL_COUNSELLOR]
    began = at - timedelta(days=31 * MONTHS_BACK)
    with _as(counsellor):
        client_id = _said_yes(client, counsellor, began)
        person = _Actor(people.client(client_id).person_id, roles.CLIENT)
    if password_hash:
        email = _address(of, roles.CLIENT)
        installing.give_sign_in(person_id=person.person_id, email=email, password=password_hash, at=began)
    if client.goal:
        _ladder(client, person, began + timedelta(days=7))
    if client.task:
        _placement(client, client_id, counsellor=counsellor, host=hosts[client.task[0]], began=began, at=at)


def _said_yes(client: ClientScene, counsellor: _Actor, began: datetime) -> UUID:
    by, said = counsellor.person_id, began + timedelta(days=3)
    contact_id = intake.receive_contact(
        calling_name=client.name,
        channel="phone",
        reach="040 000 0000",
        language="fi",
        way_in=client.way_in,
        wishes=client.wishes,
        by=by,
        at=began,
    )
    intake.record_visit(contact_id=contact_id, visited_on=(began + timedelta(days=2)).date(), by=by, at=said)
    first = (said + timedelta(days=4)).date()
    return intake.record_yes(contact_id=contact_id, first_appointment_on=first, by=by, at=said)


def _ladder(client: ClientScene, person: _Actor, at: datetime) -> None:
    """K7: also in practice only the client writes it."""
    by = person.person_id
    with _as(person):
        goals.write_ladder(
            goal=client.goal,
            benefits=client.benefits,
            already_done=client.already_done,
            history="",
            wished_support="Kysymyksiä ja rohkaisua, ei valmiita vastauksia.",
            by=by,
            at=at,
        )
        rungs = [goals.add_rung(words=words, due_on=None, by=by, at=at) for words in client.rungs]
        for rung_id in rungs[: client.reached]:
            goals.reach_rung(rung_id=rung_id, by=by, at=at + timedelta(days=40), on=(at + timedelta(days=40)).date())
        goals.share_ladder(shared="whole", by=by, at=at)


def _placement(
    client: ClientScene, client_id: UUID, *, counsellor: _Actor, host: _Host, began: datetime, at: datetime
) -> None:
    agreed = began + timedelta(days=10)
    first_on = agreed.date() + timedelta(days=4)
    terms = Terms(first_on, last_day_of(first_on, 6), client.weekdays, 300)
    with _as(counsellor):
        placement_id = placements.place_client(
            client_id=client_id,
            task_id=host.tasks[client.task[1] if client.task else 0],
            service_type=SERVICE,
            terms=terms,
            plan=Plan("activation_plan", agreed.date()),
            supervisor="Elli Emäntä",
            of_counsellor=counsellor.person_id,
            by=counsellor.person_id,
            at=agreed,
        )
    tasks.inducted(placement_id, speaker_id=host.volunteer.person_id, at=agreed + timedelta(days=4))
    _attend(client, placement_id, terms, host, at)


def _attend(client: ClientScene, placement_id: UUID, terms: Terms, host: _Host, at: datetime) -> None:
    """Every day up to yesterday answered; whole months confirmed, the last one left for whoever tries it."""
    yesterday, own, by = at.date() - timedelta(days=1), {host.association_id}, host.volunteer.person_id
    days = roster(terms, first_on=terms.first_on, last_on=yesterday)
    missed = set(days[2 :: max(1, len(days) // max(1, client.misses))][: client.misses])
    marks = [Mark(placement_id, day, ABSENT if day in missed else PRESENT) for day in days]
    with _as(host.volunteer):
        attendance.mark_days(marks=marks, page_key=uuid4(), own=own, by=by, at=at)
        for waiting in attended.waiting_months(own, last_on=Month.of(at.date()).first_on - timedelta(days=1)):
            month = waiting.sheet.month
            if waiting.placement.id == placement_id and month < _last_whole_month(at):
                attendance.confirm_month(placement_id=placement_id, month=month, own=own, by=by, at=at)


def _last_whole_month(at: datetime) -> Month:
    return Month.of(Month.of(at.date()).first_on - timedelta(days=1))


def _contact(contact: ContactScene, counsellor: _Actor, at: datetime) -> None:
    by, contacted = counsellor.person_id, at - timedelta(days=contact.days_ago)
    with _as(counsellor):
        contact_id = intake.receive_contact(
            calling_name=contact.name,
            channel="phone",
            reach="040 000 0000",
            language="fi",
            way_in=contact.way_in,
            wishes=contact.wishes,
            by=by,
            at=contacted,
        )
        if contact.visited_days_ago is not None:
            visited_on = (at - timedelta(days=contact.visited_days_ago)).date()
            intake.record_visit(contact_id=contact_id, visited_on=visited_on, by=by, at=at)


def _claims(team: Mapping[str, _Actor], at: datetime) -> None:
    """All confirmed months but the newest are prepared and approved, so that there is both history and work left."""
    finance, approver = team[roles.FINANCE], team[roles.APPROVER]
    month = _last_whole_month(at)
    for _ in range(MONTHS_BACK):
        month = Month.of(month.first_on - timedelta(days=1))
        with _as(finance):
            reimbursement.prepare_claims(month=month, by=finance.person_id, at=at)
        with _as(approver):
            for claim in claims.claims_of_month(month):
                reimbursement.approve_claim(claim_id=claim.id, own=(), by=approver.person_id, at=at)
