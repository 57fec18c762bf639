"""Looking for a task, and looking at one."""

from uuid import UUID

from flask import render_template, request

from app.values.missing import Missing
from app.web import listing
from app.web.guard import requires
from app.web.visitor import me, my_associations
from app.worktasks import forms, pages, permissions, queries, rules
from app.worktasks.views.mine import blueprint, holds
from tenants import resolution


@blueprint.get("/")
@requires(permissions.BROWSE)
def tasks() -> str:
    """What one can do in the network now, for clients and those who look with them (K15)."""
    form = _narrowing()
    asked = pages.browsing.asked(form)
    shown = listing.read(request.path, request.args, sortable=("name",), default="name")
    found, total = queries.browse(asked, limit=shown.per_page, offset=shown.offset)
    return render_template(
        "worktasks/tasks.html",
        narrowing=form,
        loads=[one for one in form if one.name.startswith("at_most_")],
        load_asked=bool(asked.at_most),
        chosen=pages.browsing.chosen(form, shown),
        cards=pages.browsing.cards(found, asked),
        how_many=pages.browsing.how_many(total),
        pages=shown.pagination(total),
        nothing=pages.browsing.nothing_open(narrowed=bool(asked) or shown.page > 1),
    )


@blueprint.get("/<uuid:task_id>")
@requires(permissions.READ)
def task(task_id: UUID) -> str:
    """One task: open ones for all who may look, others for their association and the staff."""
    found, mine = queries.task(task_id), my_associations()
    if not rules.may_see(found, own=mine, as_staff=holds(permissions.READ_ALL)):
        raise Missing(task_id)
    is_own, language = found.association_id in mine, pages.words.language()
    fallback, for_client = found.falls_back(language), "client" in me().roles_in(resolution.here().id)
    return render_template(
        "worktasks/task.html",
        task=found,
        words=found.said_in(language),
        words_in=fallback or language,
        told_in=pages.words.told_in(fallback) if fallback else "",
        tag=pages.tasks.tag(found),
        facts=pages.tasks.facts(found, for_client=for_client),
        load=pages.tasks.load(found),
        induction=pages.card.induction(found),
        picture=pages.browsing.picture(found),
        picture_alt=found.picture_told_in(language),
        is_own=is_own,
        pieces=pages.card.pieces(found) if is_own and found.state != "ended" else (),
        for_client=for_client,
        crumbs=pages.tasks.crumbs(as_own=is_own),
    )


def _narrowing() -> forms.BrowseForm:
    form = forms.with_limits(pages.browsing.load_questions())(request.args)
    form.field.choices = pages.browsing.field_choices()
    form.town.choices = pages.browsing.town_choices(queries.towns())
    form.weekday.choices = pages.browsing.weekday_choices()
    form.language.choices = pages.browsing.language_choices()
    return form
