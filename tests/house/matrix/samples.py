"""What one types into each form: a POST without a line here fails with the line to write."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from typing import Final, cast
from uuid import UUID, uuid4

from app.accounts import rules as roles
from app.associations import queries as networks
from app.attendance.rules import pressed
from app.goals import actions as ladders
from app.intake import queries as arriving
from app.opening import queries as opening
from app.opening import rules as steering_rules
from app.placements.rules.induction import Induction
from app.values.period import Month
from app.values.working_days import holidays_of
from app.web.clock import now, today
from tenants import playbooks, reference, settings
from tenants.playbooks import upgrade
from tests.factories import (
    associations,
    attendance,
    goals,
    house,
    imports,
    intake,
    municipalities,
    people,
    placements,
    proposals,
    steering,
    support,
    team,
    worktasks,
)
from tests.factories.house import House
from tests.factories.intake import Joined

Form = Mapping[str, object]
Values = dict[str, object]


def _nothing(_house: House) -> Form:
    return {}


def _nowhere(_house: House) -> Values:
    return {}


@dataclass(frozen=True)
class Sample:
    """Words that a form accepts; `on` makes what the path points at, when each act uses one up, `about` its words."""

    form: Callable[[House], Form] = _nothing
    on: Callable[[House], Values] = _nowhere
    about: Callable[[Values], Form] | None = None
    recorded: bool = True
    """Whether doing it leaves an entry in the municipality's record; acts about no municipality leave none."""


def boxes(day: date) -> list[str]:
    """A date as its three boxes."""
    return [str(day.day), str(day.month), str(day.year)]


def _association(_house: House) -> Form:
    return {"name": "Kokeilu ry", "kind": "association", "business_id": "", "language": "fi"}


def _details(_house: House) -> Form:
    return {**_association(_house), "languages": ["fi"], "soteri": "not_needed", "soteri_reason": "Kunta ohjaa."}


def _filled(where: House) -> Form:
    return {**_details(where), **_SITE, **_CONTACT}


_SITE: Final[Form] = {"street": "Keksitynkatu 2", "postal_code": "04400", "town": "Kuvitela"}
_CONTACT: Final[Form] = {"contact_name": "Keksitty Kaija", "phone": "040 000 0000"}


def _stated(where: House) -> Form:
    with municipalities.inside(where.where):
        fingerprint = networks.agreement_fingerprint()
    return {"statements": list(associations.STATEMENTS), "fingerprint": fingerprint}


def _invited_association(_house: House) -> Form:
    address = f"{secrets.token_hex(6)}@esimerkki.example"
    return {"name": "Kutsuttu ry", "kind": "association", "person": "Kutsuttu", "email": address, "language": "fi"}


def _in_order(where: House) -> Values:
    return {"association_id": associations.association(where.where)}


def _without_agreement(where: House) -> Values:
    """An association of the one who accepts, with nothing accepted yet."""
    made = associations.invited(where.where)
    _leads(where, made)
    return {"association_id": made}


def _leads(where: House, association_id: UUID) -> None:
    for role in (roles.ASSOCIATION_ADMIN, roles.ASSOCIATION_MEMBER):
        people.membership(where.where, where.mine.people[role], role, association_id=association_id)


def _own_association(where: House) -> Values:
    made = associations.association(where.where)
    _leads(where, made)
    return {"association_id": made}


def _own_site(where: House) -> Values:
    return {"site_id": house.site_of(where.where, where.mine.placed.association_id)}


def _own_contact(where: House) -> Values:
    return {"contact_person_id": house.contact_person_of(where.where, where.mine.placed.association_id)}


def _waiting_account(where: House) -> Values:
    """An account proposed for an association of the one who acts."""
    made = associations.association(where.where)
    _leads(where, made)
    return {"account_id": associations.account(where.where, made)}


def _task(where: House) -> Form:
    name = house.marked(where.code, "task", "Puutarhuri")
    return {
        "association_id": where.mine.things["association_id"],
        "name": name,
        "description": name,
        "field": "property",
        "places": "2",
    }


def _open_task(where: House) -> Values:
    return {"task_id": _new_task(where, published=True)}


