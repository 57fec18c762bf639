"""What the page of an upgrade says: what it would do here, setting by setting, and what was done before."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from flask_babel import format_datetime
from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.opening.pages import labels, words
from app.web.components import Column, EmptyState, Lines, Printable, Table, Tag
from tenants.playbooks import Playbook, differences
from tenants.playbooks.differences import Change
from tenants.playbooks.shapes import Shape
from tenants.playbooks.upgrade import Plan, Upgrade


def name_of(playbook: Playbook) -> str:
    """“The Kumina model, version 2”."""
    return str(_("%(title)s, version %(version)s", title=words.said(playbook.title), version=playbook.version))


def changes(plan: Plan) -> Table:
    """Everything there is to tell, in the order of the model."""
    return Table(
        caption=_("Changes"),
        caption_hidden=True,
        columns=(Column(_("Setting")), Column(_("What becomes of it")), Column(_("The difference"))),
        rows=tuple(
            (
                Lines(words.said(change.setting.title), _part(plan, change)),
                Tag(*labels.RESULTS[change.result]),
                difference(change),
            )
            for change in plan.told
        ),
        empty=EmptyState(_("Nothing would change"), _("The new version says the same as the one in use.")),
    )


def kept(plan: Plan) -> int:
    """How many of the municipality's own values stay."""
    return sum(1 for change in plan.changes if change.result in {"keeps_own", "conflict"})


def conflicts(plan: Plan) -> dict[str, str]:
    """The name of a field for each conflict, and what it is about."""
    return {field_of(change): words.said(change.setting.title) for change in plan.conflicts}


def field_of(change: Change) -> str:
    """The field in which one chooses."""
    return f"choice_{change.section}_{change.name}"


def options() -> dict[str, object]:
    """What one chooses between."""
    return {"own": _("Keep our own value"), "new": _("Take the new value of the model")}


def difference(change: Change) -> Printable:
    """From what to what, row by row where it is a list."""
    return Markup("<br>").join(escape(line) for line in _differences(change)) or words.NOTHING


def history(known: Iterable[Upgrade], names: Mapping[UUID, str]) -> Table:
    """Every upgrade that was applied here."""
    return Table(
        caption=_("Earlier changes of version"),
        columns=(Column(_("From and to")), Column(_("Taken into use")), Column(_("State"))),
        rows=tuple(
            (
                f"{one.from_playbook} → {one.to_playbook}",
                Lines(format_datetime(one.applied_at), _by(one.applied_by, names)),
                Tag(_("In use"), "success") if one.undone_at is None else Tag(_("Taken back")),
            )
            for one in known
        ),
    )


def _differences(change: Change) -> Iterator[str]:
    shape = change.setting.shape
    before = change.before.value if change.before else None
    after = change.after.value if change.after else None
    if shape.of == "rows":
        yield from _row_differences(change, before, after)
    elif not differences.same(before, after):
        yield f"{words.shown(shape, before)} → {words.shown(shape, after)}"
    if change.own is not None:
        yield _("Your own: %(value)s", value=words.shown(shape, change.own))


def _row_differences(change: Change, before: object, after: object) -> Iterator[str]:
    shape = change.setting.shape
    found = differences.rows(shape, before, after)
    for row in found.added:
        yield _("New: %(what)s", what=words.row_name(shape, row))
    for row in found.gone:
        yield _("Falls away: %(what)s", what=words.row_name(shape, row))
    for was, now in found.changed:
        for name in dict.fromkeys((*now, *was)):
            if not differences.same(was.get(name), now.get(name)):
                yield _(
                    "Changes: %(what)s",
                    what=f"{words.row_name(shape, now)}. {_field_difference(shape, name, was, now)}",
                )


def _field_difference(shape: Shape, name: str, was: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """“Last day: – → 31.12.2026”; of a text only that it is worded anew."""
    inner, label = shape.fields[name], labels.FIELDS.get(name, name)
    if inner.of == "text":
        return str(label)
    before, after = (words.shown(inner, row[name]) if name in row else words.NOTHING for row in (was, now))
    return f"{label}: {before} → {after}"


def _part(plan: Plan, change: Change) -> str:
    version = plan.after if change.section in plan.after.sections else plan.before
    return words.said(version.sections[change.section].title)


def _by(person_id: UUID | None, names: Mapping[UUID, str]) -> str:
    return names.get(person_id, words.NOTHING) if person_id else str(_("the operator of the service"))
