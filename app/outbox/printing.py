"""From a letter's kind and facts to words in the receiver's language."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_babel import force_locale
from jinja2 import ChoiceLoader, Environment, PackageLoader

from app.outbox.smtp import Printed
from tenants.registry import Municipality

Prints = Callable[[str, str, Mapping[str, Any], Municipality | None], Printed]
"""Kind, language, facts and municipality to words; handed to the worker by the roof."""


FOOT = "kumina_letter_foot"
"""Where the roof keeps who says the municipality's own contact details for the end of a letter."""


def printer(app: Flask) -> Prints:
    """Print with the templates of every slice; text is text, only HTML is escaped."""
    environment = _environment(app)
    foot: Callable[[Municipality, str], str] = app.extensions.get(FOOT, lambda _municipality, _language: "")

    def prints(kind: str, language: str, facts: Mapping[str, Any], municipality: Municipality | None) -> Printed:
        name = municipality.name(language) if municipality else None
        own_words = foot(municipality, language) if municipality else ""
        known = {"kind": kind, "language": language, "municipality": name, "foot": own_words, **facts}

        def part(suffix: str) -> str:
            return environment.get_template(f"mail/{kind}.{suffix}.jinja").render(known)

        with app.app_context(), force_locale(language):
            return Printed(" ".join(part("subject").split()), part("txt").strip() + "\n", part("html"), language)

    return prints


def _environment(app: Flask) -> Environment:
    environment = app.jinja_env.overlay(autoescape=lambda name: ".html." in (name or ""))
    if environment.loader is not None:
        environment.loader = ChoiceLoader([PackageLoader(__package__), environment.loader])
    return environment
