"""A question with no municipality raises, of every table and in every way; it never answers empty."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Table, bindparam, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, aliased, registry, relationship
from sqlalchemy.orm.exc import DetachedInstanceError

from tenants import context, database
from tenants.database import Base, TenantRows
from tests import conftest as house
from tests.tenants.rows import Rows, tenant_tables

TABLES = tenant_tables()
MODELS = sorted(
    (mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, TenantRows)),
    key=lambda model: model.__name__,
)
of_tests = registry(metadata=Base.metadata)


@of_tests.mapped
class RungSeen(TenantRows):
    """A rung, as a model with relationships would see it."""

    __table__ = Base.metadata.tables["goals_rung"]


@of_tests.mapped
class LadderSeen(TenantRows):
    """A ladder that loads its rungs when asked for them."""

    __table__ = Base.metadata.tables["goals_ladder"]
    rungs: Mapped[list[RungSeen]] = relationship(
        RungSeen,
        primaryjoin=lambda: LadderSeen.__table__.c.id == RungSeen.__table__.c.ladder_id,
        foreign_keys=lambda: [RungSeen.__table__.c.ladder_id],
        viewonly=True,
    )


@pytest.fixture(scope="module")
def furnished(scratch_url: str, url_of: Callable[[str], str]) -> Iterator[tuple[Rows, Rows]]:
    """A database with rows of two municipalities in every table: an empty answer from it would be a lie."""
    with psycopg.connect(scratch_url, autocommit=True) as admin:
        both = []
        for _ in range(2):
            municipality = uuid4()
            admin.execute(
                "INSERT INTO registry_municipality (id, slug, name_fi, name_sv, kind, playbook)"
                " VALUES (%s, %s, 'x', 'x', 'practice', 'x')",
                (municipality, f"t{municipality.hex[:10]}"),
            )
            rows = Rows(admin, municipality, "said")
            for table in TABLES:
                rows.of(table)
            both.append(rows)
    database.configure(house._url(scratch_url, "kumina_web"), house.SIGNER)
    yield both[0], both[1]
    database.configure(url_of("kumina_web"), house.SIGNER)


def _core(db: Session, table: Table) -> Any:
    return db.execute(select(table)).all()


def _core_join(db: Session, table: Table) -> Any:
    known = Base.metadata.tables["registry_municipality"]
    return db.execute(select(known.c.slug).join(table, table.c.municipality_id == known.c.id)).all()


def _core_through_the_connection(db: Session, table: Table) -> Any:
    return db.connection().execute(select(func.count()).select_from(table)).scalar()


def _core_of_one(db: Session, table: Table) -> Any:
    return db.execute(select(table).where(table.c.municipality_id == bindparam("m")), {"m": uuid4()}).all()


def _raw_text(db: Session, table: Table) -> Any:
    return db.execute(text(f"SELECT count(*) FROM {table.name}")).scalar()


def _raw_text_of_one(db: Session, table: Table) -> Any:
    return db.execute(text(f"SELECT * FROM {table.name} WHERE municipality_id = :m"), {"m": uuid4()}).all()


def _driver_text(db: Session, table: Table) -> Any:
    return db.connection().exec_driver_sql(f"SELECT count(*) FROM {table.name}").scalar()


def _in_a_sub_select(db: Session, table: Table) -> Any:
    return db.execute(text(f"SELECT EXISTS (SELECT FROM {table.name})")).scalar()


def _update(db: Session, table: Table) -> Any:
    return db.execute(table.update().values(municipality_id=table.c.municipality_id))


def _delete(db: Session, table: Table) -> Any:
    return db.execute(table.delete())


ASKED = (
    _core,
    _core_join,
    _core_through_the_connection,
    _core_of_one,
    _raw_text,
    _raw_text_of_one,
    _driver_text,
    _in_a_sub_select,
    _update,
    _delete,
)


def _at_the_global_door(ask: Callable[[Session], Any]) -> Any:
    with context.globally(person_id=uuid4(), roles=("operator",)), database.writing() as db:
        return ask(db)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("ask", ASKED, ids=lambda ask: ask.__name__.strip("_"))
def test_no_table_answers_at_the_global_door(
    furnished: tuple[Rows, Rows], table: Table, ask: Callable[[Session, Table], Any]
) -> None:
    with pytest.raises((context.NoMunicipality, DBAPIError)) as caught:
        _at_the_global_door(lambda db: ask(db, table))
    assert isinstance(caught.value, context.NoMunicipality) or "permission denied" in str(caught.value)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_model_answers_at_the_global_door(furnished: tuple[Rows, Rows], model: Any) -> None:
    other = aliased(model)
    for ask in (
        lambda db: db.execute(select(model)).all(),
        lambda db: db.execute(select(model.municipality_id)).all(),
        lambda db: db.execute(database.scoped(select(model))).all(),
        lambda db: db.execute(select(other)).all(),
        lambda db: db.execute(select(func.count()).select_from(model)).scalar(),
        lambda db: db.query(model).first(),
        lambda db: db.get(model, dict.fromkeys((key.name for key in model.__mapper__.primary_key), uuid4())),
        lambda db: db.add(model()) or db.flush(),
    ):
        with pytest.raises((context.NoMunicipality, DBAPIError)) as caught:
            _at_the_global_door(ask)
        assert isinstance(caught.value, context.NoMunicipality) or "permission denied" in str(caught.value)


def test_a_session_kept_too_long_raises(furnished: tuple[Rows, Rows]) -> None:
    with context.entering(furnished[0].municipality), database.reading() as kept:
        pass
    with pytest.raises(context.NoMunicipality):
        kept.execute(text("SELECT 1"))


def test_rungs_load_lazily_within_their_municipality(furnished: tuple[Rows, Rows]) -> None:
    mine, theirs = furnished
    with context.entering(mine.municipality, person_id=_person(mine), roles=("client",)), database.reading() as db:
        (ladder,) = db.execute(select(LadderSeen)).scalars()
        assert [rung.municipality_id for rung in ladder.rungs] == [mine.municipality]
        assert theirs.municipality != mine.municipality


def test_a_lazy_load_outside_its_municipality_raises(furnished: tuple[Rows, Rows]) -> None:
    mine, theirs = furnished

    def ladder() -> LadderSeen:
        with context.entering(mine.municipality, person_id=_person(mine), roles=("client",)), database.reading() as db:
            return db.execute(select(LadderSeen)).scalars().one()

    with pytest.raises(DetachedInstanceError):
        _ = ladder().rungs
    with pytest.raises(context.NoMunicipality):
        _at_the_global_door(lambda db: _again(db, ladder()))
    kept = ladder()
    with context.entering(theirs.municipality), database.reading() as db, pytest.raises(context.WrongDoor):
        _again(db, kept)


def test_a_lazy_load_through_another_door_raises(furnished: tuple[Rows, Rows]) -> None:
    mine, _ = furnished

    def load() -> None:
        with context.entering(mine.municipality, person_id=_person(mine), roles=("client",)), database.reading() as db:
            ladder = db.execute(select(LadderSeen)).scalars().one()
            with context.globally():
                _ = ladder.rungs

    with pytest.raises(context.WrongDoor):
        load()


def _person(rows: Rows) -> Any:
    return rows.of(Base.metadata.tables["goals_ladder"])["person_id"]


def _again(db: Session, ladder: LadderSeen) -> list[RungSeen]:
    db.add(ladder)
    return ladder.rungs
