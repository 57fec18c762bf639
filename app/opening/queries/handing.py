"""Reads the municipality's version of the model as another may have it: with no person in it."""

from datetime import date

from sqlalchemy import select

from app.accounts.models import Membership
from tenants import database, registry, settings
from tenants.playbooks import handing_on
from tenants.playbooks.differences import Own, Where
from tenants.playbooks.handing_on import Handed
from tenants.registry import Municipality

_NAMES = select(Membership.name).where(Membership.municipality_id == database.here).distinct()


def known_names() -> frozenset[str]:
    """Everybody's whole name; a first name alone is a word like any other."""
    return frozenset(name for name in database.session().scalars(_NAMES) if " " in name.strip())


def handed_on(here: Municipality, *, on: date) -> Handed:
    """The model with this municipality's changes, as a file; its version is the day."""
    return handing_on.handed_on(
        settings.written(),
        _own(),
        name=here.slug,
        version=int(on.strftime("%Y%m%d")),
        lineage=registry.lineage(here.id),
        known_names=known_names(),
    )


def stays_at_home() -> tuple[Where, ...]:
    """The municipality's own settings that do not leave, because a person seems to stand in them."""
    return handing_on.stays_at_home(settings.written(), _own(), known_names())


def _own() -> Own:
    return {(one.section, one.setting.name): one.value for one in settings.deviations()}
