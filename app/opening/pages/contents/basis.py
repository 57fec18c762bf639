"""The steps a municipality begins with: who, look, decisions, reimbursement."""

from flask import url_for
from flask_babel import format_currency, get_locale
from flask_babel import gettext as _

from app.opening import queries
from app.opening.pages import labels, words
from app.opening.pages.contents.content import Asked, Content, Item
from app.opening.pages.facts import now as held
from app.opening.pages.facts import served
from app.opening.rules import readiness
from app.opening.rules.decisions import NO_REIMBURSEMENT
from app.placements import queries as placements
from app.reimbursement import queries as reimbursement
from app.web import dates
from app.web.components import Column, Lines, Link, SummaryRow, Table
from tenants import form


def who(asked: Asked) -> Content:
    """Who answers for what, and whose people are served."""
    areas = form.served_on(asked.day, form.areas())
    rows = (
        *held(form.facts(), asked.day),
        SummaryRow(_("Whose people are served"), served(areas) or _("Not written down")),
    )
    return Content(
        rows, ways=(Link(_("Write down who answers for what"), url_for("responsibilities.responsibilities")),)
    )


def look(asked: Asked) -> Content:
    """The first language, colour and logo."""
    first = _("Swedish") if asked.here.first_language == "sv" else _("Finnish")
    rows = (
        SummaryRow(_("Which language comes first"), first),
        SummaryRow(_("Colour"), asked.here.brand_colour),
        SummaryRow(_("Logo"), _("In use, at the top of every page") if asked.here.logo else _("None")),
    )
    item = Item(readiness.LOOK, _("The language and the look are as we want them"), asked.confirmed.get(readiness.LOOK))
    return Content(rows, ways=(Link(_("Change language and look"), url_for("opening.look_page")),), items=(item,))


def decisions(asked: Asked) -> Content:
    """Each service in use: its limits, organiser and decision."""
    decided, sets = queries.decisions(), placements.rule_sets_on(asked.day)
    known = form.facts()
    rows = []
    for service in asked.facts.services:
        limits, made = sets.get(service.code), decided.get(service.code)
        organiser = form.holding(known, asked.day, service_type=service.code).get("organiser")
        where = url_for("wizard.decision", subject=service.code)
        rows.append(
            (
                Lines(
                    Link(labels.CHOICES[service.code], where),
                    organiser.name if organiser else _("No organiser is written down"),
                ),
                Lines(limits.law.said_in(str(get_locale())), _plans(limits.plan_bases)) if limits else _("Not given"),
                Lines(f"{made.body} {made.section}", dates.day(made.decided_on)) if made else _("Not written down"),
                words.linked(made.link) if made and made.link else "–",
            )
        )
    columns = (Column(_("Service")), Column(_("Limits and plan")), Column(_("Decision")), Column(_("Where it stands")))
    ways = [Link(_("Choose the services"), url_for("opening.setting", section="placements", setting="services_in_use"))]
    if any(not service.has_limits for service in asked.facts.services):
        limits_page = url_for("opening.setting", section="placements", setting="further_rule_sets")
        ways.append(Link(_("Give the limits that the law leaves open"), limits_page))
    return Content(table=Table(_("Services in use"), columns, tuple(rows)), ways=tuple(ways))


def _plans(bases: tuple[str, ...]) -> str:
    if not bases:
        return str(_("asks for no plan"))
    return ", ".join(str(labels.CHOICES[basis]).lower() for basis in bases)


def paying(asked: Asked) -> Content:
    """K18: a rate, nothing expressly, or nothing yet."""
    nothing = Link(_("We pay no reimbursement"), url_for("wizard.decision", subject=NO_REIMBURSEMENT))
    decide = Link(_("Write down a decision on a rate"), url_for("reimbursement.decide"))
    if asked.facts.reimbursement == "decided":
        return Content(
            says=(_("The municipality has decided on a rate."),),
            ways=(Link(_("Look at the decision"), url_for("reimbursement.policy")),),
        )
    if asked.facts.reimbursement == "none":
        made = queries.decisions()[NO_REIMBURSEMENT]
        rows = (
            SummaryRow(_("Decision"), Lines(f"{made.body} {made.section}", dates.day(made.decided_on))),
            SummaryRow(_("In force from"), dates.day(made.valid_from)),
        )
        return Content(rows, says=(_("No reimbursement is paid: that is decided."),), ways=(nothing, decide))
    templates = reimbursement.templates()
    said = str(get_locale())
    table = Table(
        caption=_("Real rates to begin from"),
        columns=(Column(_("Where it is paid")), Column(_("Rate for an attended day"), numeric=True)),
        rows=tuple(
            (
                Link(one.name.said_in(said), url_for("reimbursement.decide", template=one.code)),
                format_currency(one.day.euros, "EUR"),
            )
            for one in templates
        ),
    )
    says = (_("Nothing has been decided, so nothing is paid. Choose a rate to begin from, or say that none is paid."),)
    return Content(table=table, says=says, ways=(decide, nothing))
