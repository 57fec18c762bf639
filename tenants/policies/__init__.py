"""Row-level security: the signed token, the numbered texts, and the reading of the live catalogue."""

from tenants.policies.catalogue import (
    DangerousRole,
    Finding,
    UnsoundWalls,
    refuse_dangerous_role,
    refuse_unsound_walls,
    verify,
)

__all__ = ["DangerousRole", "Finding", "UnsoundWalls", "refuse_dangerous_role", "refuse_unsound_walls", "verify"]
