"""The doors of an upgrade: look at what it would do here, take it into use, take it back."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import queries as people
from app.opening import actions, forms, pages, permissions
from app.opening.views.settings import blueprint, doing, may_steer
from app.web import refusals
from app.web.guard import requires
from tenants import playbooks, settings
from tenants.playbooks import upgrade as upgrading
from tenants.playbooks.upgrade import Plan


@blueprint.get("/model-version")
@requires(permissions.READ)
def version() -> str:
    """The version in use, what the next one would change here, and what was changed before."""
    plan = _plan()
    return _page(plan, _chosen_form(plan))


@blueprint.post("/model-version/apply")
@requires(permissions.STEER)
def apply() -> Response | tuple[str, int]:
    """Take the newest version into use, as the plan that was looked at says."""
    plan = _plan()
    form = _chosen_form(plan)
    if plan is None:
        return redirect(url_for(".version"))
    if form.validate_on_submit():
        with refusals.shown_on(form):
            chosen = {one.where for one in plan.conflicts if form[pages.upgrades.field_of(one)].data == "new"}
            actions.apply_upgrade(to=plan.after.reference, chosen=chosen, seal=form.seal.data, **doing())
            flash(_("The new version is in use."), "success")
            return redirect(url_for(".version"))
    return _page(plan, form), refusals.status(form)


@blueprint.post("/model-version/undo")
@requires(permissions.STEER)
def undo() -> Response | tuple[str, int]:
    """Go back to the version before."""
    form = forms.PressForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.undo_upgrade(**doing())
            flash(_("The version before is in use again, with everything you had changed yourselves."), "success")
            return redirect(url_for(".version"))
    plan = _plan()
    return _page(plan, _chosen_form(plan), pressed=form), refusals.status(form)


def _plan() -> Plan | None:
    newer = upgrading.newer_than(settings.written().reference)
    return upgrading.plan(newer[-1]) if newer else None


def _chosen_form(plan: Plan | None) -> Any:
    wheres = pages.upgrades.conflicts(plan) if plan else {}
    made = forms.values.for_choices(wheres, options=pages.upgrades.options())
    return made(data={"seal": plan.seal} if plan else {})


def _page(plan: Plan | None, form: Any, pressed: Any = None) -> str:
    history = upgrading.history()
    who = people.names(tuple({one.applied_by for one in history if one.applied_by}))
    last = upgrading.undoable()
    return render_template(
        "opening/version.html",
        name=pages.upgrades.name_of(settings.written()),
        newer=pages.upgrades.name_of(plan.after) if plan else None,
        changes=pages.upgrades.changes(plan) if plan else None,
        kept=pages.upgrades.kept(plan) if plan else 0,
        choices=[form[name] for name in pages.upgrades.conflicts(plan)] if plan else [],
        form=form,
        pressed=pressed,
        history=pages.upgrades.history(history, who),
        undo=pages.upgrades.name_of(playbooks.load(last.from_playbook)) if last else None,
        may_steer=may_steer(),
        crumbs=pages.settings.crumbs(),
    )
