"""The ground: what a municipality is, and how two of them are kept apart.

Everything above stands on four promises made here: no statement runs without a municipality (or the named global
door), every transaction carries a signed token that PostgreSQL itself verifies, the live catalogue is read and
compared with the rules, and a municipality opens from a versioned playbook. Nothing here knows the house (`app`).
"""
