"""Who may read a municipality's rows, weighed as seldom as PostgreSQL allows; migrations call these numbered texts."""

from collections.abc import Sequence

from tenants.policies.texts import TENANT


def read_by_roles_1(table: str, *, roles: Sequence[str], person: str | None = None) -> tuple[str, ...]:
    """Read by these roles, and by the person a row is about.

    For roles alone the condition is an equality with the column, weighed once a query; where a person may read too it
    is weighed for each row, and then one call answers for all roles. A chain of `sec.acts_as` is a call a role a row.
    """
    listed = ", ".join(f"'{role}'" for role in roles)
    here = f"municipality_id = sec.municipality_as({listed})"
    return _replaced(table, f"{here} OR {person} = sec.person()" if person else here)


def read_by_each_role_1(table: str, *, roles: Sequence[str], person: str | None = None) -> tuple[str, ...]:
    """The same with a call for each role, as the first migrations had it."""
    each = [*([f"{person} = sec.person()"] if person else []), *(f"sec.acts_as('{role}')" for role in roles)]
    return _replaced(table, " OR ".join(each))


def _replaced(table: str, further: str) -> tuple[str, ...]:
    return (
        f"DROP POLICY {table}_select ON {table}",
        f"CREATE POLICY {table}_select ON {table} FOR SELECT USING ({TENANT} AND ({further}))",
    )
