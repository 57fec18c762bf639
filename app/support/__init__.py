"""How an association is supported in running the activity: contacts, visits, open matters, the pulse of a season (K17).

Words: tuki/support, käynti/visit, asia/matter, kausikysely/pulse.
Neighbours: the associations themselves are of associations; the desk shows who needs a call.
"""
