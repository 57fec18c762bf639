"""An association's own tasks: written down, changed, copied."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.associations import queries as associations
from app.web import drafts, refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import actions, forms, pages, permissions, queries, rules
from app.worktasks.rules import Task
from app.worktasks.views.mine import blueprint, of_mine


@blueprint.get("/own")
@requires(permissions.REGISTER)
def own() -> str:
    """The tasks of the associations I speak for."""
    mine = my_associations()
    table = pages.tasks.own_table(queries.tasks_of(mine), name_association=len(mine) > 1)
    return render_template("worktasks/own.html", table=table)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def register() -> Response | tuple[str, int]:
    """Write a task down with the few answers that are always asked; the rest is on its own page."""
    form = _register_form()
    draft = drafts.of(form, "worktasks.task")
    if form.validate_on_submit():
        with refusals.shown_on(form):
            language = pages.words.language()
            made = actions.register_task(
                association_id=UUID(form.association_id.data),
                card=pages.card.said(form, language=language if language in rules.AUTHORS_LANGUAGES else "fi"),
                own=my_associations(),
                by=me().person_id,
                at=now(),
            )
            flash(_("The task is saved as a draft. Only your association and the municipality see it."), "success")
            return redirect(url_for(".task", task_id=made))
    parts, crumbs = pages.card.parts(form, "always"), pages.tasks.crumbs(as_own=True)
    page = render_template("worktasks/register.html", form=form, draft=draft, parts=parts, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:task_id>/change", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def change(task_id: UUID) -> Response | tuple[str, int]:
    """The whole card; what is not always asked is folded."""
    found = of_mine(task_id)
    form = _card_form(found)
    draft = drafts.of(form, "worktasks.task", task_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            card = pages.card.said(form, language=found.card.language, before=found.card)
            actions.change_task(task_id=task_id, card=card, own=my_associations(), by=me().person_id, at=now())
            flash(_("The changes are saved."), "success")
            return redirect(url_for(".task", task_id=task_id))
    parts, crumbs = pages.card.parts(form, "always", "if_wanted"), pages.tasks.crumbs(as_own=True, under=found)
    page = render_template("worktasks/change.html", form=form, draft=draft, task=found, parts=parts, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:task_id>/copy", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def copy(task_id: UUID) -> Response | tuple[str, int]:
    """Begin another task from this one."""
    found = of_mine(task_id)
    form = forms.CopyForm(data={"name": found.name})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            made = actions.copy_task(
                task_id=task_id, name=form.name.data, own=my_associations(), by=me().person_id, at=now()
            )
            flash(_("The copy is a draft. Change what differs and publish it."), "success")
            return redirect(url_for(".change", task_id=made))
    crumbs = pages.tasks.crumbs(as_own=True, under=found)
    return render_template("worktasks/copy.html", form=form, task=found, crumbs=crumbs), refusals.status(form)


def _register_form() -> forms.RegisterForm:
    mine = associations.these(my_associations())
    form = forms.RegisterForm(data={"association_id": str(mine[0].id) if len(mine) == 1 else ""})
    form.association_id.choices = [(str(one.id), one.name) for one in mine]
    form.field.choices = pages.card.field_choices()
    return form


def _card_form(task: Task) -> forms.CardForm:
    made = forms.with_load(forms.CardForm, pages.card.load_questions())
    form = made(data=pages.card.typed(task))
    form.field.choices = pages.card.field_choices()
    form.site_id.choices = pages.card.site_choices(associations.sites_of([task.association_id]))
    form.weekdays.choices = pages.card.weekday_choices()
    form.season_from.choices = form.season_to.choices = pages.card.month_choices()
    form.languages.choices = pages.words.languages()
    pages.card.leave_out(form)
    return form
