"""The text by which a municipality that opens writes to its own team, whose addresses nobody there may read at will."""

from tenants.policies.texts import narrow_1

STAFF = (
    "'social_counsellor', 'job_coach', 'team_lead', 'municipality_admin', 'finance', 'approver',"
    " 'data_protection_officer'"
)


def team_door_1() -> tuple[str, ...]:
    """Whom to write to when the municipality goes live: its staff of today, for its own admin's token alone."""
    return (
        f"""CREATE FUNCTION sec.team_addresses() RETURNS jsonb LANGUAGE sql STABLE
        SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
        AS $body$
            SELECT coalesce(jsonb_agg(jsonb_build_array(p.id, p.email, p.language) ORDER BY p.id), '[]'::jsonb)
              FROM accounts_person p
             WHERE p.active AND p.email IS NOT NULL AND sec.acts_as('municipality_admin')
               AND p.id IN (SELECT m.person_id FROM accounts_membership m
                             WHERE m.municipality_id = sec.municipality() AND m.ended_at IS NULL
                               AND m.role IN ({STAFF}))
        $body$""",
        *narrow_1("sec.team_addresses()"),
    )
