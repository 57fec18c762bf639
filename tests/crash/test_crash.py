"""SIGKILL at random points under writes: everything acknowledged is there, nothing twice, the record is whole."""

import os
import threading
import time
from collections import Counter
from datetime import date
from random import Random
from uuid import UUID

import psycopg
import pytest

from app.attendance import rules as attendance
from app.attendance.rules import Mark
from app.config import Settings
from app.values import working_days
from tests.crash import house as houses
from tests.crash import writers
from tests.crash.house import DATABASE, House
from tests.crash.writers import Writer
from tests.factories.house import last_month

pytestmark = [pytest.mark.crash, pytest.mark.timeout(900)]
LASTS_S = float(os.environ.get("KUMINA_TEST_CRASH_S", "45"))
PAUSES_S = (1.0, 4.0)
LETTERS_WITHIN_S = 90
AGREED = frozenset({1, 2, 3, 4})


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(settings: Settings) -> None:
    seed = int(time.time())
    print(f"seed {seed}")  # noqa: T201 - a failure is told again with the same seed
    with houses.standing(settings) as house:
        people = _people(house)
        killed = _kill_while_they_write(house, people, Random(seed))  # noqa: S311 - chance, not a secret
        assert sum(killed.values()) >= LASTS_S / PAUSES_S[1] / 2, f"only {killed} were killed"
        with psycopg.connect(house.server.url("postgres", DATABASE), autocommit=True) as db:
            _contacts_are_there_once(db, people["contacts"])
            _days_are_marked_once(db, house, people["marks"])
            _invitations_are_there_once(db, people["invitations"])
            _the_record_tells_each_act_once(db)
        _letters_came_once(house, people["invitations"])
        verified = house.says("record", "verify", "--all")
        assert verified.returncode == 0, verified.stdout + verified.stderr


def _people(house: House) -> dict[str, list[Writer]]:
    cast, address = house.cast, house.web.address
    days = [
        day
        for day in last_month().days()
        if day.isoweekday() in AGREED and day not in working_days.holidays_of(day.year)
    ]

    def writing(cookies: list[str], page: str, form: object, *, again: bool = False) -> list[Writer]:
        return [Writer(address, cast.slug, cookie, page, form, again) for cookie in cookies]  # type: ignore[arg-type]

    return {
        "contacts": writing(cast.counsellors, "intake/new", writers.contact),
        "invitations": writing(cast.admins, "team/invite", writers.invitation),
        "marks": writing(cast.volunteers, "attendance/", writers.marks(cast.placement_id, days), again=True),
    }


def _kill_while_they_write(house: House, people: dict[str, list[Writer]], chance: Random) -> Counter[str]:
    stop, killed = threading.Event(), Counter[str]()
    threads = [threading.Thread(target=writer.write, args=(stop,)) for writing in people.values() for writer in writing]
    for thread in threads:
        thread.start()
    until = time.monotonic() + LASTS_S
    try:
        while time.monotonic() < until:
            time.sleep(chance.uniform(*PAUSES_S))
            killed[house.kill_something(chance)] += 1
            house.stand_up()
    finally:
        house.stand_up()
        time.sleep(2)
        stop.set()
        for thread in threads:
            thread.join()
    for name, writing in people.items():
        done = sum(len(writer.told.done) for writer in writing)
        assert done > 10, f"only {done} {name} were written in {LASTS_S} s"
    return killed


def _contacts_are_there_once(db: psycopg.Connection, people: list[Writer]) -> None:
    found = Counter(name for (name,) in db.execute("SELECT calling_name FROM intake_contact").fetchall())
    _told_is_true(people, found)


def _invitations_are_there_once(db: psycopg.Connection, people: list[Writer]) -> None:
    found = Counter(name for (name,) in db.execute("SELECT name FROM accounts_invitation").fetchall())
    _told_is_true(people, found)


def _days_are_marked_once(db: psycopg.Connection, house: House, people: list[Writer]) -> None:
    found = Counter(key for (key,) in db.execute("SELECT key FROM attendance_event").fetchall())
    assert not [key for key, count in found.items() if count > 1]
    placement_id = UUID(house.cast.placement_id)
    for writer in people:
        for name in writer.told.done:
            said, day, _ = writer.form(name)["mark"].split(".")
            mark = Mark(placement_id, date.fromisoformat(day), "present" if said == "present" else "absent")
            key = attendance.submission_key(writers.key_of(name), [mark])
            assert found[key] == 1, f"{said} on {day} was acknowledged and is not there"


def _the_record_tells_each_act_once(db: psycopg.Connection) -> None:
    for event, table in (
        ("intake.contact_received", "intake_contact"),
        ("accounts.person_invited", "accounts_invitation"),
    ):
        question = f"""
            SELECT t.id, count(e.number) FROM {table} t LEFT JOIN record_entry e
                ON e.municipality_id = t.municipality_id AND e.event = %s AND t.id = ANY (e.subjects)
             GROUP BY t.id HAVING count(e.number) <> 1"""
        assert db.execute(question.encode(), (event,)).fetchall() == [], f"{event}: not told once"


def _letters_came_once(house: House, people: list[Writer]) -> None:
    """Sent again after a kill between sending and noting, a letter carries the same Message-ID."""
    wanted = {f"{name}@esimerkki.example" for writer in people for name in writer.told.done}
    deadline = time.monotonic() + LETTERS_WITHIN_S
    while wanted - _addresses(house) and time.monotonic() < deadline:
        time.sleep(0.5)
    assert not wanted - _addresses(house), "acknowledged invitations whose letter never came"
    ids: dict[str, set[str]] = {}
    for letter in house.mailbox.letters:
        ids.setdefault(str(letter["to"]), set()).add(str(letter["message-id"]))
    assert not {to: found for to, found in ids.items() if len(found) > 1}


def _told_is_true(people: list[Writer], found: Counter[str]) -> None:
    done = {name for writer in people for name in writer.told.done}
    lost = [name for name in done if found[name] != 1]
    assert not lost, f"{len(lost)} of {len(done)} acknowledged are not there once"
    unknown = {name for writer in people for name in writer.told.unknown}
    assert not [name for name in unknown if found[name] > 1]


def _addresses(house: House) -> set[str]:
    return {str(letter["to"]) for letter in house.mailbox.letters}
