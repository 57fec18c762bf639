"""The agreement: reading it, saying yes to it, and the statements of each year."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts.rules import COUNSELLORS, MUNICIPALITY_ADMIN
from app.associations import actions, forms, pages, permissions, queries
from app.associations.pages import agreements, profile
from app.associations.views import asking
from app.associations.views.network import blueprint
from app.web import locale, refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me
from tenants import form as tenant_form
from tenants import resolution

READERS = COUNSELLORS | {MUNICIPALITY_ADMIN}


@blueprint.get("/<uuid:association_id>/agreement")
@requires(permissions.AGREEMENT)
def agreement(association_id: UUID) -> str:
    """The agreement as it stands, and every yes this association has said."""
    own = asking.own_or_all(association_id, staff=READERS)
    found, standing = queries.association(association_id), queries.standing(association_id, today())
    in_force = queries.agreement()
    return render_template(
        "associations/agreement.html",
        association=found,
        clauses=agreements.clauses(in_force.clauses, locale.language()),
        number=in_force.number,
        table=agreements.accepted(queries.acceptances_of(association_id)),
        stated=agreements.stated(queries.statements_of(association_id)),
        valid=standing.has_valid_agreement,
        may_accept=association_id in asking.led() and not standing.has_valid_agreement,
        crumbs=pages.crumbs_to(association_id, found.name, as_own=own is not None),
    )


@blueprint.route("/<uuid:association_id>/agreement/accept", methods=["GET", "POST"])
@requires(permissions.ACCEPT)
def accept(association_id: UUID) -> Response | tuple[str, int]:
    """Read it, tick both statements, say yes; the text is kept as it was."""
    led, found, in_force = asking.leading(association_id), queries.association(association_id), queries.agreement()
    form = forms.AcceptForm(data={"fingerprint": in_force.fingerprint})
    form.statements.choices = agreements.statement_choices(queries.statements_asked(), locale.language())
    parties = agreements.parties(found, resolution.here().name(locale.language()), tenant_form.in_force(today()))
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said: dict[str, Any] = {"fingerprint": form.fingerprint.data or "", "parties": parties}
            made = actions.accept_agreement(association_id=association_id, **said, **_yes(form, led))
            flash(_("The agreement is accepted. You can print it from this page."), "success")
            return redirect(url_for(".accepted", acceptance_id=made))
    form.fingerprint.data = in_force.fingerprint
    page = render_template(
        "associations/accept.html",
        form=form,
        association=found,
        clauses=agreements.clauses(in_force.clauses, locale.language()),
        number=in_force.number,
        parties=agreements.named(parties),
        crumbs=pages.crumbs_to(association_id, found.name, as_own=True),
    )
    return page, refusals.status(form)


@blueprint.get("/agreements/<uuid:acceptance_id>")
@requires(permissions.AGREEMENT)
def accepted(acceptance_id: UUID) -> str:
    """One yes with the text as it was then: for both sides to print and keep."""
    found = queries.acceptance(acceptance_id)
    own = asking.own_or_all(found.association_id, staff=READERS)
    name = queries.association(found.association_id).name
    return render_template(
        "associations/accepted.html",
        acceptance=found,
        name=name,
        clauses=agreements.clauses(found.clauses, found.language),
        parties=agreements.named(found.parties),
        signed=agreements.signed(found),
        crumbs=pages.crumbs_to(found.association_id, name, as_own=own is not None),
    )


@blueprint.route("/<uuid:association_id>/renew", methods=["GET", "POST"])
@requires(permissions.ACCEPT)
def renew(association_id: UUID) -> Response | tuple[str, int]:
    """The yearly check: look whether the details are right, and give both statements again."""
    led, found = asking.leading(association_id), queries.association(association_id)
    form = forms.StatementsForm()
    form.statements.choices = agreements.statement_choices(queries.statements_asked(), locale.language())
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.give_statements(association_id=association_id, **_yes(form, led))
            flash(_("Thank you! The check is done."), "success")
            return redirect(url_for(".own", association_id=association_id))
    page = render_template(
        "associations/renew.html",
        form=form,
        association=found,
        facts=profile.facts(found),
        crumbs=pages.crumbs_to(association_id, found.name, as_own=True),
    )
    return page, refusals.status(form)


def _yes(form: forms.StatementsForm, led: frozenset[UUID]) -> dict[str, Any]:
    """Who says it, in which language and now."""
    who = me()
    by = {"by": who.person_id, "by_name": who.name, "at": now()}
    return {"statements": form.statements.data or (), "language": locale.language(), "led": led, **by}
