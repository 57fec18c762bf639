"""The checks, by what they look at; each is named after the fault it finds."""

from typing import Final

from tenants.policies.catalogue.checks import columns, functions, grants, keys, objects, policies, roles, tables
from tenants.policies.catalogue.finding import Check

CHECKS: Final[tuple[Check, ...]] = (
    *roles.CHECKS,
    *tables.CHECKS,
    *columns.CHECKS,
    *keys.CHECKS,
    *policies.CHECKS,
    *grants.CHECKS,
    *functions.CHECKS,
    *objects.CHECKS,
)
