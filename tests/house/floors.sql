-- Rows of the shared floors for migrations to be tried on: what matters is that they are there.
INSERT INTO accounts_attempt (key, failures, last_at) VALUES (sha256('x'), 1, now());
INSERT INTO accounts_credential (person_id, credential_id, public_key, backup_state, device_type, create_datetime,
    lastuse_datetime, name, usage)
SELECT id, 'x', 'x', true, 'x', now(), now(), 'x', 'first' FROM accounts_person LIMIT 1;
INSERT INTO accounts_identity (issuer, subject, person_id, linked_at)
SELECT 'x', 'y', id, now() FROM accounts_person LIMIT 1;
INSERT INTO accounts_session (id_hash, kind, data, started_at, seen_at, proved_at, idle_s, ends_at)
VALUES (sha256('x'), 'stranger', '{}', now(), now(), now(), 60, now());
INSERT INTO accounts_invitation (municipality_id, email, name, language, role, secret_hash, invited_by, invited_at, expires_at)
SELECT municipality_id, 'x@y.example', 'X', 'fi', 'finance', sha256('x'), person_id, now(), now() FROM accounts_membership LIMIT 1;
INSERT INTO accounts_provider (municipality_id, issuer, client_id, client_secret, label, added_at, added_by)
SELECT municipality_id, 'x', 'y', 'z', 'X', now(), person_id FROM accounts_membership LIMIT 1;
INSERT INTO outbox_letter (municipality_id, id, kind, language, sealed, posted_at)
SELECT id, uuidv7(), 'accounts.invitation', 'fi', 'x', now() FROM registry_municipality LIMIT 1;
INSERT INTO outbox_global_letter (id, kind, language, sealed, posted_at)
VALUES (uuidv7(), 'accounts.reset', 'fi', 'x', now());
INSERT INTO web_draft (municipality_id, person_id, form_key, version, fields, saved_at)
SELECT municipality_id, person_id, 'goals.write', 1, '{}', now() FROM accounts_membership LIMIT 1;
INSERT INTO web_rate (key, hits, ends_at) VALUES (sha256('x'), ARRAY[now()], now());
INSERT INTO registry_figures (municipality_id, counted_at, associations, published_tasks, deviations, letters_waiting,
    letters_failed, people)
SELECT id, now(), 0, 0, 0, 0, 0, '{}' FROM registry_municipality LIMIT 1;
