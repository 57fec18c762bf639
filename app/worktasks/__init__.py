"""Work tasks: what one can do in an association, told, opened and ended by the association itself (K15, K16, K19).

Owns: worktasks_task (the card), worktasks_translation, worktasks_picture, worktasks_unit, worktasks_identification,
worktasks_known_unit. Words: työtehtävä/work task, ala/field, paikka/place, perehdytyslista/induction list, tutkinnon
osa/qualification unit.
Neighbours: reads associations and their sites; asks ePerusteet through its port; placements asks for published tasks,
locks one while it fills a place, and freezes the induction list when it is signed.
"""
