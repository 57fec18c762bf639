"""The agreement as text: its clauses, what makes two texts the same version, and who may say yes to it."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.values.refusal import Refusal
from app.values.wording import LANGUAGES, Wording


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, or one statement, in every language the service speaks."""

    code: str
    title: Wording
    text: Wording


@dataclass(frozen=True, slots=True)
class Agreement:
    """The agreement as it stands now, with the number it has or will have."""

    number: int
    fingerprint: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A yes to one version, with the text and the parties as they were on that day."""

    id: UUID
    association_id: UUID
    number: int
    fingerprint: str
    clauses: tuple[Clause, ...]
    parties: Mapping[str, str]
    language: str
    accepted_at: datetime
    accepted_by_name: str


@dataclass(frozen=True, slots=True)
class Statement:
    """The two statements in the words they were given in."""

    id: UUID
    words: tuple[str, ...]
    given_at: datetime
    given_by_name: str
    until_on: date


def clauses(said: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """The playbook's rows; a language that was left out stands in Finnish."""
    return tuple(Clause(row["code"], _wording(row.get("title")), _wording(row["text"])) for row in said)


def statements(said: Iterable[Mapping[str, Any]]) -> tuple[Clause, ...]:
    """The two statements, which have no titles."""
    return tuple(Clause(row["code"], Wording("", "", ""), _wording(row["words"])) for row in said)


def plain(of: Iterable[Clause]) -> list[dict[str, Any]]:
    """Clauses as they are stored."""
    return [{"code": one.code, "title": _said(one.title), "text": _said(one.text)} for one in of]


def fingerprint(of: Iterable[Clause]) -> str:
    """The same text has the same fingerprint, whenever and in whichever order of languages it was written."""
    written = json.dumps(plain(of), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def may_accept(
    association_id: UUID, *, led: Collection[UUID], read: str, in_force: str, given: Collection[str], asked: int
) -> Refusal | None:
    """Only who leads the association binds it, and only to the text they have read, with both statements."""
    if association_id not in led:
        return Refusal("associations.only_its_admin_accepts")
    if read != in_force:
        return Refusal("associations.agreement_has_changed")
    return may_state(association_id, led=led, given=given, asked=asked)


def may_state(association_id: UUID, *, led: Collection[UUID], given: Collection[str], asked: int) -> Refusal | None:
    """Both statements or none: neither alone makes a host (189/2001)."""
    if association_id not in led:
        return Refusal("associations.only_its_admin_accepts")
    return None if len(set(given)) == asked else Refusal("associations.statement_missing", field_name="statements")


def _wording(said: Mapping[str, str] | None) -> Wording:
    words = said or {}
    return Wording(*(words.get(language) or words.get("fi", "") for language in LANGUAGES))


def _said(of: Wording) -> dict[str, str]:
    return {language: of.said_in(language) for language in LANGUAGES}
