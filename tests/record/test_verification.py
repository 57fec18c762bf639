"""A thousand ways to tamper with the record, each found and told where; and the record as a file of its own."""

import io
import json
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import psycopg
import pytest

from app.record import chain, verification
from app.record.chain import Chain, Finding
from app.record.entries import Entry
from tenants.registry import Municipality

Act = Callable[..., None]
Tampers = Callable[[psycopg.Connection, UUID, random.Random], set[int]]
MANY = 40
ENTRY = "record_entry WHERE municipality_id = %(here)s"
THIEF = b"somebody else's key, 32 bytes long"


@pytest.fixture
def whole(municipality: Municipality, act: Act) -> Municipality:
    """A municipality whose record has forty entries."""
    for n in range(MANY):
        act(n=n, state="confirmed")
    assert verification.verify(municipality.id).findings == ()
    return municipality


@contextmanager
def put_back(db: psycopg.Connection, here: UUID) -> Iterator[None]:
    """Afterwards everything is as before."""
    kept = {}
    for table in ("record_entry", "record_head"):
        kept[table] = db.execute(f"SELECT * FROM {table} WHERE municipality_id = %s", (here,)).fetchall()
    yield
    for table, rows in kept.items():
        db.execute(f"DELETE FROM {table} WHERE municipality_id = %s", (here,))
        for row in rows:
            values = [psycopg.types.json.Jsonb(v) if isinstance(v, dict) else v for v in row]
            db.execute(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(row))})", values)


def edit(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY)
    change = rng.choice(
        [
            "event = 'tests.other_done'",
            "person_id = NULL",
            "person_id = gen_random_uuid()",
            "roles = roles[1:1]",
            "subjects = '{}'",
            "subjects = subjects || gen_random_uuid()",
            "facts = facts || '{\"n\": -1}'",
            "facts = facts - 'n'",
            "trace = 'another'",
            "mac = sha256(mac)",
        ]
    )
    db.execute(
        f"UPDATE record_entry SET {change} WHERE municipality_id = %(here)s AND number = %(n)s", {"here": here, "n": n}
    )
    return {n, n + 1} if change.startswith("mac") else {n}


def redate(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY)
    step = rng.choice(["1 microsecond", "-1 day", "1 hour", "-3 years"])
    db.execute(
        "UPDATE record_entry SET at = at + %(step)s::interval WHERE municipality_id = %(here)s AND number = %(n)s",
        {"here": here, "n": n, "step": step},
    )
    return {n}


def delete(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY)
    db.execute(f"DELETE FROM {ENTRY} AND number = %(n)s", {"here": here, "n": n})
    return {n}


def delete_and_close_the_gap(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY - 1)
    db.execute(f"DELETE FROM {ENTRY} AND number = %(n)s", {"here": here, "n": n})
    _shift(db, here, n, -1)
    return set(range(n, MANY + 1))


def insert(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY)
    _shift(db, here, n, 1)
    _copy(db, here, rng.choice([m for m in range(1, MANY + 2) if m not in {n, n + 1}]), n)
    return set(range(n, MANY + 2))


