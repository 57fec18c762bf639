"""Signing in and out: the library's views at our addresses, and ours where the library would ask for too little."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, session
from flask_security import recovery_codes, tf_plugin, webauthn
from flask_security import views as theirs
from werkzeug.wrappers import Response

from app.accounts import sessions
from app.web.guard import public, signed_in
from app.web.visitor import visitor

blueprint = Blueprint("security", __name__, template_folder="../templates")
GET_POST = ("GET", "POST")
STRANGERS = public("strangers become somebody here", manual=True)
OWN = signed_in(manual=True)
OWN_FRESH = signed_in(fresh=True, manual=True)


def _stepping_up(view: Callable[..., Any]) -> Callable[..., Any]:
    """The library notes a repeated proof in the session; with us the session itself begins anew."""

    def proving(**arguments: Any) -> Any:
        session.pop("fs_paa", None)
        response = view(**arguments)
        if session.pop("fs_paa", None):
            sessions.prove()
        return response

    return proving


def _not_signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Whoever is signed in has no step of signing in left; the library would sign them out for looking."""

    def stepping(**arguments: Any) -> Any:
        return redirect("/") if visitor() else view(**arguments)

    return stepping


def _at(rule: str, endpoint: str, view: Callable[..., Any], guard: Callable[..., Any], *methods: str) -> None:
    def entered(**arguments: Any) -> Any:
        return view(**arguments)

    entered.__doc__ = view.__doc__
    blueprint.add_url_rule(rule, endpoint, guard(entered), methods=methods)


_at("/sign-in", "login", theirs.login, STRANGERS, *GET_POST)
_at("/sign-in/step", "tf_select", tf_plugin.tf_select, STRANGERS, *GET_POST)
_at(
    "/sign-in/code",
    "two_factor_token_validation",
    _not_signed_in(theirs.two_factor_token_validation),
    STRANGERS,
    *GET_POST,
)
_at("/sign-in/recovery-code", "mf_recovery", recovery_codes.mf_recovery, STRANGERS, *GET_POST)
_at("/sign-in/passkey", "wan_signin", webauthn.webauthn_signin, STRANGERS, *GET_POST)
_at("/sign-in/passkey/<string:token>", "wan_signin_response", webauthn.webauthn_signin_response, STRANGERS, "POST")
_at("/forgotten-password/<string:token>", "reset_password", theirs.reset_password, STRANGERS, *GET_POST)
_at("/verify", "verify", _stepping_up(theirs.verify), OWN, *GET_POST)
_at("/verify/passkey", "wan_verify", webauthn.webauthn_verify, OWN, *GET_POST)
_at(
    "/verify/passkey/<string:token>",
    "wan_verify_response",
    _stepping_up(webauthn.webauthn_verify_response),
    OWN,
    "POST",
)
_at("/me/password", "change_password", theirs.change_password, OWN_FRESH, *GET_POST)
_at("/me/factors/passkeys", "wan_register", webauthn.webauthn_register, OWN_FRESH, *GET_POST)
_at(
    "/me/factors/passkeys/<string:token>",
    "wan_register_response",
    webauthn.webauthn_register_response,
    OWN_FRESH,
    "POST",
)
_at("/me/factors/passkeys/remove", "wan_delete", webauthn.webauthn_delete, OWN_FRESH, "POST")


@blueprint.post("/sign-out", endpoint="logout")
@STRANGERS
def sign_out() -> Response:
    """The session is over, also a shared one; there is nothing else to undo (ASVS v5.0.0-7.4.1)."""
    was_joint = (who := visitor()) is not None and who.joint
    sessions.end()
    return redirect("/sign-in" if was_joint else "/")
