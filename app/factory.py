"""The roof: builds the house from settings; the only file besides the command line that knows every slice."""

import contextlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Final
from uuid import UUID

import psycopg
from flask import Flask
from flask_wtf.csrf import CSRFProtect
from sqlalchemy.exc import OperationalError
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import BaseConverter, ValidationError

from app import outbox, record
from app.accounts import admission, permission_table, security
from app.accounts import pages as accounts_pages
from app.accounts import permissions as accounts_permissions
from app.accounts import views as accounts
from app.accounts.sessions import PostgresSessions
from app.associations import pages as associations_pages
from app.associations import permissions as associations_permissions
from app.associations import views as associations
from app.attendance import pages as attendance_pages
from app.attendance import permissions as attendance_permissions
from app.attendance import views as attendance
from app.config import Settings
from app.desks import permissions as desks_permissions
from app.desks import views as desks
from app.desks.across import views as across
from app.desks.officer import pages as officer_pages
from app.desks.officer import views as officer
from app.desks.operator import views as operator
from app.goals import pages as goals_pages
from app.goals import permissions as goals_permissions
from app.goals import views as goals
from app.imports import pages as imports_pages
from app.imports import permissions as imports_permissions
from app.imports import views as imports
from app.intake import pages as intake_pages
from app.intake import permissions as intake_permissions
from app.intake import queries as intake_queries
from app.intake import views as intake
from app.opening import pages as opening_pages
from app.opening import permissions as opening_permissions
from app.opening import queries as opening_queries
from app.opening import views as opening
from app.outbox import printing as outbox_printing
from app.placements import actions as placements_actions
from app.placements import pages as placements_pages
from app.placements import permissions as placements_permissions
from app.placements import views as placements
from app.practice import pages as practice_pages
from app.practice import permissions as practice_permissions
from app.practice import views as practice
from app.proposals import pages as proposals_pages
from app.proposals import permissions as proposals_permissions
from app.proposals import views as proposals
from app.reimbursement import actions as reimbursement_actions
from app.reimbursement import pages as reimbursement_pages
from app.reimbursement import permissions as reimbursement_permissions
from app.reimbursement import views as reimbursement
from app.support import pages as support_pages
from app.support import permissions as support_permissions
from app.support import views as support
from app.team import pages as team_pages
from app.team import permissions as team_permissions
from app.team import views as team
from app.values.period import Month
from app.web import (
    accounting,
    draft_views,
    drafts,
    errors,
    gallery,
    headers,
    health,
    locale,
    logs,
    printing,
    rate,
    sentences,
    shell,
    transactions,
    views,
    ways,
)
from app.web.shell import Entry
from app.worktasks import pages as worktasks_pages
from app.worktasks import permissions as worktasks_permissions
from app.worktasks import views as worktasks
from tenants import database, policies, provisioning, resolution

HOUSE: Final = Path(__file__).parent
BLUEPRINTS: Final = (
    views.blueprint,
    health.blueprint,
    draft_views.blueprint,
    desks.blueprint,
    across.blueprint,
    officer.blueprint,
    operator.blueprint,
    *accounts.BLUEPRINTS,
    team.blueprint,
    associations.blueprint,
    *support.BLUEPRINTS,
    proposals.blueprint,
    worktasks.blueprint,
    intake.blueprint,
    goals.blueprint,
    placements.blueprint,
    attendance.blueprint,
    reimbursement.blueprint,
    imports.blueprint,
    *opening.BLUEPRINTS,
    practice.blueprint,
)
PERMISSIONS: Final[tuple[ModuleType, ...]] = (
    accounts_permissions,
    team_permissions,
    associations_permissions,
    support_permissions,
    proposals_permissions,
    worktasks_permissions,
    intake_permissions,
    goals_permissions,
    placements_permissions,
    attendance_permissions,
    reimbursement_permissions,
    imports_permissions,
    opening_permissions,
    desks_permissions,
    practice_permissions,
)
"""Each slice's permissions.py."""
SENTENCES: Final[tuple[Mapping[str, object], ...]] = (
    accounts_pages.SENTENCES,
    team_pages.SENTENCES,
    associations_pages.SENTENCES,
    support_pages.SENTENCES,
    proposals_pages.SENTENCES,
    worktasks_pages.SENTENCES,
    intake_pages.SENTENCES,
    goals_pages.SENTENCES,
    placements_pages.SENTENCES,
    attendance_pages.SENTENCES,
    reimbursement_pages.SENTENCES,
    imports_pages.SENTENCES,
    opening_pages.SENTENCES,
    practice_pages.SENTENCES,
)
"""Each slice's refusals as sentences (its pages.py)."""
NAVIGATION: Final[tuple[Entry, ...]] = (
    *accounts_pages.NAVIGATION,
    *team_pages.NAVIGATION,
    *associations_pages.NAVIGATION,
    *support_pages.NAVIGATION,
    *proposals_pages.NAVIGATION,
    *worktasks_pages.NAVIGATION,
    *intake_pages.NAVIGATION,
    *goals_pages.NAVIGATION,
    *placements_pages.NAVIGATION,
    *attendance_pages.NAVIGATION,
    *reimbursement_pages.NAVIGATION,
    *imports_pages.NAVIGATION,
    *opening_pages.NAVIGATION,
    *practice_pages.NAVIGATION,
    *officer_pages.NAVIGATION,
)
"""Each slice's places in the navigation (its pages.py)."""
EVENTS: Final[tuple[Mapping[str, object], ...]] = (
    accounts_pages.EVENTS,
    team_pages.EVENTS,
    associations_pages.EVENTS,
    support_pages.EVENTS,
    proposals_pages.EVENTS,
    worktasks_pages.EVENTS,
    intake_pages.EVENTS,
    goals_pages.EVENTS,
    placements_pages.EVENTS,
    attendance_pages.EVENTS,
    reimbursement_pages.EVENTS,
    imports_pages.EVENTS,
    opening_pages.EVENTS,
    practice_pages.EVENTS,
)
"""What each slice records, as sentences (its pages.py)."""
WAYS: Final[tuple[ways.Way, ...]] = (
    *support_pages.WAYS,
    *goals_pages.WAYS,
    *placements_pages.WAYS,
    *attendance_pages.WAYS,
)
"""Each slice's ways on from the page of a client or an association (its pages.py)."""
KEPT_BY_RULES: Final = ("accounts", "intake", "goals")
"""Sections of the playbook that say only what the slice's rules keep in every municipality."""
KEPT_IN_SETTINGS: Final = ("associations", "worktasks", "meetings", "outcomes", "feedback", "letters", "opening")
"""Sections whose values are asked for where they are needed (tenants.settings) and make no rows."""
INSTALLERS: Final[Mapping[str, Callable[..., None]]] = {
    "placements": placements_actions.install,
    "reimbursement": reimbursement_actions.install,
}
"""Who makes rows of the other sections, in the order of the floors."""


