"""A mailbox on this machine: letters of a practice installation become files, and nobody outside gets any."""

import email
import itertools
from datetime import UTC, datetime
from email import policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

_numbers = itertools.count(1)


class Mailbox:
    """Each letter as .eml, and its words beside it as .txt, so that a link in it can be clicked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802, ARG002
        content = envelope.original_content or b""
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{next(_numbers):04d}"
        self._keep(f"{name}.eml", content)
        letter = email.message_from_bytes(content, policy=policy.default)
        body = letter.get_body(preferencelist=("plain", "html"))
        words = str(body.get_content()) if body else ""
        self._keep(f"{name}.txt", f"To: {letter['To']}\nSubject: {letter['Subject']}\n\n{words}".encode())
        return "250 Kept"

    def _keep(self, name: str, content: bytes) -> None:
        half = self.folder / f".{name}.new"
        half.touch(mode=0o600)
        half.write_bytes(content)
        half.rename(self.folder / name)


def listening(folder: Path, port: int) -> Controller:
    """A controller for the mailbox, on this machine's own address only."""
    return Controller(Mailbox(folder), hostname="127.0.0.1", port=port, ident="Kumina mailbox")
