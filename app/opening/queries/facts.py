"""Gathers everything that readiness is reckoned from, each thing asked once."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Literal

from app.accounts import queries as people
from app.associations import queries as associations
from app.intake import queries as intake
from app.opening.queries import written
from app.opening.queries.written import Decision, Mark
from app.opening.rules import needs
from app.opening.rules.needs import Counsellor, Expected, Offer
from app.opening.rules.readiness import Facts, Service
from app.placements import queries as placements
from app.reimbursement import queries as reimbursement
from app.reimbursement.rules import Policy
from app.team import queries as team
from app.worktasks import queries as worktasks
from tenants import form, settings
from tenants.registry import Municipality

LIMITS_OF_OTHERS = ("placements", "further_rule_sets")
PAYING = ("reimbursement", "policy")


def facts(here: Municipality, *, today: date, marks: Iterable[Mark]) -> Facts:
    """How the municipality stands today."""
    decided, services = written.decisions(), _services(today)
    money = _reimbursement(reimbursement.policies(), decided, today)
    network = tuple(one for one in associations.standings(today) if one.state != "ended")
    valid = frozenset(one.association_id for one in network if one.may_host and one.has_valid_agreement)
    limits = tuple(Service(code, known, code in decided) for code, known in services.items())
    return Facts(
        is_practice=here.is_practice,
        state=here.state,
        first_language=here.first_language,
        responsible=_responsible(tuple(services), today),
        municipalities=len(form.served_on(today, form.areas())),
        services=limits,
        reimbursement=money,
        unsaid=_unsaid(limits, money),
        members=Counter(member.role for member in people.team()),
        counsellors=tuple(
            Counsellor(week.week_minutes, week.reserve_minutes)
            for week in needs.weeks_counted(team.working_times(), today)
        ),
        associations=len(network),
        agreements=len(valid),
        offers=tuple(
            Offer(task.field, task.places, tuple(task.load.values()))
            for task in worktasks.open_tasks()
            if task.association_id in valid
        ),
        expected=expected(),
        working_days=needs.working_days_in_year(today),
        channels={way: channel.is_open for way, channel in intake.channels().items()},
        texts=frozenset(language for language, text in written.texts().items() if text.welcome and text.contact),
        asks_for_feedback=all(settings.value("feedback", name) for name in ("pulse", "survey", "association")),
        confirmed=frozenset(written.confirmed(marks)),
    )


def expected() -> Expected:
    """The figures of the playbook, as they hold here."""
    own, meetings = settings.section("opening"), settings.section("meetings")
    return Expected(
        clients_a_year=own["clients_a_year"],
        stay_months=own["stay_months"],
        meeting_minutes=own["meeting_minutes"],
        call_minutes=own["call_minutes"],
        guidance_gap_weeks=meetings["guidance_gap_weeks"],
        support_minutes=own["support_minutes"],
        support_every_weeks=settings.value("associations", "support_every_weeks"),
        leave_days=own["leave_days"],
    )


def _services(today: date) -> dict[str, bool]:
    """The services in use, and whether their limits are in force."""
    known = placements.rule_sets_on(today)
    return {code: code in known for code in settings.value("placements", "services_in_use")}


def _responsible(services: tuple[str, ...], today: date) -> frozenset[str]:
    """Roles of the form that somebody has in every service in use."""
    known = form.facts()
    held = [frozenset(form.holding(known, today, service_type=service)) for service in services]
    return frozenset.intersection(*held) if held else frozenset()


def _reimbursement(
    policies: Iterable[Policy], decided: dict[str, Decision], today: date
) -> Literal["decided", "none", "open"]:
    """K18: paid as decided, or expressly not paid; as long as neither is said it is open."""
    if any(policy.valid_to is None or policy.valid_to >= today for policy in policies):
        return "decided"
    return "none" if "no_reimbursement" in decided and settings.value(*PAYING) == "none" else "open"


def _unsaid(services: Iterable[Service], money: str) -> tuple[tuple[str, str], ...]:
    """Local settings that are not said, but for those that nothing in use asks for."""
    needless = set()
    if all(service.has_limits for service in services):
        needless.add(LIMITS_OF_OTHERS)
    if money != "open":
        needless.add(PAYING)
    unsaid = (
        (section, setting.name)
        for section, setting in settings.playbook().all_settings()
        if setting.kind == "local" and setting.value is None
    )
    return tuple(where for where in unsaid if where not in needless)
