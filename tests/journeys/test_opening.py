"""A municipality opens from nothing, through its pages only: Närpes, Swedish first.

One command makes it and invites its first admin; everything after that is what people do at their own browsers. Nobody
who builds the house is asked for anything.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from app.cli import municipality
from app.config import Settings
from app.web.clock import today
from tests.factories.accounts import code_of
from tests.factories.openings import state_of_slug
from tests.journeys import chromium, letters, serving
from tests.journeys.letters import Mailbox
from tests.journeys.storytelling import Reader, said

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
PASSWORD = "sju granar vid en sjö i söder"
DECIDED = date(2026, 10, 1)
CLIENTS = "4"


@dataclass
class Story:
    """Everybody in it, each at their own browser and under their own address."""

    slug: str
    browser: Browser
    address: str
    mailbox: Mailbox
    readers: dict[str, Reader] = field(default_factory=dict)

    def email(self, who: str) -> str:
        """Where letters reach them."""
        return f"{who}.{self.slug}@esimerkki.example"

    def joins(self, who: str, name: str, link: str) -> Reader:
        """Through the link of their letter: a name, a password, a second factor, and they belong."""
        context = chromium.context(self.browser, self.address, language="sv", width=420)
        reader = self.readers[who] = Reader(context.new_page(), self.slug, script=True, language="sv")
        path = re.sub(r"^https?://[^/]+", "", link)
        reader.opens(path)
        reader.writes(name=name, new_password=PASSWORD, new_password_confirm=PASSWORD)
        reader.taps("form.kumina-form button[type=submit]:not([name])")
        key = _own_factor(reader)
        reader.page.get_by_label(said("sv", "Code from the app")).fill(code_of(key))
        reader.presses("Take into use")
        reader.opens(path)
        reader.taps("form.kumina-form button[type=submit]:not([name])")
        return reader

    def invited(self, who: str, name: str) -> Reader:
        """The same, with the link from the letter that came."""
        return self.joins(who, name, letters.link_in(self.mailbox.letter_to(self.email(who))))


def _own_factor(reader: Reader) -> str:
    """A real municipality asks for an authenticator app or a passkey; answers the app's key."""
    reader.opens("/me/factors/authenticator")
    return str(reader.page.locator(".kumina-key").inner_text())


@pytest.fixture
def slug(app: Flask) -> str:
    return f"narpes-{secrets.token_hex(4)}"


@pytest.fixture
def story(app: Flask, slug: str, settings: Settings, browser_program: Browser, tmp_path: Path) -> Iterator[Story]:
    with serving.served(settings, tmp_path) as web, letters.delivered(settings, tmp_path, web.address) as mailbox:
        yield Story(slug, browser_program, web.address, mailbox)


def test_from_one_command_to_an_open_municipality(app: Flask, story: Story) -> None:
    admin = given_one_command_and_a_letter(app, story)
    when_the_admin_says_who_they_are(admin)
    when_the_decisions_are_written_down(admin)
    when_the_team_is_invited_and_says_its_week(story, admin)
    when_an_association_joins_and_offers_its_work(story, admin)
    when_ways_in_and_texts_are_written(admin)
    then_it_goes_live(story, admin)
    then_people_may_get_in_touch(story)


def given_one_command_and_a_letter(app: Flask, story: Story) -> Reader:
    words = ["open", story.slug, "--code", "545", "--kind", "real", "--language", "sv"]
    words += ["--admin", story.email("admin"), "--admin-name", "Saga Exempel"]
    done = app.test_cli_runner().invoke(municipality.commands, words)
    assert done.exit_code == 0, done.output
    assert state_of_slug(story.slug) == "preparing"
    admin = story.invited("admin", "Saga Exempel")
    admin.opens("")
    assert admin.page.url.endswith(f"/{story.slug}/opening/"), "home is the wizard"
    return admin


def when_the_admin_says_who_they_are(admin: Reader) -> None:
    """Four roles, and the look confirmed; the municipality served came with the command."""
    for role in ("organiser", "producer", "payer", "controller"):
        admin.opens("responsibilities/new")
        admin.chooses("role", role)
        admin.chooses("kind", "municipality")
        admin.writes(name="Närpes stad", basis="Stadsstyrelsen § 1")
        admin.dates("valid_from", DECIDED)
        admin.presses("Write it down")
    admin.opens("opening/look")
    admin.presses("Confirm")


