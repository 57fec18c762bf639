"""The doors of coming in: the public page, the counsellor's morning, the visit, the decision, the client."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import record
from app.accounts import permission_table
from app.accounts.permissions import HAND_OVER
from app.intake import actions, forms, pages, permissions, queries, rules
from app.team import queries as team
from app.values.missing import Missing
from app.web import locale, rate, refusals, ways
from app.web.clock import now, today
from app.web.forms import Form
from app.web.guard import public, requires
from app.web.navigation import LANGUAGES
from app.web.visitor import me, visitor
from tenants import resolution


def _sender() -> str:
    """Counted apart for each municipality: a library's one address serves all of them."""
    return f"{resolution.here().slug}|{rate.address()}"


blueprint = Blueprint("intake", __name__, url_prefix="/<slug>", template_folder="templates")


@blueprint.route("/contact", methods=["GET", "POST"])
@public("a person may get in touch themself, before they are anybody here (K1)")
@rate.limited("intake.contact", by=_sender, at_most=10, per=timedelta(hours=1))
def leave_contact() -> Response | tuple[str, int]:
    """Somebody gets in touch themself, once the municipality is open and while its public page is on."""
    if rules.may_begin(resolution.here().state) or not queries.public_page_is_on():
        return render_template("intake/no_contact.html", preparing=resolution.here().state == "preparing"), 200
    form = forms.ContactForm(data={"language": locale.language()})
    form.language.choices = pages.choices(LANGUAGES)
    if form.validate_on_submit():
        who = visitor()
        with refusals.shown_on(form):
            actions.leave_contact(**_said(form), by=who.person_id if who else None, at=now())
            return redirect(url_for(".thanks"))
    return render_template("intake/leave_contact.html", form=form), refusals.status(form)


@blueprint.get("/contact/thanks")
@public("who just got in touch is told what happens next")
def thanks() -> str:
    """What happens next."""
    return render_template("intake/thanks.html", visit_due_on=rules.visit_due_on(now()))


@blueprint.get("/intake/")
@requires(permissions.RECEIVE)
def contacts() -> str:
    """The counsellor's morning: who waits, and for what."""
    waiting = queries.contacts()
    record.saw("intake.contacts_seen", subjects=[one.id for one in waiting])
    due, later = pages.morning(waiting, today())
    return render_template("intake/contacts.html", due=due, later=later, nobody=pages.nobody_waits())


