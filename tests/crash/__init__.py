"""The house under the axe: web, worker and database are killed at random while people write.

Whoever was told that something is done finds it done, once; what nobody was told may be there or not, but never twice.
"""