def when_the_decisions_are_written_down(admin: Reader) -> None:
    """K18: that nothing is paid is decided too. K29: four clients in the first year."""
    for subject, section in (("rehabilitative_work", "§ 2"), ("no_reimbursement", "§ 3")):
        admin.opens(f"opening/decisions/{subject}")
        admin.writes(body="Stadsstyrelsen", section=section)
        admin.dates("decided_on", DECIDED)
        admin.dates("valid_from", DECIDED)
        admin.presses("Save")
        admin.reads(section)
    admin.opens("settings/opening/clients_a_year/change")
    admin.writes(value=CLIENTS)
    admin.presses("Save")


def when_the_team_is_invited_and_says_its_week(story: Story, admin: Reader) -> None:
    admin.opens("team/invite")
    admin.writes(name="Sofia Stödjande", email=story.email("counsellor"))
    admin.chooses("role", "social_counsellor")
    admin.chooses("language", "sv")
    admin.presses("Send the invitation")
    story.invited("counsellor", "Sofia Stödjande")
    admin.opens("hours/")
    admin.follows("Sofia Stödjande")
    admin.taps("main a[href$='/week']")
    admin.dates("valid_from", today())
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    admin.writes(**dict.fromkeys(days, "7,25"), reserve="4")
    admin.presses("Save")


def when_an_association_joins_and_offers_its_work(story: Story, admin: Reader) -> None:
    """Invited with a name and an address; the rest it tells and binds itself to."""
    admin.opens("associations/invite")
    admin.writes(name="Närpes Byaråd rf", person="Viola Frivillig", email=story.email("association"))
    admin.chooses("language", "sv")
    admin.taps("form.kumina-form button[type=submit]:not([name])")
    there = story.invited("association", "Viola Frivillig")
    there.opens("associations/own")
    there.taps("main a[href$='/fill-in']")
    there.chooses("languages", "sv")
    there.writes(street="Kyrkvägen 1", postal_code="64200", town="Närpes", contact_name="Viola Frivillig")
    there.writes(phone="040 000 0000")
    there.presses("Save")
    there.taps("main a[href$='/agreement/accept']")
    there.chooses("statements", "not_a_substitute", "not_dependent")
    there.presses("Accept the agreement")
    for name, kind in (("Caféhjälp", "kitchen"), ("Gårdskarl", "property")):
        there.opens("worktasks/new")
        there.writes(name=name, description="Du arbetar tillsammans med andra.", places="2")
        there.chooses("field", kind)
        there.taps("form.kumina-form button[type=submit]:not([name])")
        there.taps("main a[href$='/publish']")
        there.chooses("not_a_substitute", "y")
        there.presses("Publish")
    admin.opens("opening/network")
    admin.follows("Närpes Byaråd rf")
    admin.taps("main a[href$='/decide/approved']")
    admin.taps("form.kumina-form button[type=submit]:not([name])")


def when_ways_in_and_texts_are_written(admin: Reader) -> None:
    admin.opens("opening/ways-in/adult_social_work")
    admin.writes(unit="Vuxensocialarbetet", phone="06 000 0000")
    admin.dates("agreed_on", DECIDED)
    admin.presses("Save")
    admin.opens("opening/texts/sv")
    admin.writes(welcome="Välkommen till Närpes.", contact="Torget 1, 06 000 0000", hours="mån–tors 9–15")
    admin.presses("Save")


def then_it_goes_live(story: Story, admin: Reader) -> None:
    """K28: 4 clients × 12 months ÷ 12 are 4 places, and there are 4; the team gets its letter."""
    admin.opens("opening/readiness")
    admin.reads(said("sv", "The municipality is ready to go live."))
    admin.opens("opening/go_live")
    admin.presses("Open the municipality")
    admin.reads(said("sv", "The municipality is open. The team has been told by letter."))
    assert state_of_slug(story.slug) == "open"
    letter = story.mailbox.letter_to(story.email("counsellor"))
    assert "Närpes" in str(letter["subject"])


def then_people_may_get_in_touch(story: Story) -> None:
    context = chromium.context(story.browser, story.address, language="sv", width=360)
    stranger = Reader(context.new_page(), story.slug, script=True, language="sv")
    stranger.opens("")
    stranger.reads("Välkommen till Närpes.")
    stranger.opens("contact")
    stranger.writes(calling_name="Alva", reach="040 123 4567")
    stranger.taps("form.kumina-form button")
    assert stranger.page.url.endswith("/contact/thanks")
