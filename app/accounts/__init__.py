"""People, where they belong and as what, how they sign in, and what each role may do.

Owns: person, membership, invitation, session, credential, identity. A person is global and may belong to several
municipalities in several roles; what a municipality sees of them is its own membership rows. Words: henkilö/person,
jäsenyys/membership, kutsu/invitation. Neighbours: every slice declares its permissions with `accounts.rules`;
intake and associations invite people through `accounts.actions`.
"""
