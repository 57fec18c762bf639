"""Everything else that could show rows, carry them away or act on its own: it is not there."""

from collections.abc import Iterator
from typing import Final

from tenants.policies.allowed import EXTENSIONS
from tenants.policies.catalogue.facts import Catalogue
from tenants.policies.catalogue.finding import Check, Found, is_of_the_queue


def extension_unknown(catalogue: Catalogue) -> Found:
    """An extension brings functions nobody here has read; pg_stat_statements shows what others asked."""
    for name in _named(catalogue, "extension"):
        if name not in EXTENSIONS:
            yield name, f"this extension is not on the list: DROP EXTENSION {name}, or install it in another database"


def language_is_untrusted(catalogue: Catalogue) -> Found:
    """A function in an untrusted language reads files and opens connections."""
    for name in _named(catalogue, "language"):
        yield name, f"this language is outside the database's walls: DROP LANGUAGE {name}"


def event_trigger_exists(catalogue: Catalogue) -> Found:
    """It acts on every migration, as a superuser."""
    for name in _named(catalogue, "event trigger"):
        yield name, f"it acts on its own: DROP EVENT TRIGGER {name}"


def publication_exists(catalogue: Catalogue) -> Found:
    """A publication carries rows away past every policy."""
    for name in _named(catalogue, "publication"):
        yield name, f"it carries rows away: DROP PUBLICATION {name}"


def subscription_exists(catalogue: Catalogue) -> Found:
    """A subscription writes rows past every policy."""
    for name in _named(catalogue, "subscription"):
        yield name, f"it brings rows in: DROP SUBSCRIPTION {name}"


def other_server_exists(catalogue: Catalogue) -> Found:
    """A foreign server is a way out."""
    for kind in ("foreign data wrapper", "foreign server", "user mapping"):
        for name in _named(catalogue, kind):
            yield name, f"{kind}: a way to another server; DROP it"


def rule_exists(catalogue: Catalogue) -> Found:
    """A rule turns one statement into another, with its table owner's rights."""
    for name in _named(catalogue, "rule"):
        yield name, "a rule rewrites statements: DROP RULE … ON …"


def type_unknown(catalogue: Catalogue) -> Found:
    """Enums and domains are text with a CHECK here."""
    for name in _named(catalogue, "type"):
        if not is_of_the_queue(name):
            yield name, f"a type of its own: DROP TYPE {name}, and use text with a CHECK"


def operator_exists(catalogue: Catalogue) -> Found:
    """An operator of somebody's may stand in for PostgreSQL's own."""
    for name in _named(catalogue, "operator"):
        yield name, "an operator that is not PostgreSQL's own: DROP OPERATOR …"


def cast_exists(catalogue: Catalogue) -> Found:
    """So may a cast, and unseen."""
    for name in _named(catalogue, "cast"):
        yield name, f"a cast that is not PostgreSQL's own ({name}): DROP CAST …"


def large_object_exists(catalogue: Catalogue) -> Found:
    """Large objects know no municipality."""
    for name in _named(catalogue, "large object"):
        yield name, f"a large object belongs to no municipality: SELECT lo_unlink({name})"


def system_function_is_open(catalogue: Catalogue) -> Found:
    """Files, the log and the server itself are not for us."""
    for name in _named(catalogue, "system function"):
        role, function = name.split(": ", 1)
        yield function, f"{role} may call it: REVOKE EXECUTE ON FUNCTION {function} FROM {role}, PUBLIC"


def system_table_is_open(catalogue: Catalogue) -> Found:
    """Passwords and samples of everybody's rows are not for us."""
    for name in _named(catalogue, "system table"):
        role, table = name.split(": ", 1)
        yield table, f"{role} may read it: take it from {role} and from PUBLIC"


def _named(catalogue: Catalogue, kind: str) -> Iterator[str]:
    return (thing.name for thing in catalogue.things if thing.kind == kind)


CHECKS: Final[tuple[Check, ...]] = (
    extension_unknown,
    language_is_untrusted,
    event_trigger_exists,
    publication_exists,
    subscription_exists,
    other_server_exists,
    rule_exists,
    type_unknown,
    operator_exists,
    cast_exists,
    large_object_exists,
    system_function_is_open,
    system_table_is_open,
)
