"""The letters of signing in: what each is about and the link it carries; their words stand in templates/mail."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from flask_security import MailUtil

from app import outbox
from app.web.clock import now
from tenants import context, database, registry

KINDS: Final[Mapping[str, str]] = {
    "reset_notice": "accounts.password_changed",
    "change_notice": "accounts.password_changed",
}
"""Flask-Security's templates and what we call them; the letter with the link is our own (recovery.py)."""
_base_url = ""


def configure(base_url: str) -> None:
    """Where links lead (KUMINA_BASE_URL)."""
    global _base_url  # noqa: PLW0603 - one address a process is the point
    _base_url = base_url


def invite(*, to: str, language: str, secret: str, at: datetime) -> None:
    """In the open transaction of a municipality: the letter with an invitation's link."""
    outbox.post("accounts.invitation", to=to, language=language, facts={"link": invitation_link(secret)}, at=at)


def operator_acted(*, to: str, language: str, at: datetime) -> None:
    """In the open transaction of a municipality: an operator did something in it, and here it says what and why."""
    slug = registry.by_id(context.current()).slug
    link = f"{_base_url}/{slug}/operator-acts"
    outbox.post("accounts.operator_acted", to=to, language=language, facts={"link": link}, at=at)


def invite_all(letters: Iterable[tuple[str, str, str, datetime]], *, at: datetime) -> None:
    """Many invitations – address, language, secret and when to leave – in the open transaction."""
    here = f"{_base_url}/{registry.by_id(context.current()).slug}/invitations"
    paced = (
        outbox.Paced(to=to, language=language, facts={"link": f"{here}/{secret}"}, due=due)
        for to, language, secret, due in letters
    )
    outbox.post_all("accounts.invitation", paced, at=at)


def invitation_link(secret: str) -> str:
    """Where the invitation of the municipality now open is accepted."""
    return link_to(f"invitations/{secret}")


def link_to(path: str) -> str:
    """The whole address of a page of the municipality now open."""
    return f"{_base_url}/{registry.by_id(context.current()).slug}/{path}"


def link(path: str) -> str:
    """Where a page of the municipality now open stands, for a letter."""
    return f"{_base_url}/{registry.by_id(context.current()).slug}{path}"


def tell(kind: str, *, to: str | None, language: str, at: datetime, link: str = "/me") -> None:
    """A letter to a person as themself, posted on its own; who has no address is not told."""
    if to:
        with context.globally(), database.writing():
            outbox.post(kind, to=to, language=language, facts={"link": f"{_base_url}{link}"}, at=at)


class Letters(MailUtil):
    """Flask-Security's letters leave through the outbox, in the receiver's language."""

    def send_mail(self, template: str, *_sent: Any, user: Any, **_facts: Any) -> None:
        """Post the letter of this template; its words are ours."""
        kind = KINDS[template.rpartition("/")[2]]
        tell(kind, to=user.email, language=user.language, at=now(), link="/forgotten-password")

    def normalize(self, email: str) -> str:
        """Addresses are looked up as they are kept; whether one could exist is not asked when signing in."""
        return email.strip().lower()