def _draft_task(where: House) -> Values:
    return {"task_id": _new_task(where, published=False)}


def _paused_task(where: House) -> Values:
    pointed = _open_task(where)
    by = where.mine.people[roles.ASSOCIATION_MEMBER]
    worktasks.paused(where.where, cast("UUID", pointed["task_id"]), where.mine.placed.association_id, by=by)
    return pointed


def _pictured_task(where: House) -> Values:
    pointed = _open_task(where)
    by = where.mine.people[roles.ASSOCIATION_MEMBER]
    worktasks.pictured(where.where, cast("UUID", pointed["task_id"]), where.mine.placed.association_id, by=by)
    return pointed


def _proposed_unit(where: House) -> Values:
    task_id = cast("UUID", _new_task(where, published=True))
    return {"unit_id": worktasks.unit(where.where, task_id, by=where.mine.people[roles.JOB_COACH])}


def _new_task(where: House, *, published: bool) -> object:
    association_id, by = where.mine.placed.association_id, where.mine.people[roles.ASSOCIATION_MEMBER]
    return worktasks.task(where.where, association_id, published=published, by=by)


def _contact(_house: House) -> Form:
    return {"calling_name": "Uusi", "reach": "040 765 4321", "language": "fi", "way_in": "self", "wishes": "Puuhaa."}


def _visited(where: House) -> Values:
    counsellor_id = where.mine.people[roles.SOCIAL_COUNSELLOR]
    return {"contact_id": house.contact(where.where, where.code, counsellor_id, visited=True)}


def _unvisited(where: House) -> Values:
    return {"contact_id": house.contact(where.where, where.code, where.mine.people[roles.SOCIAL_COUNSELLOR])}


def _new_rung(where: House) -> Values:
    by = where.mine.people[roles.CLIENT]
    with goals.as_client(where.where, where.mine.client):
        return {"rung_id": ladders.add_rung(words="Käyn kirjastossa", due_on=None, by=by, at=now())}


def _place(where: House) -> Form:
    """A new client of the counsellor's, in a new task."""
    client = intake.client(where.where, where.mine.people[roles.SOCIAL_COUNSELLOR])
    terms = placements.lasting()
    return {
        "client_id": client.id,
        "task_id": worktasks.task(where.where),
        "service_type": placements.SERVICE,
        "first_on": boxes(terms.first_on),
        "last_on": boxes(terms.last_on),
        "weekdays": ["1", "2"],
        "hours_a_day": "5",
        "supervisor": "Sirkka",
        "plan_basis": "activation_plan",
        "plan_on": boxes(terms.first_on),
    }


def _own_client(where: House) -> Joined:
    return intake.client(where.where, where.mine.people[roles.SOCIAL_COUNSELLOR])


def _placed(where: House) -> Values:
    """A placement of the counsellor's client in the association of `mine`."""
    by = where.mine.people[roles.ASSOCIATION_MEMBER]
    task = worktasks.task(where.where, where.mine.placed.association_id, by=by)
    return {"placement_id": house.placed(where, client=_own_client(where), task_id=task).id}


def _induction(_pointed: Values) -> Form:
    """The playbook's list, as every new task has it."""
    rows = playbooks.load("kumina_1").sections["worktasks"].rows("induction")
    items = tuple(dict(row["words"]) for row in rows)
    return {"done": "y", "seen": Induction(items).digest}


def _mark(pointed: Values, month: Month) -> Form:
    day = next(day for day in month.days() if day.isoweekday() == 2 and day not in holidays_of(day.year))
    return {"key": str(uuid4()), "mark": pressed("present", day, cast("UUID", pointed["placement_id"]))}


def _answered(where: House) -> Values:
    """A month with an answer for every day, not confirmed yet."""
    pointed = _placed(where)
    placement_id = cast("UUID", pointed["placement_id"])
    there = replace(where.mine.placed, id=placement_id)
    attendance.marked(where.where, there, *attendance.roster(where.where, there, house.last_month()), at=now())
    return pointed


