"""Signing in through the municipality's own provider, and deciding which one that is."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response

from app.accounts import actions, datastore, oidc, pages, permissions, queries, rules, sealing, sessions, signing_in
from app.accounts.forms.own import Confirmed
from app.accounts.forms.provider import ProviderForm
from app.accounts.oidc import Asked, NotProven, Proof
from app.web import refusals
from app.web.clock import now
from app.web.guard import public, requires
from app.web.visitor import me, visitor
from tenants import resolution

blueprint = Blueprint("provider", __name__, url_prefix="/<slug>", template_folder="../templates")
STRANGERS = public("strangers become somebody here", manual=True)
PURPOSES = frozenset({"sign_in", "join", "link", "prove"})


@blueprint.get("/sign-in/provider")
@STRANGERS
def choose() -> str:
    """Through whom one may sign in here."""
    return render_template("accounts/providers_sign_in.html", providers=pages.providers(oidc.providers()))


@blueprint.get("/sign-in/provider/<uuid:provider_id>")
@STRANGERS
def start(provider_id: UUID) -> Response:
    """Send the browser to the provider; linking and proving are for who is signed in."""
    purpose = request.args.get("purpose", "sign_in")
    if purpose not in PURPOSES or (purpose in {"link", "prove"}) != signing_in.is_somebody():
        raise NotFound
    if purpose == "link" and me().joint:
        raise Forbidden  # who sits beside the client could link an account of their own
    if purpose == "link" and not rules.is_fresh(me().proved_at, at=now()):
        return redirect(f"/verify?next={request.full_path}")
    try:
        address = oidc.way_to(
            oidc.provider(provider_id),
            purpose=purpose,
            next_address=pages.own_address(request.args.get("next", "/")),
            invitation=request.args.get("invitation"),
        )
    except NotProven:
        return _refused()
    return redirect(address)


@blueprint.get("/sign-in/provider/callback")
@STRANGERS
def callback() -> Response:
    """The provider's answer."""
    asked = oidc.asked()
    if asked is None:
        return _refused()
    try:
        proof = oidc.complete(oidc.provider(asked.provider_id), request.args)
        return {"sign_in": _sign_in, "join": _join, "link": _link, "prove": _prove}[asked.purpose](asked, proof)
    except NotProven:
        return _refused()


def _sign_in(asked: Asked, proof: Proof) -> Response:
    person = datastore.by_identity(proof.issuer, proof.subject)
    if person is None or not person.active or signing_in.is_somebody() or _only_practises(person):
        raise NotProven("nobody's account")
    further = signing_in.enter(person, via="provider", strong=_is_strong(proof), next_address=asked.next_address)
    return further or redirect(asked.next_address)


def _join(asked: Asked, proof: Proof) -> Response:
    known = datastore.by_identity(proof.issuer, proof.subject)
    if known is not None:
        return _sign_in(asked, proof)
    stamp = sealing.new_stamp()
    sessions.become(oidc.join(proof, asked.invitation or "", stamp), stamp, ())
    signing_in.note_strength(strong=_is_strong(proof))
    return redirect(asked.next_address)


def _link(asked: Asked, proof: Proof) -> Response:
    linked = (who := visitor()) is not None and not who.joint and oidc.link(proof, who.person_id)
    if linked:
        flash(_("You can now sign in through that account."), "success")
    else:
        flash(_("That account opens somebody else’s account here already."), "problem")
    return redirect(asked.next_address)


def _prove(asked: Asked, proof: Proof) -> Response:
    person, who = datastore.by_identity(proof.issuer, proof.subject), visitor()
    recently = proof.auth_time is not None and now().timestamp() - proof.auth_time <= rules.FRESH.total_seconds()
    if person is None or who is None or who.joint or person.id != who.person_id or not recently:
        raise NotProven("not this person, or not now")
    if _only_practises(person):
        raise NotProven("practice proves nothing in a real municipality")
    sessions.prove()
    return redirect(asked.next_address)


def _is_strong(proof: Proof) -> bool:
    return proof.strong and not resolution.here().is_practice


def _only_practises(person: datastore.Person) -> bool:
    """Whether this is practice and the person's account opens a real municipality, which practice must not."""
    return resolution.here().is_practice and person.needs_second_factor


def _refused() -> Response:
    session.pop(oidc.STATE, None)
    return pages.refused(render_template("accounts/provider_refused.html"))


@blueprint.route("/team/providers", methods=["GET", "POST"])
@requires(permissions.PROVIDERS, fresh=True)
def manage() -> Response | tuple[str, int]:
    """Add the provider of the municipality's staff."""
    form = ProviderForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            sealed = oidc.sealed(str(form.client_secret.data))
            actions.add_provider(**form.said(), sealed_secret=sealed, by=me().person_id, at=now())
            flash(_("Staff may now link their account and sign in through it."), "success")
            return redirect(url_for(".manage"))
    page = render_template(
        "accounts/providers.html",
        form=form,
        providers=queries.providers(),
        callback=oidc.callback_address(),
        crumbs=pages.team_crumbs(),
    )
    return page, refusals.status(form)


@blueprint.post("/team/providers/<uuid:provider_id>/remove")
@requires(permissions.PROVIDERS, fresh=True)
def remove(provider_id: UUID) -> Response:
    """Nobody signs in through it any more."""
    if Confirmed().validate_on_submit():
        actions.remove_provider(provider_id=provider_id, by=me().person_id, at=now())
        flash(_("The provider is no longer in use."), "success")
    return redirect(url_for(".manage"))
