"""What a municipality changed of its playbook, one upgrade, who is responsible, whom it serves."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from app import factory
from app.opening import actions
from tenants import database, form, look, models, settings
from tenants.form import Role
from tenants.registry import Municipality
from tests.factories import drawing, people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

ADMIN = ("municipality_admin",)
SINCE = date(2025, 1, 1)
BASIS = "Kunnanhallitus 1.12.2024 § 1"


def doing(by: UUID, at: datetime = NOW) -> dict[str, Any]:
    """Who acts, when, and with the installers of the roof."""
    return {"installers": factory.installers(by=by, at=at), "by": by, "at": at}


def installed(where: Municipality) -> UUID:
    """Everything the municipality's playbook says, as when it opens; answers the admin who saw to it."""
    by = people.member(where, *ADMIN)
    with inside(where, person_id=by, roles=ADMIN):
        for name, section in settings.playbook().sections.items():
            factory.installers(by=by, at=NOW)[name](where, section)
    return by


def changed(where: Municipality, section: str, setting: str, value: Any, *, by: UUID, at: datetime = NOW) -> None:
    """A setting said differently."""
    with inside(where, person_id=by, roles=ADMIN):
        actions.change_setting(section=section, setting=setting, value=value, **doing(by, at))


def responsibility(where: Municipality, by: UUID, role: Role) -> UUID:
    """Somebody who has a role."""
    with inside(where, person_id=by, roles=ADMIN):
        said = {"role": role, "kind": "municipality", "name": "Kuvitela", "service_type": form.ANY}
        return form.enter_fact(**said, valid_from=SINCE, valid_to=None, basis=BASIS, by=by, at=NOW)  # type: ignore[arg-type]


def area(where: Municipality, by: UUID, code: str) -> UUID:
    """A municipality of Finland whose people are served."""
    with inside(where, person_id=by, roles=ADMIN):
        (made,) = form.cover(code=code, valid_from=SINCE, valid_to=None, basis=BASIS, by=by, at=NOW)
        return made


def logo(where: Municipality, by: UUID) -> None:
    """A logo of its own, in the place of one it may have had."""
    with inside(where, person_id=by, roles=ADMIN):
        look.set_logo(drawing.picture(8, 8), by=by, at=NOW)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each of the ground's tables of a municipality."""
    by = people.member(where, *ADMIN)
    since = {"valid_from": SINCE, "basis": BASIS, "entered_at": NOW}
    rows = (
        models.Deviation(section="opening", setting="clients_a_year", value=30, changed_at=NOW, changed_by=by),
        models.Upgrade(from_playbook="kumina_1", to_playbook="kumina_2", what={}, applied_at=NOW, applied_by=by),
        models.Responsibility(
            role="payer", kind="municipality", name="Kuvitela", service_type="any", entered_by=by, **since
        ),
        models.Area(code="422", entered_by=by, **since),
        models.Logo(content=b"not opened by anybody here", uploaded_at=NOW, uploaded_by=by),
    )
    with inside(where, person_id=by, roles=ADMIN):
        database.session().add_all(rows)
        database.session().flush()
        return tuple(Sample(row.__tablename__, row.id, by, ADMIN) for row in rows)
