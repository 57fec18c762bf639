"""The 33 known ways past row-level security, each tried on our PostgreSQL: what it would show, and that it cannot.

Municipality A has one thing, B has two. Where a way past exists in PostgreSQL itself, the probe makes it, sees it leak
(so that we know the probe is real), and sees the reading of the catalogue find it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import errors

from tenants import database, policies
from tenants.context import Door
from tenants.policies import texts
from tests import conftest as house
from tests.factories.municipalities import inside
from tests.tenants import faults

A, B = uuid4(), uuid4()
FAR = 9_999_999_999
COUNT = "SELECT count(*) FROM thing"


@dataclass(frozen=True, slots=True)
class Probe:
    """A superuser's transaction that is rolled back, in which one can be anybody."""

    connection: psycopg.Connection

    @contextmanager
    def being(self, role: str, municipality: UUID | None = None) -> Iterator[Callable[..., list[tuple]]]:
        token = house.SIGNER.sign(Door(municipality), expires_at=FAR) if municipality else ""
        self.connection.execute("SELECT set_config('kumina.token', %s, true)", (token,))
        self.connection.execute(f"SET LOCAL ROLE {role}")
        yield self.ask
        self.connection.execute("RESET ROLE")

    def ask(self, sql: str, *values: object) -> list[tuple]:
        done = self.connection.execute(sql, values)
        return done.fetchall() if done.description else [(done.rowcount,)]

    def refused(self, error: type[Exception], role: str, municipality: UUID | None, sql: str, *values: object) -> str:
        with pytest.raises(error) as caught, self.connection.transaction(), self.being(role, municipality) as ask:
            ask(sql, *values)
        return str(caught.value)

    def finds(self, check: str) -> bool:
        return check in {finding.check for finding in policies.verify(self.connection)}


@pytest.fixture
def probe(scratch_url: str) -> Iterator[Probe]:
    with psycopg.connect(scratch_url) as connection:
        for statement in faults.SOUND:
            connection.execute(statement)
        connection.execute("ALTER TABLE thing ADD UNIQUE (municipality_id, name)")
        for municipality, name in ((A, "a1"), (B, "b1"), (B, "b2")):
            connection.execute("INSERT INTO thing (municipality_id, name) VALUES (%s, %s)", (municipality, name))
        yield Probe(connection)
        connection.rollback()


def test_01_owner_of_a_table_that_is_not_forced(probe: Probe) -> None:
    probe.ask("ALTER TABLE thing NO FORCE ROW LEVEL SECURITY")
    with probe.being("kumina_owner") as ask:
        assert ask(COUNT) == [(3,)]
    assert probe.finds("table_not_forced")


def test_02_owner_of_a_forced_table(probe: Probe) -> None:
    with probe.being("kumina_owner") as ask:
        assert ask(COUNT) == [(0,)]


def test_03_superuser(probe: Probe) -> None:
    assert probe.ask(COUNT) == [(3,)]
    with pytest.raises(policies.DangerousRole, match="is a superuser"):
        policies.refuse_dangerous_role(probe.connection)


def test_04_bypassrls(probe: Probe) -> None:
    probe.ask("ALTER ROLE kumina_web BYPASSRLS")
    with probe.being("kumina_web") as ask:
        assert ask(COUNT) == [(3,)]
        with pytest.raises(policies.DangerousRole, match="bypasses row-level security"):
            policies.refuse_dangerous_role(probe.connection)


def test_05_in_a_municipality(probe: Probe) -> None:
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT name FROM thing") == [("a1",)]
    with probe.being("kumina_web", B) as ask:
        assert ask("SELECT name FROM thing ORDER BY name") == [("b1",), ("b2",)]


def test_06_in_no_municipality(probe: Probe) -> None:
    with probe.being("kumina_web") as ask:
        assert ask(COUNT) == [(0,)]


