-- What somebody might inject, one a line. {a} is the attacker's municipality, {b} the neighbour's, {person}, {contact} and
-- {address} are the neighbour's person, row and address. Each line is tried in every way an injection can take.

-- more power
RESET kumina.token; SELECT calling_name FROM intake_contact
RESET ALL; SELECT calling_name FROM intake_contact
DISCARD ALL
DISCARD PLANS; SELECT calling_name FROM intake_contact
SET ROLE kumina_owner; SELECT calling_name FROM intake_contact
SET ROLE kumina_door; SELECT email FROM accounts_person
SET ROLE postgres
SET ROLE pg_read_all_data; SELECT calling_name FROM intake_contact
SET LOCAL ROLE NONE; SELECT calling_name FROM intake_contact
SET SESSION AUTHORIZATION postgres
SET SESSION AUTHORIZATION kumina_owner; SELECT calling_name FROM intake_contact
SET SESSION AUTHORIZATION DEFAULT; SELECT calling_name FROM intake_contact
SET row_security = off; SELECT calling_name FROM intake_contact
WITH s AS MATERIALIZED (SELECT set_config('row_security', 'off', true)) SELECT calling_name FROM s, intake_contact
SET session_replication_role = replica
SET allow_system_table_mods = on
SET transaction_read_only = off
SET log_statement = 'all'
SET track_activities = on
SET session_preload_libraries = 'auto_explain'
LOAD 'auto_explain'
ALTER SYSTEM SET log_statement = 'all'
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET row_security = off', current_database()); END $$
ALTER ROLE kumina_clock PASSWORD 'known'
ALTER ROLE kumina_owner SET search_path = 'pg_temp'
ALTER ROLE kumina_web BYPASSRLS
GRANT kumina_owner TO kumina_web
GRANT pg_read_all_data TO kumina_web
CREATE ROLE another SUPERUSER LOGIN
ALTER TABLE intake_contact DISABLE ROW LEVEL SECURITY
ALTER TABLE intake_contact NO FORCE ROW LEVEL SECURITY
ALTER TABLE intake_contact OWNER TO kumina_web
DROP POLICY intake_contact_tenant ON intake_contact
CREATE POLICY open ON intake_contact USING (true)
ALTER POLICY accounts_person_own ON accounts_person USING (true)
GRANT ALL ON intake_contact TO PUBLIC
GRANT SELECT ON sec.key TO kumina_web
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO PUBLIC
TRUNCATE intake_contact CASCADE
DROP TABLE intake_contact CASCADE
VACUUM intake_contact
CLUSTER intake_contact USING intake_contact_pkey

-- the keys of the tokens
SELECT * FROM sec.key
SELECT encode(inner_pad, 'hex') FROM sec.key
TABLE sec.key
COPY sec.key TO STDOUT
SELECT row_to_json(k) FROM sec.key k
SELECT query_to_xml('SELECT * FROM sec.key', true, false, '')
SELECT table_to_xml('sec.key', true, false, '')
SELECT schema_to_xml('sec', true, false, '')
SELECT pg_read_binary_file(pg_relation_filepath('sec.key'))
SELECT pg_get_functiondef('sec.claims'::regproc)
EXPLAIN (ANALYZE, VERBOSE) SELECT sec.claims()
INSERT INTO sec.key SELECT 'mine', sha256('x') || sha256('x'), sha256('x') || sha256('x')
UPDATE sec.key SET inner_pad = outer_pad
CREATE OR REPLACE FUNCTION sec.claims() RETURNS text[] LANGUAGE sql AS $$ SELECT ARRAY['1', '{b}'] $$
CREATE FUNCTION public.sha256(bytea) RETURNS bytea LANGUAGE sql AS 'SELECT $1'; SELECT calling_name FROM intake_contact
ALTER FUNCTION sec.claims() SECURITY INVOKER

