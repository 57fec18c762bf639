"""What the readiness check says: each point as a sentence with its sum, and where it is put right."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from flask import url_for
from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.accounts.permissions import ROLE_NAMES
from app.opening.pages import words
from app.opening.rules import readiness
from app.opening.rules.readiness import Facts, Point
from app.web.components import Column, Figure, Lines, Link, Printable, Table, Tag
from tenants import settings

TITLES: Final = {
    "form": _l("Who answers for what"),
    "decisions": _l("Decisions on services"),
    "reimbursement": _l("Decision on reimbursement"),
    "settings": _l("What only the municipality can say"),
    "agreements": _l("Agreements"),
    "network": _l("Network: places for the expected clients"),
    "staff": _l("Staff: hours for the expected clients"),
    "variety": _l("Variety of work"),
    "roles": _l("Roles"),
    "channels": _l("Ways in"),
    "texts": _l("Our own texts"),
    "feedback": _l("Feedback"),
    "practice": _l("Practice run"),
}
STEPS: Final = {
    "form": "who",
    "decisions": "decisions",
    "reimbursement": "reimbursement",
    "agreements": "agreements",
    "network": "network",
    "staff": "team",
    "variety": "network",
    "roles": "team",
    "channels": "channels",
    "texts": "texts",
    "practice": "practice",
}
"""Where each point is put right; the others lead to the settings."""
FIGURES: Final = (
    ("opening", "clients_a_year"),
    ("opening", "stay_months"),
    ("opening", "meeting_minutes"),
    ("opening", "call_minutes"),
    ("opening", "support_minutes"),
    ("opening", "leave_days"),
    ("meetings", "guidance_gap_weeks"),
    ("meetings", "acute_hours_a_week"),
    ("associations", "support_every_weeks"),
)
"""Settings that the sums are made of."""


def table(facts: Facts) -> Table:
    """Every point: what it is about, its sum, and whether it is in order."""
    return Table(
        caption=_("Readiness, point by point"),
        columns=(Column(_("Point")), Column(_("How it stands")), Column(_("State"))),
        rows=tuple(
            (Link(TITLES[point.code], where(point)), Lines(*told(point, facts)), state(point, facts))
            for point in readiness.points(facts)
        ),
    )


def figures(facts: Facts) -> tuple[Figure, ...]:
    """The two things the model needs (K28), and how many points are in order."""
    network, staff = readiness.network(facts).figures, readiness.staff(facts).figures
    found = readiness.points(facts)
    return (
        Figure(_("Places"), f"{network['offered']} / {network['needed']}", _("there are / are needed")),
        Figure(
            _("Hours a week"),
            f"{hours(staff['offered'])} / {hours(staff['needed'])}",
            _("there are / are needed"),
        ),
        Figure(_("Points in order"), f"{sum(point.is_met for point in found)} / {len(found)}"),
    )


def verdict(facts: Facts) -> str:
    """In one sentence: ready, or how much stands in the way."""
    if facts.is_practice:
        return str(_("A practice municipality never goes live: it holds invented people only."))
    stopping = readiness.blocking(facts)
    if facts.state == "open":
        if not stopping:
            return str(_("The municipality is open, and everything it needs is in order."))
        return str(
            ngettext(
                "The municipality is open, but %(num)s thing it needs is not in order.",
                "The municipality is open, but %(num)s things it needs are not in order.",
                len(stopping),
            )
        )
    if not stopping:
        return str(_("The municipality is ready to go live."))
    return str(
        ngettext(
            "%(num)s thing still stands in the way of going live.",
            "%(num)s things still stand in the way of going live.",
            len(stopping),
        )
    )


def state(point: Point, facts: Facts) -> Tag:
    """In order, stopping, or worth a look; what is open is stopped by nothing, but lacks it all the same."""
    if point.is_met:
        return Tag(_("In order"), "success")
    if not point.blocks:
        return Tag(_("Worth a look"), "info")
    return Tag(_("Stops going live") if facts.state == "preparing" else _("Not in order"), "attention")


def told(point: Point, facts: Facts) -> tuple[Printable, Printable]:
    """How the point stands, and the sum or the reason behind it."""
    said = _SENTENCES[point.code](point.figures)
    if point.code == "roles":
        names = ", ".join(str(ROLE_NAMES[role]) for role in readiness.lacking_roles(facts))
        return said, names
    return said, _SUMS[point.code](point.figures) if point.code in _SUMS else ""


def where(point: Point) -> str:
    """The page on which it is put right."""
    if point.code in STEPS:
        return url_for("wizard.step", step=STEPS[point.code])
    if point.code == "feedback":
        return url_for("opening.section", section="feedback")
    return url_for("opening.overview")


def hours(minutes: int) -> str:
    """Minutes as hours with one decimal."""
    return str(format_decimal(round(minutes / 60, 1)))


def whole(number: int) -> str:
    """A whole number as the reader's language writes it."""
    return str(format_decimal(number))


Figures = Mapping[str, int]


def _form(of: Figures) -> str:
    return str(
        _(
            "%(held)s of 4 are written down for every service in use. Municipalities served: %(places)s.",
            held=of["held"],
            places=of["places"],
        )
    )


def _decisions(of: Figures) -> str:
    return str(
        _(
            "%(decided)s of %(services)s services in use have limits in force and the municipality’s decision.",
            decided=of["decided"],
            services=of["services"],
        )
    )


