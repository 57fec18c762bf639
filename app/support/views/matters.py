"""The doors of open matters: the team's, and the association's own."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.associations import queries as associations
from app.support import actions, forms, permissions, queries
from app.support.pages import labels
from app.support.pages import matters as pages
from app.values.missing import Missing
from app.web import drafts, refusals
from app.web.clock import now
from app.web.components import Crumb
from app.web.guard import requires
from app.web.visitor import me, my_associations

blueprint = Blueprint("matters", __name__, url_prefix="/<slug>/matters", template_folder="../templates")


@blueprint.route("/<uuid:matter_id>", methods=["GET", "POST"])
@requires(permissions.GIVE)
def matter(matter_id: UUID) -> Response | tuple[str, int]:
    """One matter: what was done, and what is done now."""
    found = queries.matter(matter_id)
    form = forms.StepForm()
    draft = drafts.of(form, "support.step", matter_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {"words": form.words.data, "closes": form.closes.data}
            actions.act_on_matter(matter_id=matter_id, **said, by=me().person_id, at=now())
            flash(_("The matter is settled.") if form.closes.data else _("It is written down."), "success")
            return redirect(url_for("support.association", association_id=found.association_id))
    page = render_template(
        "support/matter.html",
        matter=found,
        facts=pages.facts(found, for_staff=True),
        steps=pages.steps(queries.steps_of(matter_id)),
        form=form,
        draft=draft,
        may_take=found.is_open and found.owner_id != me().person_id,
        crumbs=labels.crumbs(labels.crumb(found.association_id, found.association_name)),
    )
    return page, refusals.status(form)


@blueprint.post("/<uuid:matter_id>/take")
@requires(permissions.GIVE)
def take(matter_id: UUID) -> Response:
    """Take care of it from now on."""
    actions.take_matter(matter_id=matter_id, by=me().person_id, at=now())
    flash(_("You take care of this matter now."), "success")
    return redirect(url_for(".matter", matter_id=matter_id))


@blueprint.get("/own")
@requires(permissions.ASK)
def own() -> str:
    """What my associations have brought up, and what came of it."""
    mine = my_associations()
    table = pages.own_table(queries.matters_of(mine), name_association=len(mine) > 1)
    return render_template("support/own.html", table=table)


@blueprint.route("/own/new", methods=["GET", "POST"])
@requires(permissions.ASK)
def bring_up() -> Response | tuple[str, int]:
    """Bring something up."""
    mine = tuple(one for one in associations.these(my_associations()) if one.is_in_network)
    form = forms.OwnMatterForm(data=pages.one_of(mine))
    form.association_id.choices = pages.association_choices(mine)
    draft = drafts.of(form, "support.own_matter")
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {"association_id": UUID(form.association_id.data), "words": form.words.data}
            actions.open_own_matter(**said, own=my_associations(), by=me().person_id, at=now())
            flash(_("Thank you. We take it up the same working day if we can."), "success")
            return redirect(url_for(".own"))
    crumbs = (Crumb(_("Support"), url_for(".own")),)
    page = render_template("support/bring_up.html", form=form, draft=draft, several=len(mine) > 1, crumbs=crumbs)
    return page, refusals.status(form)


@blueprint.get("/own/<uuid:matter_id>")
@requires(permissions.ASK)
def own_matter(matter_id: UUID) -> str:
    """One of them; what the team opened for itself is not shown."""
    found = queries.matter(matter_id)
    if found.association_id not in my_associations() or found.opened_for != "association":
        raise Missing(matter_id)
    return render_template(
        "support/own_matter.html",
        matter=found,
        facts=pages.facts(found, for_staff=False),
        steps=pages.steps(queries.steps_of(matter_id)),
        crumbs=(Crumb(_("Support"), url_for(".own")),),
    )
