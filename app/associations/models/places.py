"""Where an association works and whom one calls there."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable


class Site(TenantTable, Base):
    """A place of an association where tasks are done; closed rather than deleted, since tasks point at it."""

    __tablename__ = "associations_site"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="associations_site_association_fkey",
        ),
        UniqueConstraint(
            "municipality_id", "id", "association_id", name="associations_site_belongs_to_its_association"
        ),
        CheckConstraint("btrim(name) <> ''", name="associations_site_name_is_given"),
        CheckConstraint("btrim(street) <> '' AND btrim(town) <> ''", name="associations_site_address_is_given"),
        CheckConstraint("postal_code ~ '^[0-9]{5}$'", name="associations_site_postal_code_is_written_so"),
        CheckConstraint("(closed_at IS NULL) = (closed_by IS NULL)", name="associations_site_end_has_who_and_when"),
        Index(None, "municipality_id", "association_id"),
    )

    association_id: Mapped[UUID]
    name: Mapped[str]
    street: Mapped[str]
    postal_code: Mapped[str]
    town: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[UUID | None]


class Contact(TenantTable, Base):
    """Somebody of an association who can be reached, whether or not they use the service."""

    __tablename__ = "associations_contact"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "association_id"],
            ["associations_association.municipality_id", "associations_association.id"],
            name="associations_contact_association_fkey",
        ),
        CheckConstraint("btrim(name) <> ''", name="associations_contact_name_is_given"),
        CheckConstraint("btrim(phone) <> '' OR btrim(email) <> ''", name="associations_contact_can_be_reached_somehow"),
        Index(None, "municipality_id", "association_id"),
    )

    association_id: Mapped[UUID]
    name: Mapped[str]
    role: Mapped[str]
    """What they are there, in the association's own words."""
    phone: Mapped[str | None]
    email: Mapped[str | None]
    added_at: Mapped[datetime]
    added_by: Mapped[UUID]