def _reimbursement(_of: Figures) -> str:
    return str(_("Either a rate is decided, or it is decided that nothing is paid. Silence is no decision."))


def _settings(of: Figures) -> str:
    if not of["unsaid"]:
        return str(_("Nothing is left that only the municipality can say."))
    return str(ngettext("%(num)s setting is still empty.", "%(num)s settings are still empty.", of["unsaid"]))


def _agreements(of: Figures) -> str:
    return str(
        _(
            "Associations with a valid agreement: %(valid)s of %(all)s.",
            valid=of["valid"],
            all=of["associations"],
        )
    )


def _network(of: Figures) -> str:
    return str(
        _(
            "Associations with a valid agreement: %(valid)s. Published tasks: %(tasks)s. Places in them: %(offered)s;"
            " needed: %(needed)s.",
            **{name: whole(of[name]) for name in ("valid", "offered", "tasks", "needed")},
        )
    )


def _network_sum(of: Figures) -> str:
    return str(
        _(
            "%(clients)s clients a year × %(months)s months ÷ 12 months = %(needed)s places at once.",
            **{name: whole(of[name]) for name in ("clients", "months", "needed")},
        )
    )


def _staff(of: Figures) -> str:
    if not of["with_hours"]:
        return str(
            ngettext(
                "%(num)s counsellor, and nobody’s weekly hours are given. %(needed)s hours a week are needed.",
                "%(num)s counsellors, and nobody’s weekly hours are given. %(needed)s hours a week are needed.",
                of["counsellors"],
                needed=hours(of["needed"]),
            )
        )
    return str(
        ngettext(
            "%(num)s counsellor has %(offered)s hours a week for meetings; %(needed)s are needed.",
            "%(num)s counsellors have %(offered)s hours a week for meetings; %(needed)s are needed.",
            of["with_hours"],
            offered=hours(of["offered"]),
            needed=hours(of["needed"]),
        )
    )


def _staff_sum(of: Figures) -> str:
    offered = _(
        "There are: (%(hours)s hours − %(reserve)s hours kept for acute matters) × (%(days)s working days − %(leave)s"
        " days of leave) ÷ %(days)s = %(offered)s hours a week.",
        hours=hours(of["minutes"]),
        reserve=hours(of["reserve"]),
        days=whole(of["working_days"]),
        leave=whole(of["leave_days"]),
        offered=hours(of["offered"]),
    )
    needed = _(
        "Needed: (%(clients)s clients a year × %(a_client)s hours each, with %(meetings)s meetings, a visit and a call,"
        " + %(support)s hours a year for the associations) ÷ 52 weeks = %(needed)s hours a week.",
        clients=whole(of["clients"]),
        a_client=hours(of["a_client"]),
        meetings=whole(of["meetings"]),
        support=hours(of["support"]),
        needed=hours(of["needed"]),
    )
    return f"{needed} {offered}" if of["with_hours"] else str(needed)


def _variety(of: Figures) -> str:
    return str(
        _(
            "Tasks in %(fields)s different fields; %(light)s of %(tasks)s tasks are light.",
            fields=of["fields"],
            light=of["light"],
            tasks=of["tasks"],
        )
    )


def _roles(of: Figures) -> str:
    if not of["lacking"]:
        return str(_("Every role that is needed has somebody."))
    return str(ngettext("%(num)s role has nobody yet:", "%(num)s roles have nobody yet:", of["lacking"]))


def _channels(of: Figures) -> str:
    return str(_("%(answered)s of %(ways)s ways in are answered for.", answered=of["answered"], ways=of["ways"]))


def _texts(of: Figures) -> str:
    if not of["languages"]:
        return str(_("The start page has no words of the municipality’s own yet."))
    return str(ngettext("Written in %(num)s language.", "Written in %(num)s languages.", of["languages"]))


def _feedback(_of: Figures) -> str:
    return str(_("Clients are asked after meetings and at the end, associations every season, as the model says."))


def _practice(of: Figures) -> str:
    return str(_("%(done)s of %(all)s points are confirmed.", done=of["done"], all=of["of"]))


_SENTENCES: Final[Mapping[str, Callable[[Figures], str]]] = {
    "form": _form,
    "decisions": _decisions,
    "reimbursement": _reimbursement,
    "settings": _settings,
    "agreements": _agreements,
    "network": _network,
    "staff": _staff,
    "variety": _variety,
    "roles": _roles,
    "channels": _channels,
    "texts": _texts,
    "feedback": _feedback,
    "practice": _practice,
}
_SUMS: Final[Mapping[str, Callable[[Figures], str]]] = {"network": _network_sum, "staff": _staff_sum}


def assumptions() -> tuple[Link, ...]:
    """The figures of the sums that the municipality may say differently, each as the way to it."""
    playbook = settings.playbook()
    return tuple(
        Link(
            words.said(playbook.sections[section].settings[name].title),
            url_for("opening.setting", section=section, setting=name),
        )
        for section, name in FIGURES
    )


def stopping(facts: Facts) -> Iterable[tuple[Link, str]]:
    """What stands in the way, each with the way to it and how it stands."""
    return [(Link(TITLES[one.code], where(one)), str(told(one, facts)[0])) for one in readiness.blocking(facts)]
