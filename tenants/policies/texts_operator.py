"""What looking after the service may see, and where it ends: an operator's token, and one that looks in with a reason.

Neither reads a row about a client. The figures of the console are written by the clock, which may count; the operator
reads the numbers and never what was counted. Migrations call these numbered texts.
"""

from tenants.policies.texts import CLOCK, TENANT, TENANT_IF_ANY, WEB
from tenants.policies.texts_outbox import DEFINER

NEITHER_OPERATOR = "NOT (sec.acts_as('operator') OR sec.acts_as('looking_in'))"


def figures_1(table: str) -> tuple[str, ...]:
    """Numbers about each municipality: written by the clock inside it, read by the operator at the global door."""
    counting = f"{TENANT_IF_ANY} AND sec.acts_as('clock')"
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING (sec.acts_as('operator') OR ({counting}))",
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK ({counting})",
        f"CREATE POLICY {table}_update ON {table} FOR UPDATE USING ({counting}) WITH CHECK ({counting})",
        f"GRANT SELECT ON {table} TO {WEB}",
        f"GRANT SELECT, INSERT, UPDATE ON {table} TO {CLOCK}",
    )


def staff_seen_on_1() -> tuple[str, ...]:
    """On which day somebody of a municipality's staff signed in last, for the clock that counts: a day, not who."""
    return (
        f"""CREATE FUNCTION sec.staff_seen_on() RETURNS date LANGUAGE sql STABLE {DEFINER}
        AS $body$
            SELECT (max(s.started_at) AT TIME ZONE 'Europe/Helsinki')::date
              FROM accounts_membership m JOIN accounts_session s ON s.person_id = m.person_id AND s.kind = 'person'
             WHERE m.municipality_id = sec.municipality() AND sec.acts_as('clock') AND m.ended_at IS NULL
               AND m.role NOT IN ('client', 'association_member', 'association_admin')
        $body$""",
    )


def no_client_for_operators_1() -> tuple[str, ...]:
    """Who belongs and who is invited is read without clients by an operator and by who looks in."""
    seen = f"role <> 'client' OR {NEITHER_OPERATOR}"
    return _read_again(f"({TENANT_IF_ANY} AND ({seen})) OR person_id = sec.person()", f"{TENANT} AND ({seen})")


def everybody_for_operators_1() -> tuple[str, ...]:
    """As the first migrations had it."""
    return _read_again(f"{TENANT_IF_ANY} OR person_id = sec.person()", TENANT)


def _read_again(memberships: str, invitations: str) -> tuple[str, ...]:
    return (
        "DROP POLICY accounts_membership_read ON accounts_membership",
        f"CREATE POLICY accounts_membership_read ON accounts_membership FOR SELECT USING ({memberships})",
        "DROP POLICY accounts_invitation_select ON accounts_invitation",
        f"CREATE POLICY accounts_invitation_select ON accounts_invitation FOR SELECT USING ({invitations})",
    )


def practice_copy_1(table: str) -> tuple[str, ...]:
    """A municipality's admin may add one thing to the registry: a practice municipality that is a copy of theirs."""
    mine = "id = sec.municipality_or_none() AND sec.acts_as('municipality_admin')"
    copy = f"kind = 'practice' AND copy_of IS NOT NULL AND state = 'preparing' AND {mine}"
    return (f"CREATE POLICY {table}_copy ON {table} FOR INSERT WITH CHECK ({copy})",)
