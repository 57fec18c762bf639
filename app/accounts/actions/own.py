"""What a person changes of their own account, under their own token."""

from uuid import UUID

from sqlalchemy import delete, update

from app.accounts import rules
from app.accounts.models import BrowserSession, Identity, Person
from app.values.refusal import refuse_if
from tenants import database


def set_language(*, language: str, by: UUID) -> None:
    """The language of pages and letters."""
    database.session().execute(update(Person).where(Person.id == by).values(language=language))


def set_short_code(*, code: str, hashed: str, by: UUID) -> None:
    """The code with which a client works on a screen that was handed over; kept as a password hash."""
    refuse_if(rules.may_be_short_code(code))
    database.session().execute(update(Person).where(Person.id == by).values(short_code=hashed))


def end_session(*, id_hash: bytes, by: UUID) -> None:
    """One browser is signed out (ASVS v5.0.0-7.5.2)."""
    mine = (BrowserSession.person_id == by) & (BrowserSession.id_hash == id_hash)
    database.session().execute(delete(BrowserSession).where(mine))


def end_other_sessions(*, keeping: bytes, by: UUID) -> None:
    """Every browser but this one is signed out."""
    mine = (BrowserSession.person_id == by) & (BrowserSession.id_hash != keeping)
    database.session().execute(delete(BrowserSession).where(mine))


def unlink_identity(*, issuer: str, subject: str, by: UUID) -> None:
    """The provider's account no longer opens this one."""
    mine = (Identity.person_id == by) & (Identity.issuer == issuer) & (Identity.subject == subject)
    database.session().execute(delete(Identity).where(mine))
