"""The texts of letters, jobs, drafts and rate limits: numbered like those of texts.py, and as unchanging."""

from tenants.policies.texts import CLOCK, DOOR, TENANT, WEB

QUEUE = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")
QUEUE_FUNCTIONS = (
    "procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])",
    "procrastinate_defer_periodic_job_v2(varchar, varchar, varchar, varchar, integer, varchar, bigint, jsonb)",
    "procrastinate_fetch_job_v2(varchar[], bigint)",
    "procrastinate_finish_job_v1(bigint, procrastinate_job_status, boolean)",
    "procrastinate_cancel_job_v1(bigint, boolean, boolean)",
    "procrastinate_retry_job_v1(bigint, timestamptz, integer, varchar, varchar)",
    "procrastinate_retry_job_v2(bigint, timestamptz, integer, varchar, varchar)",
    "procrastinate_register_worker_v1()",
    "procrastinate_unregister_worker_v1(bigint)",
    "procrastinate_update_heartbeat_v1(bigint)",
    "procrastinate_prune_stalled_workers_v1(double precision)",
)
QUEUE_TRIGGERS = (
    "procrastinate_notify_queue_job_inserted_v1()",
    "procrastinate_notify_queue_abort_job_v1()",
    "procrastinate_trigger_function_status_events_insert_v1()",
    "procrastinate_trigger_function_status_events_update_v1()",
    "procrastinate_trigger_function_scheduled_events_v1()",
    "procrastinate_trigger_abort_requested_events_procedure_v1()",
    "procrastinate_unlink_periodic_defers_v1()",
)
GLOBAL_DOOR = "sec.claims() IS NOT NULL AND sec.municipality_or_none() IS NULL"
CLOCKS = "sec.acts_as('clock')"
DEFINER = "SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp"


def letters_1(table: str) -> tuple[str, ...]:
    """Letters of a municipality: anybody at work there may post one, only the clock may open, send and mark them."""
    return _letters(table, TENANT, "municipality_id = sec.municipality_as('clock')")


def global_letters_1(table: str) -> tuple[str, ...]:
    """Letters to a person as themself, posted at the global door; only the clock may open them."""
    return _letters(table, GLOBAL_DOOR, CLOCKS)


def _letters(table: str, door: str, clock: str) -> tuple[str, ...]:
    rule = f"{door} AND {clock}"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({door})",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING ({rule})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({rule}) WITH CHECK ({rule})",
        f"GRANT INSERT ON {table} TO {WEB}, {CLOCK}",
        f"GRANT SELECT, UPDATE (sealed, sent_at, dead_at, fault) ON {table} TO {CLOCK}",
    )


def queue_1() -> tuple[str, ...]:
    """The queue belongs to the clock; web only enqueues, through sec.enqueue(), for the municipality of its token."""
    tables, functions = ", ".join(QUEUE), ", ".join(QUEUE_FUNCTIONS)
    return (
        f"REVOKE ALL ON FUNCTION {functions}, {', '.join(QUEUE_TRIGGERS)} FROM PUBLIC",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {tables} TO {CLOCK}",
        f"GRANT USAGE ON SEQUENCE {', '.join(f'{table}_id_seq' for table in QUEUE)} TO {CLOCK}",
        f"GRANT EXECUTE ON FUNCTION {functions} TO {CLOCK}",
        f"GRANT SELECT, INSERT, UPDATE ON procrastinate_jobs TO {DOOR}",
        f"GRANT SELECT, INSERT ON procrastinate_events TO {DOOR}",
        f"GRANT SELECT ON procrastinate_workers TO {DOOR}",
        f"GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq TO {DOOR}",
        f"GRANT EXECUTE ON FUNCTION {QUEUE_FUNCTIONS[0]}, {QUEUE_FUNCTIONS[6]} TO {DOOR}",
        f"GRANT SELECT (version_num) ON alembic_version TO {DOOR}",
    )