def test_07_view_that_reads_as_its_owner(probe: Probe) -> None:
    probe.ask("CREATE VIEW shown AS SELECT * FROM thing; GRANT SELECT ON shown TO kumina_web")
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT count(*) FROM shown") == [(3,)]
    assert probe.finds("view_as_its_owner")


def test_08_view_that_reads_as_the_caller(probe: Probe) -> None:
    probe.ask("CREATE VIEW shown WITH (security_invoker = true) AS SELECT * FROM thing")
    probe.ask("ALTER VIEW shown OWNER TO kumina_owner; GRANT SELECT ON shown TO kumina_web")
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT name FROM shown") == [("a1",)]
    assert policies.verify(probe.connection) == ()


def test_09_materialized_view(probe: Probe) -> None:
    probe.ask("CREATE MATERIALIZED VIEW kept AS SELECT * FROM thing; GRANT SELECT ON kept TO kumina_web")
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT count(*) FROM kept") == [(3,)]
    assert probe.finds("view_is_materialized")


def test_10_foreign_key_of_one_column(probe: Probe) -> None:
    probe.ask("ALTER TABLE thing ADD UNIQUE (id); ALTER TABLE part ADD FOREIGN KEY (thing_id) REFERENCES thing (id)")
    (foreign,) = probe.ask("SELECT id FROM thing WHERE municipality_id = %s LIMIT 1", B)
    with probe.being("kumina_web", A) as ask:
        assert ask("INSERT INTO part (municipality_id, thing_id) VALUES (%s, %s)", A, *foreign) == [(1,)]
    assert probe.finds("foreign_key_without_municipality")


def test_11_and_tells_what_exists_elsewhere(probe: Probe) -> None:
    probe.ask("ALTER TABLE thing ADD UNIQUE (id); ALTER TABLE part ADD FOREIGN KEY (thing_id) REFERENCES thing (id)")
    insert = "INSERT INTO part (municipality_id, thing_id) VALUES (%s, %s)"
    assert "violates foreign key" in probe.refused(errors.ForeignKeyViolation, "kumina_web", A, insert, A, uuid4())
    assert probe.finds("foreign_key_without_municipality")


def test_12_composite_foreign_key_answers_alike(probe: Probe) -> None:
    probe.ask(f"ALTER TABLE part ADD CONSTRAINT part_thing {faults.TO_THING}")
    (foreign,) = probe.ask("SELECT id FROM thing WHERE municipality_id = %s LIMIT 1", B)[0]
    insert = "INSERT INTO part (municipality_id, thing_id) VALUES (%s, %s)"
    nowhere = uuid4()
    said = [
        probe.refused(errors.ForeignKeyViolation, "kumina_web", A, insert, A, thing).replace(str(thing), "…")
        for thing in (foreign, nowhere)
    ]
    assert said[0] == said[1]


def test_13_unique_everywhere(probe: Probe) -> None:
    with probe.being("kumina_web", A) as ask:  # B has a "b1": A may have one too, and learns nothing
        assert ask("INSERT INTO thing (municipality_id, name) VALUES (%s, 'b1')", A) == [(1,)]
    probe.ask("DELETE FROM thing WHERE municipality_id = %s", A)
    probe.ask("ALTER TABLE thing ADD CONSTRAINT everywhere UNIQUE (name)")
    insert = "INSERT INTO thing (municipality_id, name) VALUES (%s, 'b1')"
    assert "everywhere" in probe.refused(errors.UniqueViolation, "kumina_web", A, insert, A)
    assert probe.finds("unique_without_municipality")


def test_14_on_conflict_do_nothing(probe: Probe) -> None:
    with probe.being("kumina_web", A) as ask:
        insert = "INSERT INTO thing (municipality_id, name) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        assert ask(insert, A, "b1") == [(1,)]
        assert ask(insert, A, "a1") == [(0,)]


