"""Reads the live catalogue and compares it with the rules of design § 6: at start, in tests, by command, hourly."""

from typing import Any

import psycopg

from tenants.policies.catalogue import reading
from tenants.policies.catalogue.checks import CHECKS
from tenants.policies.catalogue.danger import DangerousRole, refuse_dangerous_role
from tenants.policies.catalogue.finding import Finding

__all__ = ["CHECKS", "DangerousRole", "Finding", "refuse_dangerous_role", "verify"]


def verify(connection: psycopg.Connection[Any]) -> tuple[Finding, ...]:
    """All that is wrong, sorted; empty when the walls stand. Any role may ask (database.inspecting() lends one)."""
    catalogue = reading.read(connection)
    found = {Finding(check.__name__, *fault) for check in CHECKS for fault in check(catalogue)}
    return tuple(sorted(found))
