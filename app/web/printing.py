"""How templates are printed: nothing undefined, and only a handful of names known everywhere."""

from flask import Flask
from jinja2 import StrictUndefined

from app.web import assets, forms, govuk


def install(app: Flask) -> None:
    """Prepare the application's templates; call before the first one is loaded."""
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals.update(asset=assets.address, govuk=govuk.component, problems=forms.problems)