def test_15_ids_do_not_count(probe: Probe) -> None:
    ids = [row[0].version for row in probe.ask("SELECT id FROM thing")]
    assert ids == [7, 7, 7]
    probe.ask("ALTER TABLE thing ADD COLUMN counted bigint GENERATED ALWAYS AS IDENTITY")
    assert probe.finds("column_counts_itself")


def test_16_sequences_are_not_read(probe: Probe) -> None:
    for question in ("SELECT last_value FROM %s", "SELECT nextval('%s')", "SELECT setval('%s', 1)"):
        probe.refused(errors.InsufficientPrivilege, "kumina_web", A, question % "procrastinate_jobs_id_seq")
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT pg_sequence_last_value('procrastinate_jobs_id_seq')") == [(None,)]


def test_17_copy_to(probe: Probe) -> None:
    with probe.being("kumina_web", A), probe.connection.cursor().copy("COPY thing (name) TO STDOUT") as copied:
        assert b"".join(bytes(part) for part in copied) == b"a1\n"


def test_18_copy_from(probe: Probe) -> None:
    def copy() -> None:
        with probe.being("kumina_web", A), probe.connection.cursor().copy("COPY thing FROM STDIN") as into:
            into.write_row((B, uuid4(), "new", 1))

    with (
        pytest.raises(errors.FeatureNotSupported, match="not supported with row-level security"),
        probe.connection.transaction(),
    ):
        copy()


def test_19_the_app_sets_another_municipality(probe: Probe) -> None:
    with probe.being("kumina_web", A) as ask:
        ours = ask("SELECT current_setting('kumina.token')")[0][0]
        ask(f"SET LOCAL kumina.token = '{ours.replace(str(A), str(B))}'")
        assert ask(COUNT) == [(0,)]


def test_20_row_security_off(probe: Probe) -> None:
    with probe.being("kumina_web", A) as ask:
        ask("SET LOCAL row_security = off")
        with (
            pytest.raises(errors.InsufficientPrivilege, match="affected by row-level security"),
            probe.connection.transaction(),
        ):
            ask(COUNT)


def test_21_truncate_without_the_right(probe: Probe) -> None:
    probe.refused(errors.InsufficientPrivilege, "kumina_web", A, "TRUNCATE thing")


def test_22_truncate_with_the_right(probe: Probe) -> None:
    probe.ask("GRANT TRUNCATE ON thing TO kumina_web")
    with probe.being("kumina_web", A) as ask:
        ask("TRUNCATE thing")
    assert probe.ask(COUNT) == [(0,)]
    assert probe.finds("right_past_policies")


def test_23_a_setting_of_the_session_is_gone_for_the_next(municipality, neighbour) -> None:
    with inside(municipality):
        driver = database.session().connection().connection.driver_connection
        token = database._the_database().token(Door(municipality.id))
        driver.execute(f"SET kumina.token = '{token}'")
    assert driver.execute("SELECT current_setting('kumina.token', true)").fetchone() == ("",)
    assert driver.execute("SELECT sec.municipality()").fetchone() == (None,)


def test_24_discard_all(probe: Probe, url_of) -> None:
    with psycopg.connect(url_of("kumina_web"), autocommit=True) as connection:
        connection.execute(f"SET kumina.token = '{house.SIGNER.sign(Door(A), expires_at=FAR)}'")
        assert connection.execute("SELECT sec.municipality()").fetchone() == (A,)
        connection.execute("DISCARD ALL")
        assert connection.execute("SELECT sec.municipality()").fetchone() == (None,)


def test_25_after_the_transaction(url_of) -> None:
    with psycopg.connect(url_of("kumina_web"), autocommit=True) as connection:
        with connection.transaction():
            connection.execute(f"SET LOCAL kumina.token = '{house.SIGNER.sign(Door(A), expires_at=FAR)}'")
            assert connection.execute("SELECT sec.municipality()").fetchone() == (A,)
        assert connection.execute("SELECT sec.municipality()").fetchone() == (None,)