def _claimed(where: House) -> Values:
    """A claim somebody prepared."""
    there = house.placed(where)
    attendance.confirmed(where.where, there, house.last_month(), at=now())
    house.prepare(where.where, where.mine.people[roles.FINANCE])
    return {"claim_id": house.claim_of(where.where, there.association_id)[0]}


def _earlier_month(where: House) -> Values:
    """Something to claim for the month before the last."""
    attendance.confirmed(where.where, house.placed(where), house.last_month().before(), at=now())
    return {}


def _decision(_house: House) -> Form:
    return {
        "service_type": placements.SERVICE,
        "day": "12,00",
        "valid_from": boxes(date(today().year + 2, 1, 1)),
        "body": "Kaupunginhallitus",
        "section": "12 §",
        "decided_on": _in_days(0),
    }


def _in_days(days: int) -> list[str]:
    return boxes(today() + timedelta(days=days))


def _invitation(where: House) -> Values:
    return {"invitation_id": house.invitation(where.where, where.mine.people[roles.MUNICIPALITY_ADMIN])[0]}


def _invite(role: str) -> Callable[[House], Form]:
    def said(_house: House) -> Form:
        address = f"{secrets.token_hex(6)}@esimerkki.example"
        return {"name": "Uusi Urho", "email": address, "role": role, "language": "fi"}

    return said


_DAYS_AHEAD = count(1)
_PLACES = (one.code for one in reference.places_on(date(2026, 11, 24)) if one.code not in {"422", "545"})


def _question(_house: House) -> Form:
    return {"theme": "goal", "question_fi": f"Mitä {secrets.token_hex(4)}?", "question_sv": "Vad?"}


def _first_question(where: House) -> Form:
    with municipalities.inside(where.where):
        row = settings.value("meetings", "question_bank")[0]
    return {**_question(where), "seen": steering_rules.mark_of(row)}


def _own_word(where: House) -> Values:
    by = where.mine.people[roles.MUNICIPALITY_ADMIN]
    steering.changed(where.where, "opening", "clients_a_year", 30, by=by, at=now())
    return {"section": "opening", "setting": "clients_a_year"}


def _on_version(reference_: str) -> Callable[[House], Values]:
    """The municipality on this version of the model, so that the other can be taken or taken back."""

    def there(where: House) -> Values:
        by = where.mine.people[roles.MUNICIPALITY_ADMIN]
        with municipalities.inside(where.where, person_id=by, roles=steering.ADMIN):
            if settings.written().reference != reference_:
                if reference_ == "kumina_1":
                    upgrade.undo(**steering.doing(by, now()))
                else:
                    upgrade.apply(to=reference_, **steering.doing(by, now()))
        return {}

    return there


def _seal(where: House) -> Form:
    with municipalities.inside(where.where):
        plan = upgrade.plan("kumina_2")
    return {"seal": plan.seal} | {f"choice_{one.section}_{one.name}": "own" for one in plan.conflicts}


def _waiting_import(where: House) -> Values:
    return {"import_id": house.waiting_import(where.where, where.mine.people[roles.MUNICIPALITY_ADMIN])}


def _import_seal(pointed: Values) -> Form:
    import_id = cast("UUID", pointed["import_id"])
    return {"seal": imports.plan_of(imports.where_is(import_id), import_id, at=now()).seal}


def _responsibility(_house: House) -> Form:
    first = boxes(date(2030, 1, 1) + timedelta(days=next(_DAYS_AHEAD)))
    said = {"kind": "municipality", "name": "Kuvitela", "service_type": "any", "basis": "Päätös 1 §"}
    return {"role": "controller", "valid_from": first, **said}


def _area(_house: House) -> Form:
    return {"code": next(_PLACES), "valid_from": boxes(date(2026, 1, 1)), "basis": "Sopimus"}


def _version(where: House, of: str) -> str:
    """The version that stands saved now: forms are sent as often as there are people to send them."""
    with municipalities.inside(where.where):
        known = {
            "text": opening.texts().get("sv"),
            "decision": opening.decisions().get("rehabilitative_work"),
            "channel": arriving.channels().get("adult_social_work"),
            "stage": next(iter(opening.stages()), None),
        }
        found = known[of]
        return str(found.version if found else 0)


