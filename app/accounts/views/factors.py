"""Second factors: setting up an authenticator app, now or because signing in asks for it, and recovery codes."""

from typing import Final

from flask import Response, current_app, redirect, render_template, session
from flask_babel import gettext as _
from flask_security.tf_plugin import tf_check_state
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from app.accounts import datastore, factors, signing_in
from app.accounts.forms.own import AuthenticatorForm, Confirmed
from app.accounts.pages import answer
from app.accounts.views.sign_in import GET_POST, OWN_FRESH, STRANGERS, blueprint
from app.web.visitor import me

NEW_KEY: Final = "totp_new"


@blueprint.route("/sign-in/authenticator", endpoint="two_factor_setup", methods=GET_POST)
@STRANGERS
def set_up_to_sign_in() -> AnyResponse:
    """Who needs a second factor and has none sets one up before anything else."""
    person = tf_check_state(["setup_from_login"])
    if person is None:
        return redirect("/sign-in")
    return _set_up(person, further=signing_in.next_address(), signs_in=True)


@blueprint.route("/me/factors/authenticator", methods=GET_POST)
@OWN_FRESH
def authenticator() -> AnyResponse:
    """Set up an authenticator app, or another one in place of the present."""
    person = datastore.load(me().person_id)
    return _set_up(person, further=session.get(signing_in.NEXT) or "/me/factors", signs_in=False)


def _set_up(person: datastore.Person | None, *, further: str, signs_in: bool) -> AnyResponse:
    if person is None:
        raise NotFound
    form = AuthenticatorForm()
    secret = _new_key_of(person) or factors.totp().generate_totp_secret()
    session[NEW_KEY] = [str(person.id), secret]
    if form.validate_on_submit():
        codes = factors.put_in_use(person, secret, str(form.code.data))
        if codes is not None:
            session.pop(NEW_KEY)
            if signs_in:
                current_app.extensions["security"].two_factor_plugins.tf_complete(person, dologin=True)
            return answer(render_template("accounts/recovery_codes.html", codes=codes, further=further), None)
        form.refuse("code", _("This code is not right, or it has been used. Wait for the next one."))
    facts = factors.set_up_facts(person, secret)
    return answer(render_template("accounts/authenticator.html", form=form, key=facts.key, signs_in=signs_in), form)


def _new_key_of(person: datastore.Person | None) -> str | None:
    """The key this browser was shown for this person: who tries next at the same browser gets one of their own."""
    whose, secret = session.get(NEW_KEY) or (None, None)
    return secret if person is not None and whose == str(person.id) else None


@blueprint.get("/sign-in/authenticator.svg")
@STRANGERS
def authenticator_qr() -> Response:
    """The key as a QR code, for the one browser that is setting it up."""
    who = tf_check_state(["setup_from_login"]) if not signing_in.is_somebody() else datastore.load(me().person_id)
    secret = _new_key_of(who)
    if not secret or who is None:
        raise NotFound
    svg = factors.qr_svg(factors.set_up_facts(who, secret).uri)
    return Response(svg, mimetype="image/svg+xml")


@blueprint.route("/me/factors/recovery-codes", methods=GET_POST)
@OWN_FRESH
def recovery_codes() -> AnyResponse:
    """New recovery codes, shown once; the old ones are dead."""
    form = Confirmed()
    if not form.validate_on_submit():
        return answer(render_template("accounts/recovery_codes_new.html", form=form), form)
    person = datastore.load(me().person_id)
    codes = current_app.extensions["security"].mf_recovery_codes_util.create_recovery_codes(person)
    return answer(render_template("accounts/recovery_codes.html", codes=codes, further="/me/factors"), None)


@blueprint.get("/sign-in/no-code", endpoint="two_factor_rescue")
@STRANGERS
def no_code() -> str:
    """Whose phone is lost finds the ways that are left; a letter is none of them (ASVS v5.0.0-6.4.4)."""
    return render_template("accounts/no_code.html")
