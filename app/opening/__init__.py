"""How a municipality opens and steers itself: what it changes of the model, and who answers for what (K28–K30).

Owns no table: settings, upgrades and the tenant's form belong to the ground (tenants.settings, tenants.form,
tenants.playbooks.upgrade); here are the pages, the permissions and what is put on record. Words: asetus/setting, oma
muutos/own change, toimintamalli/playbook, päivitys/upgrade, vastuu/responsibility.
Neighbours: whatever a changed section makes rows of is made by the installer that the roof hands in.
"""
