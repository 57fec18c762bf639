"""Looking in (design § 7): what an operator sees of one municipality, for a stated reason and an hour at most.

Opened: its own changes to the model, the associations of its network, its team, and its letters that failed. Under the
role `looking_in` the database shows no row about a client, and nothing at all may be written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from app import record
from app.accounts import queries as accounts
from app.accounts import rules as roles
from app.accounts.queries import Act, Member
from app.associations import queries as associations
from app.associations.rules import Association
from app.outbox import queries as outbox
from app.outbox.queries import Failed
from app.web.visitor import Visitor
from tenants import context, database, settings
from tenants.registry import Municipality
from tenants.settings import Deviation

LETTERS_AT_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Inside:
    """All that is shown, and until when."""

    act: Act
    deviations: tuple[Deviation, ...]
    associations: tuple[Association, ...]
    team: tuple[Member, ...]
    letters: tuple[Failed, ...]


def looked_in(who: Visitor, where: Municipality, *, at: datetime) -> Act | None:
    """The operator's own looking in that has not ended; without one nothing is shown."""
    with context.entering(where.id, person_id=who.person_id, roles=(roles.OPERATOR,)), database.reading():
        return accounts.looking_in(who.person_id, at=at)


def inside(who: Visitor, where: Municipality, act: Act) -> Inside:
    """Read under the role that sees no client; that it was read is recorded in the municipality."""
    letters = of_municipality(outbox.failed(at_most=LETTERS_AT_MOST), where.id)
    with context.entering(where.id, person_id=who.person_id, roles=(roles.LOOKING_IN_AS,)), database.reading():
        record.saw("accounts.operator_saw", subjects=act.id)
        return Inside(act, settings.deviations(), associations.associations(), accounts.team(), letters)


def of_municipality(failed: Iterable[Failed], municipality_id: UUID) -> tuple[Failed, ...]:
    """The letters of one municipality."""
    return tuple(one for one in failed if one.municipality_id == municipality_id)
