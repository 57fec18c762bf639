"""The texts of row-level security, as numbered functions: a migration calls one and the text never changes after.

A rule that must change gets a new number and a new migration. Every policy is PERMISSIVE and begins with the tenant
predicate, so OR-ing policies cannot open a table; no RESTRICTIVE policy and no sub-select, because Citus hands the
first to its shards as a permissive one and refuses the second (design § 6).
"""

TENANT = "municipality_id = sec.municipality()"
TENANT_IF_ANY = "municipality_id = sec.municipality_or_none()"
"""The same for a global table that is also read at the global door, where sec.municipality() raises."""
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
        """CREATE FUNCTION sec.municipality() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE
        AS $body$
        DECLARE
            here text := (sec.claims())[2];
        BEGIN
            IF here = '-' THEN
                RAISE EXCEPTION 'tenant data asked for at the global door' USING ERRCODE = 'KU001';
            END IF;
            RETURN here::uuid;
        END
        $body$""",
        """CREATE FUNCTION sec.municipality_or_none() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $body$ SELECT nullif((sec.claims())[2], '-')::uuid $body$""",
        """CREATE FUNCTION sec.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
        AS $body$ SELECT nullif((sec.claims())[3], '-')::uuid $body$""",
        """CREATE FUNCTION sec.acts_as(role text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
        AS $body$ SELECT coalesce(role = ANY (string_to_array((sec.claims())[4], ',')), false) $body$""",
        """CREATE FUNCTION sec.leave() RETURNS integer LANGUAGE plpgsql
        AS $body$
        DECLARE
            left_behind text;
            found integer := 0;
        BEGIN
            FOR left_behind IN SELECT s.name FROM pg_catalog.pg_prepared_statement() s WHERE s.from_sql LOOP
                EXECUTE pg_catalog.format('DEALLOCATE %I', left_behind);
                found := found + 1;
            END LOOP;
            PERFORM pg_catalog.pg_advisory_unlock_all();
            RETURN found;
        END
        $body$""",
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
    changer = f"{operator} OR (id = sec.municipality_or_none() AND sec.acts_as('municipality_admin'))"
    changing = "name_fi, name_sv, state, first_language, brand_colour, playbook, opened_at"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING (true)",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({operator})",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({changer}) WITH CHECK ({changer})",
        f"GRANT SELECT, INSERT ON {table} TO {WEB}, {CLOCK}",
        f"GRANT UPDATE ({changing}) ON {table} TO {WEB}, {CLOCK}",
    )


def own_rows_1(
    table: str, *, person: str = "person_id", also: str = "", may: str = "SELECT, INSERT, UPDATE, DELETE"
) -> tuple[str, ...]:
    """A global table of people: a row is seen by the person it is about (and, with `also`, by who else may)."""
    mine = f"{person} = sec.person()"
    seen = f"({mine} OR {also})" if also else mine
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_own ON {table} USING ({seen}) WITH CHECK ({seen})",
        f"GRANT {may} ON {table} TO {WEB}, {CLOCK}",
    )


def membership_1(table: str) -> tuple[str, ...]:
    """Memberships: read by their municipality and their person; made by an admin, an invitee or the operator, and a
    client's by a counsellor (K4: on a yes); a role is never changed, only ended."""
    counsellor = "sec.acts_as('social_counsellor') OR sec.acts_as('job_coach') OR sec.acts_as('team_lead')"
    maker = (
        "sec.acts_as('municipality_admin') OR sec.acts_as('invitee') OR sec.acts_as('operator')"
        f" OR (role = 'client' AND ({counsellor}))"
    )
    changer = f"({TENANT_IF_ANY} AND sec.acts_as('municipality_admin')) OR person_id = sec.person()"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({TENANT_IF_ANY} OR person_id = sec.person())",
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({TENANT_IF_ANY} AND ({maker}))",
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({changer}) WITH CHECK ({changer})",
        f"GRANT SELECT, INSERT ON {table} TO {WEB}, {CLOCK}",
        f"GRANT UPDATE (name, ended_at, ended_by) ON {table} TO {WEB}, {CLOCK}",
    )


def door_1(table: str, *, columns: str = "", may: str = "SELECT") -> tuple[str, ...]:
    """The narrow functions' own role may see this global table; web reaches it only through those functions."""
    what = ", ".join(f"{right.strip()} ({columns})" if columns else right.strip() for right in may.split(","))
    return (
        f"CREATE POLICY {table}_door ON {table} TO {DOOR} USING (true) WITH CHECK (true)",
        f"GRANT {what} ON {table} TO {DOOR}",
    )


