"""The page of an invitation's link: join as somebody new, sign in and join, or be given a way to sign in."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_security.utils import hash_password
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from app.accounts import actions, datastore, pages, permissions, queries, rules, sealing, sessions, signing_in
from app.accounts.forms.invitations import ClaimForm, JoinForm
from app.accounts.forms.own import Confirmed
from app.accounts.queries import Invited
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now
from app.web.guard import public
from app.web.visitor import me, visitor
from tenants import resolution

blueprint = Blueprint("invitations", __name__, url_prefix="/<slug>/invitations", template_folder="../templates")
HOLDER = public("the link of the letter opens it, to whoever holds it")


@blueprint.route("/<string:secret>", methods=["GET", "POST"])
@HOLDER
def invitation(secret: str) -> Response:
    """What the holder of the link sees depends on who they are and what the invitation is for."""
    invited = _still_good(secret)
    if invited is None:
        return pages.gone(render_template("accounts/invitation_over.html"))
    session[signing_in.NEXT] = url_for(".invitation", secret=secret)
    if invited.person_id is not None:
        return _claim(secret, invited.person_id)
    if (who := visitor()) is None:
        return _join(secret, invited)
    if who.joint:
        raise Forbidden
    return _accept(secret, invited)


def _join(secret: str, invited: Invited) -> Response:
    form = JoinForm(name=invited.name)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            name, password = str(form.name.data), hash_password(str(form.new_password.data))
            stamp = sealing.new_stamp()
            person_id = actions.create_person(
                name=name, email=invited.email, language=invited.language, password=password, stamp=stamp
            )
            sessions.become(person_id, stamp, (invited.role,))
            if not resolution.here().is_practice:
                return redirect(url_for(".invitation", secret=secret))
            actions.accept_invitation(secret=secret, person_id=person_id, name=name, may_enter=True, at=now())
            return _welcome()
    return _page("accounts/join.html", form, invited, providers=pages.joining(queries.providers(), secret))


def _accept(secret: str, invited: Invited) -> Response:
    ways, form = queries.ways_in(me().person_id), Confirmed()
    may_enter = resolution.here().is_practice or ways.has_second_factor or signing_in.is_strong()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.accept_invitation(
                secret=secret, person_id=me().person_id, name=ways.name, may_enter=may_enter, at=now()
            )
            return _welcome()
    return _page("accounts/accept.html", form, invited, may_enter=may_enter, me=ways.name)


def _claim(secret: str, person_id: UUID) -> Response:
    form = ClaimForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            password = hash_password(form.new_password.data)
            actions.claim_person(secret=secret, person_id=person_id, password=password, at=now())
            person = datastore.load(person_id)
            if person is not None:
                further = signing_in.enter(
                    person, via="invitation", strong=False, next_address=f"/{resolution.here().slug}/"
                )
                return further or _welcome()
    return pages.answer(render_template("accounts/claim.html", form=form), form)


def _still_good(secret: str) -> Invited | None:
    try:
        invited = queries.invitation_behind(sealing.hash_of(secret))
    except Missing:
        return None
    over = rules.may_use_invitation(
        expires_at=invited.expires_at, accepted_at=invited.accepted_at, withdrawn_at=invited.withdrawn_at, at=now()
    )
    return None if over else invited


def _welcome() -> Response:
    flash(_("Welcome. You have joined."), "success")
    return redirect(f"/{resolution.here().slug}/")


def _page(template: str, form: object, invited: Invited, **facts: object) -> Response:
    role = permissions.ROLE_NAMES[invited.role]
    return pages.answer(render_template(template, form=form, invited=invited, role=role, **facts), form)
