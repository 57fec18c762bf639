"""The municipalities there are: a global table, readable by all, because a path must find its municipality."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Update,
    Uuid,
    bindparam,
    func,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from tenants import database

Kind = Literal["practice", "real"]
Language = Literal["fi", "sv"]
State = Literal["preparing", "open", "suspended", "closed"]

STEPS: Final[dict[State, frozenset[State]]] = {
    "preparing": frozenset({"open", "closed"}),
    "open": frozenset({"suspended", "closed"}),
    "suspended": frozenset({"open", "closed"}),
    "closed": frozenset(),
}


SLUG: Final = re.compile(r"[a-z][a-z0-9-]{1,40}")


class UnknownMunicipality(LookupError):
    """No municipality answers to this name."""


class NotTaken(RuntimeError):
    """A step that this municipality's state or this token does not allow was not taken."""


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
        CheckConstraint("logo ~ '^[0-9a-f]{64}$'", name="registry_municipality_logo_is_a_digest"),
        CheckConstraint("copy_of IS NULL OR kind = 'practice'", name="registry_municipality_copy_is_for_practice"),
        Index(
            "registry_municipality_has_one_copy",
            "copy_of",
            unique=True,
            postgresql_where=text("state <> 'closed'"),
        ),
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
    logo: Mapped[str | None]
    """SHA-256 of the logo that registry_logo holds, when there is one."""
    playbook: Mapped[str]
    lineage: Mapped[list[str]] = mapped_column(ARRAY(String), server_default="{}")
    """Whom its playbook was learnt from, when it began from another municipality's; never changes."""
    copy_of: Mapped[UUID | None] = mapped_column(ForeignKey("registry_municipality.id"))
    """Whose practice copy it is; only a practice municipality is one, and it stays it."""
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
    first_language: Language
    brand_colour: str
    logo: str | None
    """The digest of its logo, which stands at /<slug>/logo.png; None without one."""
    playbook: str

    @property
    def is_practice(self) -> bool:
        """Whether every person and figure in it is invented, and every page must say so."""
        return self.kind == "practice"

    def name(self, language: str) -> str:
        """The municipality's name in this language (Finnish also for English)."""
        return self.name_sv if language == "sv" else self.name_fi


_R = RegistryMunicipality
_COLUMNS = (
    _R.id,
    _R.slug,
    _R.name_fi,
    _R.name_sv,
    _R.kind,
    _R.state,
    _R.first_language,
    _R.brand_colour,
    _R.logo,
    _R.playbook,
)
_BY_SLUG = select(*_COLUMNS).where(_R.slug == bindparam("slug"))
_BY_ID = select(*_COLUMNS).where(_R.id == bindparam("id"))
_LINEAGE = select(_R.lineage).where(_R.id == bindparam("id"))
_LOCKED = select(*_COLUMNS).where(_R.id == bindparam("id")).with_for_update()
_COPY = select(*_COLUMNS).where(_R.copy_of == bindparam("of"), _R.state != "closed")
_NEW_ID = select(func.uuidv7(type_=Uuid()))
_ALL = select(*_COLUMNS).order_by(_R.name_fi)


def by_slug(slug: str) -> Municipality:
    """The municipality at this path; raises UnknownMunicipality."""
    if not SLUG.fullmatch(slug):
        raise UnknownMunicipality(slug)
    return _one(database.session().execute(_BY_SLUG, {"slug": slug}).one_or_none(), slug)


def by_id(municipality_id: UUID) -> Municipality:
    """The municipality with this id; raises UnknownMunicipality."""
    return _one(database.session().execute(_BY_ID, {"id": municipality_id}).one_or_none(), municipality_id)


def locked(municipality_id: UUID) -> Municipality:
    """The municipality, held until the transaction ends; raises NotTaken for who may not change it."""
    row = database.session().execute(_LOCKED, {"id": municipality_id}).one_or_none()
    if row is None:
        raise NotTaken(f"{municipality_id} may not be changed under this token")
    return _one(row, municipality_id)


def lineage(municipality_id: UUID) -> tuple[str, ...]:
    """Whom its playbook was learnt from, the first one first."""
    return tuple(database.session().execute(_LINEAGE, {"id": municipality_id}).scalar_one())


def copy_of(municipality_id: UUID) -> Municipality | None:
    """Its practice copy, when it has one that is not closed."""
    row = database.session().execute(_COPY, {"of": municipality_id}).one_or_none()
    return None if row is None else _one(row, municipality_id)


def municipalities() -> tuple[Municipality, ...]:
    """All of them, by Finnish name."""
    return tuple(Municipality(*row) for row in database.session().execute(_ALL))  # type: ignore[arg-type, call-arg]


def add(
    *,
    slug: str,
    name_fi: str,
    name_sv: str,
    kind: Kind,
    playbook: str,
    first_language: str = "fi",
    municipality_id: UUID | None = None,
    lineage: tuple[str, ...] = (),
    copy_of: UUID | None = None,
) -> Municipality:
    """Write a new municipality in state `preparing`; its kind never changes again.

    It needs the operator's token, or for a practice copy that of an admin.
    """
    row = RegistryMunicipality(
        id=municipality_id or new_id(),
        slug=slug,
        name_fi=name_fi,
        name_sv=name_sv,
        kind=kind,
        playbook=playbook,
        first_language=first_language,
        lineage=list(lineage),
        copy_of=copy_of,
    )
    database.session().add(row)
    database.session().flush()
    return by_id(row.id)


def move(municipality_id: UUID, state: State, *, at: datetime) -> Municipality:
    """Take the municipality to its next state; raises NotTaken for a step that its way does not have."""
    now = by_id(municipality_id)
    if state not in STEPS[now.state]:
        raise NotTaken(f"{now.slug} is {now.state}: it cannot become {state}")
    opened = {"opened_at": func.coalesce(_R.opened_at, at)} if state == "open" else {}
    still = (_R.id == municipality_id) & (_R.state == now.state)
    _changed(update(_R).where(still).values(state=state, **opened), now.slug)
    return by_id(municipality_id)


def set_look(municipality_id: UUID, *, colour: str, first_language: Language) -> None:
    """The colour of its pages and in which language strangers are greeted; who asks checks that it can be read."""
    chosen = {"brand_colour": colour, "first_language": first_language}
    _changed(update(_R).where(_R.id == municipality_id).values(chosen), municipality_id)


def set_logo(municipality_id: UUID, digest: str | None) -> None:
    """Which logo its pages show from now on; none takes it off them."""
    _changed(update(_R).where(_R.id == municipality_id).values(logo=digest), municipality_id)


def set_playbook(municipality_id: UUID, reference: str, *, instead_of: str) -> None:
    """From now on this municipality stands on another playbook; raises NotTaken when it stood on none of these."""
    still = (_R.id == municipality_id) & (_R.playbook == instead_of)
    _changed(update(_R).where(still).values(playbook=reference), municipality_id)


def new_id() -> UUID:
    """The id of a municipality that is not written yet, so that one token can make it and all that is in it."""
    made: UUID = database.session().execute(_NEW_ID).scalar_one()
    return made


def _changed(change: Update, which: object) -> None:
    """Row-level security hides what may not be changed, so a change of nothing must not pass for a success."""
    touched = database.session().execute(change.returning(_R.id)).all()
    if len(touched) != 1:
        raise NotTaken(f"{which} was not changed: somebody was quicker, or this token may not")


def _one(row: object, asked: object) -> Municipality:
    if row is None:
        raise UnknownMunicipality(str(asked))
    return Municipality(*row)  # type: ignore[misc]