def narrow_1(signature: str, *, to: str = f"{WEB}, {CLOCK}") -> tuple[str, ...]:
    """A SECURITY DEFINER function changes hands to the door role and is callable by web and clock only.

    What sweeps everybody's rows is callable by the clock alone: an injected statement must not reach it.
    """
    return (
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {signature} TO {to}",
        f"GRANT CREATE ON SCHEMA sec TO {DOOR}",  # a new owner of a function must be able to make one there
        f"ALTER FUNCTION {signature} OWNER TO {DOOR}",
        f"REVOKE CREATE ON SCHEMA sec FROM {DOOR}",
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


def people_doors_1() -> tuple[str, ...]:
    """The narrow functions of sign-in: exact look-ups that answer with an id alone, which opens nothing by itself."""
    definer = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
    finder = f"RETURNS uuid LANGUAGE sql STABLE {definer}"
    return (
        f"""CREATE FUNCTION sec.person_by_email(address text) {finder}
        AS $body$ SELECT id FROM accounts_person WHERE email = address $body$""",
        f"""CREATE FUNCTION sec.person_by_uniquifier(uniquifier text) {finder}
        AS $body$ SELECT id FROM accounts_person WHERE fs_uniquifier = uniquifier $body$""",
        f"""CREATE FUNCTION sec.person_by_handle(handle text) {finder}
        AS $body$ SELECT id FROM accounts_person WHERE fs_webauthn_user_handle = handle $body$""",
        f"""CREATE FUNCTION sec.person_by_credential(credential bytea) {finder}
        AS $body$ SELECT person_id FROM accounts_credential WHERE credential_id = credential $body$""",
        f"""CREATE FUNCTION sec.person_by_identity(of_issuer text, of_subject text) {finder}
        AS $body$ SELECT person_id FROM accounts_identity WHERE issuer = of_issuer AND subject = of_subject $body$""",
    )


def session_doors_1() -> tuple[str, ...]:
    """The session store: a session begins only for the person the signed token names, and never comes back once ended.

    A session opens while its person is active and their stamp is still the one it began with: a new password changes
    the stamp, and every session begun before it is dead at that instant.
    """
    definer = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
    return (
        f"""CREATE FUNCTION sec.session_open(hash bytea, at timestamptz) RETURNS jsonb LANGUAGE sql STABLE {definer}
        AS $body$
            SELECT jsonb_build_object(
                'kind', s.kind, 'data', s.data, 'started_at', s.started_at, 'seen_at', s.seen_at,
                'proved_at', s.proved_at, 'stamp', s.stamp,
                'person', CASE WHEN p.id IS NOT NULL THEN jsonb_build_object(
                    'id', p.id, 'name', p.name, 'language', p.language,
                    'is_operator', p.is_operator AND s.kind <> 'joint') END,
                'belongings', coalesce((
                    SELECT jsonb_agg(jsonb_build_array(
                        m.municipality_id, r.slug, r.name_fi, r.name_sv, m.role, m.association_id)
                        ORDER BY r.name_fi, m.role)
                      FROM accounts_membership m JOIN registry_municipality r ON r.id = m.municipality_id
                     WHERE m.person_id = p.id AND m.ended_at IS NULL AND r.state <> 'closed'
                       AND (s.kind <> 'joint' OR (m.role = 'client' AND m.municipality_id = s.joint_in))), '[]'::jsonb))
              FROM accounts_session s LEFT JOIN accounts_person p ON p.id = s.person_id
             WHERE s.id_hash = hash AND s.ends_at > at
               AND s.seen_at + make_interval(secs => s.idle_s) > at
               AND (s.person_id IS NULL OR (p.active AND p.fs_uniquifier = s.stamp))
        $body$""",
        f"""CREATE FUNCTION sec.session_start(hash bytea, of_person uuid, with_stamp text, of_kind text,
            in_municipality uuid, with_data jsonb, of_agent text, at timestamptz, idle integer, until timestamptz)
            RETURNS boolean LANGUAGE sql {definer}
        AS $body$
            INSERT INTO accounts_session
                (id_hash, person_id, stamp, kind, joint_in, data, agent, started_at, seen_at, proved_at, idle_s,
                 ends_at)
            SELECT hash, of_person, with_stamp, of_kind, in_municipality, with_data, of_agent, at, at, at, idle, until
             WHERE of_person IS NOT DISTINCT FROM sec.person()
            RETURNING true
        $body$""",
        f"""CREATE FUNCTION sec.session_keep(hash bytea, new_hash bytea, with_data jsonb, at timestamptz,
            proved timestamptz, idle integer) RETURNS boolean LANGUAGE sql {definer}
        AS $body$
            UPDATE accounts_session SET id_hash = new_hash, data = with_data, seen_at = at, proved_at = proved,
                idle_s = least(idle_s, idle)
             WHERE id_hash = hash AND person_id IS NOT DISTINCT FROM sec.person()
            RETURNING true
        $body$""",
        f"""CREATE FUNCTION sec.session_end(hash bytea) RETURNS void LANGUAGE sql {definer}
        AS $body$ DELETE FROM accounts_session WHERE id_hash = hash $body$""",
        f"""CREATE FUNCTION sec.sessions_sweep(at timestamptz) RETURNS bigint LANGUAGE sql {definer}
        AS $body$
            WITH gone AS (DELETE FROM accounts_session
                WHERE ends_at <= at OR seen_at + make_interval(secs => idle_s) <= at RETURNING 1)
            SELECT count(*) FROM gone
        $body$""",
    )


def attempt_doors_1() -> tuple[str, ...]:
    """How often a secret was tried: locked, then counted, in one transaction, so that a hundred at once count too.

    Keys are keyed hashes that only the house can make: an injected statement cannot forgive or blame anybody.
    """
    definer = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"
    return (
        f"""CREATE FUNCTION sec.attempt_lock(of_key bytea, at timestamptz) RETURNS jsonb LANGUAGE sql {definer}
        AS $body$
            INSERT INTO accounts_attempt AS a (key, failures, last_at) VALUES (of_key, 0, at)
            ON CONFLICT (key) DO UPDATE SET failures = a.failures
            RETURNING jsonb_build_array(a.failures, a.last_at)
        $body$""",
        f"""CREATE FUNCTION sec.attempt_count(of_key bytea, now_failures bigint, at timestamptz) RETURNS void
            LANGUAGE sql {definer}
        AS $body$ UPDATE accounts_attempt SET failures = now_failures, last_at = at WHERE key = of_key $body$""",
        f"""CREATE FUNCTION sec.attempt_forgive(of_key bytea, how_many bigint) RETURNS void LANGUAGE sql {definer}
        AS $body$ UPDATE accounts_attempt SET failures = greatest(failures - how_many, 0) WHERE key = of_key $body$""",
        f"""CREATE FUNCTION sec.attempts_sweep(before timestamptz) RETURNS bigint LANGUAGE sql {definer}
        AS $body$
            WITH gone AS (DELETE FROM accounts_attempt WHERE last_at < before RETURNING 1) SELECT count(*) FROM gone
        $body$""",
    )


def behind_the_door_1(table: str) -> tuple[str, ...]:
    """A global table that nobody reaches but the narrow functions."""
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        *door_1(table, may="SELECT, INSERT, UPDATE, DELETE"),
    )


