"""Associations that propose themselves to the network: through a public page, confirmed by letter, taken in or thanked.

Owns: proposals_proposal. Words: ehdotus/proposal. Neighbours: taking in is an invitation of associations.
"""