-- catalogue, files, other servers, other sessions
SELECT * FROM pg_stats WHERE tablename = 'intake_contact'
SELECT most_common_vals::text, histogram_bounds::text FROM pg_stats WHERE schemaname = 'public'
SET row_security = off; SELECT most_common_vals::text FROM pg_stats WHERE tablename = 'intake_contact'
SELECT * FROM pg_statistic
SELECT * FROM pg_stats_ext
SELECT * FROM pg_stats_ext_exprs
SELECT query FROM pg_stat_activity
SELECT query FROM pg_stat_get_activity(NULL)
SELECT pg_stat_get_backend_activity(s) FROM pg_stat_get_backend_idset() s
SELECT * FROM pg_stat_progress_copy
SELECT query FROM pg_stat_statements
SELECT name, statement FROM pg_prepared_statements
SELECT name, statement FROM pg_cursors
SELECT current_query()
SELECT * FROM pg_authid
SELECT passwd FROM pg_shadow
SELECT * FROM pg_hba_file_rules
SELECT * FROM pg_file_settings
SELECT * FROM pg_largeobject
SELECT * FROM pg_user_mapping
SELECT subconninfo FROM pg_subscription
SELECT pg_read_file('postgresql.conf')
SELECT pg_read_file(pg_current_logfile())
SELECT pg_ls_dir('.')
SELECT pg_ls_logdir()
SELECT pg_stat_file('PG_VERSION')
SELECT lo_import('/etc/passwd')
SELECT lo_get(1)
COPY (SELECT 1) TO PROGRAM 'id'
COPY intake_contact (calling_name) FROM PROGRAM 'echo x'
COPY intake_contact TO '/tmp/stolen'
COPY intake_contact FROM '/etc/passwd'
SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t (x int)
CREATE EXTENSION dblink
CREATE EXTENSION postgres_fdw
CREATE EXTENSION file_fdw
CREATE EXTENSION pg_stat_statements
CREATE EXTENSION citext
CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw
SELECT pg_reload_conf()
SELECT pg_terminate_backend(pid) FROM pg_locks WHERE pid <> pg_backend_pid()
SELECT pg_cancel_backend(pid) FROM pg_locks WHERE pid <> pg_backend_pid()

