"""What a municipality brings in from spreadsheets: associations, sites, contact people, work tasks and staff.

Owns: imports_import (a file until it is settled, and what came of it), imports_mapping (which column holds what, per
set of headings), imports_own_id (what a sheet's own ids stand for). Words: tuonti/import, sarakekytkentä/mapping,
koeajo/dry run.
Neighbours: rows become things through the actions of associations, worktasks and accounts; nothing is written past
them. What a sheet may be is said by app.values.sheets.
"""
