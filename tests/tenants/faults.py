"""One planted fault for every check of the catalogue: the SQL that makes it, and the object it must be found at."""

from dataclasses import dataclass, field
from typing import Final

from tenants.policies import texts

THING: Final = (
    "CREATE TABLE thing (municipality_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), name text, number bigint,"
    " CONSTRAINT thing_pkey PRIMARY KEY (municipality_id, id)); ALTER TABLE thing OWNER TO kumina_owner"
)
PART: Final = (
    "CREATE TABLE part (municipality_id uuid NOT NULL, id uuid NOT NULL DEFAULT uuidv7(), thing_id uuid,"
    " CONSTRAINT part_pkey PRIMARY KEY (municipality_id, id)); ALTER TABLE part OWNER TO kumina_owner"
)
SOUND: Final = (
    THING,
    PART,
    *texts.tenant_table_1("thing"),
    *texts.tenant_table_1("part", select="sec.acts_as('client') OR sec.acts_as('job_coach')"),
)
"""Two tenant tables in which no check finds anything."""
TO_THING: Final = "FOREIGN KEY (municipality_id, thing_id) REFERENCES thing (municipality_id, id)"
STRANGE: Final = (
    "CREATE FUNCTION sec.strange() RETURNS boolean LANGUAGE sql AS 'SELECT true';"
    "ALTER FUNCTION sec.strange() OWNER TO kumina_owner; REVOKE ALL ON FUNCTION sec.strange() FROM PUBLIC"
)
FUNCTION: Final = "FUNCTION sec.person_by_email(text)"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is planted; `also` are other checks that rightly find fault with the same thing."""

    check: str
    at: str
    sql: str
    also: frozenset[str] = field(default_factory=frozenset)


def _thing(check: str, change: str, *also: str, at: str = "public.thing") -> Fault:
    return Fault(check, at, f"ALTER TABLE thing {change}", frozenset(also))


def _column(check: str, definition: str, *also: str) -> Fault:
    return Fault(check, "public.thing.odd", f"ALTER TABLE thing ADD COLUMN odd {definition}", frozenset(also))


def _policy(check: str, policy: str, *also: str, at: str = "public.thing") -> Fault:
    table = at.removeprefix("public.")
    return Fault(check, at, f"CREATE POLICY odd ON {table} {policy}", frozenset(also))


def _made(check: str, sql: str, *also: str, at: str) -> Fault:
    return Fault(check, at, sql, frozenset(also))


ROLES: Final = (
    _made(
        "role_missing",
        "ALTER ROLE kumina_clock RENAME TO somebody",
        "right_of_a_stranger",
        "right_to_the_queue",
        "sequence_can_be_read",
        "sweep_can_be_called",
        at="kumina_clock",
    ),
    _made(
        "role_is_superuser",
        "ALTER ROLE kumina_web SUPERUSER",
        "system_function_is_open",
        "system_table_is_open",
        "role_sees_statements",
        at="kumina_web",
    ),
    _made("role_bypasses_policies", "ALTER ROLE kumina_clock BYPASSRLS", at="kumina_clock"),
    _made("role_makes_roles", "ALTER ROLE kumina_web CREATEROLE", at="kumina_web"),
    _made("role_makes_databases", "ALTER ROLE kumina_web CREATEDB", at="kumina_web"),
    _made("role_replicates", "ALTER ROLE kumina_clock REPLICATION", at="kumina_clock"),
    _made("door_may_log_in", "ALTER ROLE kumina_door LOGIN", at="kumina_door"),
    _made("role_is_member", "GRANT kumina_owner TO kumina_web", at="kumina_web"),
    _made("role_settings_changed", "ALTER ROLE kumina_web SET search_path = 'elsewhere'", at="kumina_web"),
    _made(
        "role_sees_statements", "GRANT EXECUTE ON FUNCTION pg_stat_get_activity(integer) TO kumina_web", at="kumina_web"
    ),
    _made(
        "database_is_anothers",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO postgres', current_database()); END $$",
        at="the database",
    ),
    _made("schema_unknown", "CREATE SCHEMA elsewhere", at="elsewhere"),
    _made("schema_is_anothers", "ALTER SCHEMA sec OWNER TO postgres", at="sec"),
    _made("row_security_is_off", "SET LOCAL row_security = off", at="the database"),
    _made("foreign_keys_are_off", "SET LOCAL session_replication_role = replica", at="the database"),
)
TABLES: Final = (
    _thing("table_without_policies", "DISABLE ROW LEVEL SECURITY"),
    _thing("table_not_forced", "NO FORCE ROW LEVEL SECURITY"),
    _made(
        "table_is_nobodys",
        "CREATE TABLE odd (id uuid PRIMARY KEY); ALTER TABLE odd OWNER TO kumina_owner;"
        "ALTER TABLE odd ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        at="public.odd",
    ),
    _made("table_is_missing", "DROP TABLE web_rate CASCADE", at="public.web_rate"),
    _thing("table_is_anothers", "OWNER TO postgres"),
    _made(
        "table_is_partitioned",
        "CREATE TABLE odd (municipality_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (municipality_id, id))"
        " PARTITION BY HASH (municipality_id); ALTER TABLE odd OWNER TO kumina_owner;"
        "ALTER TABLE odd ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        at="public.odd",
    ),
    _made(
        "table_inherits",
        "CREATE TABLE odd (PRIMARY KEY (municipality_id, id)) INHERITS (thing); ALTER TABLE odd OWNER TO kumina_owner;"
        "ALTER TABLE odd ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        at="public.odd",
    ),
    _thing("table_is_not_kept", "SET UNLOGGED"),
    _made(
        "table_is_foreign",
        "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
        "CREATE FOREIGN TABLE odd (municipality_id uuid NOT NULL) SERVER s; ALTER TABLE odd OWNER TO kumina_owner",
        "other_server_exists",
        at="public.odd",
    ),
    _made(
        "view_as_its_owner",
        "CREATE VIEW odd AS SELECT * FROM thing; ALTER TABLE odd OWNER TO kumina_owner",
        at="public.odd",
    ),
    _made(
        "view_is_materialized",
        "CREATE MATERIALIZED VIEW odd AS SELECT * FROM thing;ALTER TABLE odd OWNER TO kumina_owner",
        at="public.odd",
    ),
    _made("sequence_unknown", "CREATE SEQUENCE odd; ALTER SEQUENCE odd OWNER TO kumina_owner", at="public.odd"),
    _made(
        "table_has_trigger",
        "CREATE TRIGGER odd BEFORE UPDATE ON thing FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        at="public.thing",
    ),
    _made(
        "foreign_key_is_asleep",
        f"ALTER TABLE part ADD {TO_THING}; ALTER TABLE part DISABLE TRIGGER ALL",
        at="public.part",
    ),
)
COLUMNS: Final = (
    _made(
        "municipality_is_no_uuid",
        "CREATE TABLE odd (municipality_id text PRIMARY KEY);"
        "ALTER TABLE odd OWNER TO kumina_owner; ALTER TABLE odd ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        at="public.odd.municipality_id",
    ),
    _made(
        "municipality_may_be_missing",
        "CREATE TABLE odd (municipality_id uuid, id uuid PRIMARY KEY);"
        "ALTER TABLE odd OWNER TO kumina_owner; ALTER TABLE odd ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        "primary_key_without_municipality",
        at="public.odd.municipality_id",
    ),
    _made(
        "column_is_enum",
        "CREATE TYPE mood AS ENUM ('good'); ALTER TABLE thing ADD COLUMN odd mood",
        "type_unknown",
        at="public.thing.odd",
    ),
    _made(
        "column_is_domain",
        "CREATE DOMAIN word AS text; ALTER TABLE thing ADD COLUMN odd word",
        "type_unknown",
        at="public.thing.odd",
    ),
    _made(
        "column_is_citext",
        "CREATE EXTENSION citext; ALTER TABLE thing ADD COLUMN odd citext",
        "extension_unknown",
        at="public.thing.odd",
    ),
    _column("column_is_inexact", "numeric(12, 2)"),
    _column("column_is_small", "integer"),
    _column("column_counts_itself", "bigint GENERATED ALWAYS AS IDENTITY", "sequence_unknown"),
)
KEYS: Final = (
    _thing("primary_key_missing", "DROP CONSTRAINT thing_pkey"),
    _made(
        "primary_key_without_municipality",
        "ALTER TABLE thing DROP CONSTRAINT thing_pkey; ALTER TABLE thing ADD PRIMARY KEY (id, municipality_id)",
        at="public.thing",
    ),
    _thing("unique_without_municipality", "ADD CONSTRAINT odd UNIQUE (name)"),
    _thing("exclusion_without_municipality", "ADD CONSTRAINT odd EXCLUDE USING gist (number WITH =)"),
    _made("index_without_municipality", "CREATE UNIQUE INDEX odd ON thing (name)", at="public.thing"),
    _made("index_on_expression", "CREATE INDEX odd ON thing (municipality_id, lower(name))", at="public.thing"),
    _made(
        "index_is_broken",
        "SET LOCAL allow_system_table_mods = on;"
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'thing_pkey'::regclass",
        at="public.thing",
    ),
    _made(
        "foreign_key_without_municipality",
        "ALTER TABLE thing ADD CONSTRAINT odd UNIQUE (id);"
        "ALTER TABLE part ADD FOREIGN KEY (thing_id) REFERENCES thing (id)",
        "unique_without_municipality",
        at="public.part",
    ),
    _made(
        "foreign_key_begins_elsewhere",
        "ALTER TABLE part ADD FOREIGN KEY (thing_id, municipality_id) REFERENCES thing (id, municipality_id)",
        at="public.part",
    ),
    _made("foreign_key_empties_municipality", f"ALTER TABLE part ADD {TO_THING} ON DELETE SET NULL", at="public.part"),
    _made("foreign_key_moves_rows", f"ALTER TABLE part ADD {TO_THING} ON UPDATE CASCADE", at="public.part"),
    _thing("constraint_not_validated", "ADD CONSTRAINT odd CHECK (number > 0) NOT VALID"),
    _thing("constraint_not_enforced", "ADD CONSTRAINT odd CHECK (number > 0) NOT ENFORCED"),
)
POLICIES: Final = (
    _policy("policy_is_restrictive", f"AS RESTRICTIVE FOR SELECT USING ({texts.TENANT})"),
    _policy("policy_without_tenant", "FOR SELECT USING (true)"),
    _policy("policy_opens_by_or", f"FOR SELECT USING ({texts.TENANT} OR sec.acts_as('operator'))"),
    _policy("policy_asks_another_table", f"FOR SELECT USING ({texts.TENANT} AND EXISTS (SELECT FROM part))"),
    _policy("policy_without_check", f"FOR UPDATE USING ({texts.TENANT})"),
    _policy("policy_for_a_stranger", f"FOR SELECT TO kumina_door USING ({texts.TENANT})"),
    _policy("policy_is_open", "FOR SELECT USING (language = 'fi')", at="public.accounts_person"),
    _made(
        "policy_calls_a_stranger",
        f"{STRANGE}; CREATE POLICY odd ON thing FOR SELECT USING ({texts.TENANT} AND sec.strange())",
        "function_unknown",
        at="public.thing",
    ),
    _made("policy_missing", "DROP POLICY thing_tenant ON thing", at="public.thing"),
)
GRANTS: Final = (
    _made("right_past_policies", "GRANT TRUNCATE ON thing TO kumina_web", at="public.thing"),
    _made("right_of_everybody", "GRANT SELECT ON thing TO PUBLIC", at="public.thing"),
    _made("right_of_a_stranger", "GRANT SELECT ON thing TO pg_monitor", at="public.thing"),
    _made("right_to_pass_on", "GRANT SELECT ON thing TO kumina_web WITH GRANT OPTION", at="public.thing"),
    _made("right_to_make_things", "GRANT CREATE ON SCHEMA public TO kumina_web", at="public"),
    _made("right_to_the_keys", "GRANT SELECT (id) ON sec.key TO kumina_web", at="sec.key"),
    _made("right_to_the_queue", "GRANT SELECT ON procrastinate_jobs TO kumina_web", at="public.procrastinate_jobs"),
    _made("right_of_the_door", "GRANT SELECT ON thing TO kumina_door", at="public.thing"),
    _made(
        "column_can_be_changed",
        "GRANT UPDATE ON accounts_person TO kumina_web",
        at="public.accounts_person.is_operator",
    ),
    _made(
        "column_can_be_given",
        "GRANT INSERT (is_operator) ON accounts_person TO kumina_clock",
        at="public.accounts_person.is_operator",
    ),
    _made(
        "sequence_can_be_read",
        "GRANT SELECT ON SEQUENCE procrastinate_jobs_id_seq TO kumina_web",
        at="public.procrastinate_jobs_id_seq",
    ),
    _made("sweep_can_be_called", "GRANT EXECUTE ON FUNCTION sec.sessions_sweep TO kumina_web", at="sec.sessions_sweep"),
    _made(
        "right_by_default",
        "ALTER DEFAULT PRIVILEGES FOR ROLE kumina_owner GRANT SELECT ON TABLES TO kumina_web",
        at="kumina_owner in every schema",
    ),
    _made("right_to_set_the_server", "GRANT SET ON PARAMETER track_activities TO kumina_web", at="track_activities"),
)
FUNCTIONS: Final = (
    _made("function_unknown", STRANGE, at="sec.strange"),
    _made("function_missing", "DROP FUNCTION sec.person_by_email(text)", at="sec.person_by_email"),
    _made(
        "function_changed",
        "CREATE OR REPLACE FUNCTION sec.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE"
        " AS $$ SELECT nullif(split_part(current_setting('kumina.token', true), '|', 3), '-')::uuid $$",
        at="sec.person",
    ),
    _made(
        "function_has_an_owners_power",
        "ALTER FUNCTION sec.leave() SECURITY DEFINER SET search_path = pg_catalog,pg_temp",
        at="sec.leave",
    ),
    _made("function_is_anothers", f"ALTER {FUNCTION} OWNER TO postgres", at="sec.person_by_email"),
    _made("function_looks_around", f"ALTER {FUNCTION} RESET search_path", at="sec.person_by_email"),
    _made("function_claims_to_leak_nothing", f"ALTER {FUNCTION} LEAKPROOF", at="sec.person_by_email"),
)
OBJECTS: Final = (
    _made("extension_unknown", "CREATE EXTENSION pg_trgm", at="pg_trgm"),
    _made("language_is_untrusted", "CREATE LANGUAGE wild HANDLER plpgsql_call_handler", at="wild"),
    _made(
        "event_trigger_exists",
        "CREATE FUNCTION sec.odd() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
        "CREATE EVENT TRIGGER odd ON ddl_command_end EXECUTE FUNCTION sec.odd()",
        "function_unknown",
        "function_is_anothers",
        "right_of_everybody",
        at="odd",
    ),
    _made("publication_exists", "CREATE PUBLICATION odd FOR TABLE thing", at="odd"),
    _made(
        "subscription_exists",
        "CREATE SUBSCRIPTION odd CONNECTION 'dbname=x' PUBLICATION p WITH (connect = false, slot_name = NONE)",
        at="odd",
    ),
    _made("other_server_exists", "CREATE FOREIGN DATA WRAPPER odd", at="odd"),
    _made("rule_exists", "CREATE RULE odd AS ON DELETE TO thing DO INSTEAD NOTHING", at="public.thing odd"),
    _made("type_unknown", "CREATE TYPE odd AS ENUM ('a')", at="public.odd"),
    _made(
        "operator_exists",
        "CREATE OPERATOR public.=== (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = uuid_eq)",
        at="public.===",
    ),
    _made("cast_exists", "CREATE CAST (text AS uuid) WITH INOUT AS ASSIGNMENT", at="text to uuid"),
    _made("large_object_exists", "SELECT lo_create(424242)", at="424242"),
    _made(
        "system_function_is_open", "GRANT EXECUTE ON FUNCTION pg_read_file(text) TO kumina_web", at="pg_read_file(text)"
    ),
    _made("system_table_is_open", "GRANT SELECT ON pg_statistic TO kumina_clock", at="pg_statistic"),
)
FAULTS: Final = (*ROLES, *TABLES, *COLUMNS, *KEYS, *POLICIES, *GRANTS, *FUNCTIONS, *OBJECTS)
