"""One journey through every floor, in Finnish: from an association's task to an approved reimbursement.

Told twice, with JavaScript and without. Everybody signs in with their own password; the client's account begins with
the letter that follows their own yes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app import factory
from app.accounts import rules as roles
from app.config import Settings
from app.values.period import Month
from app.values.working_days import holidays_of
from app.web.clock import now, today
from tenants import playbooks, provisioning
from tenants.registry import Municipality
from tests.factories import accounts, associations, people
from tests.factories.accounts import PASSWORD, Somebody
from tests.journeys import chromium, letters, serving
from tests.journeys.letters import Mailbox
from tests.journeys.storytelling import Reader, fi

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
OWN_PASSWORD = "seitsemän kuusta lammen rannalla"
LAST_MONTH = Month.of(today()).before()
FIRST_ON = LAST_MONTH.before().first_on


@dataclass(frozen=True)
class Cast:
    """Where it happens, who can sign in already, and the address of the person who will."""

    where: Municipality
    people: dict[str, Somebody]
    client_email: str


@dataclass
class Story:
    """Everybody in it, each at their own browser."""

    cast: Cast
    browser: Browser
    address: str
    mailbox: Mailbox
    script: bool
    readers: dict[str, Reader] = field(default_factory=dict)

    def __getitem__(self, role: str) -> Reader:
        """The person in this role, signed in."""
        if role not in self.readers:
            reader = self.readers[role] = self.somebody(width=420)
            reader.opens("/sign-in")
            reader.writes(email=self.cast.people[role].email, password=PASSWORD)
            reader.presses("Sign in")
        return self.readers[role]

    def somebody(self, *, width: int = 360) -> Reader:
        """A fresh browser."""
        context = chromium.context(self.browser, self.address, width=width, script=self.script)
        return Reader(context.new_page(), self.cast.where.slug, script=self.script)


def opened(slug: str) -> Municipality:
    """A practice municipality, opened from the first playbook."""
    at = now()
    return provisioning.open_municipality(
        slug=slug,
        name_fi=f"Tarinala {slug}",
        name_sv=f"Sagby {slug}",
        kind="practice",
        playbook=playbooks.load("kumina_1"),
        installers=factory.installers(by=None, at=at),
        by=None,
        at=at,
    )


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def script(request: pytest.FixtureRequest) -> bool:
    """Whether browsers run JavaScript."""
    return bool(request.param)


@pytest.fixture
def cast(app: Flask, script: bool) -> Cast:
    """A municipality opened from the playbook, its association, and people with passwords."""
    where = opened(f"tarina-{now().timestamp():.0f}-{'js' if script else 'nojs'}")
    association_id = associations.association(where, "Rannan Talkooväki ry")
    staff = (roles.SOCIAL_COUNSELLOR, roles.MUNICIPALITY_ADMIN, roles.FINANCE, roles.APPROVER)
    known = {role: accounts.somebody(app, where, role) for role in staff}
    known[roles.ASSOCIATION_MEMBER] = volunteer = accounts.somebody(app, None)
    people.membership(where, volunteer.id, roles.ASSOCIATION_MEMBER, association_id=association_id)
    return Cast(where, known, f"{where.slug}@esimerkki.example")


@pytest.fixture
def story(cast: Cast, script: bool, settings: Settings, browser_program: Browser, tmp_path: Path) -> Iterator[Story]:
    with serving.served(settings, tmp_path) as web, letters.delivered(settings, tmp_path, web.address) as mailbox:
        yield Story(cast, browser_program, web.address, mailbox, script)


def test_from_a_task_to_an_approved_reimbursement(story: Story) -> None:
    given_the_municipality_has_decided_to_pay(story)
    given_an_association_has_published_a_task(story)
    when_a_person_gets_in_touch(story)
    when_the_person_decides_to_begin(story)
    when_the_client_writes_a_ladder_with_two_rungs(story)
    when_the_client_is_placed_in_the_task(story)
    when_the_association_marks_and_confirms_a_month(story)
    then_finance_prepares_a_claim_that_explains_itself(story)
    then_a_second_person_approves_it(story)
    then_nobody_saw_more_than_they_should(story)


def given_the_municipality_has_decided_to_pay(story: Story) -> None:
    """10.09 € a day, as Järvenpää decided."""
    admin = story[roles.MUNICIPALITY_ADMIN]
    admin.opens("reimbursement/decision/new")
    admin.writes(day="10,09", body="Kaupunkikehityslautakunta", section="54 §")
    admin.dates("valid_from", date(2026, 1, 1))
    admin.dates("decided_on", date(2018, 5, 16))
    admin.presses("Write down the decision")
    admin.reads("10,09")


def given_an_association_has_published_a_task(story: Story) -> None:
    volunteer = story[roles.ASSOCIATION_MEMBER]
    volunteer.opens("worktasks/new")
    volunteer.writes(name="Kahvilan apulainen", description="Keität kahvia ja palvelet asiakkaita.", places="2")
    volunteer.chooses("field", "kitchen")
    volunteer.presses("Save as a draft")
    volunteer.taps("main a[href$='/publish']")
    volunteer.chooses("not_a_substitute", "y")
    volunteer.presses("Publish")
    volunteer.reads("Kahvilan apulainen")


def when_a_person_gets_in_touch(story: Story) -> None:
    """Themself, on the public page, signed in nowhere (K1)."""
    stranger = story.somebody()
    stranger.opens("contact")
    stranger.writes(calling_name="Aino", reach=story.cast.client_email, wishes="Jotain käsillä tekemistä.")
    stranger.taps("form.kumina-form button")
    assert stranger.page.url.endswith("/contact/thanks")


def when_the_person_decides_to_begin(story: Story) -> None:
    """The visit, the call, the yes (K2, K4, K5); then the letter with the link to one's own page."""
    counsellor = story[roles.SOCIAL_COUNSELLOR]
    counsellor.opens("intake/")
    counsellor.follows("Aino")
    counsellor.follows(fi("Record the visit"))
    counsellor.dates("visited_on", today())
    counsellor.presses("Save")
    counsellor.taps("main a[href$='/yes']")
    counsellor.dates("first_appointment_on", today() + timedelta(days=3))
    counsellor.presses("Save the yes")
    counsellor.reads("Aino")
    link = letters.link_in(story.mailbox.letter_to(story.cast.client_email))
    client = story.readers[roles.CLIENT] = story.somebody()
    client.opens(link.removeprefix(story.address))
    client.writes(new_password=OWN_PASSWORD, new_password_confirm=OWN_PASSWORD)
    client.presses("Continue")


