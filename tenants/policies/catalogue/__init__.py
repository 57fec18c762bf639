"""Reads the live catalogue and compares it with the rules of design § 6: at start, in tests, by command, hourly."""

from typing import Any

import psycopg

from tenants.policies.catalogue import reading
from tenants.policies.catalogue.checks import CHECKS
from tenants.policies.catalogue.danger import DangerousRole, refuse_dangerous_role
from tenants.policies.catalogue.finding import Finding

__all__ = [
    "CHECKS",
    "DangerousRole",
    "Finding",
    "UnsoundWalls",
    "refuse_dangerous_role",
    "refuse_unsound_walls",
    "verify",
]


class UnsoundWalls(RuntimeError):
    """The catalogue holds something that could let one municipality see another."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        told = "\n".join(f"  {finding}" for finding in findings)
        super().__init__(
            f"The walls between municipalities do not stand (`kumina policies verify` tells more):\n{told}"
        )


def verify(connection: psycopg.Connection[Any]) -> tuple[Finding, ...]:
    """All that is wrong, sorted; empty when the walls stand. Any role may ask (database.inspecting() lends one)."""
    catalogue = reading.read(connection)
    found = {Finding(check.__name__, *fault) for check in CHECKS for fault in check(catalogue)}
    return tuple(sorted(found))


def refuse_unsound_walls(connection: psycopg.Connection[Any]) -> None:
    """Raise UnsoundWalls when anything is found: an app that starts on them would open them."""
    findings = verify(connection)
    if findings:
        raise UnsoundWalls(findings)