def _service_decision(where: House) -> Form:
    said = {"body": "Kunnanhallitus", "section": "§ 1", "link": ""}
    days = {"decided_on": boxes(date(2026, 1, 1)), "valid_from": boxes(date(2026, 1, 1))}
    return {**said, **days, "seen": _version(where, "decision")}


def _channel(where: House) -> Form:
    said = {"is_open": "y", "unit": "Aikuissosiaalityö", "phone": "040 000 0000"}
    return {**said, "agreed_on": boxes(date(2026, 1, 1)), "seen": _version(where, "channel")}


def _own_text(where: House) -> Form:
    return {"welcome": "Välkommen", "contact": "040 000 0000", "seen": _version(where, "text")}


def _stage(where: House) -> Form:
    said = {"evidence": "Hankepäätös § 1", "began_on": boxes(date(2026, 1, 1))}
    return {**said, "seen": _version(where, "stage")}


_AWAY = count(200, 3)


def _week(_house: House) -> Form:
    return {"valid_from": _in_days(next(_DAYS_AHEAD)), "monday": "7,5", "tuesday": "7,5", "reserve": "4"}


def _away(_house: House) -> Form:
    day = next(_AWAY)
    return {"first_on": _in_days(day), "last_on": _in_days(day + 1)}


def _absence(where: House) -> Values:
    by = where.mine.people[roles.SOCIAL_COUNSELLOR]
    return {"absence_id": team.absence(where.where, by, first_on=today() + timedelta(days=next(_AWAY)))}


def _matter(where: House) -> Values:
    """Something new that the association has brought up."""
    by = where.mine.people[roles.ASSOCIATION_MEMBER]
    return {"matter_id": support.matter(where.where, where.mine.placed.association_id, by=by)}


def _own_matter(where: House) -> Form:
    return {"association_id": where.mine.things["association_id"], "words": "Avaimia on liian vähän."}


_SEASONS = count(2030)


def _proposal(where: House) -> Values:
    return {"proposal_id": proposals.confirmed(where.where, at=now())}


def _proposed(_house: House) -> Form:
    said = {"name": "Kylätalo ry", "kind": "association", "offer": "Kahvilaa", "contact_name": "Essi", "language": "fi"}
    return {**said, "email": f"{secrets.token_hex(6)}@yhdistys.example"}


