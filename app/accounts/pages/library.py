"""Flask-Security's pages in our layout, and the status that a form has come to."""

from typing import Any, Final
from urllib.parse import urlsplit

from flask import Response, g, make_response, render_template, request

from app.accounts import oidc
from app.accounts.pages.own import factor_crumbs, proving_providers

OWN: Final = frozenset({"accounts/password.html", "accounts/passkey_add.html"})
"""Pages of the library that stand under one's own page."""
MAIN_FORMS: Final = (
    "login_user_form",
    "verify_form",
    "two_factor_verify_code_form",
    "two_factor_select_form",
    "mf_recovery_form",
    "reset_password_form",
    "change_password_form",
    "wan_register_form",
    "wan_signin_form",
    "wan_verify_form",
)
"""Flask-Security's names of the form a page is about; our templates call it `form`."""


def of_flask_security(template: str, **facts: Any) -> Response:
    """A page of the library in our layout; a form shown again is 422, one that must wait 429."""
    form = next((facts[name] for name in MAIN_FORMS if name in facts), None)
    options, state = facts.get("credential_options"), facts.get("wan_state")
    answer_form = facts.get("wan_register_response_form") or facts.get("wan_signin_response_form")
    page = render_template(
        template,
        employer=_employer(form) if template == "accounts/sign_in.html" else None,
        **({"crumbs": factor_crumbs()} if template in OWN else {}),
        form=form,
        asked_next=request.args.get("next") or "/me",
        can_use_password=can_use_password(form),
        providers=proving_providers() if template == "accounts/verify.html" else (),
        token=facts.get("reset_password_token"),
        has_passkey=facts.get("has_webauthn_verify_credential", False),
        is_second=facts.get("is_secondary", False),
        has_password=facts.get("active_password", True),
        passkey={"options": options, "state": state, "form": answer_form} if options else None,
    )
    return answer(page, form)


def _employer(form: Any) -> str | None:
    """The municipality one was on the way to, when its staff have accounts of its own."""
    slug = str(form.next.data or "").strip("/").partition("/")[0]
    return f"/{slug}/sign-in/provider" if slug and oidc.has_providers(slug) else None


def can_use_password(form: Any) -> bool:
    """Whether the person who is to show that it is them has a password at all."""
    user = getattr(form, "user", None)
    return bool(user is not None and user.password)


def answer(page: str, form: Any) -> Response:
    """The page with the status its form has come to."""
    seconds = g.get("retry_after")
    wrong = form is not None and form.errors
    response = make_response(page, 429 if seconds else 422 if wrong else 200)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


def gone(page: str) -> Response:
    """What was here is here no more; whether it ever was is not told apart."""
    return make_response(page, 404)


def refused(page: str) -> Response:
    """Who this is was not proven."""
    return make_response(page, 403)


def own_address(asked: str) -> str:
    """The path asked for when it is one of ours; the start page for anything that would lead elsewhere."""
    parts = urlsplit(asked)
    plain = asked.startswith("/") and not asked.startswith(("//", "/\\")) and asked.isprintable()
    return asked if plain and not parts.scheme and not parts.netloc else "/"
