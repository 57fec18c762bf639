"""Practice municipalities: real policies, invented people, recognisable as such; made through the house's own acts.

Everything that is shown was done by somebody who may do it, under their own token, at a time before today; nothing is
written past the rules. A practice municipality never becomes a real one (tenants.registry).
"""
