"""A furnished municipality: people in every role, one of every thing, and a marker in every text.

Everything stands there twice, as `mine` and `theirs`, so that a test can ask for what is not one's own inside one's own
municipality; a second furnished house is the neighbour. Laws over all routes and all pages walk through it.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from app.accounts import actions as accounts
from app.accounts import rules as roles
from app.associations import actions as network
from app.associations import queries as networks
from app.goals import queries as ladders
from app.reimbursement import actions as claims
from app.reimbursement import queries as money
from app.values.period import Month
from app.web.clock import now, today
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import (
    associations,
    attendance,
    goals,
    imports,
    intake,
    municipalities,
    openings,
    people,
    placements,
    proposals,
    reimbursement,
    steering,
    support,
    team,
    worktasks,
)
from tests.factories.intake import Joined
from tests.factories.placements import Placed
from tests.factories.samples import Sample

SAMPLES: tuple[Callable[[Municipality], tuple[Sample, ...]], ...] = (
    people.samples,
    associations.samples,
    worktasks.samples,
    intake.samples,
    goals.samples,
    placements.samples,
    attendance.samples,
    reimbursement.samples,
    steering.samples,
    support.samples,
    proposals.samples,
    openings.samples,
    imports.samples,
    team.samples,
)
"""Each slice's one row of every table."""


@dataclass(frozen=True)
class Strand:
    """What hangs together: an association with its task, a counsellor with a contact and a client placed there."""

    people: Mapping[str, UUID]
    client: Joined
    placed: Placed
    things: dict[str, object]
    """What stands for a parameter of a route, by its name."""


@dataclass(frozen=True)
class House:
    """A municipality with everything in it, twice."""

    where: Municipality
    code: str
    mine: Strand
    theirs: Strand
    left_id: UUID
    operator_id: UUID
    everything_id: UUID
    """Somebody who holds every role, for what depends on when one last proved oneself."""
    words: Mapping[str, str] = field(default_factory=dict)

    def people(self) -> dict[str, UUID]:
        """Who holds each role, on the strand `mine`."""
        return dict(self.mine.people)

    def thing(self, endpoint: str, name: str, *, mine: bool) -> object:
        """What stands for a parameter: `task_id`, or `worktasks.task:task_id` where it means something else there."""
        things = self.mine.things if mine else self.theirs.things
        for known in (f"{endpoint}:{name}", name):
            if known in things:
                return things[known]
        raise LookupError(f"{endpoint}: nothing in the furnished house is a {name}; add it to tests/factories/house.py")

    def entries(self) -> int:
        """How far the municipality's record has come."""
        with context.entering(self.where.id, roles=("clock",)), database.reading() as db:
            return db.execute(text("SELECT coalesce(max(number), 0) FROM record_entry")).scalar_one()

    def word(self, endpoint: str, name: str) -> str:
        """What stands for a parameter that belongs to nobody, such as a month."""
        return self.words.get(f"{endpoint}:{name}") or self.words[name]


def furnished(name: str = "Kuvitela", *, owner_url: str | None = None) -> House:
    """A municipality of this test's own with everything in it; with the owner's address it has a true operator."""
    where = municipalities.municipality(name=name)
    code = secrets.token_hex(4)
    reimbursement.policy(where)
    reimbursement.templates(where)
    mine, theirs = _strand(where, code, "Aino"), _strand(where, code, "Eino")
    prepare(where, mine.people[roles.FINANCE])
    for strand, season in ((mine, "Kevät"), (theirs, "Syksy")):
        pulse_id = support.pulse(where, season=season, by=strand.people[roles.TEAM_LEAD], at=now())
        strand.things["pulse_id"] = pulse_id
        strand.things["reply_id"] = support.reply(where, pulse_id, strand.placed.association_id)
    for strand in (mine, theirs):
        strand.things["claim_id"], strand.things["line_id"] = claim_of(where, strand.placed.association_id)
    return House(
        where=where,
        code=code,
        mine=mine,
        theirs=theirs,
        left_id=people.person("Lähtenyt Lasse"),
        operator_id=_operator(where, owner_url),
        everything_id=_everything(where, code, mine),
        words={
            "month": str(last_month()),
            "kind": "suspended",
            "reimbursement.prepare:month": str(last_month().before()),
            "job_id": "1",
            "place": where.slug,
            "section": "meetings",
            "setting": "question_bank",
            "opening.change:setting": "acute_hours_a_week",
            "number": "1",
            "step": "team",
            "what": "look",
            "subject": "rehabilitative_work",
            "way": "adult_social_work",
            "language": "sv",
            "stage": "project",
            "sheet": "associations",
            "ending": "csv",
        },
    )


