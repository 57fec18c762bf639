"""A real SMTP server that remembers what it took, and can be told to refuse."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from app import outbox
from app.outbox import printing
from app.outbox.delivery import House
from app.outbox.smtp import Post
from app.web.clock import now
from tenants import context, database


@dataclass
class MailServer:
    """`refuses` answers for an address or a letter; what is taken is kept in order."""

    taken: list[EmailMessage] = field(default_factory=list)
    refuses: Callable[[str], str | None] = field(default=lambda _address: None)
    after_data: Callable[[], str] = field(default=lambda: "250 Taken")
    port: int = 0

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        refusal = self.refuses(address)
        if refusal is None:
            envelope.rcpt_tos.append(address)
        return refusal or "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.after_data()
        if answer.startswith("250"):
            message = message_from_bytes(envelope.content or b"", policy=policy.default)
            assert isinstance(message, EmailMessage)
            self.taken.append(message)
        return answer

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.taken]


@pytest.fixture
def mail() -> Iterator[MailServer]:
    server = MailServer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        server.port = free.getsockname()[1]
    controller = Controller(server, hostname="127.0.0.1", port=server.port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def house(app: Flask, mail: MailServer) -> House:
    """What the worker is given, with this test's post office."""
    return House(now, printing.printer(app), Post(mail.url, "Kumina <kumina@esimerkki.example>"))


@pytest.fixture
def as_clock(app: Flask, url_of: Callable[[str], str]) -> Iterator[None]:
    """The database as the worker's role; the web's again afterwards."""
    settings = app.config["KUMINA"]
    database.configure(url_of("kumina_clock"), settings.signer)
    yield
    database.configure(url_of("kumina_web"), settings.signer)


@pytest.fixture
def posts() -> Callable[..., None]:
    """Post a letter at the global door."""

    def post(to: str = "aino@esimerkki.example", **more: object) -> object:
        facts = {"link": "https://kumina.example/x"}
        with context.globally(), database.writing():
            return outbox.post("outbox.trial", **{"to": to, "language": "fi", "facts": facts, "at": now(), **more})

    return post
