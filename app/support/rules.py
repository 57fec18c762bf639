"""How an association is supported: contacts, visits, open matters, the pulse of a season (K17)."""
