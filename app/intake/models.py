"""Contacts before a yes, the counts that remain of them, and clients after it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from tenants.database import Base, TenantTable

WAY_IN_IS_KNOWN = "way_in IN ('adult_social_work', 'employment_authority', 'self')"
LANGUAGE_IS_KNOWN = "language IN ('fi', 'sv', 'en')"
CHANNEL_IS_KNOWN = "channel IN ('phone', 'email')"


class Contact(TenantTable, Base):
    """Somebody who has not decided yet: what to call them, how to reach them, their wishes; no room for more (K3)."""

    __tablename__ = "intake_contact"
    __table_args__ = (
        CheckConstraint("btrim(calling_name) <> ''", name="intake_contact_calling_name_is_given"),
        CheckConstraint("btrim(reach) <> ''", name="intake_contact_reach_is_given"),
        CheckConstraint(CHANNEL_IS_KNOWN, name="intake_contact_channel_is_known"),
        CheckConstraint(LANGUAGE_IS_KNOWN, name="intake_contact_language_is_known"),
        CheckConstraint(WAY_IN_IS_KNOWN, name="intake_contact_way_in_is_known"),
        CheckConstraint("way_in = 'self' OR received_by IS NOT NULL", name="intake_contact_sent_has_a_receiver"),
        Index(None, "municipality_id", "contacted_at"),
    )

    calling_name: Mapped[str]
    channel: Mapped[str]
    reach: Mapped[str]
    language: Mapped[str]
    way_in: Mapped[str]
    wishes: Mapped[str]
    contacted_at: Mapped[datetime]
    received_by: Mapped[UUID | None]
    """The counsellor who wrote it down; nobody when the person wrote themself."""
    visited_on: Mapped[date | None]
    more_time_until: Mapped[date | None]


class Tally(TenantTable, Base):
    """How many decided what in a month: all that remains of a no (K4)."""

    __tablename__ = "intake_tally"
    __table_args__ = (
        UniqueConstraint("municipality_id", "month_on", "way_in", "outcome", name="intake_tally_is_one_count"),
        CheckConstraint("extract(day FROM month_on) = 1", name="intake_tally_month_is_its_first_day"),
        CheckConstraint(WAY_IN_IS_KNOWN, name="intake_tally_way_in_is_known"),
        CheckConstraint("outcome IN ('yes', 'no')", name="intake_tally_outcome_is_known"),
        CheckConstraint("count > 0", name="intake_tally_counts_something"),
    )

    month_on: Mapped[date]
    way_in: Mapped[str]
    outcome: Mapped[str]
    count: Mapped[int]


class Client(TenantTable, Base):
    """Somebody who said yes themself (K4); one person is a client of a municipality once."""

    __tablename__ = "intake_client"
    __table_args__ = (
        UniqueConstraint("municipality_id", "person_id", name="intake_client_person_is_a_client_once"),
        UniqueConstraint("municipality_id", "id", "person_id", name="intake_client_is_its_person"),
        CheckConstraint("btrim(calling_name) <> ''", name="intake_client_calling_name_is_given"),
        CheckConstraint("btrim(reach) <> ''", name="intake_client_reach_is_given"),
        CheckConstraint(CHANNEL_IS_KNOWN, name="intake_client_channel_is_known"),
        CheckConstraint(LANGUAGE_IS_KNOWN, name="intake_client_language_is_known"),
        CheckConstraint(WAY_IN_IS_KNOWN, name="intake_client_way_in_is_known"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="intake_client_end_has_who_and_when"),
        Index(None, "municipality_id", "counsellor_id"),
    )

    person_id: Mapped[UUID]
    calling_name: Mapped[str]
    channel: Mapped[str]
    reach: Mapped[str]
    language: Mapped[str]
    way_in: Mapped[str]
    wishes: Mapped[str]
    became_client_at: Mapped[datetime]
    counsellor_id: Mapped[UUID]
    """The person of the counsellor; at first the one who heard the yes."""
    first_appointment_on: Mapped[date]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UUID | None]


class Channel(TenantTable, Base):
    """A way in (K1) and with whom it was agreed; the person's own way is the public page, on or off."""

    __tablename__ = "intake_channel"
    __table_args__ = (
        UniqueConstraint("municipality_id", "way_in", name="intake_channel_is_one_a_way_in"),
        CheckConstraint(WAY_IN_IS_KNOWN, name="intake_channel_way_in_is_known"),
        CheckConstraint(
            "way_in = 'self' OR NOT is_open OR (btrim(unit) <> '' AND agreed_on IS NOT NULL)",
            name="intake_channel_is_agreed_with_somebody",
        ),
        CheckConstraint("version >= 1", name="intake_channel_version_counts_from_one"),
    )

    way_in: Mapped[str]
    is_open: Mapped[bool]
    unit: Mapped[str]
    contact_name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str]
    agreed_way: Mapped[str]
    """How people are sent on, as it was agreed with the unit."""
    agreed_on: Mapped[date | None]
    version: Mapped[int]
    saved_at: Mapped[datetime]
    saved_by: Mapped[UUID]
