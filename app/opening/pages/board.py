"""The document for the municipal board: the figures of the readiness page, the stage, and what is said differently."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from app.opening.pages import labels, readiness, rooting, upgrades, words
from app.opening.queries import Decision
from app.opening.rules import readiness as rules
from app.opening.rules.decisions import NO_REIMBURSEMENT
from app.opening.rules.readiness import Facts
from app.opening.rules.rooting import STAGES, Stage
from app.web.paper import Block, Grid, Heading, Items, Paper, Paragraph
from tenants import form, settings
from tenants.form import Fact
from tenants.registry import Municipality
from tenants.settings import Deviation


def paper(
    here: Municipality,
    *,
    language: str,
    day: date,
    facts: Facts,
    form_facts: Iterable[Fact],
    decisions: Mapping[str, Decision],
    stages: tuple[Stage, ...],
) -> Paper:
    """Everything a board decides on, in the language that stands chosen."""
    return Paper(
        title=_("Readiness to begin the Kumina model"),
        subtitle=f"{here.name(language)}, {format_date(day, 'long')}",
        author=here.name(language),
        language=language,
        day=day,
        blocks=(
            *_readiness(facts),
            *_who(form_facts, day),
            *_decisions(decisions),
            *_rooting(stages, day),
            *_model(settings.deviations()),
        ),
    )


def file_name(here: Municipality, day: date, language: str) -> str:
    """`narpes-2026-11-24-sv.pdf`."""
    return f"{here.slug}-{day.isoformat()}-{language}.pdf"


def _readiness(facts: Facts) -> Iterator[Block]:
    yield Paragraph(readiness.verdict(facts), strong=True)
    yield Paragraph(_("The model needs a network of associations and staff. Both are checked with figures."))
    yield Heading(_("Readiness, point by point"))
    yield Grid(
        _("How each point stands, with its sum"),
        (_("Point"), _("How it stands"), _("State")),
        tuple(
            (
                str(readiness.TITLES[point.code]),
                _told(readiness.told(point, facts)),
                str(readiness.state(point, facts).text),
            )
            for point in rules.points(facts)
        ),
        (3, 8, 2),
    )


def _who(known: Iterable[Fact], day: date) -> Iterator[Block]:
    there = [one for one in known if one.is_in_force_on(day)]
    yield Heading(_("Who answers for what"))
    if not there:
        yield Paragraph(_("Nothing is written down yet"))
        return
    rows = tuple(
        (str(labels.CHOICES[one.role]), str(labels.CHOICES[one.service_type]), one.name, one.basis)
        for role in form.ROLES
        for one in there
        if one.role == role
    )
    columns = (_("Role"), _("Service"), _("Who"), _("What it rests on"))
    yield Grid(_("In force on %(day)s", day=format_date(day)), columns, rows, (3, 3, 4, 4))


def _decisions(decided: Mapping[str, Decision]) -> Iterator[Block]:
    yield Heading(_("Decisions"))
    if not decided:
        yield Paragraph(_("No decision is written down yet."))
        return
    rows = tuple(
        (_about(one.subject), f"{one.body} {one.section}", format_date(one.decided_on), format_date(one.valid_from))
        for one in decided.values()
    )
    columns = (_("What about"), _("Who decided"), _("Date of the decision"), _("In force from"))
    yield Grid(_("The municipality’s own decisions"), columns, rows, (4, 4, 2, 2))


def _about(subject: str) -> str:
    return _("No reimbursement is paid") if subject == NO_REIMBURSEMENT else str(labels.CHOICES[subject])


def _rooting(reached: tuple[Stage, ...], day: date) -> Iterator[Block]:
    """K30: where the model stands, since when, and what the next stage needs."""
    known = {one.stage: one for one in reached}
    yield Heading(_("How the model takes root here"))
    yield Paragraph(rooting.standing(reached, day), strong=True)
    yield Paragraph(rooting.next_needs(reached, day))
    yield Grid(
        _("Stages"),
        (_("Stage"), _("Since"), _("What shows it")),
        tuple(
            (
                rooting.named(stage),
                format_date(known[stage].began_on) if stage in known else "–",
                known[stage].evidence if stage in known else _("Not written down"),
            )
            for stage in STAGES
        ),
        (3, 2, 6),
    )


def _model(own: tuple[Deviation, ...]) -> Iterator[Block]:
    yield Heading(_("The model and what is said differently here"))
    yield Paragraph(upgrades.name_of(settings.written()))
    if not own:
        yield Paragraph(_("Everything is as the model proposes."))
        return
    yield Items(tuple(_different(one) for one in own))


def _different(one: Deviation) -> str:
    return f"{words.said(one.setting.title)}: {words.shown(one.setting.shape, one.value)}"


def _told(told: tuple[object, object]) -> str:
    return " ".join(str(part) for part in told if part)
