"""Files on their way in, the columns of each set of headings, and what a sheet's own ids stand for."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable

KIND_IS_KNOWN: Final = "kind IN ('associations', 'sites', 'contact_people', 'tasks', 'staff')"


class Import(TenantTable, Base):
    """One file: kept whole until it is applied, given up or a week old, and then only what came of it."""

    __tablename__ = "imports_import"
    __table_args__ = (
        CheckConstraint(KIND_IS_KNOWN, name="imports_import_kind_is_known"),
        CheckConstraint("state IN ('waiting', 'applied', 'given_up', 'expired')", name="imports_import_state_is_known"),
        CheckConstraint(
            "(state = 'waiting') = (content IS NOT NULL)", name="imports_import_keeps_its_file_while_it_waits"
        ),
        CheckConstraint("octet_length(content) BETWEEN 1 AND 8388608", name="imports_import_file_is_bounded"),
        CheckConstraint("(state = 'waiting') = (settled_at IS NULL)", name="imports_import_settled_has_its_time"),
        CheckConstraint(
            "settled_by IS NOT NULL OR state IN ('waiting', 'expired')", name="imports_import_settled_has_somebody"
        ),
        CheckConstraint("(state = 'applied') = (outcome IS NOT NULL)", name="imports_import_applied_has_its_outcome"),
        Index(None, "municipality_id", "state", "uploaded_at"),
    )

    kind: Mapped[str]
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    headings_key: Mapped[str]
    columns: Mapped[dict[str, str] | None] = mapped_column(JSONB)
    """Which column holds what; None until somebody has said so."""
    state: Mapped[str] = mapped_column(server_default="waiting")
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[UUID]
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[UUID | None]
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    """How many of each kind of thing were added, changed and left; and how many rows were left out."""
    letters_until: Mapped[datetime | None]
    """When the last of its letters leaves: the next import's begin after it."""


class Mapping(TenantTable, Base):
    """Which column holds what under one set of headings: asked once."""

    __tablename__ = "imports_mapping"
    __table_args__ = (
        UniqueConstraint("municipality_id", "kind", "headings_key", name="imports_mapping_is_one_a_set_of_headings"),
        CheckConstraint(KIND_IS_KNOWN, name="imports_mapping_kind_is_known"),
    )

    kind: Mapped[str]
    headings_key: Mapped[str]
    columns: Mapped[dict[str, str]] = mapped_column(JSONB)
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]


class OwnId(TenantTable, Base):
    """What a sheet calls a thing of ours: a second run finds it and adds nothing."""

    __tablename__ = "imports_own_id"
    __table_args__ = (
        UniqueConstraint("municipality_id", "kind", "own_id", name="imports_own_id_stands_for_one_thing"),
        CheckConstraint("kind IN ('association', 'task')", name="imports_own_id_kind_is_known"),
        CheckConstraint("btrim(own_id) <> ''", name="imports_own_id_is_given"),
        ForeignKeyConstraint(["municipality_id", "import_id"], ["imports_import.municipality_id", "imports_import.id"]),
        Index(None, "municipality_id", "import_id"),
    )

    kind: Mapped[str]
    own_id: Mapped[str]
    thing_id: Mapped[UUID]
    import_id: Mapped[UUID]