@pytest.mark.parametrize(
    "before", ["fresh", "used", "emptied"], ids=["26_fresh", "27_after_a_transaction", "28_emptied"]
)
def test_an_unset_token_is_the_same_however_it_came_to_be(url_of, before: str) -> None:
    with psycopg.connect(url_of("kumina_web"), autocommit=True) as connection:
        if before == "used":
            with connection.transaction():
                connection.execute("SET LOCAL kumina.token = 'x'")
        if before == "emptied":
            connection.execute("SET kumina.token = ''")
        setting = connection.execute("SELECT current_setting('kumina.token', true)").fetchone()
        assert setting == ((None,) if before == "fresh" else ("",))
        assert connection.execute("SELECT count(*) FROM intake_contact").fetchone() == (0,)
        assert connection.execute("SELECT sec.municipality(), sec.person(), sec.acts_as('client')").fetchone() == (
            None,
            None,
            False,
        )


def test_29_a_partition_asked_directly(probe: Probe) -> None:
    probe.ask(
        "CREATE TABLE parted (municipality_id uuid, id uuid, PRIMARY KEY (municipality_id, id))"
        " PARTITION BY HASH (municipality_id);"
        "CREATE TABLE child PARTITION OF parted FOR VALUES WITH (MODULUS 1, REMAINDER 0)"
    )
    for statement in texts.tenant_table_1("parted"):
        probe.ask(statement)
    probe.ask("GRANT SELECT ON child TO kumina_web")
    probe.ask("INSERT INTO parted VALUES (%s, %s)", B, uuid4())
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT count(*) FROM parted") == [(0,)]
        assert ask("SELECT count(*) FROM child") == [(1,)]
    assert probe.finds("table_is_partitioned")


def test_30_a_function_with_a_superusers_rights(probe: Probe) -> None:
    probe.ask(
        "CREATE FUNCTION sec.all_things() RETURNS bigint LANGUAGE sql SECURITY DEFINER AS 'SELECT count(*) FROM thing'"
    )
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT sec.all_things()") == [(3,)]
    for check in ("function_unknown", "function_has_an_owners_power", "function_is_anothers", "function_looks_around"):
        assert probe.finds(check)
    make = "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'"
    probe.refused(errors.InsufficientPrivilege, "kumina_web", A, make)


def test_31_a_second_permissive_policy(probe: Probe) -> None:
    probe.ask(f"CREATE POLICY second ON thing FOR SELECT USING ({texts.TENANT} AND name > '')")
    with probe.being("kumina_web", A) as ask:
        assert ask(COUNT) == [(1,)]
    assert policies.verify(probe.connection) == ()
    probe.ask("CREATE POLICY third ON thing FOR SELECT USING (name > '')")
    with probe.being("kumina_web", A) as ask:
        assert ask(COUNT) == [(3,)]
    assert probe.finds("policy_without_tenant")


def test_32_a_restrictive_policy(probe: Probe) -> None:
    probe.ask(f"CREATE POLICY narrow ON thing AS RESTRICTIVE FOR SELECT USING ({texts.TENANT})")
    with probe.being("kumina_web", A) as ask:
        assert ask(COUNT) == [(1,)]  # here; on a Citus shard it would open the table
    assert probe.finds("policy_is_restrictive")


def test_33_a_new_table(probe: Probe) -> None:
    probe.ask("CREATE TABLE fresh (municipality_id uuid, id uuid, PRIMARY KEY (municipality_id, id))")
    probe.ask("ALTER TABLE fresh OWNER TO kumina_owner")
    probe.refused(errors.InsufficientPrivilege, "kumina_web", A, "SELECT count(*) FROM fresh")  # nothing by default
    assert probe.finds("table_without_policies")
    probe.ask("GRANT SELECT ON fresh TO kumina_web; INSERT INTO fresh VALUES (uuidv7(), uuidv7())")
    with probe.being("kumina_web", A) as ask:
        assert ask("SELECT count(*) FROM fresh") == [(1,)]
