"""What a municipality brings in from spreadsheets: associations, sites, contact people, tasks and staff.

Words: tuonti/import, sarakekytkentä/mapping, koeajo/dry run.
Neighbours: rows become things through the actions of associations, worktasks and accounts;
nothing is written past them.
"""