def when_the_client_writes_a_ladder_with_two_rungs(story: Story) -> None:
    """In their own words; nobody else can (K7)."""
    client = story[roles.CLIENT]
    client.opens("ladder/write")
    client.writes(goal="Työ keittiössä", benefits="Oma rytmi")
    client.presses("Save")
    for words in ("Soitan kahvilaan", "Suoritan hygieniapassin"):
        client.follows(fi("Add a step"))
        client.writes(words=words)
        client.presses("Add the step")
    client.reads("Suoritan hygieniapassin")
    client.presses("Show it to my counsellor")


def when_the_client_is_placed_in_the_task(story: Story) -> None:
    counsellor = story[roles.SOCIAL_COUNSELLOR]
    counsellor.opens("placements/new")
    for name in ("client_id", "task_id"):
        field = counsellor.page.locator(f"select[name={name}]")
        field.select_option(index=field.locator("option").count() - 1)
    counsellor.dates("first_on", FIRST_ON)
    counsellor.dates("last_on", FIRST_ON + timedelta(days=180))
    counsellor.chooses("weekdays", "1", "2")
    counsellor.writes(hours_a_day="5", supervisor="Sirkka")
    counsellor.chooses("plan_basis", "activation_plan")
    counsellor.dates("plan_on", FIRST_ON)
    counsellor.presses("Agree on the placement")
    counsellor.reads("Kahvilan apulainen")


def when_the_association_marks_and_confirms_a_month(story: Story) -> None:
    """Last month: every day came, then the association puts its name to it."""
    volunteer = story[roles.ASSOCIATION_MEMBER]
    volunteer.opens("attendance/")
    volunteer.follows("Aino")
    volunteer.follows(fi("Previous month"))
    volunteer.taps("button[name=rest]")
    volunteer.presses("Confirm the month")
    volunteer.reads(fi("The month is confirmed"))


def then_finance_prepares_a_claim_that_explains_itself(story: Story) -> None:
    """Days × rate, by the municipality's own decision, and without a name."""
    finance = story[roles.FINANCE]
    finance.opens(f"reimbursement/{LAST_MONTH}")
    finance.presses("Prepare the claims")
    finance.follows("Rannan Talkooväki ry")
    finance.reads("10,09")
    agreed = [day for day in LAST_MONTH.days() if day.isoweekday() in (1, 2) and day not in holidays_of(day.year)]
    finance.reads(f"{len(agreed) * 1009 / 100:.2f}".replace(".", ","))
    finance.reads_not("Aino")


def then_a_second_person_approves_it(story: Story) -> None:
    approver = story[roles.APPROVER]
    approver.opens(f"reimbursement/{LAST_MONTH}")
    approver.follows("Rannan Talkooväki ry")
    approver.follows(fi("Look through and approve"))
    approver.taps("form.kumina-form button")
    approver.reads(fi("The claim is approved."))
    approver.reads_not("Aino")


def then_nobody_saw_more_than_they_should(story: Story) -> None:
    """The association never meets the ladder; the counsellor reads it because it was shown."""
    counsellor, volunteer = story[roles.SOCIAL_COUNSELLOR], story[roles.ASSOCIATION_MEMBER]
    counsellor.opens("clients/")
    counsellor.follows("Aino")
    counsellor.follows(fi("Goal ladder"))
    counsellor.reads("Työ keittiössä")
    volunteer.opens("attendance/")
    volunteer.reads_not("Työ keittiössä")
    volunteer.reads_not(story.cast.client_email)
