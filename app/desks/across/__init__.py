"""The desk of who works in several municipalities: one list, made by asking each in turn under its own token."""
