"""The account of an association: proposed by one, confirmed by another."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries as people
from app.accounts.rules import APPROVER, FINANCE, MUNICIPALITY_ADMIN
from app.associations import actions, forms, pages, permissions, queries
from app.associations.pages import accounts
from app.associations.views import asking
from app.associations.views.network import blueprint
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now
from app.web.components import Crumb
from app.web.guard import requires
from app.web.visitor import me, my_associations

PAYING = frozenset({FINANCE, APPROVER, MUNICIPALITY_ADMIN})


@blueprint.get("/<uuid:association_id>/account")
@requires(permissions.ACCOUNT)
def account(association_id: UUID) -> str:
    """Which account is paid to, and which one waits for a second person."""
    return _page(association_id, forms.PressForm())[0]


@blueprint.route("/<uuid:association_id>/account/new", methods=["GET", "POST"])
@requires(permissions.PROPOSE_ACCOUNT, fresh=True)
def propose_account(association_id: UUID) -> Response | tuple[str, int]:
    """A new number; the one in force is paid to until somebody else has confirmed it."""
    own, form = _own_or_all(association_id), forms.AccountForm()
    found = queries.association(association_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {"association_id": association_id, "iban": form.iban.data}
            actions.propose_account(**said, own=own, by=me().person_id, at=now())
            flash(_("The new account waits for somebody of the municipality to confirm it."), "success")
            return redirect(url_for(".account", association_id=association_id))
    page = render_template(
        "associations/propose_account.html", form=form, association=found, crumbs=_crumbs(association_id, found.name)
    )
    return page, refusals.status(form)


@blueprint.post("/accounts/<uuid:account_id>/confirm")
@requires(permissions.CONFIRM_ACCOUNT, fresh=True)
def confirm_account(account_id: UUID) -> Response | tuple[str, int]:
    """The second pair of eyes."""
    found, form = queries.account(account_id), forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            about = {"association_id": found.association_id, "account_id": account_id}
            actions.confirm_account(**about, own=my_associations(), by=me().person_id, at=now())
            flash(_("The new account is in force. The association gets a letter about it."), "success")
            return redirect(url_for(".account", association_id=found.association_id))
    return _page(found.association_id, form)


@blueprint.post("/accounts/<uuid:account_id>/withdraw")
@requires(permissions.ACCOUNT)
def withdraw_account(account_id: UUID) -> Response | tuple[str, int]:
    """A proposal that nobody should confirm."""
    found, form = queries.account(account_id), forms.PressForm()
    own = _own_or_all(found.association_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            about = {"association_id": found.association_id, "account_id": account_id}
            actions.withdraw_account(**about, own=own, by=me().person_id, at=now())
            flash(_("The proposal is withdrawn. The account in force stays as it was."), "success")
            return redirect(url_for(".account", association_id=found.association_id))
    return _page(found.association_id, form)


def _page(association_id: UUID, form: forms.PressForm) -> tuple[str, int]:
    _own_or_all(association_id)
    found, known = queries.association(association_id), queries.accounts_of(association_id)
    names = people.names(tuple({by for one in known for by in (one.proposed_by, one.confirmed_by) if by}))
    confirms = asking.holds(permissions.CONFIRM_ACCOUNT)
    page = render_template(
        "associations/account.html",
        form=form,
        association=found,
        facts=accounts.facts(known, found),
        waiting=accounts.waiting(known, names, me().person_id, confirms=confirms),
        table=accounts.history(known, names),
        may_propose=asking.holds(permissions.PROPOSE_ACCOUNT) and not any(one.waits for one in known),
        crumbs=_crumbs(association_id, found.name),
    )
    return page, refusals.status(form)


def _own_or_all(association_id: UUID) -> frozenset[UUID] | None:
    if not set(asking.roles()).isdisjoint(PAYING):
        return None
    if association_id not in asking.led():
        raise Missing(association_id)
    return asking.led()


def _crumbs(association_id: UUID, name: str) -> tuple[Crumb, ...]:
    return pages.crumbs_to(association_id, name, as_own=False) if asking.holds(permissions.READ) else ()
