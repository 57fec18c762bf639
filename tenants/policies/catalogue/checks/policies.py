"""The policies themselves: permissive, beginning with the tenant predicate, complete, and readable by Citus."""

from collections.abc import Iterator
from typing import Final

from tenants.policies.allowed import DOOR, FUNCTIONS, GLOBAL_TABLES, UNDER_POLICIES
from tenants.policies.catalogue import expressions
from tenants.policies.catalogue.facts import Catalogue, Policy
from tenants.policies.catalogue.finding import Check, Found, guarded_tables, tenant_tables

COMMANDS: Final = frozenset({"SELECT", "INSERT", "UPDATE", "DELETE"})
WRITES: Final = frozenset({"INSERT", "UPDATE", "ALL"})


def policy_is_restrictive(catalogue: Catalogue) -> Found:
    """Citus hands a RESTRICTIVE policy to its shards as a permissive one, and the table stands open there."""
    for policy in catalogue.policies:
        if not policy.permissive:
            yield policy.relation, f"policy {policy.name} is RESTRICTIVE: AND its condition into the permissive ones"


def policy_without_tenant(catalogue: Catalogue) -> Found:
    """Permissive policies are OR-ed: one that does not begin with the tenant opens the table (probe 31)."""
    tenant = tenant_tables(catalogue)
    for policy, expression in _expressions(catalogue):
        begins = expressions.begins_with_tenant(expression) or expressions.is_open_or(expression)
        if policy.relation in tenant and not begins:
            yield policy.relation, _said(policy, "does not begin with municipality_id = sec.municipality()")


def policy_opens_by_or(catalogue: Catalogue) -> Found:
    """An OR beside the tenant predicate makes it one way in among others."""
    tenant = tenant_tables(catalogue)
    for policy, expression in _expressions(catalogue):
        if policy.relation in tenant and expressions.is_open_or(expression):
            yield policy.relation, _said(policy, "has an OR outside every bracket beside the tenant predicate")


def policy_asks_another_table(catalogue: Catalogue) -> Found:
    """Citus refuses a sub-select in a policy, and it runs for each row."""
    for policy, expression in _expressions(catalogue):
        if expressions.has_sub_select(expression):
            yield policy.relation, _said(policy, "has a sub-select: carry the value in the row, or in the token")


def policy_without_check(catalogue: Catalogue) -> Found:
    """What may be written is said, not derived from what may be seen."""
    for policy in catalogue.policies:
        if policy.command in WRITES and policy.check is None:
            yield policy.relation, _said(policy, "has no WITH CHECK")


def policy_for_a_stranger(catalogue: Catalogue) -> Found:
    """Policies are for everybody, for the roles under them, or (on global tables) for the narrow functions."""
    for policy in catalogue.policies:
        allowed = {"PUBLIC", *UNDER_POLICIES} | ({DOOR} if policy.relation in GLOBAL_TABLES else set())
        for role in set(policy.roles) - allowed:
            yield policy.relation, _said(policy, f"is for {role}, who has no business here")


def policy_is_open(catalogue: Catalogue) -> Found:
    """Every way into a global table asks the token who is there."""
    for policy, expression in _expressions(catalogue):
        table = GLOBAL_TABLES.get(policy.relation)
        if table is None or policy.roles == (DOOR,) or (table.open_to_read and policy.command == "SELECT"):
            continue
        if not expressions.asks_the_token(expression):
            yield policy.relation, _said(policy, "has a way in that does not ask the token")


def policy_calls_a_stranger(catalogue: Catalogue) -> Found:
    """A policy's function runs on every row, with whatever it does to it."""
    for policy in catalogue.policies:
        for function in policy.functions:
            if not function.startswith("pg_catalog.") and function not in FUNCTIONS:
                yield policy.relation, _said(policy, f"calls {function}, which is not of ours")


def policy_missing(catalogue: Catalogue) -> Found:
    """A right without a policy finds nothing and writes nothing: somebody forgot the one or gave too much."""
    covered = {(policy.relation, command) for policy in catalogue.policies for command in _commands(policy)}
    for table, right in sorted({(g.object, g.right) for g in catalogue.grants if g.kind in {"table", "column"}}):
        if table in guarded_tables(catalogue) and right in COMMANDS and (table, right) not in covered:
            yield table, f"{right} is granted but no policy speaks of it: add the policy, or take the right away"


def _expressions(catalogue: Catalogue) -> Iterator[tuple[Policy, str]]:
    for policy in catalogue.policies:
        if policy.using is not None:
            yield policy, policy.using
        if policy.check is not None and policy.check != policy.using:
            yield policy, policy.check


def _commands(policy: Policy) -> frozenset[str]:
    return COMMANDS if policy.command == "ALL" else frozenset({policy.command})


def _said(policy: Policy, words: str) -> str:
    return f"policy {policy.name} {words}; DROP it and make it anew with a function of tenants/policies/texts.py"


CHECKS: Final[tuple[Check, ...]] = (
    policy_is_restrictive,
    policy_without_tenant,
    policy_opens_by_or,
    policy_asks_another_table,
    policy_without_check,
    policy_for_a_stranger,
    policy_is_open,
    policy_calls_a_stranger,
    policy_missing,
)
