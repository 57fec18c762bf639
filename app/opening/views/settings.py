"""The doors of the settings: what the model says, what the municipality says, and changing it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts import permission_table
from app.accounts import queries as people
from app.opening import actions, forms, pages, permissions, queries, rules
from app.values.missing import Missing
from app.web import refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me
from tenants import playbooks, registry, resolution, settings
from tenants.playbooks import Section, Setting
from tenants.playbooks import upgrade as upgrading
from tenants.provisioning import Installer
from tenants.settings import Deviation

blueprint = Blueprint("opening", __name__, url_prefix="/<slug>/settings", template_folder="../templates")

ONE: Final = "/<code:section>/<code:setting>"


@blueprint.get("/")
@requires(permissions.READ)
def overview() -> str:
    """The whole model as it holds here."""
    playbook, own = settings.playbook(), settings.deviations()
    newer = upgrading.newer_than(playbook.reference)
    return render_template(
        "opening/overview.html",
        name=pages.upgrades.name_of(settings.written()),
        lineage=registry.lineage(resolution.here().id),
        figures=pages.settings.figures(playbook, own),
        own=pages.settings.own_changes(own, settings.written(), names(own)),
        sections=pages.settings.sections(playbook, own),
        newer=pages.upgrades.name_of(playbooks.load(newer[-1])) if newer else None,
        left_out=[setting_title(*where) for where in queries.stays_at_home()] if may_steer() else [],
        may_steer=may_steer(),
    )


@blueprint.get("/<code:section>")
@requires(permissions.READ)
def section(section: str) -> str:
    """One part of the model."""
    part = _part(section)
    own = {one.setting.name: one for one in settings.deviations() if one.section == section}
    table, title = pages.settings.settings(part, own), pages.words.said(part.title)
    return render_template("opening/section.html", title=title, table=table, crumbs=pages.settings.crumbs())


@blueprint.get(ONE)
@requires(permissions.READ)
def setting(section: str, setting: str) -> str:
    """One setting: its value, how firm it is and why."""
    return _setting_page(*_found(section, setting))


@blueprint.route(f"{ONE}/change", methods=["GET", "POST"])
@requires(permissions.STEER)
def change(section: str, setting: str) -> AnyResponse | tuple[str, int]:
    """Say a single value differently; a list is changed row by row."""
    part, found = _found(section, setting)
    if found.kind == "locked" or found.shape.of == "rows":
        raise Missing(setting)
    form = _value_form(found)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            value = forms.values.said(form, "value", found.shape)
            actions.change_setting(section=section, setting=setting, value=value, **doing())
            flash(_("The change is saved."), "success")
            return redirect(url_for(".setting", section=section, setting=setting))
    title = pages.words.said(found.title)
    return _edit_page(form, part, found, title=title, lead=pages.words.said(found.why)), refusals.status(form)


@blueprint.post(f"{ONE}/reset")
@requires(permissions.STEER)
def reset(section: str, setting: str) -> AnyResponse | tuple[str, int]:
    """Go along with the model again."""
    part, found = _found(section, setting)
    form = forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.reset_setting(section=section, setting=setting, **doing())
            flash(_("The model’s own value is in use again."), "success")
            return redirect(url_for(".setting", section=section, setting=setting))
    return _setting_page(part, found, form), refusals.status(form)


@blueprint.route(f"{ONE}/rows/new", methods=["GET", "POST"])
@requires(permissions.STEER)
def add_row(section: str, setting: str) -> AnyResponse | tuple[str, int]:
    """One row more."""
    return _row_page(section, setting, None)


@blueprint.route(f"{ONE}/rows/<int:number>", methods=["GET", "POST"])
@requires(permissions.STEER)
def change_row(section: str, setting: str, number: int) -> AnyResponse | tuple[str, int]:
    """One row said differently."""
    return _row_page(section, setting, number)


@blueprint.post(f"{ONE}/rows/<int:number>/remove")
@requires(permissions.STEER)
def remove_row(section: str, setting: str, number: int) -> AnyResponse | tuple[str, int]:
    """One row less."""
    part, found = _list(section, setting)
    form = forms.RowForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.remove_row(section=section, setting=setting, number=number, seen=form.seen.data or "", **doing())
            flash(_("It is removed from the list."), "success")
            return redirect(url_for(".setting", section=section, setting=setting))
    return _setting_page(part, found, form), refusals.status(form)


@blueprint.get("/playbook.toml")
@requires(permissions.STEER)
def handed_on() -> Response:
    """This municipality's version of the model as a file another may start from; no person is in it."""
    name = f"{resolution.here().slug}.toml"
    handed = queries.handed_on(resolution.here(), on=today())
    answer = Response(handed.text, mimetype="application/toml")
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def may_steer() -> bool:
    """Whether the visitor may change what they see."""
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permissions.STEER)


