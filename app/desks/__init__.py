"""Home pages by role, and the pages about the service itself; composes what the slices know, owns nothing.

No table, no rule, no form lives here. What a role sees first is what needs it now (model.md K13, K14).
"""
