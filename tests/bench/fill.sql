-- Municipalities b1, b2, … with a counsellor who has 25 clients, an association with those 25 people placed in it, and
-- attended days. Read by tests/bench/filling.py, which sets bench.municipalities, bench.days and bench.day.
SET session_replication_role = replica;
SET synchronous_commit = off;
CREATE TEMP TABLE m AS
SELECT i, md5('m' || i)::uuid AS id, md5('c' || i)::uuid AS counsellor, md5('v' || i)::uuid AS volunteer,
       md5('a' || i || '-1')::uuid AS association, md5('r' || i)::uuid AS rule_set, md5('t' || i || '-1')::uuid AS task
  FROM generate_series(1, current_setting('bench.municipalities')::int) i;
CREATE TEMP TABLE c AS
SELECT m.i, m.id AS municipality_id, k, md5('k' || m.i || '-' || k)::uuid AS id, md5('p' || m.i || '-' || k)::uuid AS person_id,
       CASE WHEN k <= 25 THEN m.counsellor ELSE md5('o' || m.i || '-' || k % 5)::uuid END AS counsellor,
       md5('a' || m.i || '-' || CASE WHEN k <= 25 THEN 1 ELSE 2 + k % 4 END)::uuid AS association,
       md5('t' || m.i || '-' || CASE WHEN k <= 25 THEN 1 ELSE 2 + k % 4 END)::uuid AS task,
       md5('l' || m.i || '-' || k)::uuid AS placement
  FROM m, generate_series(1, 60) k;

INSERT INTO registry_municipality (id, slug, name_fi, name_sv, kind, state, playbook, opened_at)
SELECT id, 'b' || lpad(i::text, 5, '0'), 'Kunta ' || lpad(i::text, 5, '0'), 'Kommun ' || lpad(i::text, 5, '0'), 'practice', 'open', 'kumina_1', now() FROM m;
INSERT INTO accounts_person (id, email, name, fs_uniquifier)
SELECT counsellor, 'c' || i || '@b.example', 'Ohjaaja ' || lpad(i::text, 5, '0'), 'c' || i FROM m
UNION ALL SELECT volunteer, 'v' || i || '@b.example', 'Vapaaehtoinen ' || i, 'v' || i FROM m
UNION ALL SELECT person_id, NULL, 'Asiakas ' || k, 'k' || i || '-' || k FROM c;
INSERT INTO accounts_membership (municipality_id, person_id, role, name, started_at, association_id)
SELECT id, counsellor, 'social_counsellor', 'Ohjaaja ' || lpad(i::text, 5, '0'), now(), NULL FROM m
UNION ALL SELECT id, volunteer, 'association_member', 'Vapaaehtoinen ' || i, now(), association FROM m
UNION ALL SELECT municipality_id, person_id, 'client', 'Asiakas ' || k, now(), NULL FROM c;
INSERT INTO accounts_session (id_hash, person_id, stamp, kind, data, started_at, seen_at, proved_at, idle_s, ends_at)
SELECT sha256(convert_to('bench-counsellor-' || i, 'UTF8')), counsellor, 'c' || i, 'person', '{}'::jsonb, now(), now() + interval '1 day',
       now(), 90000, now() + interval '30 days' FROM m
UNION ALL
SELECT sha256(convert_to('bench-volunteer-' || i, 'UTF8')), volunteer, 'v' || i, 'person', '{}'::jsonb, now(), now() + interval '1 day',
       now(), 90000, now() + interval '30 days' FROM m;
INSERT INTO associations_association (municipality_id, id, name, kind, registered_at, registered_by)
SELECT id, md5('a' || i || '-' || k)::uuid, 'Yhdistys ' || k, 'association', now(), counsellor FROM m, generate_series(1, 5) k;
INSERT INTO worktasks_task (municipality_id, id, association_id, name, description, field, places, state, not_a_substitute,
                            registered_at, registered_by, published_at, published_by)
SELECT id, md5('t' || i || '-' || k)::uuid, md5('a' || i || '-' || k)::uuid, 'Tehtävä ' || k, 'Puuhaa', 'kitchen', 60, 'published',
       true, now(), volunteer, now(), volunteer FROM m, generate_series(1, 5) k;
INSERT INTO intake_client (municipality_id, id, person_id, calling_name, channel, reach, language, way_in, wishes,
                           became_client_at, counsellor_id, first_appointment_on)
SELECT municipality_id, id, person_id, 'Asiakas ' || k, 'phone', '040 1234567', 'fi', 'self', '', now(), counsellor, current_date
  FROM c;
INSERT INTO placements_rule_set (municipality_id, id, service_type, name_fi, name_sv, name_en, valid_from, min_days_a_week,
    max_days_a_week, min_minutes_a_day, max_minutes_a_day, max_minutes_a_week, min_months, max_months, host_kinds, plan_bases, law_fi, law_sv,
    law_en, installed_at)
SELECT id, rule_set, 'rehabilitative_work', 'x', 'x', 'x', '2015-07-01', 1, 4, 240, 480, 1920, 3, 24, '{association}', '{activation_plan}', 'x', 'x', 'x',
       now() FROM m;
INSERT INTO placements_placement (municipality_id, id, client_id, client_person_id, task_id, association_id, rule_set_id, first_on,
    last_on, weekdays, minutes_a_day, plan_basis, plan_on, counsellor_id, supervisor, agreed_at, agreed_by)
SELECT c.municipality_id, placement, c.id, c.person_id, c.task, c.association, m.rule_set, current_setting('bench.day')::date - 365,
       current_setting('bench.day')::date + 300, '{1,2,3,4}', 300, 'activation_plan', current_setting('bench.day')::date - 370,
       c.counsellor, 'Sirkka', now(), c.counsellor FROM c JOIN m ON m.id = c.municipality_id;
INSERT INTO attendance_day (municipality_id, client_person_id, day_on, placement_id, answer, minutes, event_id)
SELECT municipality_id, person_id, day::date, placement, 'present', 300, uuidv7()
  FROM c, generate_series(current_setting('bench.day')::date - current_setting('bench.days')::int,
                          current_setting('bench.day')::date - 1, interval '1 day') day
 WHERE extract(isodow FROM day) < 5;
INSERT INTO record_head (municipality_id, number, mac, seal)
SELECT id, 0, sha256('x'), sha256('x') FROM m;
SET session_replication_role = DEFAULT;
