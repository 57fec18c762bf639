"""The letter with which one chooses a new password: for an hour, once, and never instead of the second factor."""

from functools import partial

from flask import Flask, Response, current_app, url_for
from flask_security.recoverable import generate_reset_password_token

from app.accounts import attempts, datastore, letters
from app.web.clock import now


def send_once_answered(response: Response, address: str) -> Response:
    """Look the address up only when the stranger has their answer: it takes the same time for every address."""
    if not attempts.seconds_to_wait((attempts.letters(address),)):
        response.call_on_close(partial(_send, current_app._get_current_object(), address))  # type: ignore[attr-defined] # noqa: SLF001
    return response


def _send(app: Flask, address: str) -> None:
    with app.test_request_context(base_url=app.config["KUMINA"].base_url):
        person = app.extensions["security"].datastore.find_user(email=address)
        if person is not None and person.active:
            letters.tell(
                "accounts.password_reset", to=person.email, language=person.language, at=now(), link=path(person)
            )


def path(person: datastore.Person) -> str:
    """Where this person may choose a new password within the hour; needs a request's context."""
    return url_for("security.reset_password", token=generate_reset_password_token(person))