-- reading the neighbour's rows
SELECT calling_name FROM intake_contact
SELECT calling_name FROM intake_contact WHERE municipality_id = '{b}'
SELECT calling_name FROM intake_contact WHERE true OR municipality_id = '{b}'
TABLE intake_contact
COPY intake_contact TO STDOUT
COPY (SELECT calling_name FROM intake_contact WHERE municipality_id = '{b}') TO STDOUT
SELECT i::text FROM intake_contact i WHERE ctid >= '(0,0)'
SELECT i::text FROM ONLY intake_contact i
SELECT calling_name FROM intake_contact TABLESAMPLE SYSTEM (100)
SELECT calling_name FROM intake_contact WHERE id = '{contact}' FOR UPDATE
SELECT count(*) FROM intake_contact WHERE municipality_id = '{b}'
SELECT string_agg(calling_name, ',') OVER () FROM intake_contact
WITH RECURSIVE r AS (SELECT calling_name FROM intake_contact UNION SELECT calling_name FROM intake_contact) SELECT * FROM r
SELECT 1 / (length(calling_name) - length(calling_name)) FROM intake_contact WHERE municipality_id = '{b}'
SELECT calling_name::int FROM intake_contact WHERE municipality_id = '{b}'
SELECT calling_name::json FROM intake_contact WHERE municipality_id = '{b}'
SELECT calling_name FROM intake_contact WHERE municipality_id = '{b}' AND calling_name::int > 0
SELECT calling_name FROM intake_contact WHERE calling_name ~ '(' AND municipality_id = '{b}'
SELECT calling_name FROM intake_contact WHERE (calling_name || pg_sleep(0)::text)::int = 1
SELECT calling_name FROM intake_contact ORDER BY calling_name::int
SELECT query_to_xml('SELECT calling_name FROM intake_contact', true, false, '')
SELECT table_to_xml('intake_contact', true, false, '')
SELECT database_to_xml(true, false, '')
SELECT query_to_xml('SELECT set_config(''kumina.token'', '''', true), calling_name FROM intake_contact', true, false, '')
SELECT ts_stat FROM ts_stat('SELECT to_tsvector(calling_name) FROM intake_contact')
EXPLAIN (ANALYZE, VERBOSE, BUFFERS) SELECT calling_name FROM intake_contact WHERE municipality_id = '{b}'
SELECT email, password, tf_totp_secret FROM accounts_person
SELECT * FROM accounts_person WHERE id = '{person}'
SELECT * FROM accounts_membership WHERE municipality_id = '{b}'
SELECT * FROM accounts_session
SELECT * FROM accounts_attempt
SELECT * FROM goals_ladder UNION ALL SELECT * FROM goals_ladder
SELECT * FROM record_entry WHERE municipality_id = '{b}'
SELECT args FROM procrastinate_jobs
SELECT * FROM outbox_global_letter
SELECT * FROM web_rate

-- writing them
UPDATE intake_contact SET calling_name = 'taken' WHERE municipality_id = '{b}' RETURNING calling_name
UPDATE intake_contact SET municipality_id = '{b}'
DELETE FROM intake_contact WHERE municipality_id = '{b}' RETURNING calling_name
INSERT INTO intake_contact (municipality_id, calling_name, channel, reach, language, way_in, wishes, contacted_at) VALUES ('{b}', 'planted', 'phone', '1', 'fi', 'self', '', now()) RETURNING calling_name
INSERT INTO intake_contact SELECT * FROM intake_contact ON CONFLICT DO NOTHING
INSERT INTO intake_contact (municipality_id, id, calling_name, channel, reach, language, way_in, wishes, contacted_at) VALUES ('{b}', '{contact}', 'x', 'phone', '1', 'fi', 'self', '', now()) ON CONFLICT (municipality_id, id) DO UPDATE SET calling_name = excluded.calling_name RETURNING calling_name
MERGE INTO intake_contact i USING (SELECT '{contact}'::uuid AS id) s ON i.id = s.id WHEN MATCHED THEN UPDATE SET calling_name = 'merged' RETURNING i.calling_name
WITH gone AS (DELETE FROM intake_contact RETURNING *) SELECT calling_name FROM gone WHERE municipality_id = '{b}'
DELETE FROM accounts_person WHERE id = '{person}'
UPDATE accounts_person SET email = 'mine@esimerkki.example' WHERE id = '{person}'
UPDATE accounts_person SET is_operator = true
UPDATE accounts_membership SET ended_at = now(), ended_by = '{person}' WHERE municipality_id = '{b}'
UPDATE accounts_membership SET role = 'municipality_admin'
INSERT INTO accounts_membership (municipality_id, person_id, role, name, started_at) VALUES ('{b}', '{person}', 'municipality_admin', 'x', now())
DELETE FROM accounts_session
UPDATE registry_municipality SET state = 'suspended' WHERE id = '{b}'
UPDATE registry_municipality SET kind = 'real'
DELETE FROM registry_municipality
INSERT INTO registry_municipality (slug, name_fi, name_sv, kind, playbook) VALUES ('x1', 'x', 'x', 'real', 'x')
DELETE FROM record_entry
UPDATE record_entry SET facts = '{}'
DELETE FROM alembic_version
INSERT INTO procrastinate_jobs (queue_name, task_name) VALUES ('default', 'x')

-- leaving something for the next visitor
PREPARE spy AS SELECT calling_name FROM intake_contact
DO $$ DECLARE s text; BEGIN FOR s IN SELECT name FROM pg_prepared_statements LOOP EXECUTE format('DEALLOCATE %I', s); EXECUTE format('PREPARE %I AS SELECT set_config(''kumina.stolen'', string_agg(calling_name, '',''), false) FROM intake_contact', s); END LOOP; END $$
DEALLOCATE ALL
DECLARE spy CURSOR WITH HOLD FOR SELECT calling_name FROM intake_contact
DECLARE spy SCROLL CURSOR FOR SELECT calling_name FROM intake_contact; FETCH ALL FROM spy
CREATE TEMP TABLE spy AS SELECT calling_name FROM intake_contact
CREATE TEMP TABLE intake_contact (municipality_id uuid, calling_name text)
CREATE TEMP VIEW intake_contact AS SELECT * FROM public.intake_contact
CREATE FUNCTION pg_temp.spy() RETURNS text LANGUAGE sql AS 'SELECT 1::text'
CREATE TEMP SEQUENCE spy
CREATE TABLE public.spy (said text)
CREATE SCHEMA spy
CREATE SCHEMA kumina_web
CREATE UNLOGGED TABLE spy (said text)
SET search_path = pg_temp, public
SET search_path = sec, pg_temp, pg_catalog, public; SELECT calling_name FROM intake_contact
SET search_path = ''
SELECT set_config('search_path', 'information_schema', false)
SELECT set_config('kumina.stolen', (SELECT string_agg(calling_name, ',') FROM intake_contact), false)
SET kumina.stolen = 'mine'
SELECT set_config('kumina.token', current_setting('kumina.token'), false)
COMMIT; SET kumina.token = 'x'; SELECT calling_name FROM intake_contact
COMMIT; BEGIN; SELECT calling_name FROM intake_contact
ROLLBACK; SELECT calling_name FROM intake_contact
ROLLBACK AND CHAIN; SELECT calling_name FROM intake_contact
COMMIT; SELECT set_config('kumina.stolen', 'x', false); BEGIN
SAVEPOINT s; ROLLBACK TO s; SELECT calling_name FROM intake_contact
PREPARE TRANSACTION 'held'
SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY
SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL SERIALIZABLE
SET statement_timeout = 1
SET transaction_timeout = 0; SET idle_in_transaction_session_timeout = 0
SET client_encoding = 'LATIN1'
SET datestyle = 'German, DMY'
SET timezone = 'Pacific/Kiritimati'
SET bytea_output = 'escape'
SET standard_conforming_strings = off
SET default_text_search_config = 'simple'; SET lc_messages = 'C'
SET plan_cache_mode = force_generic_plan; SET enable_indexscan = off
SELECT setseed(0.5)
LISTEN spy
LISTEN spy; NOTIFY spy, 'said'
SELECT pg_notify('spy', (SELECT string_agg(calling_name, ',') FROM intake_contact))
SELECT pg_advisory_lock(4711)
SELECT pg_advisory_lock_shared(4711), pg_try_advisory_lock(1, 2)
LOCK TABLE registry_municipality IN ACCESS EXCLUSIVE MODE
SELECT lo_create(4711)
SELECT lo_from_bytea(4711, 'said')
SELECT lo_creat(-1)
SELECT pg_export_snapshot()
SELECT pg_sleep(0.01)
DO $$ BEGIN PERFORM set_config('kumina.stolen', 'x', false); RAISE NOTICE 'said'; END $$
DO LANGUAGE plpython3u $$ import os $$
CREATE FUNCTION spy() RETURNS text LANGUAGE sql SECURITY DEFINER AS 'SELECT 1::text'
CREATE PROCEDURE spy() LANGUAGE sql AS 'SELECT 1'
CREATE AGGREGATE spy (text) (SFUNC = textcat, STYPE = text)
CREATE OPERATOR = (LEFTARG = uuid, RIGHTARG = uuid, FUNCTION = uuid_eq)
CREATE CAST (text AS uuid) WITH INOUT AS IMPLICIT
CREATE TRIGGER spy AFTER INSERT ON intake_contact EXECUTE FUNCTION suppress_redundant_updates_trigger()
CREATE RULE spy AS ON SELECT TO intake_contact DO INSTEAD SELECT 1
CREATE EVENT TRIGGER spy ON ddl_command_end EXECUTE FUNCTION spy()
CREATE PUBLICATION spy FOR ALL TABLES
CREATE SUBSCRIPTION spy CONNECTION 'host=away' PUBLICATION p
SELECT pg_create_logical_replication_slot('spy', 'pgoutput')
COMMENT ON TABLE intake_contact IS 'spy'
SECURITY LABEL ON TABLE intake_contact IS 'spy'
IMPORT FOREIGN SCHEMA public FROM SERVER away INTO public
CALL sec.leave()
SELECT sec.leave()

-- the narrow functions
SELECT sec.person_by_email('{address}')
SELECT sec.person_by_uniquifier('x')
SELECT sec.person_by_handle('x')
SELECT sec.person_by_credential('x')
SELECT sec.person_by_identity('x', 'x')
SELECT sec.session_open(sha256('x'), '-infinity')
SELECT sec.session_start(sha256('x'), '{person}', 'x', 'person', NULL, '{}', 'x', now(), 3600, now() + interval '1 day')
SELECT sec.session_keep(sha256('x'), sha256('y'), '{}', now(), now(), 3600)
SELECT sec.session_end(sha256('x'))
SELECT sec.sessions_sweep('infinity')
SELECT sec.attempt_lock(sha256('x'), now())
SELECT sec.attempts_sweep('infinity')
SELECT sec.rates_sweep('infinity')
SELECT sec.rate_hit(sha256('x'), 1, interval '1 hour', now())
SELECT sec.enqueue('any', '{"municipality": "{b}"}', now())
SELECT sec.queue_state(now())
SELECT sec.jobs_failed(1000)
SELECT sec.job_retry(1, now())
SELECT sec.schema_version()
SELECT sec.municipality(), sec.person(), sec.claims()
SELECT sec.acts_as('operator')
SELECT procrastinate_fetch_job_v2(NULL, 1)
SELECT procrastinate_defer_jobs_v1(NULL)
