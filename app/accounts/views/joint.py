"""The shared screen's doors: handing over, the client's code, and the way out."""

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask_security.utils import hash_password
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import record
from app.accounts import actions, datastore, joint, permissions, queries, rules, sessions
from app.accounts.forms.joint import FirstCodeForm, OwnCodeForm
from app.accounts.forms.own import Confirmed
from app.accounts.pages import answer
from app.web import refusals
from app.web.clock import now
from app.web.guard import public, requires
from app.web.visitor import me
from tenants import resolution

blueprint = Blueprint("joint", __name__, url_prefix="/<slug>", template_folder="../templates")


@blueprint.route("/joint-sessions", methods=["GET", "POST"])
@requires(permissions.HAND_OVER)
def hand_over() -> Response:
    """Hand the screen over to the client named by `person`; the counsellor's own session is over with it."""
    form, person = Confirmed(), _person(request.values.get("person", ""))
    if form.validate_on_submit():
        with refusals.shown_on(form):
            ways = bool(person.password or person.webauthn)
            new = actions.hand_screen_over(
                person_id=person.id,
                has_code=bool(person.short_code),
                has_other_ways=ways,
                may_start=_may_start(person.id),
                by=me().person_id,
                at=now(),
            )
            code = joint.hand_over(person.id, resolution.here().id, needs_start_code=new)
            if code is None:
                return redirect(url_for(".take"))
            return answer(render_template("accounts/start_code.html", code=code), None)
    record.saw("accounts.client_named", subjects=person.id)
    page = render_template(
        "accounts/hand_over.html",
        form=form,
        person=person.id,
        name=queries.names((person.id,))[person.id],
        has_code=bool(person.short_code),
    )
    return answer(page, form)


@blueprint.route("/joint-session", methods=["GET", "POST"])
@public("nobody is signed in while the screen waits for the client's own code")
def take() -> Response:
    """The client enters their own code, or chooses it with the start code."""
    asked = joint.waiting(resolution.here().id)
    if asked is None:
        return redirect("/sign-in")
    form = FirstCodeForm() if asked.start_code else OwnCodeForm()
    form.waiting = asked
    if form.validate_on_submit():
        with refusals.shown_on(form):
            if asked.start_code:
                own = str(form["own"].data)
                actions.choose_first_code(code=own, hashed=hash_password(own), person_id=asked.person_id, at=now())
            actions.take_screen(person_id=asked.person_id, at=now())
            joint.enter(asked)
            return redirect(f"/{resolution.here().slug}/")
    return answer(render_template("accounts/take_screen.html", form=form), form)


@blueprint.post("/joint-session/stop")
@public("whoever sits at the screen may stop waiting")
def stop() -> Response:
    """Nobody takes the screen: the counsellor signs in again."""
    sessions.end()
    return redirect("/sign-in")


def _may_start(person_id: UUID) -> bool:
    """The client's own counsellor, as the roof answers (clients are of a slice above), and the team lead."""
    is_led_by: Callable[[UUID, UUID], bool] = current_app.extensions["kumina_is_led_by"]
    return rules.TEAM_LEAD in me().roles_in(resolution.here().id) or is_led_by(person_id, me().person_id)


def _person(typed: str) -> datastore.Person:
    try:
        found = datastore.load(UUID(typed))
    except ValueError:
        raise NotFound from None
    if found is None or not queries.holds_role_now(found.id, rules.CLIENT):
        raise NotFound
    return found
