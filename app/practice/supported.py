"""How the invented network is supported: contacts, open matters, a season that was asked about, a proposal."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from app.accounts import rules as roles
from app.proposals import actions as proposals
from app.support import actions as support
from app.support import queries
from tenants import database

CONTACTS: Final = (
    (0, "visit", 12, "Käytiin läpi kevään lounaslistat ja keittiön avaimet."),
    (0, "call", 3, "Kuulumiset: kaikki sujuu."),
    (1, "call", 40, "Sovittiin iltapäiväkerhon syyskauden päivistä."),
)
"""Which association, how, how many days ago, what about; the third has never been called and says so."""


def show(
    association_ids: Sequence[UUID], *, counsellor: UUID, lead: UUID, speaker: UUID, season: str, at: datetime
) -> None:
    """Everything by who may do it, at a time before now."""
    first, second, third = association_ids[:3]
    own = frozenset((first, second, third))
    with database.standing_in(person_id=counsellor, roles=(roles.SOCIAL_COUNSELLOR,)):
        for association_id in (first, second):
            support.name_counsellor(association_id=association_id, person_id=counsellor, by=counsellor, at=at)
        for number, how, days, words in CONTACTS:
            then = at - timedelta(days=days)
            said: dict[str, Any] = {"how": how, "met_on": then.date(), "words": words}
            support.write_contact(association_id=association_ids[number], **said, by=counsellor, at=then)
    with database.standing_in(person_id=speaker, roles=(roles.ASSOCIATION_ADMIN,)):
        before = at - timedelta(days=2)
        asked = "Keittiöön tarvittaisiin toinen avain aamuvuoroa varten."
        answered = support.open_own_matter(association_id=first, words=asked, own=own, by=speaker, at=before)
        waits = "Miten kerhon päivät merkitään syyslomalla?"
        support.open_own_matter(association_id=second, words=waits, own=own, by=speaker, at=at - timedelta(hours=3))
    with database.standing_in(person_id=counsellor, roles=(roles.SOCIAL_COUNSELLOR,)):
        done = "Avain on tilattu, ja sen voi noutaa perjantaina."
        then = at - timedelta(days=2) + timedelta(minutes=50)
        support.act_on_matter(matter_id=answered, words=done, closes=False, by=counsellor, at=then)
    _ask(first, third=third, lead=lead, speaker=speaker, own=own, season=season, at=at)
    _proposal(at)


def _ask(
    first: UUID, *, third: UUID, lead: UUID, speaker: UUID, own: frozenset[UUID], season: str, at: datetime
) -> None:
    """One has room, one has none and says why, one has not answered yet."""
    then = at - timedelta(days=5)
    with database.standing_in(person_id=lead, roles=(roles.TEAM_LEAD,)):
        until = (at + timedelta(days=25)).date()
        made = support.start_pulse(season=season, open_until_on=until, by=lead, at=then)
        replies = {one.association_id: one.id for one in queries.replies(made)}
    with database.standing_in(person_id=speaker, roles=(roles.ASSOCIATION_ADMIN,)):
        given: dict[str, Any] = {"own": own, "by": speaker, "at": then + timedelta(days=1), "wants_contact": False}
        wish = "Valmis perehdytyskansio uusille tulijoille."
        support.answer_pulse(reply_id=replies[first], places=3, reason=None, wish=wish, **given)
        wish = "Joku, joka voisi ohjata verstaalla kahtena päivänä viikossa."
        support.answer_pulse(reply_id=replies[third], places=0, reason="no_supervisor", wish=wish, **given)


def _proposal(at: datetime) -> None:
    secret = proposals.propose(
        name="Kuvitellun rannan kylätalo ry",
        business_id=None,
        kind="association",
        language="fi",
        contact_name="Essi Ehdottava",
        email="essi@kylatalo.example",
        offer="Kylätalon kahvio, pihatyöt ja talkoot. Mukaan mahtuu pari ihmistä.",
        by=None,
        at=at - timedelta(days=2),
    )
    proposals.confirm(secret=secret, by=None, at=at - timedelta(days=1))
