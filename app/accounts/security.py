"""Flask-Security, wired: every default that is weaker than ASVS level 2 is changed, what we do not use is not there.

The library's views stand at addresses of ours (ROUTES), each with its guard; they answer people, never programs.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from flask import Flask, g
from flask_security import PasswordUtil, Security
from flask_security.core import FormInfo

from app.accounts import datastore, factors, letters, messages, pages, rules, signing_in
from app.accounts.forms import passkeys, passwords, sign_in
from app.accounts.models import Person
from app.accounts.passwords import check
from app.accounts.passwords import rules as password_rules
from app.config import Settings
from app.web import sentences
from app.web.clock import now
from app.web.visitor import visitor
from tenants import context, database, registry

DEFAULTS: Final[dict[str, object]] = {
    "PASSWORD_LENGTH_MIN": password_rules.SHORTEST,
    "PASSWORD_CHECK_BREACHED": "strict",
    "PASSWORD_NORMALIZE_FORM": "NFKC",
    "PASSWORD_HASH": "argon2",
    "PASSWORD_SCHEMES": ["argon2"],
    "PASSWORD_SINGLE_HASH": False,
    "PASSWORD_HASH_PASSLIB_OPTIONS": {
        "argon2__memory_cost": 19_456,
        "argon2__time_cost": 3,
        "argon2__parallelism": 1,
    },
    "HASHING_SCHEMES": ["hex_sha256"],
    "TWO_FACTOR": True,
    "TWO_FACTOR_REQUIRED": True,
    "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "TWO_FACTOR_AUTHENTICATOR_VALIDITY": factors.CODE_LIVES_S,
    "TWO_FACTOR_ALWAYS_VALIDATE": True,
    "TWO_FACTOR_RESCUE_EMAIL": False,
    "TWO_FACTOR_SETUP_WITHIN": timedelta(minutes=15),
    "TWO_FACTOR_IMPLEMENTATIONS": {
        "code": "flask_security.twofactor.CodeTfPlugin",
        "webauthn": "app.accounts.factors.AnyPasskeyIsSecond",
    },
    "MULTI_FACTOR_RECOVERY_CODES": True,
    "MULTI_FACTOR_RECOVERY_CODES_N": factors.RECOVERY_CODES,
    "WEBAUTHN": True,
    "WAN_RP_NAME": "Kumina",
    "WAN_ALLOW_USER_HINTS": False,
    "WAN_ALLOW_AS_MULTI_FACTOR": True,
    "WAN_REGISTER_WITHIN": timedelta(minutes=10),
    "WAN_SIGNIN_WITHIN": timedelta(minutes=5),
    "LOGIN_WITHIN": timedelta(minutes=10),
    "PASSWORDLESS": False,
    "UNIFIED_SIGNIN": False,
    "REGISTERABLE": False,
    "RECOVERABLE": True,
    "RESET_PASSWORD_WITHIN": timedelta(hours=1),
    "CHANGEABLE": True,
    "AUTO_LOGIN_AFTER_RESET": False,
    "FRESHNESS": rules.FRESH,
    "FRESHNESS_GRACE_PERIOD": timedelta(0),
    "FRESHNESS_ALLOW_AUTH_TOKEN": False,
    "API_ENABLED_METHODS": ["session"],
    "RETURN_GENERIC_RESPONSES": True,
    "LOGOUT_METHODS": ["POST"],
    "LOGOUT_CSRF": True,
    "DEFAULT_REMEMBER_ME": False,
    "EMAIL_PLAINTEXT": False,
    "EMAIL_HTML": False,
    "DATETIME_FACTORY": now,
    "TOTP_ISSUER": "Kumina",
    "CLI_USERS_NAME": None,
    "CLI_ROLES_NAME": None,
    "LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "VERIFY_TEMPLATE": "accounts/verify.html",
    "RESET_PASSWORD_TEMPLATE": "accounts/new_password.html",
    "CHANGE_PASSWORD_TEMPLATE": "accounts/password.html",
    "TWO_FACTOR_VERIFY_CODE_TEMPLATE": "accounts/code.html",
    "TWO_FACTOR_SELECT_TEMPLATE": "accounts/step.html",
    "MULTI_FACTOR_RECOVERY_TEMPLATE": "accounts/recovery_code.html",
    "WAN_REGISTER_TEMPLATE": "accounts/passkey_add.html",
    "WAN_SIGNIN_TEMPLATE": "accounts/passkey.html",
    "WAN_VERIFY_TEMPLATE": "accounts/passkey_verify.html",
    "POST_LOGIN_VIEW": "/",
    "POST_LOGOUT_VIEW": "/",
    "POST_VERIFY_VIEW": "/me",
    "POST_CHANGE_VIEW": "/me",
    "TWO_FACTOR_POST_SETUP_VIEW": "/me/factors",
    "WAN_POST_REGISTER_VIEW": "/me/factors/added",
}
FORMS: Final[dict[str, type]] = {
    "login_form": sign_in.SignInForm,
    "verify_form": sign_in.VerifyForm,
    "two_factor_verify_code_form": sign_in.CodeForm,
    "two_factor_select_form": sign_in.FactorChoiceForm,
    "two_factor_rescue_form": sign_in.RescueForm,
    "mf_recovery_form": sign_in.RecoveryForm,
    "reset_password_form": passwords.ResetForm,
    "change_password_form": passwords.ChangeForm,
    "wan_register_form": passkeys.AddForm,
    "wan_register_response_form": passkeys.AddedForm,
    "wan_signin_form": passkeys.StartForm,
    "wan_signin_response_form": passkeys.AnswerForm,
    "wan_delete_form": passkeys.RemoveForm,
    "wan_verify_form": passkeys.VerifyStartForm,
}


class StrictPasswords(PasswordUtil):
    """Passwords are held against our rules and our own list; none is sent anywhere."""

    def validate(self, password: str, is_register: bool, **kwargs: Any) -> tuple[list[str] | None, str]:  # noqa: ARG002
        """What is wrong, in a sentence, and the password in its normal form."""
        normal = check.normal(password)
        user = kwargs.get("user")
        own = (user.name, user.email) if user else tuple(str(value) for value in kwargs.values())
        refusal = check.refused(normal, password_rules.words(*own, *_municipality_names()))
        return ([sentences.sentence(refusal)] if refusal else None), normal


def register(app: Flask, settings: Settings) -> None:
    """Put Flask-Security in; nothing of it looks at requests that are not its own."""
    app.config.update({f"SECURITY_{key}": value for key, value in DEFAULTS.items()})
    app.config.update({f"SECURITY_MSG_{key}": value for key, value in messages.MESSAGES.items()})
    app.config["SECURITY_PASSWORD_SALT"] = settings.password_salt.get_secret_value()
    app.config["SECURITY_TOTP_SECRETS"] = {"1": settings.totp_key.get_secret_value()}
    app.config["SESSION_PROTECTION"] = None
    security = _without_hooks(app, lambda: _made(app))
    security.forms |= {name: FormInfo(cls=form) for name, form in FORMS.items()}
    security.i18n_domain = messages.OurWords()
    security.want_json(lambda _request: False)
    security.login_manager.user_loader(_on_the_line)
    security.login_manager._request_callback = None  # noqa: SLF001 - no tokens: a session is the only way in
    signing_in.register(app)
    letters.configure(settings.base_url)


def _made(app: Flask) -> Security:
    return Security(
        app,
        datastore.People(),
        register_blueprint=False,
        render_template=pages.of_flask_security,
        totp_cls=factors.OnceOnlyTotp,
        mail_util_cls=letters.Letters,
        password_util_cls=StrictPasswords,
        webauthn_util_cls=factors.StrictPasskeys,
        mf_recovery_codes_util_cls=factors.HashedRecoveryCodes,
    )


def _without_hooks(app: Flask, make: Callable[[], Security]) -> Security:
    """Flask-Login and Flask-Principal would load the person on every page, and set a cookie that remembers them."""
    hooks = (app.before_request_funcs, app.after_request_funcs, app.template_context_processors)
    before = [list(hook[None]) for hook in hooks]
    security = make()
    for hook, kept in zip(hooks, before, strict=True):
        hook[None] = kept  # type: ignore[index]
    return security


def _on_the_line(stamp: str) -> Person | None:
    """The person of this session, for the library's own views; who that is was settled when the session was opened."""
    who = visitor()
    person = datastore.load(who.person_id) if who and not who.joint else None
    if person is None or who is None or person.fs_uniquifier != stamp:
        return None
    g.fs_authn_via, g.fs_paa = "session", who.proved_at.timestamp()
    return person


def _municipality_names() -> tuple[str, ...]:
    with context.globally(), database.reading():
        return tuple(name for one in registry.municipalities() for name in (one.name_fi, one.name_sv))
