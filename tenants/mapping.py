"""What every table of the house is made of: names of constraints, types, and the municipality that leads its keys."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, MetaData, Uuid, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from tenants import context

NAMING = {
    "pk": "%(table_name)s_pkey",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "ck": "%(constraint_name)s",
}


class Base(DeclarativeBase):
    """Every table of the house, global or tenant."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar = {int: BigInteger(), datetime: DateTime(timezone=True), date: Date(), UUID: Uuid()}


class TenantRows:
    """Rows of one municipality: its id leads the primary key and every other key and index."""

    municipality_id: Mapped[UUID] = mapped_column(primary_key=True, default=context.current, sort_order=-2)


class TenantTable(TenantRows):
    """Rows of one municipality that have an id of their own: nearly every table."""

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("uuidv7()"), sort_order=-1)
