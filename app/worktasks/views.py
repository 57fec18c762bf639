"""The doors of work tasks."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import permission_table
from app.associations import queries as associations
from app.values.missing import Missing
from app.web import drafts, refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import actions, forms, pages, permissions, queries, rules
from app.worktasks.rules import Task
from tenants import resolution

blueprint = Blueprint("worktasks", __name__, url_prefix="/<slug>/worktasks", template_folder="templates")


@blueprint.get("/")
@requires(permissions.BROWSE)
def tasks() -> str:
    """What one can do in the network now, for clients and those who look with them."""
    form = forms.BrowseForm(request.args)
    form.field.choices = pages.browse_choices()
    field = form.field.data if form.field.data in rules.FIELDS else ""
    shown = tuple(task for task in queries.open_tasks() if field in ("", task.field))
    return render_template(
        "worktasks/tasks.html",
        narrowing=form,
        cards=pages.cards(shown),
        nothing=pages.nothing_open(narrowed=bool(field)),
    )


@blueprint.get("/own")
@requires(permissions.REGISTER)
def own() -> str:
    """The tasks of the associations I speak for."""
    mine = my_associations()
    table = pages.own_table(queries.tasks_of(mine), name_association=len(mine) > 1)
    return render_template("worktasks/own.html", table=table)


@blueprint.get("/<uuid:task_id>")
@requires(permissions.READ)
def task(task_id: UUID) -> str:
    """One task: open ones for all who may look, others for their association and the staff."""
    found, mine = queries.task(task_id), my_associations()
    if not rules.may_see(found, own=mine, as_staff=_holds(permissions.READ_ALL)):
        raise Missing(task_id)
    is_own = found.association_id in mine
    return render_template(
        "worktasks/task.html",
        task=found,
        tag=pages.tag(found),
        facts=pages.facts(found),
        is_own=is_own,
        for_client="client" in me().roles_in(resolution.here().id),
        crumbs=pages.crumbs(as_own=is_own),
    )


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def register() -> Response | tuple[str, int]:
    """Write a task down; publishing is the next page."""
    form = _register_form()
    draft = drafts.of(form, "worktasks.task")
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.register_task(
                **_said(form),
                association_id=UUID(form.association_id.data),
                own=my_associations(),
                by=me().person_id,
                at=now(),
            )
            return redirect(url_for(".publish", task_id=made))
    page = render_template("worktasks/register.html", form=form, draft=draft, crumbs=pages.crumbs(as_own=True))
    return page, refusals.status(form)


@blueprint.route("/<uuid:task_id>/change", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def change(task_id: UUID) -> Response | tuple[str, int]:
    """Correct a task's words or places."""
    found = _mine(task_id)
    form = forms.TaskForm(data=pages.typed(found))
    form.field.choices = pages.field_choices()
    draft = drafts.of(form, "worktasks.task", task_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.change_task(task_id=task_id, **_said(form), own=my_associations(), by=me().person_id, at=now())
            flash(_("The changes are saved."), "success")
            return redirect(url_for(".task", task_id=task_id))
    page = render_template(
        "worktasks/change.html", form=form, draft=draft, task=found, crumbs=pages.crumbs(as_own=True)
    )
    return page, refusals.status(form)


@blueprint.route("/<uuid:task_id>/publish", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def publish(task_id: UUID) -> Response | tuple[str, int]:
    """Open it to clients, with the association's statement."""
    found, form = _mine(task_id), forms.PublishForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            stated = form.not_a_substitute.data
            actions.publish_task(
                task_id=task_id, not_a_substitute=stated, own=my_associations(), by=me().person_id, at=now()
            )
            flash(_("The task is open: clients and counsellors can see it now."), "success")
            return redirect(url_for(".task", task_id=task_id))
    page = render_template(
        "worktasks/publish.html", form=form, task=found, facts=pages.facts(found), crumbs=pages.crumbs(as_own=True)
    )
    return page, refusals.status(form)


@blueprint.post("/<uuid:task_id>/pause")
@requires(permissions.REGISTER)
def pause(task_id: UUID) -> Response:
    """Take no new people for now."""
    actions.pause_task(task_id=task_id, own=my_associations(), by=me().person_id, at=now())
    flash(_("The task is paused: nobody new is placed in it. Those who work in it go on."), "success")
    return redirect(url_for(".task", task_id=task_id))


def _mine(task_id: UUID) -> Task:
    found = queries.task(task_id)
    if found.association_id not in my_associations():
        raise Missing(task_id)
    return found


def _register_form() -> forms.RegisterForm:
    mine = associations.these(my_associations())
    form = forms.RegisterForm(data={"association_id": str(mine[0].id) if len(mine) == 1 else ""})
    form.association_id.choices = [(str(one.id), one.name) for one in mine]
    form.field.choices = pages.field_choices()
    return form


def _said(form: forms.TaskForm) -> dict[str, Any]:
    return {name: form[name].data for name in ("name", "description", "field", "places")}


def _holds(permission: str) -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permission)