@blueprint.route("/intake/new", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def receive() -> Response | tuple[str, int]:
    """A counsellor writes down who got in touch."""
    form = forms.ReceivedForm()
    form.language.choices, form.way_in.choices = pages.choices(LANGUAGES), pages.choices(pages.WAYS_IN)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.receive_contact(**_said(form), way_in=form.way_in.data, by=me().person_id, at=now())
            flash(_("The contact is written down. Agree on the introductory visit."), "success")
            return redirect(url_for(".contact", contact_id=made))
    return render_template("intake/receive.html", form=form, crumbs=pages.crumbs()), refusals.status(form)


@blueprint.get("/intake/<uuid:contact_id>")
@requires(permissions.RECEIVE)
def contact(contact_id: UUID) -> str:
    """One contact: what is known, and what is next."""
    found = queries.contact(contact_id)
    record.saw("intake.contact_seen", subjects=contact_id)
    clock = rules.clock(found)
    return render_template(
        "intake/contact.html",
        contact=found,
        facts=pages.contact_facts(found),
        clock=clock,
        next=pages.AWAITED[clock.what],
        limit=pages.limit(clock, today()),
        late=clock.days_late(today()) > 0,
        crumbs=pages.crumbs(),
    )


@blueprint.route("/intake/<uuid:contact_id>/visit", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def visit(contact_id: UUID) -> Response | tuple[str, int]:
    """The introductory visit has been."""
    form = forms.VisitForm(data={"visited_on": today()})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            on = form.visited_on.data or today()
            actions.record_visit(contact_id=contact_id, visited_on=on, by=me().person_id, at=now())
            flash(_("The visit is recorded. Next comes the call."), "success")
            return redirect(url_for(".contact", contact_id=contact_id))
    return _asked("visit", contact_id, form)


@blueprint.route("/intake/<uuid:contact_id>/yes", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def yes(contact_id: UUID) -> Response | tuple[str, int]:
    """The person decided to take part."""
    form = forms.YesForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            on = form.first_appointment_on.data
            made = actions.record_yes(
                contact_id=contact_id, first_appointment_on=on, invite=form.invite.data, by=me().person_id, at=now()
            )
            flash(_("Welcome aboard: a new client has decided to begin."), "success")
            return redirect(url_for(".client", client_id=made))
    return _asked("yes", contact_id, form, last_on=today() + rules.FIRST_APPOINTMENT_WITHIN)


@blueprint.route("/intake/<uuid:contact_id>/more-time", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def more_time(contact_id: UUID) -> Response | tuple[str, int]:
    """The person thinks it over."""
    form = forms.MoreTimeForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.record_more_time(contact_id=contact_id, until=form.until.data, by=me().person_id, at=now())
            flash(_("Good: there is time to think. The call is on your list on the day you agreed."), "success")
            return redirect(url_for(".contact", contact_id=contact_id))
    return _asked("more_time", contact_id, form, last_on=today() + rules.MORE_TIME_AT_MOST)


@blueprint.route("/intake/<uuid:contact_id>/no", methods=["GET", "POST"])
@requires(permissions.RECEIVE)
def no(contact_id: UUID) -> Response | tuple[str, int]:
    """The person decided not to take part; what we held is erased."""
    form = forms.NoForm()
    if form.validate_on_submit():
        actions.record_no(contact_id=contact_id, by=me().person_id, at=now())
        flash(_("The no is counted and the person's details are erased."), "success")
        return redirect(url_for(".contacts"))
    return _asked("no", contact_id, form)


@blueprint.get("/clients/")
@requires(permissions.CLIENTS)
def clients() -> str:
    """One's own clients; for the team lead, everybody's."""
    everybodys = _sees_all()
    shown = queries.clients() if everybodys else queries.clients_of(me().person_id, today=today())
    record.saw("intake.clients_seen", subjects=[one.person_id for one in shown])
    return render_template("intake/clients.html", table=pages.clients(shown, everybodys=everybodys))


@blueprint.get("/clients/<uuid:client_id>")
@requires(permissions.CLIENTS)
def client(client_id: UUID) -> str:
    """A client's page, for their counsellor."""
    found = queries.client(client_id)
    own = rules.may_see_client(found, by=me().person_id, sees_all=_sees_all())
    if not own and not _stands_in(found):
        raise Missing(client_id)
    record.saw("intake.client_seen", subjects=found.person_id, standing_in=not own)
    return render_template(
        "intake/client.html",
        client=found,
        facts=pages.client_facts(found),
        may_hand_over=own and _holds(HAND_OVER) and found.ended_at is None,
        ways=ways.on_from("client", client_id, roles=me().roles_in(resolution.here().id)) if own else (),
        crumbs=pages.client_crumbs(),
    )


def _asked(template: str, contact_id: UUID, form: Form, **facts: Any) -> tuple[str, int]:
    """One question about a contact, asked for the first time or again."""
    found = queries.contact(contact_id)
    record.saw("intake.contact_seen", subjects=contact_id)
    crumbs = pages.crumbs(pages.crumb(found))
    page = render_template(f"intake/{template}.html", form=form, contact=found, crumbs=crumbs, **facts)
    return page, refusals.status(form)


def _said(form: forms.ContactForm | forms.ReceivedForm) -> dict[str, str]:
    said = {name: form[name].data for name in ("calling_name", "reach", "language", "wishes")}
    return said | {"channel": rules.channel_of(form.reach.data or "")}


def _stands_in(client: rules.Client) -> bool:
    """For somebody who is away today: their clients' pages open, what is shared with them alone does not."""
    mine = me().person_id
    substituted = team.substituted_by(mine, today=today())
    return rules.may_see_client(client, by=mine, sees_all=False, substitutes=substituted)


def _sees_all() -> bool:
    return _holds(permissions.ALL_CLIENTS)


def _holds(permission: str) -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permission)