SAMPLES: Final[dict[str, Sample]] = {
    "operator_acts.read": Sample(on=lambda where: {"act_id": people.operator_act(where.where)}),
    "hours.week": Sample(_week),
    "hours.away": Sample(_away),
    "hours.absence": Sample(lambda where: {"substitute": str(where.theirs.people[roles.JOB_COACH])}, on=_absence),
    "hours.back": Sample(on=_absence),
    "proposals.propose": Sample(_proposed),
    "proposals.confirm": Sample(recorded=False),
    "proposals.take_in": Sample(on=_proposal),
    "proposals.decline": Sample(on=_proposal),
    "support.contact": Sample(lambda _: {"how": "call", "met_on": _in_days(0), "words": "Kuulumiset"}),
    "support.open_matter": Sample(lambda _: {"words": "Uusi tila löytyi."}),
    "support.name": Sample(lambda where: {"person_id": where.mine.people[roles.JOB_COACH]}),
    "matters.matter": Sample(lambda _: {"words": "Soitettiin."}, on=_matter),
    "matters.take": Sample(on=_matter),
    "matters.bring_up": Sample(_own_matter),
    "pulse.start": Sample(lambda _: {"season": f"Kevät {next(_SEASONS)}", "open_until_on": _in_days(20)}),
    "pulse.answer": Sample(lambda _: {"places": "2", "wish": "Perehdytyskansio."}),
    "web.language": Sample(lambda _: {"language": "fi", "next": "/"}, recorded=False),
    "associations.register": Sample(_association),
    "associations.change": Sample(_details),
    "associations.invite_association": Sample(_invited_association),
    "associations.decide": Sample(lambda _: {"reason": "Remontti"}, on=_in_order),
    "associations.fill_in": Sample(_filled, on=_own_association),
    "associations.accept": Sample(_stated, on=_without_agreement),
    "associations.renew": Sample(_stated, on=_own_association),
    "associations.add_site": Sample(lambda _: _SITE),
    "associations.change_site": Sample(lambda _: _SITE),
    "associations.close_site": Sample(on=_own_site),
    "associations.add_contact": Sample(lambda _: _CONTACT),
    "associations.change_contact": Sample(lambda _: _CONTACT),
    "associations.remove_contact": Sample(on=_own_contact),
    "associations.propose_account": Sample(lambda _: {"iban": "FI21 1234 5600 0007 85"}, on=_own_association),
    "associations.confirm_account": Sample(on=_waiting_account),
    "associations.withdraw_account": Sample(on=_waiting_account),
    "worktasks.register": Sample(_task),
    "worktasks.change": Sample(_task),
    "worktasks.publish": Sample(lambda _: {"not_a_substitute": "y"}, on=_draft_task),
    "worktasks.pause": Sample(on=_open_task),
    "worktasks.induction": Sample(lambda _: {"chosen": ["people"], "own": "Tiskikone"}, on=_open_task),
    "worktasks.propose": Sample(lambda _: {"code": "400014"}, on=_open_task),
    "worktasks.identify": Sample(
        lambda _: {
            "expert": "Olli",
            "organisation": "Opisto",
            "basis": "Kävi",
            "identified_on": _in_days(0),
            "valid_until": _in_days(300),
        }
    ),
    "worktasks.withdraw": Sample(on=_proposed_unit),
    "placements.induct": Sample(on=_placed, about=_induction),
    "worktasks.resume": Sample(on=_paused_task),
    "placements.inducted": Sample(lambda _: _induction({})),
    "worktasks.end": Sample(on=_open_task),
    "worktasks.copy": Sample(lambda _: {"name": "Kopio"}),
    "worktasks.translate": Sample(lambda _: {"name": "Trädgårdsmästare"}),
    "worktasks.picture_of": Sample(lambda _: {"alt": "Paja"}),
    "worktasks.picture_off": Sample(on=_pictured_task),
    "intake.leave_contact": Sample(_contact),
    "intake.receive": Sample(_contact),
    "intake.visit": Sample(lambda _: {"visited_on": _in_days(0)}, on=_unvisited),
    "intake.yes": Sample(lambda _: {"first_appointment_on": _in_days(2)}, on=_visited),
    "intake.no": Sample(on=_visited),
    "intake.more_time": Sample(lambda _: {"until": _in_days(5)}, on=_visited),
    "goals.write": Sample(lambda _: dict.fromkeys(("goal", "benefits", "already_done", "history"), "Omin sanoin.")),
    "goals.add": Sample(lambda _: {"words": "Soitan", "due_on": _in_days(9)}),
    "goals.change": Sample(lambda _: {"words": "Käyn paikan päällä"}),
    "goals.move": Sample(lambda _: {"way": "down"}, on=_new_rung),
    "goals.reach": Sample(on=_new_rung),
    "goals.drop": Sample(on=_new_rung),
    "goals.reopen": Sample(on=_new_rung),
    "accounts.language": Sample(lambda _: {"language": "fi"}, recorded=False),
    "accounts.short_code": Sample(lambda _: {"code": "492817", "again": "492817"}, recorded=False),
    "accounts.end_session": Sample(recorded=False),
    "accounts.unlink": Sample(lambda _: {"issuer": "x", "subject": "y"}, recorded=False),
    "team.invite": Sample(_invite(roles.FINANCE)),
    "associations.invite": Sample(_invite(roles.ASSOCIATION_MEMBER)),
    "team.resend": Sample(on=_invitation),
    "team.withdraw": Sample(on=_invitation),
    "team.end": Sample(on=lambda where: {"membership_id": house.member(where.where, roles.FINANCE)}),
    "provider.remove": Sample(
        on=lambda where: {"provider_id": house.provider(where.where, where.mine.people[roles.MUNICIPALITY_ADMIN])}
    ),
    "placements.place": Sample(_place),
    "placements.end": Sample(lambda _: {"ended_on": _in_days(0)}, on=_placed),
    "attendance.week": Sample(on=_placed, about=lambda pointed: _mark(pointed, house.last_month())),
    "attendance.month": Sample(on=_placed, about=lambda pointed: _mark(pointed, house.last_month())),
    "attendance.confirm": Sample(on=_answered),
    "reimbursement.decide": Sample(_decision),
    "reimbursement.prepare": Sample(on=_earlier_month),
    "reimbursement.approve": Sample(on=_claimed),
    "opening.change": Sample(lambda _: {"value": "5"}),
    "opening.reset": Sample(on=_own_word),
    "opening.add_row": Sample(_question),
    "opening.change_row": Sample(_first_question),
    "opening.remove_row": Sample(_first_question),
    "opening.look_page": Sample(lambda _: {"first_language": "fi", "colour": "#0b5a6b"}),
    "opening.apply": Sample(_seal, on=_on_version("kumina_1")),
    "opening.undo": Sample(on=_on_version("kumina_2")),
    "imports.upload": Sample(lambda _: {"file": (b"Nimi;Y-tunnus\r\nKokeilu ry;\r\n", "lista.csv")}),
    "imports.columns": Sample(lambda _: {"name": "Nimi", "business_id": "Y-tunnus"}),
    "imports.apply": Sample(on=_waiting_import, about=_import_seal),
    "imports.give_up": Sample(on=_waiting_import),
    "responsibilities.enter": Sample(_responsibility),
    "responsibilities.correct": Sample(
        lambda _: {"kind": "joint_body", "name": "Yhtymä", "valid_from": boxes(date(2025, 1, 1)), "basis": "Päätös 1 §"}
    ),
    "responsibilities.cover": Sample(_area),
    "responsibilities.leave": Sample(lambda _: {"valid_to": boxes(date(2029, 12, 31))}),
    "wizard.take": Sample(),
    "wizard.let_go": Sample(),
    "wizard.confirm": Sample(),
    "wizard.take_back": Sample(),
    "wizard.decision": Sample(_service_decision),
    "wizard.channel": Sample(_channel),
    "wizard.text": Sample(
        lambda where: {"welcome": "Välkommen", "contact": "040 000 0000", "seen": _version(where, "text")}
    ),
    "wizard.stage": Sample(_stage),
    "goals.share": Sample(lambda _: {"shared": "whole"}),
}

