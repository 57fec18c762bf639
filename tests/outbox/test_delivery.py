"""A letter is sent, marked and erased; what fails is tried again, and what cannot succeed is dead and seen."""

import ssl
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import psycopg
import pytest

from app import outbox
from app.outbox import delivery
from app.outbox.delivery import House
from app.outbox.smtp import Post, Undelivered
from app.web.clock import now
from tenants import context
from tenants.registry import Municipality
from tests.factories import municipalities
from tests.outbox.conftest import MailServer

Posts = Callable[..., UUID]
pytestmark = pytest.mark.usefixtures("as_clock")


def deliver(letter: UUID, house: House, *, is_last: bool = False) -> None:
    with context.globally(roles=("clock",)):
        delivery.deliver(letter, house, is_last=is_last)


def state(db: psycopg.Connection, letter: UUID) -> dict[str, object]:
    columns = "id, sealed, sent_at, dead_at, fault"
    row = db.execute(
        "SELECT jsonb_build_object('sealed', sealed IS NOT NULL, 'sent', sent_at IS NOT NULL,"
        " 'dead', dead_at IS NOT NULL, 'fault', fault)"
        f" FROM (SELECT {columns} FROM outbox_global_letter UNION ALL SELECT {columns} FROM outbox_letter) l"
        " WHERE id = %s",
        (letter,),
    ).fetchone()
    assert row is not None
    return dict(row[0])


WAITING = {"sealed": True, "sent": False, "dead": False, "fault": None}
SENT = {"sealed": False, "sent": True, "dead": False, "fault": None}


def test_a_letter_arrives_once_and_is_erased(
    posts: Posts, house: House, mail: MailServer, superuser: psycopg.Connection
) -> None:
    letter = posts()
    deliver(letter, house)
    deliver(letter, house)
    [message] = mail.taken
    assert message["To"] == "aino@esimerkki.example"
    assert message["From"] == "Kumina <kumina@esimerkki.example>"
    assert message["Message-ID"] == f"<{letter}@esimerkki.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fi"
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert "https://kumina.example/x" in text.get_content()
    assert '<html lang="fi">' in html.get_content()
    assert "<title>" in html.get_content()
    assert state(superuser, letter) == SENT


def test_a_municipalitys_letter_says_who_sends_it_in_the_receivers_language(
    municipality: Municipality, house: House, mail: MailServer, superuser: psycopg.Connection
) -> None:
    facts = {"link": "https://kumina.example/?a=1&b=<2>"}
    with municipalities.inside(municipality):
        letter = outbox.post("outbox.trial", to="a@b.example", language="sv", facts=facts, at=now())
    assert letter is not None
    with context.entering(municipality.id, roles=("clock",)):
        delivery.deliver(letter, house, is_last=False)
    [message] = mail.taken
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert municipality.name_sv in text.get_content()
    assert "https://kumina.example/?a=1&b=<2>" in text.get_content()
    assert "?a=1&amp;b=&lt;2&gt;" in html.get_content()
    assert state(superuser, letter) == SENT


def test_another_municipalitys_door_finds_no_letter(
    municipality: Municipality, neighbour: Municipality, house: House, mail: MailServer, superuser: psycopg.Connection
) -> None:
    with municipalities.inside(municipality):
        letter = outbox.post("outbox.trial", to="a@b.example", language="fi", facts={"link": "x"}, at=now())
    assert letter is not None
    with context.entering(neighbour.id, roles=("clock",)):
        delivery.deliver(letter, house, is_last=True)
    with context.entering(municipality.id, roles=("team_lead",)):  # the right house, but not the clock
        delivery.deliver(letter, house, is_last=True)
    assert mail.taken == []
    assert state(superuser, letter) == WAITING


