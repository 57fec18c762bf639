"""A task as it stands in the database: its row, its association, its other language and its picture in one question."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import Select, select

from app.associations.models import Association
from app.associations.models import Site as AssociationSite
from app.worktasks import models
from app.worktasks.rules import Card, Hours, Induction, Picture, Season, Site, Task, Words

T, A, Tr, P, S = models.Task, Association, models.Translation, models.Picture, AssociationSite
WORDS: Final = ("name", "description", "skills_used", "skills_learned", "interests", "access")
_CARD: Final = (
    T.id,
    T.association_id,
    A.name.label("association_name"),
    T.field,
    T.places,
    T.state,
    T.not_a_substitute,
    T.language,
    T.occupation,
    T.site_id,
    T.weekdays,
    T.begins_at,
    T.ends_at,
    T.season_from,
    T.season_to,
    T.supervisor,
    T.deputy,
    T.load,
    T.languages,
    T.induction_codes,
    T.induction_own,
    S.name.label("site_name"),
    S.town.label("site_town"),
)
_TEXTS: Final = (
    *(getattr(T, name) for name in WORDS),
    Tr.language.label("other_language"),
    *(getattr(Tr, name).label(f"other_{name}") for name in WORDS),
)
_PICTURE: Final = (P.digest, P.width, P.height, P.alt, Tr.picture_alt.label("other_alt"))


def tasks() -> Select[*tuple[Any, ...]]:
    """All there is to say of each task, in one row."""
    return (
        select(*_CARD, *_TEXTS, *_PICTURE)
        .join(A, (A.municipality_id == T.municipality_id) & (A.id == T.association_id))
        .outerjoin(Tr, (Tr.municipality_id == T.municipality_id) & (Tr.task_id == T.id))
        .outerjoin(S, (S.municipality_id == T.municipality_id) & (S.id == T.site_id))
        .outerjoin(P, (P.municipality_id == T.municipality_id) & (P.task_id == T.id))
    )


def task(row: Any) -> Task:
    """The row as a fact."""
    return Task(
        id=row.id,
        association_id=row.association_id,
        association_name=row.association_name,
        card=_card(row),
        state=row.state,
        not_a_substitute=row.not_a_substitute,
        translation=_words(row._mapping, "other_") if row.other_language else None,  # noqa: SLF001 - its public name
        induction=Induction(
            None if row.induction_codes is None else frozenset(row.induction_codes), tuple(row.induction_own)
        ),
        site=Site(row.site_id, row.site_name, row.site_town) if row.site_name else None,
        picture=Picture(row.digest, row.width, row.height, row.alt, row.other_alt or "") if row.digest else None,
    )


def _card(row: Any) -> Card:
    return Card(
        words=_words(row._mapping),  # noqa: SLF001 - its public name
        field=row.field,
        places=row.places,
        language=row.language,
        occupation=row.occupation,
        site_id=row.site_id,
        weekdays=frozenset(row.weekdays),
        hours=Hours(row.begins_at, row.ends_at) if row.begins_at else None,
        season=Season(row.season_from, row.season_to) if row.season_from else None,
        supervisor=row.supervisor,
        deputy=row.deputy,
        load=MappingProxyType(row.load),
        languages=frozenset(row.languages),
    )


def _words(row: Mapping[str, Any], before: str = "") -> Words:
    return Words(**{name: row[f"{before}{name}"] for name in WORDS})
