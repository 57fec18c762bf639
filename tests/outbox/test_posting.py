"""A letter waits with its cause or not at all, sealed from everybody but the worker."""

from collections.abc import Callable
from uuid import UUID, uuid4

import psycopg
import pytest
from flask import Flask

from app import outbox
from app.outbox import sealing
from app.outbox.posting import address
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import municipalities

FACTS = {"link": "https://kumina.example/secret-link"}
Posts = Callable[..., UUID | None]


def letters(db: psycopg.Connection, where: Municipality) -> list[tuple[UUID, bytes]]:
    return db.execute("SELECT id, sealed FROM outbox_letter WHERE municipality_id = %s", (where.id,)).fetchall()


def jobs(db: psycopg.Connection, letter: UUID | None) -> list[dict[str, str]]:
    rows = db.execute("SELECT args FROM procrastinate_jobs WHERE args->>'letter' = %s", (str(letter),)).fetchall()
    return [row[0] for row in rows]


def post(where: Municipality, **more: object) -> UUID | None:
    with municipalities.inside(where):
        return outbox.post(
            "outbox.trial", **{"to": "a@b.example", "language": "sv", "facts": FACTS, "at": now(), **more}
        )


def test_a_letter_and_its_job_are_kept_together(municipality: Municipality, superuser: psycopg.Connection) -> None:
    letter = post(municipality)
    assert [row[0] for row in letters(superuser, municipality)] == [letter]
    assert jobs(superuser, letter) == [{"letter": str(letter), "municipality": str(municipality.id)}]


def test_a_letter_of_an_act_undone_never_was(municipality: Municipality, superuser: psycopg.Connection) -> None:
    def post_and_fail() -> None:
        with municipalities.inside(municipality):
            outbox.post("outbox.trial", to="a@b.example", language="fi", facts=FACTS, at=now())
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        post_and_fail()
    assert letters(superuser, municipality) == []
    count = "SELECT count(*) FROM procrastinate_jobs WHERE args->>'municipality' = %s"
    assert superuser.execute(count, (str(municipality.id),)).fetchone() == (0,)


def test_the_same_letter_asked_for_twice_is_one(
    municipality: Municipality, neighbour: Municipality, superuser: psycopg.Connection
) -> None:
    assert post(municipality, key="invitation:1")
    assert post(municipality, key="invitation:1") is None
    assert post(neighbour, key="invitation:1")
    assert len(letters(superuser, municipality)) == 1
    key = f"reset:{uuid4()}"
    with context.globally(), database.writing():
        posted = [
            outbox.post("outbox.trial", to="a@b.example", language="fi", facts=FACTS, at=now(), key=key) for _ in "12"
        ]
    assert [bool(one) for one in posted] == [True, False]


def test_neither_address_nor_link_lies_open_in_the_database(
    app: Flask, municipality: Municipality, superuser: psycopg.Connection
) -> None:
    letter = post(municipality)
    row = superuser.execute("SELECT o::text FROM outbox_letter o WHERE id = %s", (letter,)).fetchone()
    assert row is not None
    assert "b.example" not in row[0]
    assert "secret-link" not in row[0]
    [(_, sealed)] = letters(superuser, municipality)
    assert letter is not None
    assert sealing.unseal(letter, "outbox.trial", sealed) == {"to": "a@b.example", "facts": FACTS}
    for other_id, kind, content in (
        (uuid4(), "outbox.trial", sealed),
        (letter, "outbox.other", sealed),
        (letter, "outbox.trial", sealed[:-1] + b"x"),
        (letter, "outbox.trial", b""),
    ):
        with pytest.raises(sealing.Unreadable):
            sealing.unseal(other_id, kind, content)


def test_web_posts_and_never_reads(municipality: Municipality, url_of: Callable[[str], str], app: Flask) -> None:
    post(municipality)
    with psycopg.connect(url_of("kumina_web")) as web:
        for table in ("outbox_letter", "outbox_global_letter", "procrastinate_jobs", "procrastinate_events"):
            for statement in (f"SELECT * FROM {table}", f"DELETE FROM {table}", f"UPDATE {table} SET id = NULL"):
                with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
                    web.execute(statement)
        with pytest.raises(psycopg.errors.InsufficientPrivilege), web.transaction():
            web.execute("SELECT procrastinate_fetch_job_v2(NULL, 1)")


def test_a_job_is_for_the_municipality_of_the_token_and_no_other(
    municipality: Municipality, neighbour: Municipality, superuser: psycopg.Connection, url_of: Callable[[str], str]
) -> None:
    thing = uuid4()
    with municipalities.inside(municipality):
        outbox.enqueue("tests:remind", letter=thing, municipality=neighbour.id)
    assert jobs(superuser, thing) == [{"letter": str(thing), "municipality": str(municipality.id)}]
    with psycopg.connect(url_of("kumina_web")) as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        web.execute("SELECT sec.enqueue('tests:remind', '{}', NULL)")


@pytest.mark.parametrize(
    "wrong", ["", "a", "a@", "@b", "a@b, c@d", "a@b\nBcc: c@d", "a b@c", "A <a@b.c>", "ä@b.c", "a@b@c", "a@\x00b"]
)
def test_a_letter_goes_to_one_plain_address(wrong: str) -> None:
    with pytest.raises(ValueError, match="plain e-mail address"):
        address(wrong)


def test_a_domain_with_its_own_letters_is_written_as_mail_servers_do() -> None:
    assert address("aino@järvenpää.example") == "aino@xn--jrvenp-buaab.example" or address(
        "aino@järvenpää.example"
    ).startswith("aino@xn--")


def test_a_letter_is_written_in_a_language_we_have(municipality: Municipality) -> None:
    with pytest.raises(ValueError, match="no letter is written"):
        post(municipality, language="de")