@pytest.mark.parametrize("answer", ["450 Busy", "451 Later", "421 Closing"])
def test_a_letter_refused_for_now_waits(
    posts: Posts, house: House, mail: MailServer, superuser: psycopg.Connection, answer: str
) -> None:
    mail.refuses = lambda _address: answer
    letter = posts()
    with pytest.raises(Undelivered, match=f"smtp_{answer[:3]}") as failed:
        deliver(letter, house)
    assert not failed.value.for_good
    assert state(superuser, letter) == WAITING
    mail.refuses = lambda _address: None
    deliver(letter, house)
    assert state(superuser, letter) == SENT


def test_a_letter_no_mailbox_takes_is_dead_at_once(
    posts: Posts, house: House, mail: MailServer, superuser: psycopg.Connection
) -> None:
    mail.refuses = lambda _address: "550 No such mailbox"
    letter = posts()
    with pytest.raises(Undelivered, match="smtp_550") as failed:
        deliver(letter, house)
    assert failed.value.for_good
    assert state(superuser, letter) == {"sealed": True, "sent": False, "dead": True, "fault": "smtp_550"}


def test_after_the_last_try_a_letter_is_dead_and_can_still_be_sent(
    posts: Posts, house: House, mail: MailServer, superuser: psycopg.Connection
) -> None:
    mail.after_data = lambda: "451 Full"
    letter = posts()
    with pytest.raises(Undelivered):
        deliver(letter, house, is_last=True)
    assert state(superuser, letter) == {"sealed": True, "sent": False, "dead": True, "fault": "smtp_451"}
    mail.after_data = lambda: "250 Taken"
    deliver(letter, house, is_last=True)
    assert state(superuser, letter) == SENT


def test_dead_letters_are_erased_after_a_while(
    posts: Posts, house: House, mail: MailServer, superuser: psycopg.Connection
) -> None:
    mail.refuses = lambda _address: "550 No such mailbox"
    letter = posts()
    with pytest.raises(Undelivered):
        deliver(letter, house)
    with context.globally(roles=("clock",)):
        delivery.forget_dead(now())
    assert state(superuser, letter)["sealed"] is False
    deliver(letter, house)
    assert mail.taken == []


def test_no_server_is_a_reason_to_wait(posts: Posts, house: House, superuser: psycopg.Connection) -> None:
    letter = posts()
    nowhere = House(now, house.prints, Post("smtp://127.0.0.1:1", "kumina@localhost"))
    with pytest.raises(Undelivered, match="ConnectionRefusedError"):
        deliver(letter, nowhere)
    assert state(superuser, letter) == WAITING


def test_a_server_that_hangs_up_after_taking_it_has_taken_it(
    posts: Posts, house: House, mail: MailServer, superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("smtplib.SMTP.quit", lambda _self: (_ for _ in ()).throw(ConnectionResetError("gone")))
    letter = posts()
    deliver(letter, house)
    assert len(mail.taken) == 1
    assert state(superuser, letter) == SENT


def test_eight_workers_at_one_letter_send_it_once(posts: Posts, house: House, mail: MailServer) -> None:
    def slowly() -> str:
        time.sleep(0.3)
        return "250 Taken"

    mail.after_data = slowly
    letter = posts()
    with ThreadPoolExecutor(8) as workers:
        for done in [workers.submit(deliver, letter, house) for _ in range(8)]:
            done.result(timeout=30)
    assert len(mail.taken) == 1


@pytest.mark.parametrize("url", ["http://mail", "smtp://", "mail:25", ""])
def test_a_post_office_is_named_in_full(url: str) -> None:
    with pytest.raises(ValueError, match="KUMINA_SMTP_URL"):
        Post(url, "kumina@localhost")


def test_encryption_that_cannot_be_trusted_is_refused(posts: Posts, house: House, mail: MailServer) -> None:
    plain = House(now, house.prints, Post(mail.url.replace("smtp:", "smtp+starttls:"), "kumina@localhost"))
    with pytest.raises(Undelivered, match="SMTPNotSupportedError"):
        deliver(posts(), plain)
    assert ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED
    assert mail.taken == []