def doing() -> dict[str, Any]:
    """Who acts, when, and with which installers from the roof."""
    by, at = me().person_id, now()
    installers: Mapping[str, Installer] = current_app.extensions["kumina_installers"](by=by, at=at)
    return {"installers": installers, "by": by, "at": at}


def names(own: tuple[Deviation, ...]) -> dict[UUID, str]:
    """Who has changed these."""
    return people.names(tuple({one.changed_by for one in own if one.changed_by}))


def setting_title(section: str, setting: str) -> str:
    """What a setting is called."""
    return pages.words.said(_found(section, setting)[1].title)


def _part(section: str) -> Section:
    try:
        return settings.section(section)
    except KeyError as missing:
        raise Missing(section) from missing


def _found(section: str, setting: str) -> tuple[Section, Setting]:
    part = _part(section)
    if setting not in part.settings:
        raise Missing(setting)
    return part, part.settings[setting]


def _list(section: str, setting: str) -> tuple[Section, Setting]:
    part, found = _found(section, setting)
    if found.shape.of != "rows" or found.kind == "locked":
        raise Missing(setting)
    return part, found


def _value_form(found: Setting) -> forms.values.Form:
    label = pages.words.said(found.title)
    made = forms.values.for_value(found.shape, label=label, choices=pages.labels.CHOICES)
    return made(data=dict(forms.values.typed("value", found.shape, found.value)))


def _setting_page(part: Section, found: Setting, pressed: forms.values.Form | None = None) -> str:
    own = next((o for o in settings.deviations() if (o.section, o.setting.name) == (part.name, found.name)), None)
    may_change = may_steer() and found.kind != "locked"
    where: dict[str, Any] = {"section": part.name, "setting": found.name}
    is_list = found.shape.of == "rows"
    return render_template(
        "opening/setting.html",
        title=pages.words.said(found.title),
        why=pages.words.said(found.why),
        facts=tuple(pages.settings.facts(found, own, names((own,) if own else ()))),
        items=pages.settings.items(part.name, found, may_change=may_change),
        is_list=is_list,
        pressed=pressed,
        add=url_for(".add_row", **where) if may_change and is_list else None,
        change=url_for(".change", **where) if may_change and not is_list else None,
        reset=url_for(".reset", **where) if may_change and own else None,
        crumbs=pages.settings.crumbs(pages.settings.section_crumb(part)),
    )


def _row_page(section: str, setting: str, number: int | None) -> AnyResponse | tuple[str, int]:
    part, found = _list(section, setting)
    row = _row(found, number)
    made = forms.values.for_row(found.shape, labels=pages.labels.FIELDS, choices=pages.labels.CHOICES)
    form = made(data=forms.values.typed_row(found.shape, row) | {"seen": rules.mark_of(row)})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = forms.values.said_row(form, found.shape, code=_code(found, row, form))
            asked: dict[str, Any] = {"section": section, "setting": setting, "number": number}
            actions.put_row(**asked, row=said, seen=form["seen"].data or "", **doing())
            flash(_("The change is saved."), "success")
            return redirect(url_for(".setting", section=section, setting=setting))
    title = pages.words.row_name(found.shape, row) if row else _("Add to the list")
    return _edit_page(form, part, found, title=title, lead=None), refusals.status(form)


def _edit_page(form: forms.values.Form, part: Section, found: Setting, *, title: str, lead: str | None) -> str:
    return render_template(
        "opening/edit.html",
        form=form,
        title=title,
        caption=pages.words.said(found.title),
        lead=lead,
        limits=pages.words.in_limits(found.shape) if found.shape.of != "rows" else None,
        back=url_for(".setting", section=part.name, setting=found.name),
        crumbs=pages.settings.crumbs(pages.settings.section_crumb(part), pages.settings.setting_crumb(part, found)),
    )


def _row(found: Setting, number: int | None) -> rules.Row:
    rows = found.value or ()
    if number is None:
        return {}
    if not 1 <= number <= len(rows):
        raise Missing(number)
    return rows[number - 1]  # type: ignore[no-any-return]


def _code(found: Setting, row: rules.Row, form: forms.values.Form) -> str | None:
    """A row keeps its code; a new one gets one from its words."""
    if not forms.values.makes_code(found.shape):
        return None
    key = next(name for name in ("code", "field") if name in found.shape.fields)
    if key in row:
        return str(row[key])
    taken = {str(one[key]) for one in found.value or ()}
    return rules.new_code(forms.values.first_words(form, found.shape), taken=taken)
