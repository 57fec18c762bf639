"""How a municipality opens (the wizard, readiness, going live; K28–K30) and steers itself (the model as it holds here).

Owns: opening_decision, opening_text, opening_mark, opening_stage. Settings, upgrades and the tenant's form belong to
the ground (tenants.settings, tenants.form, tenants.playbooks.upgrade); their pages and records are here. Words:
avaaminen/opening, valmius/readiness, vaihe/step, juurtuminen/rooting, asetus/setting, oma muutos/own change.
Neighbours: asks every slice how far it is; rows of a changed section are made by the roof's installers.
"""
