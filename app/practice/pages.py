"""What the page of the practice copy says."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.permissions import ROLE_NAMES
from app.practice import permissions
from app.practice.stage import SignIn
from app.web.components import Column, Table
from app.web.shell import Entry
from tenants import resolution

SENTENCES = {
    "practice.only_of_a_real_one": _l("This municipality is for practice itself, so it needs no copy."),
}
EVENTS = {
    "practice.copied": _l("A practice municipality was made from the settings"),
    "municipality.opened": _l("The municipality was opened"),
    "municipality.suspended": _l("The municipality was suspended"),
    "municipality.reopened": _l("The municipality was opened again"),
    "municipality.closed": _l("The municipality was closed"),
}
NAVIGATION = (
    Entry(
        _l("Practice copy"),
        "practice.copy",
        permissions.COPY,
        97,
        when=lambda: not resolution.here().is_practice,
    ),
)


def sign_ins(found: Iterable[SignIn]) -> Table:
    """How each role gets in."""
    return Table(
        caption=_("Invented people you can sign in as"),
        columns=(Column(_("Role")), Column(_("Name")), Column(_("E-mail"))),
        rows=tuple((ROLE_NAMES[one.role], one.name, one.email) for one in found),
    )
