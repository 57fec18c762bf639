"""No connection is lent under a role that could step around the policies, and no app starts on unsound walls."""

from typing import Any, Final

import psycopg

POWERS: Final = """
SELECT current_user::text, array_remove(ARRAY[
    CASE WHEN rolsuper THEN 'is a superuser' END,
    CASE WHEN rolbypassrls THEN 'bypasses row-level security' END,
    CASE WHEN rolcreaterole THEN 'may make roles' END,
    CASE WHEN rolcreatedb THEN 'may make databases' END,
    CASE WHEN rolreplication THEN 'may replicate' END,
    CASE WHEN session_user <> current_user THEN 'stands in for ' || session_user END,
    CASE WHEN EXISTS (SELECT FROM pg_auth_members WHERE member = r.oid) THEN 'is a member of other roles' END,
    CASE WHEN EXISTS (SELECT FROM pg_database WHERE datname = current_database() AND datdba = r.oid)
         THEN 'owns the database' END,
    CASE WHEN EXISTS (SELECT FROM pg_namespace WHERE nspowner = r.oid) THEN 'owns a schema' END,
    CASE WHEN EXISTS (SELECT FROM pg_class WHERE relowner = r.oid) THEN 'owns a table' END,
    CASE WHEN EXISTS (SELECT FROM pg_proc WHERE proowner = r.oid) THEN 'owns a function' END,
    CASE WHEN EXISTS (SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                       AND has_table_privilege(oid, 'TRUNCATE, REFERENCES, TRIGGER'))
         THEN 'has rights that ask no policy' END,
    CASE WHEN has_table_privilege(to_regclass('sec.key'), 'SELECT, INSERT, UPDATE, DELETE')
         THEN 'reads the key of the tokens' END,
    CASE WHEN current_setting('row_security') <> 'on' THEN 'has row_security off' END
], NULL)
  FROM pg_roles r WHERE rolname = current_user
"""


class DangerousRole(RuntimeError):
    """The database's address names a role that could see other municipalities' rows."""


def refuse_dangerous_role(connection: psycopg.Connection[Any]) -> None:
    """Raise DangerousRole when the connected role could step around the policies; one quick question."""
    row = connection.execute(POWERS).fetchone()
    role, powers = row if row is not None else ("nobody", ["is unknown"])
    if powers:
        raise DangerousRole(
            f"The database role {role} {', '.join(powers)}. Kumina runs as kumina_web or kumina_clock, which stand"
            " under every policy: point DATABASE_URL at kumina_web (`kumina db create` makes it)."
        )