class MonthInPath(BaseConverter):
    """`2026-09` in a path."""

    regex = r"\d{4}-\d{2}"

    def to_python(self, value: str) -> Month:
        """A month, or no such page."""
        try:
            return Month.parse(value)
        except ValueError as error:
            raise ValidationError from error

    def to_url(self, value: Month) -> str:
        """The month as it is written in a path."""
        return str(value)


class PlaceInPath(BaseConverter):
    """The path of a municipality in a page about it that lies outside of it."""

    regex = r"[a-z][a-z0-9-]{1,40}"


class CodeInPath(BaseConverter):
    """The name of a setting in a path; whether there is one the page says."""

    regex = r"[a-z][a-z0-9_]*"


def installers(*, by: UUID | None, at: datetime) -> Mapping[str, provisioning.Installer]:
    """What turns each section of a playbook into rows when a municipality opens."""

    def bound(install: Callable[..., None]) -> provisioning.Installer:
        return lambda _municipality, section: install(section=section, by=by, at=at)

    kept = dict.fromkeys(KEPT_BY_RULES, provisioning.kept_by_rules)
    kept |= dict.fromkeys(KEPT_IN_SETTINGS, provisioning.kept_in_settings)
    return kept | {name: bound(install) for name, install in INSTALLERS.items()}


def create_app(settings: Settings | None = None) -> Flask:
    """Build the application; a missing setting, a database role that may too much or unsound walls stop the start."""
    settings = settings or Settings()
    database.configure(settings.database_url.get_secret_value(), settings.signer, pool_size=settings.database_pool_size)
    _stand_on_sound_walls()
    app = Flask(
        "app", root_path=str(HOUSE), static_folder=str(HOUSE / "web" / "static"), template_folder="web/templates"
    )
    app.url_map.converters["month"] = MonthInPath
    app.url_map.converters["code"] = CodeInPath
    app.url_map.converters["place"] = PlaceInPath
    _configure(app, settings)
    _frame(app, settings)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.environment == "test":
        app.register_blueprint(gallery.blueprint)
    transactions.wrap_views(app, admit=admission.admit, afterwards=accounting.account_for)
    return app


def _stand_on_sound_walls() -> None:
    """While the database does not answer nobody enters anyway; each connection is looked at, and all of it hourly."""
    with contextlib.suppress(psycopg.OperationalError, OperationalError), database.inspecting() as connection:
        policies.refuse_unsound_walls(connection)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        TRANSLATIONS=HOUSE.parent / "translations",
        KUMINA=settings,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=20 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        TEMPLATES_AUTO_RELOAD=False,
    )
    app.session_interface = PostgresSessions()
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]


def _frame(app: Flask, settings: Settings) -> None:
    logs.register(app, settings)
    record.configure(bytes.fromhex(settings.record_key.get_secret_value()))
    outbox.configure(settings.secret_key.get_secret_value())
    accounting.register(app)
    printing.install(app)
    resolution.register(app)
    locale.register(app)
    headers.register(app, https=settings.is_https)
    admission.register(app)
    CSRFProtect(app)
    rate.register(app)
    drafts.register(app)
    permission_table.declare(app, (permission for module in PERMISSIONS for permission in module.PERMISSIONS))
    sentences.declare(app, *SENTENCES)
    officer_pages.declare(app, EVENTS)
    shell.register(app, NAVIGATION, holds=permission_table.roles_hold)
    ways.register(app, WAYS, holds=permission_table.roles_hold)
    app.extensions["kumina_installers"] = installers
    app.extensions["kumina_is_led_by"] = intake_queries.is_led_by
    app.extensions[outbox_printing.FOOT] = opening_queries.letter_foot
    errors.register(app)
    security.register(app, settings)
