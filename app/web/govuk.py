"""GOV.UK Frontend's components as one function, so that nobody else knows where their macros come from.

The macros lean on undefined values; our own templates never may. Hence an environment of their own.
"""

from collections.abc import Callable, Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_PACKAGE = "govuk_frontend_jinja"
_macros = Environment(
    loader=PrefixLoader({_PACKAGE: PackageLoader(_PACKAGE)}),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


def component(name: str, params: Mapping[str, object]) -> Markup:
    """One component by its GOV.UK name (“date-input”), with the parameters its own documentation names."""
    return Markup(_macro(name)(params))  # noqa: S704 - the macro has escaped every text it was given


@cache
def _macro(name: str) -> Callable[[Mapping[str, object]], str]:
    words = "".join(word.capitalize() for word in name.split("-"))
    module = _macros.get_template(f"{_PACKAGE}/components/{name}/macro.html").module
    macro: Callable[[Mapping[str, object]], str] = getattr(module, f"govuk{words}")
    return macro
