"""Ladders, written by their clients."""

from contextlib import AbstractContextManager
from uuid import UUID

from sqlalchemy import select

from app.goals import actions, models, queries
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import intake
from tests.factories.intake import Joined
from tests.factories.municipalities import NOW, inside
from tests.factories.samples import Sample

CLIENT = ("client",)


def as_client(where: Municipality, joined: Joined) -> AbstractContextManager[None]:
    """A writing transaction of the client themself."""
    return inside(where, person_id=joined.person_id, roles=CLIENT)


def ladder(where: Municipality, joined: Joined | None = None, *, shared: bool = False) -> Joined:
    """A client with a goal and two rungs."""
    joined = joined or intake.client(where)
    by = joined.person_id
    with as_client(where, joined):
        actions.write_ladder(
            goal="Työ keittiössä",
            benefits="Oma rytmi ja omaa rahaa",
            already_done="Olen leiponut kotona ja käynyt tutustumassa kahvilaan.",
            history="Olin kesällä torikahvilassa.",
            wished_support="Muistuta minua hyvistä päivistä.",
            by=by,
            at=NOW,
        )
        for words in ("Soitan kahvilaan", "Suoritan hygieniapassin"):
            actions.add_rung(words=words, due_on=None, by=by, at=NOW)
        if shared:
            actions.share_ladder(shared="whole", by=by, at=NOW)
    return joined


def first_rung(where: Municipality, joined: Joined) -> UUID:
    """The lowest rung of the client's ladder."""
    with context.entering(where.id, person_id=joined.person_id, roles=CLIENT), database.reading():
        ladder = queries.ladder_of(joined.person_id)
        assert ladder is not None
        return ladder.rungs[0].id


def samples(where: Municipality) -> tuple[Sample, ...]:
    """One row of each table of the slice."""
    of = ladder(where).person_id
    tables = (models.Ladder, models.Rung, models.LadderVersion)
    with context.entering(where.id, person_id=of, roles=CLIENT), database.reading() as db:
        return tuple(
            Sample(table.__tablename__, db.scalars(select(table.id).limit(1)).one(), of, CLIENT) for table in tables
        )
