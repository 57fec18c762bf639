"""The letters that really leave: a worker takes them from the outbox, a mail server of the test's receives them."""

import contextlib
import re
import sys
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope

from app.config import Settings
from tests.journeys import serving

WITHIN_S = 60
SETTLED_WITHIN_S = 150
QUIET_S = 5
LINK = re.compile(r"https?://\S+")


class Mailbox:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802 - theirs
        """Take a letter."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        self.letters.append(message_from_bytes(raw, policy=policy.default))
        return "250 kept"

    def settles(self) -> None:
        """Let the letters of earlier tests leave first: hundreds may wait in a whole run, and none is the story's."""
        deadline, seen, since = time.monotonic() + SETTLED_WITHIN_S, -1, time.monotonic()
        while time.monotonic() < min(deadline, since + QUIET_S):
            if len(self.letters) != seen:
                seen, since = len(self.letters), time.monotonic()
            time.sleep(0.1)

    def letter_to(self, address: str) -> EmailMessage:
        """The newest letter to this address; waits for it."""
        deadline = time.monotonic() + WITHIN_S
        while time.monotonic() < deadline:
            for letter in reversed(self.letters):
                if address in str(letter["to"]):
                    return letter
            time.sleep(0.1)
        raise AssertionError(f"no letter to {address} within {WITHIN_S} s; came: {[m['to'] for m in self.letters]}")


def link_in(letter: EmailMessage) -> str:
    """The first address in the letter's plain text."""
    body = letter.get_body(("plain",))
    assert body is not None
    found = LINK.search(body.get_content())
    assert found, body.get_content()
    return found[0]


@contextlib.contextmanager
def delivered(settings: Settings, folder: Path, base_url: str) -> Iterator[Mailbox]:
    """A mailbox and a worker that fills it, for as long as they are needed."""
    mailbox, port = Mailbox(), serving.free_port()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    env = serving.environment(settings, KUMINA_SMTP_URL=f"smtp://127.0.0.1:{port}", KUMINA_BASE_URL=base_url)
    worker = serving.start(env, folder / "worker.log", sys.executable, "-m", "app.cli", "worker")
    try:
        mailbox.settles()
        yield mailbox
    finally:
        serving.end(worker)
        server.stop()
