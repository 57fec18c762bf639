"""The texts of row-level security, as numbered functions: a migration calls one and the text never changes after.

A rule that must change gets a new number and a new migration. Every policy is PERMISSIVE and begins with the tenant
predicate, so OR-ing policies cannot open a table; no RESTRICTIVE policy and no sub-select, because Citus hands the
first to its shards as a permissive one and refuses the second (design § 6).
"""

TENANT = "municipality_id = sec.municipality()"
OWNER, WEB, CLOCK, DOOR = "kumina_owner", "kumina_web", "kumina_clock", "kumina_door"


def ground_1() -> tuple[str, ...]:
    """Schema sec: the key table nobody but the owner reads, and the functions that read the verified token."""
    return (
        "CREATE SCHEMA sec",
        """CREATE TABLE sec.key (
            id text PRIMARY KEY,
            inner_pad bytea NOT NULL CONSTRAINT key_inner_pad_is_a_block CHECK (octet_length(inner_pad) = 64),
            outer_pad bytea NOT NULL CONSTRAINT key_outer_pad_is_a_block CHECK (octet_length(outer_pad) = 64)
        )""",
        """CREATE FUNCTION sec.claims() RETURNS text[]
        LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
        AS $body$
        DECLARE
            token text := nullif(current_setting('kumina.token', true), '');
            parts text[];
            message text;
            good text;
        BEGIN
            IF token IS NULL THEN
                RETURN NULL;
            END IF;
            parts := string_to_array(token, '|');
            IF cardinality(parts) <> 6 THEN
                RETURN NULL;
            END IF;
            message := left(token, length(token) - length(parts[6]) - 1);
            SELECT encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(message, 'UTF8'))), 'hex')
              INTO good FROM sec.key k WHERE k.id = parts[1];
            IF good IS DISTINCT FROM parts[6] THEN
                RETURN NULL;
            END IF;
            IF extract(epoch FROM statement_timestamp()) >= parts[5]::bigint THEN
                RETURN NULL;
            END IF;
            RETURN parts;
        END
        $body$""",
        """CREATE FUNCTION sec.municipality() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $body$ SELECT nullif((sec.claims())[2], '-')::uuid $body$""",
        """CREATE FUNCTION sec.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $body$ SELECT nullif((sec.claims())[3], '-')::uuid $body$""",
        """CREATE FUNCTION sec.acts_as(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        AS $body$ SELECT coalesce(role = ANY (string_to_array((sec.claims())[4], ',')), false) $body$""",
        "REVOKE ALL ON SCHEMA sec FROM PUBLIC",
        "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA sec FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA sec TO {WEB}, {CLOCK}, {DOOR}",
        f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA sec TO {WEB}, {CLOCK}, {DOOR}",
        f"GRANT USAGE ON SCHEMA public TO {WEB}, {CLOCK}, {DOOR}",
    )


def tenant_table_1(
    table: str,
    *,
    may: str = "SELECT, INSERT, UPDATE, DELETE",
    select: str = "",
    insert: str = "",
    update: str = "",
    delete: str = "",
) -> tuple[str, ...]:
    """One tenant table under forced row-level security; `may` are the rights of web and clock.

    A further condition for one command (who may write what) is AND-ed after the tenant predicate.
    """
    statements = [f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"]
    rights = {right.strip() for right in may.split(",")}
    if not (select or insert or update or delete) and rights == {"SELECT", "INSERT", "UPDATE", "DELETE"}:
        statements.append(f"CREATE POLICY {table}_tenant ON {table} USING ({TENANT}) WITH CHECK ({TENANT})")
    else:
        further = {"SELECT": select, "INSERT": insert, "UPDATE": update, "DELETE": delete}
        statements += [_policy(table, command, further[command]) for command in further if command in rights]
    statements.append(f"GRANT {may} ON {table} TO {WEB}, {CLOCK}")
    return tuple(statements)


def registry_1(table: str) -> tuple[str, ...]:
    """The registry: read by all (a path must find its municipality); `kind` never changes after the first writing."""
    operator = "sec.acts_as('operator')"
    admin = "id = sec.municipality() AND sec.acts_as('municipality_admin')"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING (true)",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({operator})",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({operator} OR ({admin})) WITH CHECK ({operator} OR ({admin}))",
        f"GRANT SELECT, INSERT ON {table} TO {WEB}, {CLOCK}",
        f"GRANT UPDATE (name_fi, name_sv, state, first_language, brand_colour, playbook, opened_at) ON {table} TO {WEB}, {CLOCK}",
    )


def own_rows_1(table: str, *, person: str = "person_id", also: str = "", may: str = "SELECT, INSERT, UPDATE, DELETE") -> tuple[str, ...]:
    """A global table of people: a row is seen by the person it is about (and, with `also`, by who else may)."""
    mine = f"{person} = sec.person()"
    seen = f"({mine} OR {also})" if also else mine
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_own ON {table} USING ({seen}) WITH CHECK ({seen})",
        f"GRANT {may} ON {table} TO {WEB}, {CLOCK}",
    )


def door_1(table: str, *, columns: str = "", may: str = "SELECT") -> tuple[str, ...]:
    """The narrow functions' own role may see this global table; web reaches it only through those functions."""
    what = ", ".join(f"{right.strip()} ({columns})" if columns else right.strip() for right in may.split(","))
    return (
        f"CREATE POLICY {table}_door ON {table} TO {DOOR} USING (true) WITH CHECK (true)",
        f"GRANT {what} ON {table} TO {DOOR}",
    )


def narrow_1(signature: str) -> tuple[str, ...]:
    """A SECURITY DEFINER function changes hands to the door role and is callable by web and clock only."""
    return (
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {signature} TO {WEB}, {CLOCK}",
        f"ALTER FUNCTION {signature} OWNER TO {DOOR}",
    )


def _policy(table: str, command: str, further: str) -> str:
    rule = f"{TENANT} AND ({further})" if further else TENANT
    clause = {
        "SELECT": f"USING ({rule})",
        "INSERT": f"WITH CHECK ({rule})",
        "UPDATE": f"USING ({rule}) WITH CHECK ({rule})",
        "DELETE": f"USING ({rule})",
    }[command]
    return f"CREATE POLICY {table}_{command.lower()} ON {table} FOR {command} {clause}"
