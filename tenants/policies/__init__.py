"""Row-level security: the signed token, the numbered texts, and the reading of the live catalogue."""