TRIED_ELSEWHERE: Final[dict[str, str]] = {
    "worktasks.read_units": "tests/worktasks",
    "wizard.go_live": "tests/opening",
    "accounts.end_other_sessions": "tests/accounts",
    "drafts.discard": "tests/web",
    "drafts.save": "tests/web",
    "invitations.invitation": "tests/accounts",
    "joint.hand_over": "tests/accounts",
    "joint.stop": "tests/accounts",
    "joint.take": "tests/accounts",
    "practice.make": "tests/practice",
    "operator.count": "tests/desks",
    "operator.leave": "tests/desks",
    "operator.look_in": "tests/desks",
    "operator.reopen": "tests/desks",
    "operator.retry": "tests/desks",
    "operator.suspend": "tests/desks",
    "provider.manage": "tests/accounts",
    "security.authenticator": "tests/accounts",
    "security.change_password": "tests/accounts",
    "security.forgot_password": "tests/accounts",
    "security.login": "tests/accounts",
    "security.logout": "tests/accounts",
    "security.mf_recovery": "tests/accounts",
    "security.recovery_codes": "tests/accounts",
    "security.reset_password": "tests/accounts",
    "security.tf_select": "tests/accounts",
    "security.two_factor_setup": "tests/accounts",
    "security.two_factor_token_validation": "tests/accounts",
    "security.verify": "tests/accounts",
    "security.wan_delete": "tests/accounts",
    "security.wan_register": "tests/accounts",
    "security.wan_register_response": "tests/accounts",
    "security.wan_signin": "tests/accounts",
    "security.wan_signin_response": "tests/accounts",
    "security.wan_verify": "tests/accounts",
    "security.wan_verify_response": "tests/accounts",
}
"""Forms that end or begin a session or need several steps: refused here like all others, accepted in these tests."""
