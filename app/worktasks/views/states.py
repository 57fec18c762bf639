"""Opening a task to clients, closing it for a while, ending it."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.web import refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import actions, forms, pages, permissions
from app.worktasks.views.mine import blueprint, of_mine


@blueprint.route("/<uuid:task_id>/publish", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def publish(task_id: UUID) -> Response | tuple[str, int]:
    """Open it to clients, with the association's statement; what is still missing is told in words."""
    found, form = of_mine(task_id), forms.PublishForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            stated = form.not_a_substitute.data
            actions.publish_task(
                task_id=task_id, not_a_substitute=stated, own=my_associations(), by=me().person_id, at=now()
            )
            flash(_("The task is open: clients and counsellors can see it now."), "success")
            return redirect(url_for(".task", task_id=task_id))
    page = render_template(
        "worktasks/publish.html",
        form=form,
        task=found,
        missing=pages.card.missing(found),
        facts=pages.tasks.facts(found),
        crumbs=pages.tasks.crumbs(as_own=True, under=found),
    )
    return page, refusals.status(form)


@blueprint.post("/<uuid:task_id>/pause")
@requires(permissions.REGISTER)
def pause(task_id: UUID) -> Response:
    """Take no new people for now."""
    actions.pause_task(task_id=task_id, own=my_associations(), by=me().person_id, at=now())
    flash(_("The task is paused: nobody new is placed in it. Those who work in it go on."), "success")
    return redirect(url_for(".task", task_id=task_id))


@blueprint.post("/<uuid:task_id>/resume")
@requires(permissions.REGISTER)
def resume(task_id: UUID) -> Response:
    """Take new people again."""
    actions.resume_task(task_id=task_id, own=my_associations(), by=me().person_id, at=now())
    flash(_("The task is open: clients and counsellors can see it now."), "success")
    return redirect(url_for(".task", task_id=task_id))


@blueprint.route("/<uuid:task_id>/end", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def end(task_id: UUID) -> Response | str:
    """Ending is asked once more, and says what stays."""
    found, form = of_mine(task_id), forms.EndForm()
    if form.validate_on_submit():
        actions.end_task(task_id=task_id, own=my_associations(), by=me().person_id, at=now())
        flash(_("The task has ended. Those who work in it go on to the end that was agreed."), "success")
        return redirect(url_for(".task", task_id=task_id))
    crumbs = pages.tasks.crumbs(as_own=True, under=found)
    return render_template("worktasks/end.html", form=form, task=found, crumbs=crumbs)
