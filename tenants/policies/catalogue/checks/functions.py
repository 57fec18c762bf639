"""Functions: only those we ship, word for word, each with no more power than it was given."""

from typing import Final

from tenants.policies.allowed import DOOR, FUNCTIONS, OWNER
from tenants.policies.catalogue.facts import Catalogue, Function
from tenants.policies.catalogue.finding import Check, Found, is_of_the_queue


def function_unknown(catalogue: Catalogue) -> Found:
    """A function that nobody wrote down here may stand in for one of ours."""
    for function in catalogue.functions:
        if function.name not in FUNCTIONS and not is_of_the_queue(function.name):
            yield (
                function.name,
                "this function is not of ours: drop it, or ship its text and list it in tenants/policies/allowed.py",
            )


def function_missing(catalogue: Catalogue) -> Found:
    """Without them no policy can ask the token."""
    for name in set(FUNCTIONS) - {function.name for function in catalogue.functions}:
        yield name, "this function is missing: run `kumina db migrate`"


def function_changed(catalogue: Catalogue) -> Found:
    """The locks are the very ones we made."""
    for function in catalogue.functions:
        shipped = FUNCTIONS.get(function.name)
        if shipped and (function.body, function.volatility) != (shipped.body, shipped.volatility):
            yield function.name, "it is not the function we ship: make it anew from tenants/policies/texts.py"


def function_has_an_owners_power(catalogue: Catalogue) -> Found:
    """SECURITY DEFINER shows the caller what the owner may see (probe 30)."""
    for function in catalogue.functions:
        shipped = FUNCTIONS.get(function.name)
        if function.definer and not (shipped and shipped.definer):
            yield function.name, "it runs with its owner's rights: ALTER FUNCTION … SECURITY INVOKER"


def function_is_anothers(catalogue: Catalogue) -> Found:
    """A function of a superuser's may do anything."""
    for function in catalogue.functions:
        if function.owner not in {OWNER, DOOR}:
            yield (
                function.name,
                f"it belongs to {function.owner}: ALTER FUNCTION … OWNER TO {DOOR if function.definer else OWNER}",
            )


def function_looks_around(catalogue: Catalogue) -> Found:
    """With the caller's search_path a definer function would take the caller's tables for ours."""
    for function in catalogue.functions:
        if function.definer and not _fixed(function):
            yield function.name, "its search_path is not fixed: SET search_path = pg_catalog, …, pg_temp"


def function_claims_to_leak_nothing(catalogue: Catalogue) -> Found:
    """LEAKPROOF lets a function see rows before the policy does."""
    for function in catalogue.functions:
        if function.leakproof:
            yield function.name, "it claims to leak nothing: ALTER FUNCTION … NOT LEAKPROOF"


def _fixed(function: Function) -> bool:
    path = [part.strip() for part in (function.search_path or "").split(",")]
    return path[0] == "pg_catalog" and path[-1] == "pg_temp" and set(path) <= {"pg_catalog", "public", "pg_temp"}


CHECKS: Final[tuple[Check, ...]] = (
    function_unknown,
    function_missing,
    function_changed,
    function_has_an_owners_power,
    function_is_anothers,
    function_looks_around,
    function_claims_to_leak_nothing,
)
