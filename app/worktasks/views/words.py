"""A task in the other language, and its picture."""

from typing import Final
from uuid import UUID

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.values.missing import Missing
from app.web import drafts, refusals
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import actions, forms, pages, permissions, queries, rules
from app.worktasks.views.mine import blueprint, holds, of_mine

KEPT: Final = "private, max-age=31536000, immutable"
BRIEFLY: Final = "private, max-age=60"


@blueprint.route("/<uuid:task_id>/translate", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def translate(task_id: UUID) -> Response | tuple[str, int]:
    """The author's own words in the other language, each beside the first."""
    found = of_mine(task_id)
    form = forms.TranslationForm(data=pages.card.translated(found))
    draft = drafts.of(form, "worktasks.translation", task_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            words, alt = pages.card.said_otherwise(form)
            actions.translate_task(
                task_id=task_id, words=words, picture_alt=alt, own=my_associations(), by=me().person_id, at=now()
            )
            flash(_("The other language is saved."), "success")
            return redirect(url_for(".task", task_id=task_id))
    page = render_template(
        "worktasks/translate.html",
        form=form,
        draft=draft,
        task=found,
        rows=pages.card.beside(form, found),
        language=pages.words.language_name(rules.other_language(found.card.language)),
        crumbs=pages.tasks.crumbs(as_own=True, under=found),
    )
    return page, refusals.status(form)


@blueprint.route("/<uuid:task_id>/induction", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def induction(task_id: UUID) -> Response | tuple[str, int]:
    """What is gone through with those who begin in the task (K16)."""
    found = of_mine(task_id)
    form = forms.InductionForm(data=pages.card.induction_typed(found))
    form.chosen.choices = pages.words.induction_choices()
    draft = drafts.of(form, "worktasks.induction", task_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.set_induction(
                task_id=task_id,
                chosen=form.chosen.data or (),
                lines=rules.lines(form.own.data),
                own=my_associations(),
                by=me().person_id,
                at=now(),
            )
            flash(_("The induction list is saved. Lists already signed stay as they were."), "success")
            return redirect(url_for(".task", task_id=task_id))
    crumbs = pages.tasks.crumbs(as_own=True, under=found)
    page = render_template("worktasks/induction.html", form=form, draft=draft, task=found, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.route("/<uuid:task_id>/picture", methods=["GET", "POST"])
@requires(permissions.REGISTER)
def picture_of(task_id: UUID) -> Response | tuple[str, int]:
    """Choose a picture and tell it in words."""
    found = of_mine(task_id)
    form = forms.PictureForm(data={"alt": found.picture.alt if found.picture else ""})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.show_picture(
                task_id=task_id,
                sent=form.sent(),
                alt=form.alt.data,
                own=my_associations(),
                by=me().person_id,
                at=now(),
            )
            flash(_("The picture is saved."), "success")
            return redirect(url_for(".task", task_id=task_id))
    address, crumbs = pages.browsing.picture(found), pages.tasks.crumbs(as_own=True, under=found)
    page = render_template("worktasks/picture.html", form=form, task=found, address=address, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.post("/<uuid:task_id>/picture/off")
@requires(permissions.REGISTER)
def picture_off(task_id: UUID) -> Response:
    """Go on without a picture."""
    actions.take_picture_off(task_id=task_id, own=my_associations(), by=me().person_id, at=now())
    flash(_("The picture is taken off."), "success")
    return redirect(url_for(".task", task_id=task_id))


@blueprint.get("/<uuid:task_id>/picture.webp")
@requires(permissions.READ)
def picture(task_id: UUID) -> Response:
    """The picture itself, to whoever may see the task; its address changes with it, so that one may be kept."""
    found = queries.task(task_id)
    if not rules.may_see(found, own=my_associations(), as_staff=holds(permissions.READ_ALL)) or not found.picture:
        raise Missing(task_id)
    content, media_type = queries.picture(task_id)
    response = make_response(content)
    response.mimetype = media_type
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = KEPT if request.args.get("v") == found.picture.digest[:16] else BRIEFLY
    response.set_etag(found.picture.digest)
    return response.make_conditional(request)