def grown(house: House, *, by: int = 2) -> None:
    """More of every thing that lists show, all on the strand `mine`: what a page asks must not grow with it."""
    where, code, who = house.where, house.code, house.mine.people
    for number in range(by):
        client = intake.client(
            where, who[roles.SOCIAL_COUNSELLOR], calling_name=marked(code, "calling", f"Lisä {number}")
        )
        task = worktasks.task(where, house.mine.placed.association_id, by=who[roles.ASSOCIATION_MEMBER])
        placed(where, client=client, task_id=task)
        contact(where, code, who[roles.SOCIAL_COUNSELLOR])
        associations.association(where, marked(code, "association", f"Lisäyhdistys {number} ry"))
        invitation(where, who[roles.MUNICIPALITY_ADMIN])
        provider(where, who[roles.MUNICIPALITY_ADMIN])
        member(where, roles.JOB_COACH)
        goals.ladder(where, house.mine.client, shared=True)
        proposals.confirmed(where, at=now())
        support.contact(where, house.mine.placed.association_id, by=who[roles.SOCIAL_COUNSELLOR])
        support.matter(where, house.mine.placed.association_id, by=who[roles.ASSOCIATION_MEMBER])
        support.pulse(where, season=f"Kausi {number}", by=who[roles.TEAM_LEAD], at=now())
        worktasks.task(where, house.mine.placed.association_id, published=False, by=who[roles.ASSOCIATION_MEMBER])
        team.absence(where, who[roles.SOCIAL_COUNSELLOR], first_on=today() + timedelta(days=40 + 3 * number))
        team.week(where, people.member(where, roles.JOB_COACH, name=marked(code, "fullname", f"Lisä {number}")))


def samples_of_every_table() -> list[Sample]:
    """One row of each table of a municipality, from each slice's factory, each in a municipality of its own."""
    return [sample for of_slice in SAMPLES for sample in of_slice(municipalities.municipality())]


def marked(code: str, kind: str, words: str = "") -> str:
    """`words` with the marker of this municipality and this kind of text (tests/house/matrix/canary.py)."""
    return f"{words} zq{code}{kind}z".strip()


def last_month() -> Month:
    """The month that is just over: marked, confirmed and claimed in a furnished house."""
    return Month.of(today()).before()


def prepare(where: Municipality, by: UUID, month: Month | None = None) -> None:
    """The claims of a month, by default the last."""
    with municipalities.inside(where, person_id=by, roles=(roles.FINANCE,)):
        claims.prepare_claims(month=month or last_month(), by=by, at=now())


def claim_of(where: Municipality, association_id: UUID) -> tuple[UUID, UUID]:
    """An association's claim, and a line of it."""
    with context.entering(where.id, roles=(roles.FINANCE,)), database.reading() as db:
        (claim,) = (c for c in money.claims_of([association_id]) if c.association_id == association_id)
        assert db
        return claim.id, money.lines(claim.id)[0].id


def placed(where: House | Municipality, **more: object) -> Placed:
    """Somebody new, placed in a new task of a new association since the month before last."""
    here = where.where if isinstance(where, House) else where
    return placements.placement(here, terms=placements.lasting(), **more)  # type: ignore[arg-type]


def contact(where: Municipality, code: str, counsellor_id: UUID, *, visited: bool = False) -> UUID:
    """Somebody who has not decided yet."""
    made = intake.contact(
        where,
        counsellor_id,
        calling_name=marked(code, "calling", f"Tuleva {secrets.token_hex(2)}"),
        channel="email",
        reach=f"{marked(code, 'reach')}@esimerkki.example",
        wishes=marked(code, "wishes", "Jotain käsillä tekemistä."),
    )
    return intake.visited(where, made, counsellor_id) if visited else made


