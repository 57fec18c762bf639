"""How an association is supported in running the activity: contacts, visits, open matters, the pulse of a season (K17)."""
