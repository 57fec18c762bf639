"""The associations of one municipality's network."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from tenants.database import Base, TenantTable


class Association(TenantTable, Base):
    """One host of work tasks; which kinds may be one is said by the services in use (189/2001, 6 §)."""

    __tablename__ = "associations_association"
    __table_args__ = (
        UniqueConstraint("municipality_id", "business_id", name="associations_association_is_registered_once"),
        UniqueConstraint("municipality_id", "register_number", name="associations_association_number_is_its_own"),
        CheckConstraint("btrim(name) <> ''", name="associations_association_name_is_given"),
        CheckConstraint("business_id ~ '^[0-9]{7}-[0-9]$'", name="associations_association_business_id_is_written_so"),
        CheckConstraint(
            "register_number ~ '^[0-9]{1,3}([.][0-9]{3})?$'", name="associations_association_number_is_written_so"
        ),
        CheckConstraint(
            "kind IN ('association', 'foundation', 'religious_community', 'municipality', 'state', 'company')",
            name="associations_association_kind_is_known",
        ),
        CheckConstraint("language IN ('fi', 'sv')", name="associations_association_language_is_known"),
        CheckConstraint(
            "languages <@ ARRAY['fi', 'sv', 'en', 'se', 'ru', 'uk', 'et', 'ar', 'so']::varchar[]",
            name="associations_association_languages_are_known",
        ),
        CheckConstraint(
            "soteri IN ('registered', 'not_needed') AND btrim(soteri_reason) <> '' OR soteri IS NULL",
            name="associations_association_soteri_has_its_reason",
        ),
        CheckConstraint(
            "(einvoice_address IS NULL) = (einvoice_operator IS NULL)",
            name="associations_association_einvoice_has_its_operator",
        ),
        CheckConstraint(
            "(filled_in_at IS NULL) = (filled_in_by IS NULL)", name="associations_association_filling_has_who_and_when"
        ),
        CheckConstraint(
            "(ended_at IS NULL) = (ended_by IS NULL)", name="associations_association_end_has_who_and_when"
        ),
        Index(None, "municipality_id", "name"),
    )

    name: Mapped[str]
    business_id: Mapped[str | None]
    kind: Mapped[str]
    language: Mapped[str] = mapped_column(server_default="fi")
    registered_at: Mapped[datetime]
    registered_by: Mapped[UUID]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]
    register_number: Mapped[str | None]
    """Its number in the register of associations: has no check digit; a small association may have no Y-tunnus."""
    languages: Mapped[list[str]] = mapped_column(ARRAY(String), server_default=text("'{}'"))
    """In which one can work there."""
    soteri: Mapped[str | None]
    """Whether it stands in Soteri; NULL until somebody says. Whether a host must is not settled: hence the reason."""
    soteri_reason: Mapped[str | None]
    einvoice_address: Mapped[str | None]
    """OVT or IBAN, as the public list of e-invoice addresses shows it."""
    einvoice_operator: Mapped[str | None]
    filled_in_at: Mapped[datetime | None]
    filled_in_by: Mapped[UUID | None]
