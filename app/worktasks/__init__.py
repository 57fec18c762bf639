"""Work tasks: what one can do in an association, registered and published by the association itself (K15, K16).

Owns: worktasks_task. Words: työtehtävä/work task, ala/field, paikka/place.
Neighbours: reads associations; placements asks for published tasks and locks one while it fills a place.
"""
