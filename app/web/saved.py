"""What several people write over: whoever saves says which version they had read, so that nobody's work is lost.

The first to save wins; whoever comes with an older version is refused, sees both, and decides.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar, Protocol
from uuid import UUID

from sqlalchemy import select

from app.values.refusal import Refusal, Refused
from tenants import database

MEANWHILE = "web.saved_meanwhile"


class Saved(Protocol):
    """A row that was saved, as a dataclass: which version of it, when and by whom."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def version(self) -> int: ...
    @property
    def saved_at(self) -> datetime: ...
    @property
    def saved_by(self) -> UUID: ...


def write_over(
    model: Any, of: Mapping[str, object], values: Mapping[str, object], *, seen: int, by: UUID, at: datetime
) -> UUID:
    """Save the row that `of` names over the version that was seen (0 when there was none). Raises Refused."""
    here = [getattr(model, name) == value for name, value in of.items()]
    known = select(model).where(model.municipality_id == database.here, *here).with_for_update()
    row = database.session().execute(known).scalar_one_or_none()
    if (row.version if row else 0) != seen:
        raise Refused(Refusal(MEANWHILE))
    if row is None:
        row = model(**of, version=0)
        database.session().add(row)
    for name, value in {**values, "version": seen + 1, "saved_at": at, "saved_by": by}.items():
        setattr(row, name, value)
    database.session().flush()
    saved: UUID = row.id
    return saved
