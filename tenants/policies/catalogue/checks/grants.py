"""Rights: to the four roles only, and no right that steps around a policy."""

from collections.abc import Iterator, Mapping
from typing import Final

from tenants.policies.allowed import (
    CLOCK,
    CLOCK_ONLY,
    DOOR,
    GLOBAL_TABLES,
    NEVER_CHANGED,
    NEVER_GIVEN,
    OWNER,
    ROLES,
    UNDER_POLICIES,
)
from tenants.policies.catalogue.facts import Catalogue, Grant
from tenants.policies.catalogue.finding import Check, Found, is_of_the_queue, tenant_tables

PAST_POLICIES: Final = frozenset({"TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN"})
MAKES: Final = frozenset({"CREATE", "TEMPORARY"})


def right_past_policies(catalogue: Catalogue) -> Found:
    """TRUNCATE asks no policy, REFERENCES and TRIGGER read past them (probe 22), MAINTAIN locks everybody out."""
    for grant in _on_tables(catalogue):
        if grant.right in PAST_POLICIES:
            yield grant.object, f"{grant.grantee} has {grant.right}, which asks no policy: {_revoke(grant)}"


def right_of_everybody(catalogue: Catalogue) -> Found:
    """What PUBLIC has, every role of the server has."""
    for grant in catalogue.grants:
        if grant.grantee == "PUBLIC" and grant.kind not in {"default", "parameter"}:
            yield grant.object, f"everybody has {grant.right}: {_revoke(grant)}"


def right_of_a_stranger(catalogue: Catalogue) -> Found:
    """A role that nobody checks may do what its grants say."""
    for grant in catalogue.grants:
        of_objects = grant.kind not in {"default", "parameter"} and (grant.kind, grant.right) != ("database", "CONNECT")
        if of_objects and grant.grantee not in {"PUBLIC", "pg_database_owner", *ROLES}:
            yield grant.object, f"{grant.grantee} has {grant.right}, and is none of our roles: {_revoke(grant)}"


def right_to_pass_on(catalogue: Catalogue) -> Found:
    """Who may pass a right on decides who has it."""
    for grant in catalogue.grants:
        if grant.grantable and grant.grantee in {"PUBLIC", *ROLES}:
            yield grant.object, f"{grant.grantee} may pass on {grant.right}: REVOKE GRANT OPTION FOR {grant.right} …"


def right_to_make_things(catalogue: Catalogue) -> Found:
    """What one can make, one can put in the way: a temporary table hides ours from the next visitor."""
    for grant in catalogue.grants:
        if grant.right in MAKES and grant.grantee in {*UNDER_POLICIES, DOOR}:
            yield grant.object, f"{grant.grantee} may make things here ({grant.right}): {_revoke(grant)}"


def right_to_the_keys(catalogue: Catalogue) -> Found:
    """Who reads the key signs tokens; what only the owner keeps, nobody else touches."""
    for grant in _on_tables(catalogue):
        table = GLOBAL_TABLES.get(grant.object)
        if table is not None and table.kept_by == "owner":
            yield grant.object, f"{grant.grantee} has {grant.right} on what is the owner's alone: {_revoke(grant)}"


def right_to_the_queue(catalogue: Catalogue) -> Found:
    """The queue has no policies and holds every municipality's jobs: only the clock looks into it."""
    for grant in _on_tables(catalogue):
        table = GLOBAL_TABLES.get(grant.object)
        if table is not None and table.kept_by == "clock" and grant.grantee not in {CLOCK, DOOR}:
            yield grant.object, f"{grant.grantee} has {grant.right} on the queue: {_revoke(grant)}"


def right_of_the_door(catalogue: Catalogue) -> Found:
    """The narrow functions find people; they have no business among a municipality's rows."""
    tenant = tenant_tables(catalogue)
    for grant in _on_tables(catalogue):
        if grant.grantee == DOOR and grant.object in tenant:
            yield grant.object, f"the narrow functions' role has {grant.right}: {_revoke(grant)}"


def column_can_be_changed(catalogue: Catalogue) -> Found:
    """Who one is, what one may and whether a municipality is real is not changed by those it binds."""
    for grant, column in _written(catalogue, NEVER_CHANGED, "UPDATE"):
        yield f"{grant.object}.{column}", f"{grant.grantee} may change it: grant UPDATE on the other columns only"


def column_can_be_given(catalogue: Catalogue) -> Found:
    """Nobody makes themself an operator."""
    for grant, column in _written(catalogue, NEVER_GIVEN, "INSERT"):
        yield f"{grant.object}.{column}", f"{grant.grantee} may fill it in: grant INSERT on the other columns only"


def sequence_can_be_read(catalogue: Catalogue) -> Found:
    """A sequence counts for all municipalities together (probe 16)."""
    for grant in catalogue.grants:
        if grant.kind == "sequence" and (
            grant.grantee not in {CLOCK, DOOR, OWNER} or not is_of_the_queue(grant.object)
        ):
            yield grant.object, f"{grant.grantee} has {grant.right} on a sequence: {_revoke(grant)}"


def sweep_can_be_called(catalogue: Catalogue) -> Found:
    """What clears everybody's rows is called by the clock alone."""
    for grant in catalogue.grants:
        if grant.kind == "function" and grant.object in CLOCK_ONLY and grant.grantee not in {CLOCK, "PUBLIC"}:
            yield grant.object, f"{grant.grantee} may clear everybody's rows: {_revoke(grant)}"


def right_by_default(catalogue: Catalogue) -> Found:
    """A right given to all that is yet to come is given to what nobody has looked at."""
    for grant in catalogue.grants:
        makes_nothing = grant.object.startswith(tuple(f"{role} in " for role in UNDER_POLICIES))
        if grant.kind == "default" and not makes_nothing:
            yield (
                grant.object,
                f"{grant.grantee} gets {grant.right} on whatever is made: ALTER DEFAULT PRIVILEGES … REVOKE",
            )


def right_to_set_the_server(catalogue: Catalogue) -> Found:
    """Settings reserved for superusers are reserved with reason."""
    for grant in catalogue.grants:
        if grant.kind == "parameter" and grant.grantee in {"PUBLIC", *ROLES}:
            yield grant.object, f"{grant.grantee} has {grant.right}: REVOKE {grant.right} ON PARAMETER {grant.object} …"


def _on_tables(catalogue: Catalogue) -> Iterator[Grant]:
    return (grant for grant in catalogue.grants if grant.kind in {"table", "column"})


def _written(catalogue: Catalogue, kept: Mapping[str, tuple[str, ...]], right: str) -> Iterator[tuple[Grant, str]]:
    for grant in _on_tables(catalogue):
        if grant.right == right and grant.grantee in UNDER_POLICIES:
            for column in kept.get(grant.object, ()):
                if grant.column in {None, column}:
                    yield grant, column


def _revoke(grant: Grant) -> str:
    right = f"{grant.right} ({grant.column})" if grant.column else grant.right
    kind = "TABLE" if grant.kind == "column" else grant.kind.upper()
    return f"REVOKE {right} ON {kind} {grant.object} FROM {grant.grantee}"


CHECKS: Final[tuple[Check, ...]] = (
    right_past_policies,
    right_of_everybody,
    right_of_a_stranger,
    right_to_pass_on,
    right_to_make_things,
    right_to_the_keys,
    right_to_the_queue,
    right_of_the_door,
    column_can_be_changed,
    column_can_be_given,
    sequence_can_be_read,
    sweep_can_be_called,
    right_by_default,
    right_to_set_the_server,
)
