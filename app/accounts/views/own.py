"""One's own page: what opens the account, where one is signed in, which language, where one belongs."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password
from werkzeug.wrappers import Response

from app.accounts import actions, pages, permission_table, queries, sessions, signing_in
from app.accounts.forms.own import Confirmed, LanguageForm, ShortCodeForm
from app.accounts.permissions import ROLE_NAMES
from app.web import locale, refusals
from app.web.clock import now
from app.web.guard import signed_in
from app.web.visitor import me

permissions_blueprint = Blueprint("permissions", __name__, template_folder="../templates")
blueprint = Blueprint("accounts", __name__, url_prefix="/me", template_folder="../templates")


@blueprint.get("")
@signed_in()
def own() -> str:
    """What is kept about one's account, and the ways to change it."""
    ways = queries.ways_in(me().person_id)
    return render_template("accounts/own.html", facts=pages.own_facts(ways, me()), tasks=pages.own_tasks(ways, me()))


@blueprint.get("/factors")
@signed_in()
def factors() -> str:
    """Password, authenticator app, recovery codes, passkeys, accounts elsewhere, and the code for shared screens."""
    ways = queries.ways_in(me().person_id)
    return render_template(
        "accounts/factors.html",
        facts=pages.factor_facts(ways, me()),
        joint=me().joint,
        passkeys=ways.passkeys,
        identities=ways.identities,
        linkable=pages.linkable_providers(),
        crumbs=pages.own_crumbs(),
    )


@blueprint.get("/sessions")
@signed_in()
def browsers() -> str:
    """Every browser in which one is signed in."""
    found = queries.browsers(me().person_id, at=now())
    return render_template(
        "accounts/sessions.html",
        browsers=pages.browsers(found, this=sessions.current_hash()),
        limits=pages.limits(),
        crumbs=pages.own_crumbs(),
    )


@blueprint.post("/sessions/<string:id_hash>/end")
@signed_in()
def end_session(id_hash: str) -> Response:
    """Sign one browser out."""
    actions.end_session(id_hash=pages.hash_from(id_hash), by=me().person_id)
    flash(_("That browser is signed out."), "success")
    return redirect(url_for(".browsers"))


@blueprint.post("/sessions/end-others")
@signed_in()
def end_other_sessions() -> Response:
    """Sign out everywhere but here."""
    actions.end_other_sessions(keeping=sessions.current_hash(), by=me().person_id)
    flash(_("You are signed out everywhere else."), "success")
    return redirect(url_for(".browsers"))


@blueprint.route("/language", methods=["GET", "POST"])
@signed_in()
def language() -> Response | tuple[str, int]:
    """The language of pages and letters."""
    form = LanguageForm(language=me().language)
    if form.validate_on_submit():
        actions.set_language(language=form.language.data, by=me().person_id)
        locale.choose(form.language.data)
        return redirect(url_for(".own"))
    page = render_template("accounts/language.html", form=form, crumbs=pages.own_crumbs())
    return page, refusals.status(form)


@blueprint.get("/municipalities")
@signed_in()
def municipalities() -> str:
    """Where one belongs and as what; one click goes to another municipality and changes nothing else."""
    homes = pages.homes(me(), locale.language())
    return render_template("accounts/municipalities.html", homes=homes, crumbs=pages.own_crumbs())


@blueprint.route("/factors/short-code", methods=["GET", "POST"])
@signed_in(fresh=True)
def short_code() -> Response | tuple[str, int]:
    """Choose the code with which one works on a screen that was handed over."""
    form = ShortCodeForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            code = str(form.code.data)
            actions.set_short_code(code=code, hashed=hash_password(code), by=me().person_id)
            flash(_("Your code for shared screens is in use."), "success")
            return redirect(url_for(".factors"))
    page = render_template("accounts/short_code.html", form=form, crumbs=pages.factor_crumbs())
    return page, refusals.status(form)


@blueprint.post("/factors/identities/remove")
@signed_in(fresh=True)
def unlink() -> Response:
    """An account elsewhere no longer opens this one."""
    form = Confirmed()
    if form.validate_on_submit():
        issuer, subject = request.form.get("issuer", ""), request.form.get("subject", "")
        actions.unlink_identity(issuer=issuer, subject=subject, by=me().person_id)
        flash(_("That account no longer opens this one."), "success")
    return redirect(url_for(".factors"))


@blueprint.get("/factors/added")
@signed_in(manual=True)
def added() -> Response:
    """A passkey is in use: back to where it was wanted."""
    return redirect(session.pop(signing_in.NEXT, None) or url_for(".factors"))


@permissions_blueprint.get("/permissions")
@signed_in()
def permissions() -> str:
    """Who may do what, in the whole house."""
    rights = pages.rights(permission_table.table())
    return render_template(
        "accounts/permissions.html", rights=rights, roles=ROLE_NAMES.values(), crumbs=pages.own_crumbs()
    )