def invitation_1(table: str) -> tuple[str, ...]:
    """Invitations: made by an admin or the operator, a client's also by a counsellor, an association's also by its own
    admin or a counsellor; role and address never change, only the secret, the dates and the end."""
    counsellor = "sec.acts_as('social_counsellor') OR sec.acts_as('job_coach') OR sec.acts_as('team_lead')"
    maker = (
        f"sec.acts_as('municipality_admin') OR sec.acts_as('operator') OR (role = 'client' AND ({counsellor}))"
        f" OR (association_id IS NOT NULL AND (sec.acts_as('association_admin') OR {counsellor}))"
    )
    may_change = f"{TENANT} AND (sec.acts_as('invitee') OR {maker})"
    columns = "secret_hash, invited_by, invited_at, expires_at, accepted_at, accepted_by, withdrawn_at, withdrawn_by"
    return (
        *tenant_table_1(table, insert=maker, may="SELECT, INSERT"),
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({may_change}) WITH CHECK ({may_change})",
        f"GRANT UPDATE ({columns}) ON {table} TO {WEB}, {CLOCK}",
    )


def changed_columns_1(table: str, *, columns: str, before: str, after: str) -> tuple[str, ...]:
    """The few columns of a row that may change: while the row is still like `before`, into one that is like `after`."""
    may_change = f"USING ({TENANT} AND ({before})) WITH CHECK ({TENANT} AND ({after}))"
    return (
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE {may_change}",
        f"GRANT UPDATE ({columns}) ON {table} TO {WEB}, {CLOCK}",
    )
