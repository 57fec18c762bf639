"""Roles, the database and its settings: nobody of ours stands above the policies."""

from collections.abc import Callable
from typing import Final

from tenants.policies.allowed import DOOR, OWNER, ROLE_SETTINGS, ROLES, UNDER_POLICIES
from tenants.policies.catalogue.facts import Catalogue, Role
from tenants.policies.catalogue.finding import Check, Found

SEES_STATEMENTS: Final = (
    "it can read the statements of other sessions, their tokens in them: run `kumina db create` as superuser, or set"
    " track_activities = off for this role or the server"
)
REPAIR: Final = "run `kumina db create`, which sets it right"


def role_missing(catalogue: Catalogue) -> Found:
    """All four roles stand on their own feet."""
    for name in set(ROLES) - {role.name for role in catalogue.roles}:
        yield name, f"this role does not exist; {REPAIR}"


def role_is_superuser(catalogue: Catalogue) -> Found:
    """A superuser stands above every policy (probe 3)."""
    yield from _may(catalogue, lambda role: role.superuser, "SUPERUSER")


def role_bypasses_policies(catalogue: Catalogue) -> Found:
    """BYPASSRLS does what it says (probe 4)."""
    yield from _may(catalogue, lambda role: role.bypassrls, "BYPASSRLS")


def role_makes_roles(catalogue: Catalogue) -> Found:
    """Who makes roles makes itself members of others."""
    yield from _may(catalogue, lambda role: role.createrole, "CREATEROLE")


def role_makes_databases(catalogue: Catalogue) -> Found:
    """A copy of the database (TEMPLATE) would be the maker's own."""
    yield from _may(catalogue, lambda role: role.createdb, "CREATEDB")


def role_replicates(catalogue: Catalogue) -> Found:
    """A replica streams every row."""
    yield from _may(catalogue, lambda role: role.replication, "REPLICATION")


def door_may_log_in(catalogue: Catalogue) -> Found:
    """The narrow functions' role is nobody: it sees all people."""
    for role in catalogue.roles:
        if role.name == DOOR and role.login:
            yield role.name, f"this role can log in: ALTER ROLE {DOOR} NOLOGIN, or {REPAIR}"


def role_is_member(catalogue: Catalogue) -> Found:
    """A member may become the other role; only the owner may become the door role, to hand it functions."""
    for membership in catalogue.memberships:
        if (membership.member, membership.role) != (OWNER, DOOR) or membership.inherits:
            yield (
                membership.member,
                f"it has the rights of {membership.role}: REVOKE {membership.role} FROM {membership.member}",
            )


def role_settings_changed(catalogue: Catalogue) -> Found:
    """A role may change its own settings, for every later connection of it."""
    for role in catalogue.roles:
        wanted = {f"{name}={value}" for name, value in ROLE_SETTINGS.get(role.name, {}).items()}
        found = {setting for setting in role.settings if not setting.startswith("track_activities=")}
        if found != wanted or role.in_database:
            strange = ", ".join(sorted((found ^ wanted) | set(role.in_database)))
            yield role.name, f"its own settings are not what set-up made them ({strange}); {REPAIR}"


def role_sees_statements(catalogue: Catalogue) -> Found:
    """All visitors share one role: in pg_stat_activity it would see tokens of other municipalities."""
    for role in catalogue.roles:
        if role.name in UNDER_POLICIES and role.sees_activity and not _activity_is_off(catalogue, role):
            yield role.name, SEES_STATEMENTS


def database_is_anothers(catalogue: Catalogue) -> Found:
    """Who owns the database grants rights in it."""
    if catalogue.database_owner != OWNER:
        yield catalogue.database, f"it belongs to {catalogue.database_owner}: ALTER DATABASE … OWNER TO {OWNER}"


def schema_unknown(catalogue: Catalogue) -> Found:
    """Tables stand in public, the locks in sec; a third place would be looked at by nobody."""
    for schema in catalogue.schemas:
        if schema.name not in {"public", "sec"}:
            yield schema.name, f"this schema belongs to nothing here: DROP SCHEMA {schema.name}"


def schema_is_anothers(catalogue: Catalogue) -> Found:
    """Who owns a schema can replace what stands in it."""
    for schema in catalogue.schemas:
        if schema.name in {"public", "sec"} and schema.owner not in {OWNER, "pg_database_owner"}:
            yield schema.name, f"it belongs to {schema.owner}: ALTER SCHEMA {schema.name} OWNER TO {OWNER}"


def row_security_is_off(catalogue: Catalogue) -> Found:
    """With row_security off every question of a policy's table is an error (probe 20)."""
    if catalogue.settings["row_security"] != "on":
        yield catalogue.database, "row_security is off: set it on for the server, the database and its roles"


def foreign_keys_are_off(catalogue: Catalogue) -> Found:
    """As a replica a session keeps no foreign key."""
    if catalogue.settings["session_replication_role"] != "origin":
        yield catalogue.database, "session_replication_role is not origin: foreign keys are not kept; reset it"


def _activity_is_off(catalogue: Catalogue, role: Role) -> bool:
    own = [setting for setting in (*role.settings, *role.in_database) if setting.startswith("track_activities=")]
    return own[-1] == "track_activities=off" if own else catalogue.settings["track_activities"] == "off"


def _may(catalogue: Catalogue, power: Callable[[Role], bool], word: str) -> Found:
    for role in catalogue.roles:
        if power(role):
            yield role.name, f"this role has {word}: ALTER ROLE {role.name} NO{word}, or {REPAIR}"


CHECKS: Final[tuple[Check, ...]] = (
    role_missing,
    role_is_superuser,
    role_bypasses_policies,
    role_makes_roles,
    role_makes_databases,
    role_replicates,
    door_may_log_in,
    role_is_member,
    role_settings_changed,
    role_sees_statements,
    database_is_anothers,
    schema_unknown,
    schema_is_anothers,
    row_security_is_off,
    foreign_keys_are_off,
)
