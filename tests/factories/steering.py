"""What a municipality changed of its playbook, one upgrade, who is responsible, whom it serves."""

from datetime import date

from tenants import database, models
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

ADMIN = ("municipality_admin",)


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each of the ground's tables of a municipality."""
    by = people.member(where, *ADMIN)
    since = {"valid_from": date(2025, 1, 1), "basis": "Kunnanhallitus 1.12.2024 § 1", "entered_at": NOW}
    rows = (
        models.Deviation(section="opening", setting="clients_a_year", value=30, changed_at=NOW, changed_by=by),
        models.Upgrade(from_playbook="kumina_1", to_playbook="kumina_2", what={}, applied_at=NOW, applied_by=by),
        models.Responsibility(
            role="payer", kind="municipality", name="Kuvitela", service_type="any", entered_by=by, **since
        ),
        models.Area(code="422", entered_by=by, **since),
    )
    with inside(where, person_id=by, roles=ADMIN):
        database.session().add_all(rows)
        database.session().flush()
        return tuple(Sample(row.__tablename__, row.id, by, ADMIN) for row in rows)
