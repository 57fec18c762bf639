"""Placements: who does which work task, when and for how long, within the limits of the law of the day (K15–K17).

Owns: placements_rule_set, placements_placement. Words: sijoitus/placement, jakso/period, lakiraja/rule set,
suunnitelma/plan basis (the plan itself stays with the authority; here are its kind and date).
Neighbours: asks intake who the client is and worktasks what may be done; attendance and reimbursement read it.
A rule set is dated data of a service type: the Act on rehabilitative work activity may go, and the model goes on.
"""
