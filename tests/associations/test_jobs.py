"""The clock reminds an association before its yearly check and when the grace begins, once each."""

from datetime import timedelta

from app.associations import actions
from app.outbox import queue
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations
from tests.factories.municipalities import NOW


def reminded(where: Municipality, days: int) -> int:
    """How many associations the clock writes to so many days after the check was done."""
    with context.entering(where.id, roles=queue.CLOCK), database.writing():
        return actions.remind(by=None, at=NOW + timedelta(days=days))


def test_an_association_is_reminded_once_before_the_day_and_once_in_the_grace(
    municipality: Municipality, superuser
) -> None:
    associations.association(municipality, at=NOW)
    days = (300, 334, 335, 336, 365, 366, 367, 395, 396, 500)
    assert [reminded(municipality, day) for day in days] == [0, 0, 1, 0, 0, 1, 0, 0, 0, 0]
    kinds = superuser.execute(
        "SELECT kind FROM outbox_letter WHERE municipality_id = %s AND kind <> 'associations.welcome' ORDER BY id",
        (municipality.id,),
    ).fetchall()
    assert kinds == [("associations.check_is_due",), ("associations.grace_has_begun",)]


def test_who_has_left_or_is_suspended_is_not_reminded(municipality: Municipality) -> None:
    made = associations.association(municipality, at=NOW)
    associations.decided(municipality, made, "suspended", reason="Remontti")
    assert reminded(municipality, 350) == 0
