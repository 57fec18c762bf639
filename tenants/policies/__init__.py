"""Row-level security: the signed token, the numbered texts, and the reading of the live catalogue."""

from tenants.policies.catalogue import DangerousRole, Finding, refuse_dangerous_role, verify

__all__ = ["DangerousRole", "Finding", "refuse_dangerous_role", "verify"]
