"""Reads the network: its associations, where they work, where they stand, what they agreed to, their accounts."""

from app.associations.queries.accounts import account, accounts_of
from app.associations.queries.agreements import (
    acceptance,
    acceptances_of,
    agreement,
    agreement_fingerprint,
    statements_asked,
    statements_of,
    version_behind,
)
from app.associations.queries.life import decisions_of, standing, standings
from app.associations.queries.network import association, associations, associations_ever, host_rules, speakers, these
from app.associations.queries.places import addresses_of, contact, contact_people, site, sites_of

__all__ = [
    "acceptance",
    "acceptances_of",
    "account",
    "accounts_of",
    "addresses_of",
    "agreement",
    "agreement_fingerprint",
    "association",
    "associations",
    "associations_ever",
    "contact",
    "contact_people",
    "decisions_of",
    "host_rules",
    "site",
    "sites_of",
    "speakers",
    "standing",
    "standings",
    "statements_asked",
    "statements_of",
    "these",
    "version_behind",
]
