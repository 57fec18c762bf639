"""The team of a municipality: who belongs, who is invited, and whose role is over."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, pages, permission_table, permissions, queries
from app.accounts.forms.own import Confirmed
from app.accounts.forms.team import InviteForm
from app.web import rate, refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me
from tenants import resolution

BY_PERSON = rate.limited("accounts.invitations", by=rate.person, at_most=100, per=timedelta(hours=1))
"""Nobody sends more letters of invitation than a hundred an hour."""
blueprint = Blueprint("team", __name__, url_prefix="/<slug>/team", template_folder="../templates")


@blueprint.get("/")
@requires(permissions.MEMBERS)
def team() -> str:
    """Everybody who belongs here and is not a client, and the open invitations."""
    may_invite, may_end = _may(permissions.INVITE), _may(permissions.END_MEMBERSHIP)
    return render_template(
        "accounts/team.html",
        members=pages.members(queries.team(), me=me().person_id, may_end=may_end),
        invitations=pages.invitations(queries.pending_invitations(), at=now(), may_change=may_invite),
        may_invite=may_invite,
        may_choose_provider=_may(permissions.PROVIDERS),
    )


@blueprint.route("/invite", methods=["GET", "POST"])
@requires(permissions.INVITE, fresh=True)
@BY_PERSON
def invite() -> Response | tuple[str, int]:
    """Send somebody the link with which they join."""
    form = InviteForm(language=resolution.here().first_language)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.invite_person(**form.said(), by=me().person_id, by_roles=_roles(), at=now())
            flash(_("The invitation is on its way."), "success")
            return redirect(url_for(".team"))
    page = render_template("accounts/invite.html", form=form, crumbs=pages.team_crumbs())
    return page, refusals.status(form)


@blueprint.post("/invitations/<uuid:invitation_id>/send-again")
@requires(permissions.INVITE)
@BY_PERSON
def resend(invitation_id: UUID) -> Response:
    """A new link, and seven days from now."""
    actions.resend_invitation(invitation_id=invitation_id, by=me().person_id, at=now())
    flash(_("The invitation is on its way again. The earlier link no longer works."), "success")
    return redirect(url_for(".team"))


@blueprint.post("/invitations/<uuid:invitation_id>/withdraw")
@requires(permissions.INVITE)
def withdraw(invitation_id: UUID) -> Response:
    """The link stops working."""
    actions.withdraw_invitation(invitation_id=invitation_id, by=me().person_id, at=now())
    flash(_("The invitation is withdrawn."), "success")
    return redirect(url_for(".team"))


@blueprint.route("/members/<uuid:membership_id>/end", methods=["GET", "POST"])
@requires(permissions.END_MEMBERSHIP, fresh=True)
def end(membership_id: UUID) -> Response | tuple[str, int]:
    """Ask once, then end the role."""
    form, member = Confirmed(), queries.member(membership_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.end_membership(membership_id=membership_id, by=me().person_id, at=now())
            flash(_("The role has ended."), "success")
            return redirect(url_for(".team"))
    role = permissions.ROLE_NAMES[member.role]
    page = render_template("accounts/end.html", form=form, member=member, role=role, crumbs=pages.team_crumbs())
    return page, refusals.status(form)


def _roles() -> tuple[str, ...]:
    return me().roles_in(resolution.here().id)


def _may(permission: str) -> bool:
    return permission_table.roles_hold(_roles(), permission)
