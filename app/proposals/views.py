"""The doors of proposals: the public page and its link, and the municipality's answer."""

from datetime import timedelta
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import ytj
from app.associations.rules import written_business_id
from app.proposals import actions, forms, pages, permissions, queries
from app.web import locale, rate, refusals
from app.web.clock import now
from app.web.guard import public, requires
from app.web.visitor import me, visitor
from tenants import resolution


def _sender() -> str:
    """Counted apart for each municipality: a library's one address serves all of them."""
    return f"{resolution.here().slug}|{rate.address()}"


blueprint = Blueprint("proposals", __name__, url_prefix="/<slug>", template_folder="templates")


@blueprint.route("/propose", methods=["GET", "POST"])
@public("an association may propose itself before anybody of it is known here")
@rate.limited("proposals.sender", by=_sender, at_most=10, per=timedelta(hours=1))
@rate.limited("proposals.address", by=rate.field("email"), at_most=5, per=timedelta(days=1))
def propose() -> Response | tuple[str, int]:
    """An association proposes itself; what is answered tells nothing of who is known here."""
    form = forms.ProposalForm(data={"kind": "association", "language": "sv" if locale.language() == "sv" else "fi"})
    form.kind.choices, form.language.choices = pages.kind_choices(), pages.language_choices()
    if form.is_submitted() and form.look_up.data:
        return render_template(
            "proposals/propose.html", form=form, asked=True, found=_filled_in(form), may_ask=True
        ), 200
    if form.validate_on_submit():
        with refusals.shown_on(form):
            names = ("name", "business_id", "kind", "language", "contact_name", "email", "offer")
            who = visitor()
            said = {name: form[name].data for name in names}
            actions.propose(**said, by=who.person_id if who else None, at=now())
            return redirect(url_for(".thanks"))
    page = render_template(
        "proposals/propose.html", form=form, asked=False, found=False, may_ask=_register() is not None
    )
    return page, refusals.status(form)


@blueprint.get("/propose/thanks")
@public("who just proposed an association is told what happens next")
def thanks() -> str:
    """What happens next."""
    return render_template("proposals/thanks.html")


@blueprint.route("/propose/confirm/<string:secret>", methods=["GET", "POST"])
@public("the link of the letter opens it, to whoever holds it")
@rate.limited("proposals.confirm", by=_sender, at_most=30, per=timedelta(hours=1))
def confirm(secret: str) -> Response | tuple[str, int]:
    """The address proves itself; an old link looks like a good one, and does nothing."""
    form = forms.TakeInForm()
    if form.validate_on_submit():
        who = visitor()
        actions.confirm(secret=secret, by=who.person_id if who else None, at=now())
        return redirect(url_for(".confirmed"))
    return render_template("proposals/confirm.html", form=form), refusals.status(form)


@blueprint.get("/propose/confirmed")
@public("who confirmed a proposal is told what happens next")
def confirmed() -> str:
    """Thank you."""
    return render_template("proposals/confirmed.html")


@blueprint.get("/proposals/")
@requires(permissions.DECIDE)
def proposals() -> str:
    """What associations have proposed."""
    return render_template("proposals/proposals.html", table=pages.table(queries.proposals()))


@blueprint.get("/proposals/<uuid:proposal_id>")
@requires(permissions.DECIDE)
def proposal(proposal_id: UUID) -> str:
    """One proposal."""
    found = queries.proposal(proposal_id)
    page = {"proposal": found, "facts": pages.facts(found), "crumbs": pages.crumbs()}
    return render_template("proposals/proposal.html", **page)


@blueprint.route("/proposals/<uuid:proposal_id>/take-in", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def take_in(proposal_id: UUID) -> Response | tuple[str, int]:
    """Invite it to the network."""
    found, form = queries.proposal(proposal_id), forms.TakeInForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.take_in(proposal_id=proposal_id, by=me().person_id, at=now())
            flash(_("The invitation is on its way."), "success")
            return redirect(url_for("associations.association", association_id=made))
    page = render_template("proposals/take_in.html", form=form, proposal=found, crumbs=pages.crumbs(pages.crumb(found)))
    return page, refusals.status(form)


@blueprint.route("/proposals/<uuid:proposal_id>/decline", methods=["GET", "POST"])
@requires(permissions.DECIDE)
def decline(proposal_id: UUID) -> Response | tuple[str, int]:
    """Thank it, and say no."""
    found, form = queries.proposal(proposal_id), forms.DeclineForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.decline(proposal_id=proposal_id, words=form.words.data, by=me().person_id, at=now())
            flash(_("The letter is on its way, and who proposed is not kept any longer."), "success")
            return redirect(url_for(".proposals"))
    page = render_template("proposals/decline.html", form=form, proposal=found, crumbs=pages.crumbs(pages.crumb(found)))
    return page, refusals.status(form)


def _shown(form: forms.ProposalForm, *, asked: bool = False, found: bool = False) -> str:
    """The public form, with the register's button where this installation asks it."""
    may_ask = _register() is not None
    return render_template("proposals/propose.html", form=form, asked=asked, found=found, may_ask=may_ask)


def _register() -> str | None:
    """Where the register of businesses answers, if this installation asks it."""
    address: str | None = current_app.config["KUMINA"].business_register_url
    return address


def _filled_in(form: forms.ProposalForm) -> bool:
    """Put the register's name and kind on the form; whether it knew the number."""
    number = written_business_id(form.business_id.data or "")
    found = ytj.company(_register(), number) if number else None
    if found is None:
        return False
    form.name.data, form.business_id.data = found.name, found.business_id
    form.kind.data = found.kind or form.kind.data
    return True