def insert_at_the_end(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    _copy(db, here, rng.randint(1, MANY), MANY + 1)
    return {MANY + 1}


def swap(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    a, b = rng.sample(range(1, MANY + 1), 2)
    for old, new in ((a, MANY + 9), (b, a), (MANY + 9, b)):
        _renumber(db, here, old, new)
    return {a, a + 1, b, b + 1}


def cut_the_tail(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY - 1)
    db.execute(f"DELETE FROM {ENTRY} AND number > %(n)s", {"here": here, "n": n})
    if rng.random() < 0.5:
        return set(range(n + 1, MANY + 1))
    db.execute(  # and the head put where the tail was cut, with all that the thief can read
        "UPDATE record_head h SET number = e.number, mac = e.mac FROM record_entry e"
        " WHERE h.municipality_id = %(here)s AND e.municipality_id = %(here)s AND e.number = %(n)s",
        {"here": here, "n": n},
    )
    return {n}


def chain_again_without_the_key(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    n = rng.randint(1, MANY)
    db.execute(
        "UPDATE record_entry SET event = 'tests.other_done' WHERE municipality_id = %(here)s AND number = %(n)s",
        {"here": here, "n": n},
    )
    theirs = Chain(THIEF, here)
    mac = b""
    if n > 1:
        mac = db.execute(f"SELECT mac FROM {ENTRY} AND number = %(n)s", {"here": here, "n": n - 1}).fetchone()[0]  # type: ignore[index]
    rows = db.execute(
        "SELECT number, at, person_id, roles, event, subjects, facts, trace"
        f" FROM {ENTRY} AND number >= %(n)s ORDER BY number",
        {"here": here, "n": n},
    ).fetchall()
    for number, at, person, roles, event, subjects, facts, trace in rows:
        mac = theirs.mac(mac, number, Entry(event, at, person, tuple(roles), tuple(subjects), facts, trace))
        db.execute("UPDATE record_entry SET mac = %s WHERE municipality_id = %s AND number = %s", (mac, here, number))
    head = theirs.head(MANY, mac)
    db.execute("UPDATE record_head SET mac = %s, seal = %s WHERE municipality_id = %s", (head.mac, head.seal, here))
    return set(range(n, MANY + 1))


def take_the_head(db: psycopg.Connection, here: UUID, rng: random.Random) -> set[int]:
    db.execute("DELETE FROM record_head WHERE municipality_id = %s", (here,))
    return {MANY}


TAMPERINGS: tuple[Tampers, ...] = (
    edit,
    redate,
    delete,
    delete_and_close_the_gap,
    insert,
    insert_at_the_end,
    swap,
    cut_the_tail,
    chain_again_without_the_key,
    take_the_head,
)


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_a_thousand_tamperings_are_found_and_told_where(
    whole: Municipality, superuser: psycopg.Connection, tamper: Tampers
) -> None:
    for seed in range(100):
        with put_back(superuser, whole.id):
            wrong = tamper(superuser, whole.id, random.Random(f"{tamper.__name__} {seed}"))  # noqa: S311 - must repeat
            found = verification.verify(whole.id).findings
            assert found, f"{tamper.__name__} {seed} went unseen"
            told = {n for one in found for n in range(one.number, (one.until or one.number) + 1)}
            assert min(told) == min(wrong), f"{tamper.__name__} {seed}: {found}"
            assert told <= wrong | {MANY, MANY + 1}, f"{tamper.__name__} {seed}: {found}"
    assert verification.verify(whole.id).findings == ()


def test_a_record_put_back_whole_shows_against_its_anchor(
    whole: Municipality, act: Act, superuser: psycopg.Connection
) -> None:
    with put_back(superuser, whole.id):
        act(n=99)
        head = verification.verify(whole.id).head
        assert head is not None
        anchor = (head.number, head.mac)
        assert verification.verify(whole.id, anchor=anchor).findings == ()
    assert verification.verify(whole.id).findings == ()
    assert verification.verify(whole.id, anchor=anchor).findings == (Finding(MANY + 1, "not_as_anchored"),)


def test_a_record_without_entries_is_whole(municipality: Municipality) -> None:
    assert verification.verify(municipality.id) == verification.Verdict(None, ())


def test_an_exported_record_is_checked_without_a_database(whole: Municipality) -> None:
    file = io.StringIO()
    assert verification.export(whole.id, file) == MANY
    lines = file.getvalue().splitlines()

    def found(changed: list[str]) -> tuple[Finding, ...]:
        return verification.verify_file(io.StringIO("\n".join(changed))).findings

    assert found(lines) == ()
    assert found([*lines[:8], *lines[9:]]) == (Finding(8, "missing", 8),)
    assert found(lines[:-3]) == (Finding(MANY - 2, "missing", MANY),)
    row = json.loads(lines[5]) | {"event": "tests.other_done"}
    assert found([*lines[:5], json.dumps(row), *lines[6:]]) == (Finding(5, "altered"),)
    assert Finding(7, "misplaced") in found([*lines[:9], lines[7], *lines[9:]])
    for broken in ([], ["{}"], ["[1, 2]"], ["no record"], [lines[0], "no entry"], [lines[0], "{}"]):
        with pytest.raises(verification.NotARecord):
            found(broken)


def test_one_municipalitys_chain_is_not_anothers(municipality: Municipality, neighbour: Municipality, act: Act) -> None:
    act()
    file = io.StringIO()
    verification.export(municipality.id, file)
    moved = file.getvalue().replace(str(municipality.id), str(neighbour.id))
    assert {one.what for one in verification.verify_file(io.StringIO(moved)).findings} == {"altered", "head_altered"}
    assert chain.of(municipality.id).genesis != chain.of(neighbour.id).genesis


def _shift(db: psycopg.Connection, here: UUID, start: int, by: int) -> None:
    numbers = range(start + 1, MANY + 1) if by < 0 else range(MANY, start - 1, -1)
    for n in numbers:
        _renumber(db, here, n, n + by)


def _renumber(db: psycopg.Connection, here: UUID, old: int, new: int) -> None:
    db.execute("UPDATE record_entry SET number = %s WHERE municipality_id = %s AND number = %s", (new, here, old))


def _copy(db: psycopg.Connection, here: UUID, of: int, to: int) -> None:
    db.execute(
        "INSERT INTO record_entry SELECT municipality_id, %s, at, person_id, roles, event, subjects, facts, trace, mac"
        " FROM record_entry WHERE municipality_id = %s AND number = %s",
        (to, here, of),
    )
