"""What the page of taking root says (K30): the stages with their days and evidence, and what the next one needs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from app.opening.pages import words
from app.opening.pages.steps import saved_by
from app.opening.rules import rooting
from app.opening.rules.rooting import Stage
from app.web import dates
from app.web.components import Column, Crumb, Lines, Link, Printable, Table, Tag
from tenants import settings

Names = Mapping[UUID, str]


def crumb() -> Crumb:
    """The stages on the way."""
    return Crumb(_("Taking root"), url_for("wizard.taking_root"))


def named(stage: str) -> str:
    """What the playbook calls a stage."""
    return words.said(_row(stage)["name"])


def standing(reached: Iterable[Stage], today: date) -> str:
    """“The model stands here on the stage Project.”"""
    now = rooting.now_on(tuple(reached), today)
    if now is None:
        return str(_("It is not written down yet on which stage the model stands here."))
    return str(_("The model stands here on the stage: %(stage)s.", stage=named(now)))


def next_needs(reached: Iterable[Stage], today: date) -> str:
    """What the next stage needs; before the first, what the first is."""
    now = rooting.now_on(tuple(reached), today)
    if now is None:
        return str(_("The first stage is: %(stage)s.", stage=named(rooting.STAGES[0])))
    return str(_("What comes next needs: %(needs)s", needs=words.said(_row(now)["next_needs"])))


def table(reached: Iterable[Stage], today: date, names: Names, *, may_change: bool) -> Table:
    """The stages in order."""
    known = {one.stage: one for one in reached}
    return Table(
        caption=_("Stages"),
        columns=(Column(_("Stage")), Column(_("Since")), Column(_("What shows it")), Column(_("State"))),
        rows=tuple(_stage(stage, known.get(stage), today, names, may_change=may_change) for stage in rooting.STAGES),
    )


def _stage(
    stage: str, one: Stage | None, today: date, names: Names, *, may_change: bool
) -> tuple[Printable, Printable, Printable, Printable]:
    name = Link(named(stage), url_for("wizard.stage", stage=stage)) if may_change else named(stage)
    if one is None:
        return name, "–", _("Not written down"), Tag(_("Not reached"))
    shows = Lines(one.evidence, words.linked(one.link)) if one.link else one.evidence
    reached = one.began_on <= today
    tag = Tag(_("Reached"), "success") if reached else Tag(_("Coming"), "info")
    return name, Lines(dates.day(one.began_on), saved_by(one.saved_by, one.saved_at, names)), shows, tag


def _row(stage: str) -> Mapping[str, Any]:
    rows = settings.value("opening", "rooting_stages")
    return next(row for row in rows if row["code"] == stage)
