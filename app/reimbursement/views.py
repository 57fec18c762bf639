"""The doors of money: the decision, the month, the claim, the second pair of eyes. No decision, no page (K18)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app import record
from app.accounts import permission_table
from app.associations import queries as associations
from app.placements import queries as placements
from app.placements.rules import reference
from app.reimbursement import actions, forms, permissions, queries, rules
from app.reimbursement.pages import claims, decisions, words
from app.reimbursement.queries import MonthOfMoney
from app.reimbursement.rules import Claim, Decision, Line, Template
from app.values.missing import Missing
from app.values.money import ZERO
from app.values.period import Month
from app.web import dates, refusals, sentences
from app.web.clock import now, today
from app.web.components import Crumb
from app.web.forms import Form
from app.web.guard import requires
from app.web.visitor import me, my_associations
from tenants import resolution

blueprint = Blueprint("reimbursement", __name__, url_prefix="/<slug>/reimbursement", template_folder="templates")


@blueprint.get("/decision")
@requires(permissions.POLICY)
def policy() -> str:
    """What the municipality decided; while it has not, only those who may decide see the page."""
    known, may_decide = queries.policies(), _holds(permissions.DECIDE)
    if not known and not may_decide:
        raise Missing("policy")
    return render_template(
        "reimbursement/policy.html",
        table=decisions.policies(known, today(), placements.rule_sets_on(today())),
        templates=decisions.templates(queries.templates()) if may_decide else (),
        may_decide=may_decide,
        nothing=None if known else decisions.no_decision(),
    )


@blueprint.route("/decision/new", methods=["GET", "POST"])
@requires(permissions.DECIDE, fresh=True)
def decide() -> Response | tuple[str, int]:
    """Write the municipality's decision down, from an example or with its own figure."""
    template, services = _template_asked(), placements.rule_sets_on(today())
    form = forms.DecideForm(data={"service_type": next(iter(services), None), **decisions.typed(template)})
    form.service_type.choices = decisions.service_choices(services)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            template_id = template.id if template else None
            actions.decide_policy(decision=_typed(form), template_id=template_id, by=me().person_id, at=now())
            flash(
                _("The decision is written down. Reimbursement is now shown to associations and to finance."), "success"
            )
            return redirect(url_for(".policy"))
    source = words.cited(template.source) if template else None
    page = render_template("reimbursement/decide.html", form=form, source=source, crumbs=decisions.crumbs())
    return page, refusals.status(form)


@blueprint.get("/")
@requires(permissions.READ_ALL)
def months() -> str:
    """Every month with something to claim, approve or look back at."""
    _only_when_paying()
    return render_template("reimbursement/months.html", table=claims.months_table(queries.months()))


@blueprint.get("/<month:month>")
@requires(permissions.READ_ALL)
def month(month: Month) -> str:
    """A month's claims, and preparing them."""
    return _month_page(month, forms.PressForm())[0]


@blueprint.post("/<month:month>/prepare")
@requires(permissions.PREPARE)
def prepare(month: Month) -> Response | tuple[str, int]:
    """Make the claims of what is confirmed; pressed twice, they are made once."""
    _only_when_paying()
    form = forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.prepare_claims(month=month, by=me().person_id, at=now())
            flash(
                ngettext(
                    "%(num)s claim is prepared and waits for approval.",
                    "%(num)s claims are prepared and wait for approval.",
                    made,
                )
                if made
                else _("There was nothing new to claim."),
                "success" if made else "info",
            )
            return redirect(url_for(".month", month=month))
    return _month_page(month, form)


@blueprint.get("/own")
@requires(permissions.OWN)
def own() -> str:
    """The claims of the associations I speak for."""
    _only_when_paying()
    mine = my_associations()
    table = claims.table(queries.claims_of(mine), by_month=True)
    waiting = [one for one in associations.standings(today()) if one.association_id in mine and one.waits_for_claims]
    return render_template("reimbursement/own.html", table=table, waiting=waiting)


@blueprint.get("/claims/<uuid:claim_id>")
@requires(permissions.READ)
def claim(claim_id: UUID) -> str:
    """A claim that explains itself and leads back to the days."""
    found = _mine_or_all(claim_id)
    lines, names = queries.lines(claim_id), _names(found)
    may_approve = _holds(permissions.APPROVE) and not found.is_approved
    agreed, own = not may_approve or queries.is_agreed(claim_id), my_associations()
    refusal = rules.may_approve(found, by=me().person_id, own=own, agreed=agreed) if may_approve else None
    return render_template(
        "reimbursement/claim.html",
        claim=found,
        title=claims.title(found),
        state=claims.state(found),
        total=words.money(found.total),
        explanation=words.explanation(lines),
        facts=claims.facts(found, lines),
        table=claims.line_table(found, lines, names),
        may_approve=may_approve and refusal is None,
        why_not=sentences.sentence(refusal) if refusal else None,
        crumbs=_crumbs(found),
    )


