"""What each step's own page shows: the facts as they are, and the ways on to where they are changed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from flask import url_for
from flask_babel import format_currency, get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts import queries as people
from app.accounts.permissions import ROLE_NAMES
from app.accounts.rules import STAFF
from app.associations import queries as associations
from app.intake import queries as intake
from app.opening import queries
from app.opening.pages import labels, words
from app.opening.pages.facts import now as held
from app.opening.pages.facts import served
from app.opening.pages.steps import instant, named
from app.opening.queries import Mark
from app.opening.rules import readiness
from app.opening.rules.decisions import NO_REIMBURSEMENT
from app.opening.rules.readiness import Facts
from app.placements import queries as placements
from app.reimbursement import queries as reimbursement
from app.web import dates
from app.web.components import Column, EmptyState, Lines, Link, Printable, SummaryRow, Table
from app.worktasks import queries as worktasks
from tenants import form, settings
from tenants.registry import Municipality

Names = Mapping[UUID, str]
WAYS_IN: Final = {
    "adult_social_work": _l("Adult social work"),
    "employment_authority": _l("Employment authority"),
    "self": _l("The person themself"),
}
LANGUAGES: Final = {"fi": _l("In Finnish"), "sv": _l("In Swedish")}
PRACTICE: Final = {
    "contact_taken": _l("A contact was taken in, the visit recorded and the call made"),
    "client_placed": _l("A client wrote a goal ladder and was placed in a work task"),
    "days_marked": _l("An association marked the days and confirmed a month"),
    "claim_approved": _l("A claim was prepared and approved by two people, if a reimbursement is paid"),
    "languages_read": _l("The public pages and the letters were read in both languages"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something that people confirm."""

    code: str
    words: Printable
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Content:
    """What stands on a step's page."""

    rows: tuple[SummaryRow, ...] = ()
    table: Table | None = None
    says: tuple[Printable, ...] = ()
    ways: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and what is known already."""

    here: Municipality
    day: date
    facts: Facts
    confirmed: Mapping[str, Mark]


def content(step: str, asked: Asked) -> Content:
    """The content of this step."""
    return _CONTENTS[step](asked)


def _who(asked: Asked) -> Content:
    areas = form.served_on(asked.day, form.areas())
    rows = (
        *held(form.facts(), asked.day),
        SummaryRow(_("Whose people are served"), served(areas) or _("Not written down")),
    )
    return Content(
        rows, ways=(Link(_("Write down who answers for what"), url_for("responsibilities.responsibilities")),)
    )


def _look(asked: Asked) -> Content:
    first = _("Swedish") if asked.here.first_language == "sv" else _("Finnish")
    rows = (
        SummaryRow(_("Which language comes first"), first),
        SummaryRow(_("Colour"), asked.here.brand_colour),
        SummaryRow(_("Logo"), _("In use, at the top of every page") if asked.here.logo else _("None")),
    )
    item = Item(readiness.LOOK, _("The language and the look are as we want them"), asked.confirmed.get(readiness.LOOK))
    return Content(rows, ways=(Link(_("Change language and look"), url_for("opening.look_page")),), items=(item,))


def _decisions(asked: Asked) -> Content:
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


def _reimbursement(asked: Asked) -> Content:
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


def _team(asked: Asked) -> Content:
    members = [one for one in people.team() if one.role in STAFF]
    by_role = {role: [one.name for one in members if one.role == role] for role in ROLE_NAMES if role in STAFF}
    wanted = readiness.lacking_roles(asked.facts)
    rows = tuple(
        SummaryRow(
            ROLE_NAMES[role], ", ".join(names) or (_("Nobody yet: needed") if role in wanted else _("Nobody yet"))
        )
        for role, names in by_role.items()
    )
    return Content(rows, ways=(Link(_("Invite people"), url_for("team.team")),))


def _network(_asked: Asked) -> Content:
    tasks = worktasks.open_tasks()
    known = associations.associations()
    rows = tuple(
        (
            Link(one.name, url_for("associations.association", association_id=one.id)),
            sum(task.association_id == one.id for task in tasks),
            sum(task.places for task in tasks if task.association_id == one.id),
        )
        for one in known
    )
    table = Table(
        caption=_("Associations and what they offer"),
        columns=(
            Column(_("Association")),
            Column(_("Published tasks"), numeric=True),
            Column(_("Places"), numeric=True),
        ),
        rows=rows,
        empty=EmptyState(
            _("No associations yet"), _("The network begins with one association. Add it here, or import a list.")
        ),
    )
    ways = [
        Link(_("Add an association"), url_for("associations.register")),
        Link(_("All associations"), url_for("associations.associations")),
        Link(_("Work tasks"), url_for("worktasks.tasks")),
    ]
    return Content(table=table, ways=tuple(ways))


def _agreements(asked: Asked) -> Content:
    clauses = settings.value("associations", "agreement")
    text = ngettext("%(num)s clause is in force.", "%(num)s clauses are in force.", len(clauses))
    accepted = _(
        "Associations with a valid agreement: %(valid)s of %(all)s.",
        valid=asked.facts.agreements,
        all=asked.facts.associations,
    )
    page = url_for("opening.setting", section="associations", setting="agreement")
    return Content(
        says=(text, accepted),
        ways=(
            Link(_("Read and change the agreement"), page),
            Link(_("All associations"), url_for("associations.associations")),
        ),
    )


def _channels(_asked: Asked) -> Content:
    known = intake.channels()
    names = people.names(tuple({one.saved_by for one in known.values()}))
    rows = []
    for way, title in WAYS_IN.items():
        one = known.get(way)
        change = Link(_("Change"), url_for("wizard.channel", way=way), title)
        if one is None:
            says: Printable = _("Not answered")
        elif not one.is_open:
            says = _("Not in use")
        elif way == "self":
            says = _("The public page is on")
        else:
            reach = ", ".join(part for part in (one.contact_name, one.phone, one.email) if part)
            agreed = _("agreed on %(day)s", day=dates.day(one.agreed_on)) if one.agreed_on else ""
            says = Lines(one.unit, ". ".join(part for part in (reach, str(agreed)) if part))
        if one is not None:
            says = Lines(says, f"{named(names, one.saved_by)}, {instant(one.saved_at)}")
        rows.append(SummaryRow(title, says, change))
    return Content(tuple(rows), ways=(Link(_("Look at the public page"), url_for("intake.leave_contact")),))


def _texts(asked: Asked) -> Content:
    known = queries.texts()
    names = people.names(tuple({one.saved_by for one in known.values()}))
    rows = []
    for language, title in LANGUAGES.items():
        one = known.get(language)
        change = Link(_("Change") if one else _("Write"), url_for("wizard.text", language=language), title)
        is_first = language == asked.here.first_language
        empty = _("Not written: needed") if is_first else _("Not written. The other language is shown instead.")
        says: Printable = Lines(one.welcome, f"{named(names, one.saved_by)}, {instant(one.saved_at)}") if one else empty
        rows.append(SummaryRow(title, says, change))
    return Content(tuple(rows))


def _practice(asked: Asked) -> Content:
    items = tuple(Item(code, said, asked.confirmed.get(code)) for code, said in PRACTICE.items())
    says = (
        _("Try these in a practice municipality with your team. Whoever saw it happen confirms it with their name."),
    )
    return Content(says=says, items=items)


def _go_live(asked: Asked) -> Content:
    if asked.here.is_practice:
        return Content(says=(_("A practice municipality never goes live: it holds invented people only."),))
    if asked.here.state != "preparing":
        return Content(says=(_("The municipality is open."),))
    return Content()


_CONTENTS: Final[Mapping[str, Callable[[Asked], Content]]] = {
    "who": _who,
    "look": _look,
    "decisions": _decisions,
    "reimbursement": _reimbursement,
    "team": _team,
    "network": _network,
    "agreements": _agreements,
    "channels": _channels,
    "texts": _texts,
    "practice": _practice,
    "go_live": _go_live,
}