def _strand(where: Municipality, code: str, first_name: str) -> Strand:
    association_id = associations.association(where, marked(code, "association", f"{first_name}n Talkooväki ry"))
    who = _people(where, code, first_name, association_id)
    client = intake.client(where, who[roles.SOCIAL_COUNSELLOR], calling_name=marked(code, "calling", first_name))
    who[roles.CLIENT] = client.person_id
    task = worktasks.task(
        where,
        association_id,
        name=marked(code, "task", f"{first_name}n kahvilan apulainen"),
        description=marked(code, "task", "Keität kahvia ja palvelet."),
        by=who[roles.ASSOCIATION_MEMBER],
    )
    worktasks.pictured(where, task, association_id, by=who[roles.ASSOCIATION_MEMBER])
    unit = worktasks.unit(where, task, by=who[roles.JOB_COACH], identified=True)
    there = placed(where, client=client, task_id=task, supervisor=marked(code, "supervisor", "Sirkka"))
    attendance.confirmed(where, there, last_month(), at=now())
    things = {
        "association_id": association_id,
        "task_id": task,
        "contact_id": contact(where, code, who[roles.SOCIAL_COUNSELLOR]),
        "client_id": client.id,
        "person_id": client.person_id,
        "placement_id": there.id,
        "rung_id": _rung(where, client),
        "unit_id": unit,
        "site_id": site_of(where, association_id),
        "contact_person_id": contact_person_of(where, association_id),
        "account_id": associations.account(where, association_id),
        "acceptance_id": acceptance_of(where, association_id),
    } | _accounts(where, who)
    things["act_id"] = people.operator_act(where)
    things |= _scheduled(where, who[roles.SOCIAL_COUNSELLOR])
    things["proposal_id"] = proposals.confirmed(where, at=now())
    things["matter_id"] = _supported(where, who, association_id)
    things |= _steered(where, who[roles.MUNICIPALITY_ADMIN], first_name)
    return Strand(who, client, there, things)


def _scheduled(where: Municipality, counsellor_id: UUID) -> dict[str, object]:
    """A counsellor's week, and an absence to come."""
    team.week(where, counsellor_id)
    absence_id = team.absence(where, counsellor_id, first_on=today() + timedelta(days=30))
    pages = ("hours.person", "hours.week", "hours.away")
    return {"absence_id": absence_id} | {f"{page}:person_id": counsellor_id for page in pages}


def site_of(where: Municipality, association_id: UUID) -> UUID:
    """A further site of the association, with nothing done there yet."""
    with municipalities.inside(where, person_id=_lead(where), roles=(roles.TEAM_LEAD,)):
        said = {"name": "", "street": "Keksitynkatu 3", "postal_code": "04400", "town": "Kuvitela"}
        return network.add_site(association_id=association_id, **said, by=_door_person(), at=now())


def contact_person_of(where: Municipality, association_id: UUID) -> UUID:
    """A further contact person of the association."""
    with municipalities.inside(where, person_id=_lead(where), roles=(roles.TEAM_LEAD,)):
        said = {"name": "Keksitty Kaija", "phone": "040 000 0000"}
        return network.add_contact_person(association_id=association_id, **said, by=_door_person(), at=now())


def acceptance_of(where: Municipality, association_id: UUID) -> UUID:
    """The association's yes to the agreement."""
    with municipalities.inside(where):
        return networks.acceptances_of(association_id)[0].id


def _lead(where: Municipality) -> UUID:
    return people.member(where, roles.TEAM_LEAD)


def _door_person() -> UUID:
    person_id = context.door().person_id
    assert person_id
    return person_id


