"""The last step out of the house: one letter over one SMTP connection, and what its failure means."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit
from uuid import UUID

TIMEOUT_S: Final = 15
PORTS: Final = {"smtp": 25, "smtps": 465, "smtp+starttls": 587}


class Undelivered(Exception):
    """The letter did not leave; `for_good` when trying again cannot help. The code holds no address and no words."""

    def __init__(self, code: str, *, for_good: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class Printed:
    """A letter in words."""

    subject: str
    text: str
    html: str
    language: str


@dataclass(frozen=True, slots=True)
class Post:
    """Where letters are handed over (KUMINA_SMTP_URL) and who sends them (KUMINA_MAIL_FROM)."""

    url: str
    sender: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("KUMINA_SMTP_URL begins with smtp://, smtps:// or smtp+starttls:// and names a server")

    def message(self, letter_id: UUID, to: str, printed: Printed, at: datetime) -> EmailMessage:
        """The letter as it travels; sent twice it carries the same Message-ID, so that mail systems know it again."""
        domain = parseaddr(self.sender)[1].rpartition("@")[2] or "localhost"
        message = EmailMessage()
        message["Message-ID"] = f"<{letter_id}@{domain}>"
        message["Date"] = format_datetime(at)
        message["From"] = self.sender
        message["To"] = str(Address(addr_spec=to))
        message["Subject"] = printed.subject
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(printed.text, cte="quoted-printable")
        message.add_alternative(printed.html, subtype="html", cte="quoted-printable")
        message["Content-Language"] = printed.language  # last: a change of content takes such headers away
        return message

    def send(self, message: EmailMessage) -> None:
        """Hand the letter over; returns when the other side has taken it. Raises Undelivered."""
        try:
            server = self._connected()
            try:
                server.send_message(message)
                with suppress(smtplib.SMTPException, OSError):  # it is taken: however badly they part
                    server.quit()
            finally:
                server.close()
        except smtplib.SMTPRecipientsRefused as refused:
            codes = [code for code, _ in refused.recipients.values()]
            raise Undelivered(f"smtp_{codes[0]}", for_good=all(code >= 500 for code in codes)) from None
        except smtplib.SMTPResponseException as refused:
            raise Undelivered(f"smtp_{refused.smtp_code}") from None
        except (smtplib.SMTPException, OSError) as failed:
            raise Undelivered(type(failed).__name__) from None

    def _connected(self) -> smtplib.SMTP:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
        trusted = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=trusted)
            if parts.scheme == "smtps"
            else smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        )
        try:
            if parts.scheme == "smtp+starttls":
                server.starttls(context=trusted)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
        except BaseException:
            server.close()
            raise
        return server
