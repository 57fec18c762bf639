"""The network: the associations (and their like) in whose work tasks clients are doers (K15–K17, K28).

Owns: associations_association. Words: yhdistys/association, Y-tunnus/business id.
Neighbours: worktasks, placements and reimbursement ask it; the people who speak for an association are memberships
of accounts that carry its id.
"""
