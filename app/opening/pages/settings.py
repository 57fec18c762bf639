"""What the pages of the settings say: what the model says, what the municipality says itself, and why."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.opening import rules
from app.opening.pages import labels, words
from app.web.components import Column, Crumb, EmptyState, Figure, Lines, Link, Printable, SummaryRow, Table, Tag
from tenants.playbooks import Playbook, Section, Setting
from tenants.settings import Deviation

Names = Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class Item:
    """One row of a list: what it is called, what else it says, and where to change or remove it."""

    name: str
    details: Printable
    change: str | None
    remove: str | None
    seen: str


def figures(playbook: Playbook, own: Iterable[Deviation]) -> tuple[Figure, ...]:
    """How much of the model there is, and how much of it is said differently here."""
    settings = [setting for _section, setting in playbook.all_settings()]
    missing = sum(1 for setting in settings if setting.kind == "local" and setting.value is None)
    return (
        Figure(_("Settings of the model"), len(settings), _("in %(count)s parts", count=len(playbook.sections))),
        Figure(_("Own changes"), len(tuple(own))),
        Figure(_("Still to be said"), missing, _("only the municipality can say them")),
    )


def sections(playbook: Playbook, own: Iterable[Deviation]) -> Table:
    """The parts of the model."""
    changed = [one.section for one in own]
    return Table(
        caption=_("Parts of the model"),
        columns=(Column(_("Part")), Column(_("Settings"), numeric=True), Column(_("Own changes"), numeric=True)),
        rows=tuple(
            (
                Link(words.said(part.title), url_for("opening.section", section=name)),
                len(part.settings),
                changed.count(name) or words.NOTHING,
            )
            for name, part in playbook.sections.items()
        ),
    )


def own_changes(own: Iterable[Deviation], playbook: Playbook, names: Names) -> Table:
    """Everything the municipality says differently."""
    return Table(
        caption=_("What this municipality says differently"),
        columns=(
            Column(_("Setting")),
            Column(_("The model says")),
            Column(_("The municipality says")),
            Column(_("Changed")),
        ),
        rows=tuple(
            (
                Lines(_link(one.section, one.setting), words.said(playbook.sections[one.section].title)),
                words.shown(one.setting.shape, one.setting.value),
                words.shown(one.setting.shape, one.value),
                changed(one, names),
            )
            for one in own
        ),
        empty=EmptyState(
            _("Nothing has been changed"),
            _("This municipality goes along with the model in everything the model proposes."),
        ),
    )


def changed(one: Deviation, names: Names) -> Printable:
    """When, and by whom."""
    who = names.get(one.changed_by) if one.changed_by else None
    return Lines(format_date(one.changed_at), who or _("the operator of the service"))


def settings(part: Section, own: Mapping[str, Deviation]) -> Table:
    """The settings of one part."""
    return Table(
        caption=_("Settings"),
        caption_hidden=True,
        columns=(Column(_("Setting")), Column(_("Value")), Column(_("How firm it is"))),
        rows=tuple(
            (
                Lines(_link(part.name, setting), words.said(setting.why)),
                _value(setting, own.get(name)),
                kind(setting),
            )
            for name, setting in part.settings.items()
        ),
    )


def kind(setting: Setting) -> Tag:
    """Whether it may be changed."""
    return Tag(*labels.KINDS[setting.kind])


def facts(setting: Setting, own: Deviation | None, names: Names) -> Iterator[SummaryRow]:
    """What is known of one setting; its rows are listed below."""
    yield SummaryRow(_("How firm it is"), Lines(kind(setting), labels.KIND_SENTENCES[setting.kind]))
    if setting.shape.of != "rows":
        yield SummaryRow(_("Value now"), words.shown(setting.shape, setting.value))
    limits = words.in_limits(setting.shape) if setting.kind != "locked" else None
    if limits:
        yield SummaryRow(_("Limits"), limits)
    if own is not None:
        yield SummaryRow(_("The model says"), words.shown(own.setting.shape, own.setting.value))
        yield SummaryRow(_("Changed"), changed(own, names))


def items(section: str, setting: Setting, *, may_change: bool) -> tuple[Item, ...]:
    """The rows of a list."""
    rows = setting.value or () if setting.shape.of == "rows" else ()
    return tuple(_item(section, setting, row, number, may_change) for number, row in enumerate(rows, start=1))


def row_count(setting: Setting) -> str:
    """“12 items”, as the heading of the list."""
    return str(ngettext("%(num)s item", "%(num)s items", len(setting.value or ())))


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to a page of the settings."""
    return (Crumb(_("Settings"), url_for("opening.overview")), *further)


def section_crumb(part: Section) -> Crumb:
    """One part on the way."""
    return Crumb(words.said(part.title), url_for("opening.section", section=part.name))


def setting_crumb(part: Section, setting: Setting) -> Crumb:
    """One setting on the way."""
    address = url_for("opening.setting", section=part.name, setting=setting.name)
    return Crumb(words.said(setting.title), address)


def _item(section: str, setting: Setting, row: Mapping[str, Any], number: int, may_change: bool) -> Item:
    where: dict[str, Any] = {"section": section, "setting": setting.name, "number": number}
    return Item(
        name=words.row_name(setting.shape, row),
        details=words.row_details(setting.shape, row),
        change=url_for("opening.change_row", **where) if may_change else None,
        remove=url_for("opening.remove_row", **where) if may_change else None,
        seen=rules.mark_of(row),
    )


def _value(setting: Setting, own: Deviation | None) -> Printable:
    shown = words.shown(setting.shape, setting.value)
    return shown if own is None else Lines(shown, _("own value of the municipality"))


def _link(section: str, setting: Setting) -> Link:
    return Link(words.said(setting.title), url_for("opening.setting", section=section, setting=setting.name))
