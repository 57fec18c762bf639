"""What the team's pages say."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import permissions
from app.accounts.permissions import ROLE_NAMES
from app.accounts.queries import Invited, Member, OpenIdProvider
from app.web import dates
from app.web.components import Column, Crumb, EmptyState, Lines, Link, Table, Tag
from app.web.shell import Entry

NAVIGATION = (Entry(_l("Team"), "team.team", permissions.MEMBERS, 90),)


def team_crumbs() -> tuple[Crumb, ...]:
    """The way from the team."""
    return (Crumb(_("Team"), url_for("team.team")),)


def members(found: Iterable[Member], *, me: UUID, may_end: bool) -> Table:
    """Who belongs here."""
    rows = []
    for one in found:
        end = Link(_("End the role"), url_for("team.end", membership_id=one.id), hidden_text=one.name)
        role = Lines(ROLE_NAMES[one.role], one.association) if one.association else ROLE_NAMES[one.role]
        cells = (one.name, role, dates.day(one.started_at))
        rows.append((*cells, end if may_end and one.person_id != me else "") if may_end else cells)
    act = (Column(_("Act"), heading_hidden=True),) if may_end else ()
    columns = (Column(_("Name")), Column(_("Role")), Column(_("Since")), *act)
    return Table(_("Members"), columns, tuple(rows), empty=EmptyState(_("Nobody yet"), _("Invite the first member.")))


def invitations(
    found: Iterable[Invited], *, at: datetime, may_change: bool
) -> tuple[tuple[Lines, str, Tag, str | None, str | None], ...]:
    """Each open invitation: to whom, as what, how it stands, and the addresses that send it again or withdraw it."""
    return tuple(
        (
            Lines(one.name, one.email),
            str(ROLE_NAMES[one.role]),
            Tag(_("Ran out"), "attention")
            if one.expires_at <= at
            else Tag(_("Open until %(day)s", day=dates.day(one.expires_at)), "info"),
            url_for("team.resend", invitation_id=one.id) if may_change else None,
            url_for("team.withdraw", invitation_id=one.id) if may_change else None,
        )
        for one in found
    )


def providers(found: Iterable[OpenIdProvider]) -> tuple[Link, ...]:
    """Each provider as the way to sign in through it."""
    return tuple(Link(one.label, url_for("provider.start", provider_id=one.id)) for one in found)


def joining(found: Iterable[OpenIdProvider], secret: str) -> tuple[Link, ...]:
    """Each provider as the way to join through it by this invitation."""
    back = url_for("invitations.invitation", secret=secret)
    return tuple(
        Link(one.label, url_for("provider.start", provider_id=one.id, purpose="join", invitation=secret, next=back))
        for one in found
    )
