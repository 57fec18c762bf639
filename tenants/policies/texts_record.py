"""The text that lets a policy ask for a role without asking it of every row."""

from tenants.policies.texts import CLOCK, DOOR, WEB


def municipality_as_1() -> tuple[str, ...]:
    """The municipality of the token if it acts as one of these roles, else nothing.

    `municipality_id = sec.municipality_as('clock')` is an equality with the column, so that PostgreSQL weighs it once
    a query, like the tenant predicate; `sec.acts_as('clock')` in a policy is weighed again for every row (25 µs each).
    """
    signature = "sec.municipality_as(text[])"
    return (
        """CREATE FUNCTION sec.municipality_as(VARIADIC roles text[]) RETURNS uuid
        LANGUAGE plpgsql STABLE PARALLEL SAFE
        AS $body$
        DECLARE
            claims text[] := sec.claims();
        BEGIN
            IF claims[2] <> '-' AND string_to_array(claims[4], ',') && roles THEN
                RETURN claims[2]::uuid;
            END IF;
            RETURN NULL;
        END
        $body$""",
        f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC",
        f"GRANT EXECUTE ON FUNCTION {signature} TO {WEB}, {CLOCK}, {DOOR}",
    )