def _supported(where: Municipality, who: Mapping[str, UUID], association_id: UUID) -> UUID:
    """A contact, something the association brought up, and what was done about it."""
    counsellor_id = support.counsellor(where, association_id, who[roles.SOCIAL_COUNSELLOR])
    support.contact(where, association_id, by=counsellor_id)
    matter_id = support.matter(where, association_id, by=who[roles.ASSOCIATION_MEMBER])
    support.acted(where, matter_id, by=counsellor_id)
    return matter_id


def _steered(where: Municipality, by: UUID, first_name: str) -> dict[str, object]:
    """Who answers for what, and whose people are served: another role and another place on each strand."""
    mine = first_name == "Aino"
    steering.logo(where, by)
    return {
        "import_id": waiting_import(where, by),
        "fact_id": steering.responsibility(where, by, "producer" if mine else "payer"),
        "area_id": steering.area(where, by, "422" if mine else "545"),
    }


def waiting_import(where: Municipality, by: UUID) -> UUID:
    """A file that waits to be confirmed, with an association nobody else brings in."""
    row = (f"Tuotu {secrets.token_hex(4)} ry", "", "", "", "", "")
    return imports.taken_in(where, imports.csv(imports.HEADINGS, row), by=by, at=now())


def invitation(where: Municipality, by: UUID) -> tuple[UUID, str]:
    """Somebody invited to the team, and the secret of their link."""
    admin = (roles.MUNICIPALITY_ADMIN,)
    with municipalities.inside(where, person_id=by, roles=admin):
        sent = accounts.invite_person(
            email=f"{secrets.token_hex(6)}@esimerkki.example",
            name="Kutsuttu Kaisa",
            language="fi",
            role=roles.FINANCE,
            by=by,
            by_roles=admin,
            at=now(),
        )
    return sent.invitation_id, sent.secret


def member(where: Municipality, role: str) -> UUID:
    """The membership of somebody new."""
    person_id = people.person("Väistyvä Ville")
    return people.membership(where, person_id, role, name="Väistyvä Ville")


def provider(where: Municipality, by: UUID) -> UUID:
    """A provider of the municipality's staff; nobody answers there."""
    with municipalities.inside(where, person_id=by, roles=(roles.MUNICIPALITY_ADMIN,)):
        return accounts.add_provider(
            issuer=f"http://127.0.0.1:9/{secrets.token_hex(4)}",
            client_id="kumina",
            sealed_secret="sealed",
            label=f"Kunnan tunnus {secrets.token_hex(2)}",
            by=by,
            at=now(),
        )


def _accounts(where: Municipality, who: Mapping[str, UUID]) -> dict[str, object]:
    admin = who[roles.MUNICIPALITY_ADMIN]
    invitation_id, secret = invitation(where, admin)
    return {
        "invitation_id": invitation_id,
        "secret": secret,
        "membership_id": member(where, roles.FINANCE),
        "provider_id": provider(where, admin),
        "id_hash": secrets.token_hex(32),
        "token": secrets.token_urlsafe(24),
    }


def _people(where: Municipality, code: str, first_name: str, association_id: UUID) -> dict[str, UUID]:
    """Somebody for every role but the client."""
    found = {}
    for role in sorted(roles.MEMBER_ROLES - {roles.CLIENT}):
        name = marked(code, "fullname", f"{first_name} {role.replace('_', ' ').title()}")
        found[role] = people.member(where, role, name=name, association_id=association_id)
    return found


def _rung(where: Municipality, client: Joined) -> UUID:
    goals.ladder(where, client, shared=True)
    with goals.as_client(where, client):
        ladder = ladders.ladder_of(client.person_id)
        assert ladder
        return ladder.rungs[0].id


def _operator(where: Municipality, owner_url: str | None) -> UUID:
    person_id = people.person("Oona Ylläpitäjä")
    if owner_url is not None:
        people.make_operator(person_id, owner_url)
        people.operator_act(where, by=person_id)
    return person_id


def _everything(where: Municipality, code: str, mine: Strand) -> UUID:
    name = marked(code, "fullname", "Kaikki Roolit")
    association_id = mine.things["association_id"]
    assert isinstance(association_id, UUID)
    return people.member(where, *sorted(roles.MEMBER_ROLES), name=name, association_id=association_id)
