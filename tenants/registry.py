"""The municipalities there are: a global table, readable by all, because a path must find its municipality."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import CheckConstraint, bindparam, func, select, text, update
from sqlalchemy.orm import Mapped, mapped_column

from tenants import database

Kind = Literal["practice", "real"]
State = Literal["preparing", "open", "suspended", "closed"]

STEPS: Final[dict[State, frozenset[State]]] = {
    "preparing": frozenset({"open", "closed"}),
    "open": frozenset({"suspended", "closed"}),
    "suspended": frozenset({"open", "closed"}),
    "closed": frozenset(),
}


class UnknownMunicipality(LookupError):
    """No municipality answers to this name."""


class RegistryMunicipality(database.Base):
    """One municipality: kind never changes (a practice municipality cannot become real), states go one way."""

    __tablename__ = "registry_municipality"
    __table_args__ = (
        CheckConstraint("slug ~ '^[a-z][a-z0-9-]{1,40}$'", name="registry_municipality_slug_is_a_path"),
        CheckConstraint("kind IN ('practice', 'real')", name="registry_municipality_kind_is_known"),
        CheckConstraint(
            "state IN ('preparing', 'open', 'suspended', 'closed')", name="registry_municipality_state_is_known"
        ),
        CheckConstraint("first_language IN ('fi', 'sv')", name="registry_municipality_language_is_known"),
        CheckConstraint("brand_colour ~ '^#[0-9a-f]{6}$'", name="registry_municipality_brand_colour_is_hex"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"))
    slug: Mapped[str] = mapped_column(unique=True)
    name_fi: Mapped[str]
    name_sv: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str] = mapped_column(server_default="preparing")
    first_language: Mapped[str] = mapped_column(server_default="fi")
    brand_colour: Mapped[str] = mapped_column(server_default="#0b5a6b")
    playbook: Mapped[str]
    opened_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Municipality:
    """What everybody may know of a municipality."""

    id: UUID
    slug: str
    name_fi: str
    name_sv: str
    kind: Kind
    state: State
    first_language: str
    brand_colour: str
    playbook: str

    @property
    def is_practice(self) -> bool:
        """Whether every person and figure in it is invented, and every page must say so."""
        return self.kind == "practice"

    def name(self, language: str) -> str:
        """The municipality's name in this language (Finnish also for English)."""
        return self.name_sv if language == "sv" else self.name_fi


_R = RegistryMunicipality
_COLUMNS = (_R.id, _R.slug, _R.name_fi, _R.name_sv, _R.kind, _R.state, _R.first_language, _R.brand_colour, _R.playbook)
_BY_SLUG = select(*_COLUMNS).where(_R.slug == bindparam("slug"))
_BY_ID = select(*_COLUMNS).where(_R.id == bindparam("id"))
_ALL = select(*_COLUMNS).order_by(_R.name_fi)


def by_slug(slug: str) -> Municipality:
    """The municipality at this path; raises UnknownMunicipality."""
    return _one(database.session().execute(_BY_SLUG, {"slug": slug}).one_or_none(), slug)


def by_id(municipality_id: UUID) -> Municipality:
    """The municipality with this id; raises UnknownMunicipality."""
    return _one(database.session().execute(_BY_ID, {"id": municipality_id}).one_or_none(), municipality_id)


def municipalities() -> tuple[Municipality, ...]:
    """All of them, by Finnish name."""
    return tuple(Municipality(*row) for row in database.session().execute(_ALL))  # type: ignore[arg-type]


def add(
    *, slug: str, name_fi: str, name_sv: str, kind: Kind, playbook: str, first_language: str = "fi"
) -> Municipality:
    """Write a new municipality in state `preparing`; needs the operator's token."""
    row = RegistryMunicipality(
        slug=slug, name_fi=name_fi, name_sv=name_sv, kind=kind, playbook=playbook, first_language=first_language
    )
    database.session().add(row)
    database.session().flush()
    return by_id(row.id)


def move(municipality_id: UUID, state: State, *, at: datetime) -> Municipality:
    """Take the municipality to its next state; raises ValueError for a step the way does not have."""
    now = by_id(municipality_id)
    if state not in STEPS[now.state]:
        raise ValueError(f"{now.slug} is {now.state}: it cannot become {state}")
    opened = {"opened_at": func.coalesce(_R.opened_at, at)} if state == "open" else {}
    database.session().execute(update(_R).where(_R.id == municipality_id).values(state=state, **opened))
    return by_id(municipality_id)


def set_brand_colour(municipality_id: UUID, colour: str) -> None:
    """Store the colour of the municipality's pages; that it can be read against is checked by who asks."""
    database.session().execute(update(_R).where(_R.id == municipality_id).values(brand_colour=colour))


def _one(row: object, asked: object) -> Municipality:
    if row is None:
        raise UnknownMunicipality(str(asked))
    return Municipality(*row)  # type: ignore[misc]