def queue_doors_1() -> tuple[str, ...]:
    """What web may do with the queue: add a job for its own municipality; count; and, for an operator, try again."""
    return (
        f"""CREATE FUNCTION sec.enqueue(task text, facts jsonb, at timestamptz) RETURNS bigint
            LANGUAGE plpgsql {DEFINER}
        AS $body$
        DECLARE
            claims text[] := sec.claims();
        BEGIN
            IF claims IS NULL OR octet_length(facts::text) > 1000 THEN
                RAISE EXCEPTION 'a job needs a municipality or the global door, and carries ids only'
                    USING ERRCODE = 'insufficient_privilege';
            END IF;
            RETURN (procrastinate_defer_jobs_v1(ARRAY[ROW(
                'default', task, 0, NULL, NULL,
                facts || jsonb_build_object('municipality', nullif(claims[2], '-')), at
            )::procrastinate_job_to_defer_v1]))[1];
        END
        $body$""",
        f"""CREATE FUNCTION sec.queue_state(at timestamptz) RETURNS jsonb LANGUAGE sql STABLE {DEFINER}
        AS $body$
            SELECT jsonb_build_object(
                'waiting', count(*) FILTER (WHERE status = 'todo'),
                'doing', count(*) FILTER (WHERE status = 'doing'),
                'failed', count(*) FILTER (WHERE status = 'failed'),
                'retrying', count(*) FILTER (WHERE status = 'todo' AND attempts > 0),
                'oldest_s', coalesce(extract(epoch FROM at - min(coalesce(scheduled_at, (
                    SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = j.id)))
                    FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, at) <= at)), 0)::bigint,
                'workers', (SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > at - interval '1 minute'))
              FROM procrastinate_jobs j WHERE status IN ('todo', 'doing', 'failed')
        $body$""",
        f"""CREATE FUNCTION sec.jobs_failed(at_most integer) RETURNS jsonb LANGUAGE sql STABLE {DEFINER}
        AS $body$
            SELECT coalesce(jsonb_agg(to_jsonb(f) ORDER BY f.id DESC), '[]'::jsonb) FROM (
                SELECT j.id, j.task_name AS task, j.args, j.attempts,
                       (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id) AS at
                  FROM procrastinate_jobs j
                 WHERE j.status = 'failed' AND sec.acts_as('operator')
                 ORDER BY j.id DESC LIMIT at_most) f
        $body$""",
        f"""CREATE FUNCTION sec.job_retry(of_job bigint, at timestamptz) RETURNS boolean LANGUAGE plpgsql {DEFINER}
        AS $body$
        BEGIN
            IF NOT sec.acts_as('operator') THEN
                RAISE EXCEPTION 'only an operator may try a job again' USING ERRCODE = 'insufficient_privilege';
            END IF;
            PERFORM FROM procrastinate_jobs WHERE id = of_job AND status = 'failed' FOR UPDATE;
            IF NOT FOUND THEN
                RETURN false;
            END IF;
            PERFORM procrastinate_retry_job_v2(of_job, at, NULL, NULL, NULL);
            RETURN true;
        END
        $body$""",
        f"""CREATE FUNCTION sec.schema_version() RETURNS text LANGUAGE sql STABLE {DEFINER}
        AS $body$ SELECT max(version_num) FROM alembic_version $body$""",
    )


def drafts_1(table: str) -> tuple[str, ...]:
    """Half-filled forms: written and read by the person who typed alone; the clock removes old ones without reading."""
    mine = f"{TENANT} AND person_id = sec.person()"
    old = f"{TENANT} AND (person_id = sec.person() OR {CLOCKS})"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING ({old})",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({mine})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({mine}) WITH CHECK ({mine})",
        f"CREATE POLICY {table}_delete ON {table} FOR DELETE USING ({old})",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {WEB}",
        f"GRANT SELECT (municipality_id, saved_at), DELETE ON {table} TO {CLOCK}",
    )


def rate_doors_1() -> tuple[str, ...]:
    """Rate limits: exact under any concurrency, because the key's row is locked while its hits are counted.

    Keys are keyed hashes that only the house can make, so the table names nobody.
    """
    return (
        f"""CREATE FUNCTION sec.rate_hit(of_key bytea, at_most integer, within interval, at timestamptz)
            RETURNS integer LANGUAGE plpgsql {DEFINER}
        AS $body$
        DECLARE
            fresh timestamptz[];
        BEGIN
            INSERT INTO web_rate (key, hits, ends_at) VALUES (of_key, '{{}}', at + within) ON CONFLICT (key) DO NOTHING;
            SELECT ARRAY(SELECT h FROM unnest(r.hits) h WHERE h > at - within ORDER BY h) INTO fresh
              FROM web_rate r WHERE r.key = of_key FOR UPDATE;
            IF cardinality(fresh) >= at_most THEN
                RETURN greatest(1, ceil(extract(epoch FROM
                    fresh[cardinality(fresh) - at_most + 1] + within - at)))::integer;
            END IF;
            UPDATE web_rate SET hits = fresh || at, ends_at = greatest(ends_at, at + within) WHERE key = of_key;
            RETURN 0;
        END
        $body$""",
        f"""CREATE FUNCTION sec.rates_sweep(at timestamptz) RETURNS bigint LANGUAGE sql {DEFINER}
        AS $body$
            WITH gone AS (DELETE FROM web_rate WHERE ends_at <= at RETURNING 1) SELECT count(*) FROM gone
        $body$""",
    )
