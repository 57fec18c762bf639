"""Tables that belong to no single municipality, each with the reason; for review."""

from typing import Final

GLOBAL: Final[dict[str, str]] = {
    "alembic_version": "which migrations have run; the web cannot read it",
    "registry_municipality": "a path must find its municipality; names and colours are public",
    "accounts_person": "one person may belong to several municipalities; each sees their own row alone",
    "accounts_credential": "passkeys belong to the person, wherever they work",
    "accounts_identity": "a person as their OpenID provider knows them",
    "accounts_session": "one browser, one person, several municipalities",
    "accounts_membership": "read by its municipality and by its person, who may have several",
}
WITHOUT_POLICIES: Final = frozenset({"alembic_version"})
NOT_OURS: Final = frozenset({"alembic_version"})