@blueprint.get("/claims/<uuid:claim_id>/lines/<uuid:line_id>")
@requires(permissions.READ)
def days(claim_id: UUID, line_id: UUID) -> str:
    """The days behind a line, without a name."""
    found = _mine_or_all(claim_id)
    paid = _line(claim_id, line_id)
    of = placements.placement(paid.placement_id)
    record.saw("reimbursement.days_seen", subjects=[of.id, of.client_person_id])
    return render_template(
        "reimbursement/days.html",
        reference=reference(paid.placement_id),
        claim=found,
        month=dates.month_name(found.month),
        table=claims.paid_days(queries.paid_days(line_id), paid),
        crumbs=(*_crumbs(found), claims.claim_crumb(found)),
    )


@blueprint.route("/claims/<uuid:claim_id>/approve", methods=["GET", "POST"])
@requires(permissions.APPROVE, fresh=True)
def approve(claim_id: UUID) -> Response | tuple[str, int]:
    """The second pair of eyes says yes."""
    found, form = _mine_or_all(claim_id), forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.approve_claim(claim_id=claim_id, own=my_associations(), by=me().person_id, at=now())
            flash(_("The claim is approved."), "success")
            return redirect(url_for(".claim", claim_id=claim_id))
    lines = queries.lines(claim_id)
    page = render_template(
        "reimbursement/approve.html",
        form=form,
        claim=found,
        title=claims.title(found),
        total=words.money(found.total),
        explanation=words.explanation(lines),
        facts=claims.facts(found, lines),
        crumbs=(*_crumbs(found), claims.claim_crumb(found)),
    )
    return page, refusals.status(form)


def _month_page(of: Month, form: Form) -> tuple[str, int]:
    _only_when_paying()
    known = next((one for one in queries.months() if one.month == of), MonthOfMoney(of))
    page = render_template(
        "reimbursement/month.html",
        form=form,
        month=of,
        name=dates.capitalised(dates.month_name(of)),
        figures=claims.figures(known),
        table=claims.table(queries.claims_of_month(of), by_month=False),
        may_prepare=_holds(permissions.PREPARE) and known.due_placements > 0,
        held_back=queries.held_back(of) if known.due_placements else (),
        is_over=rules.may_prepare(of, today=today()) is None,
        crumbs=claims.crumbs(),
    )
    return page, refusals.status(form)


def _only_when_paying() -> None:
    """K18: while nothing is decided there is no page about money."""
    if not queries.has_policy():
        raise Missing("policy")


def _mine_or_all(claim_id: UUID) -> Claim:
    """Finance sees every claim, an association its own; another's is not there."""
    found = queries.claim(claim_id)
    if not _holds(permissions.READ_ALL) and found.association_id not in my_associations():
        raise Missing(claim_id)
    return found


def _line(claim_id: UUID, line_id: UUID) -> Line:
    found = next((line for line in queries.lines(claim_id) if line.id == line_id), None)
    if found is None:
        raise Missing(line_id)
    return found


def _names(claim: Claim) -> dict[UUID, str]:
    """Whose days they are: told to their own association, to nobody else."""
    if claim.association_id not in my_associations():
        return {}
    known = placements.these({line.placement_id for line in queries.lines(claim.id)})
    record.saw("reimbursement.days_seen", subjects=[one.client_person_id for one in known.values()])
    return {placement_id: one.calling_name for placement_id, one in known.items()}


def _crumbs(claim: Claim) -> tuple[Crumb, ...]:
    return claims.crumbs(claims.month_crumb(claim.month)) if _holds(permissions.READ_ALL) else claims.own_crumbs()


def _template_asked() -> Template | None:
    code = request.args.get("template", "")
    return next((one for one in queries.templates() if one.code == code), None)


def _typed(form: forms.DecideForm) -> Decision:
    names = ("service_type", "valid_from", "valid_to", "body", "section", "decided_on", "source")
    said: dict[str, Any] = {name: form[name].data for name in names}
    return Decision(**said, day=form.day.amount or ZERO)


def _holds(permission: str) -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permission)
