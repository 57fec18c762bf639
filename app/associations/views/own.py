"""An association's own pages: where it stands, and the five minutes in which it tells about itself."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.associations import actions, forms, pages, permissions, queries
from app.associations.pages import profile
from app.associations.rules.details import Details
from app.associations.views import asking
from app.associations.views.network import blueprint
from app.web import drafts, refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me, my_associations


@blueprint.get("/own")
@requires(permissions.OWN)
def mine() -> Response | str:
    """The associations I speak for; most people speak for one, and are taken there."""
    ids = my_associations()
    if len(ids) == 1:
        return redirect(url_for(".own", association_id=next(iter(ids))))
    standings = [one for one in queries.standings(today()) if one.association_id in ids]
    return render_template("associations/mine.html", table=pages.own_table(standings))


@blueprint.get("/<uuid:association_id>/own")
@requires(permissions.OWN)
def own(association_id: UUID) -> str:
    """Where my association stands, what is asked of it, and what the municipality has decided."""
    asking.own(association_id)
    known = asking.known(association_id)
    leads = association_id in asking.led()
    invite = pages.invitation(association_id) if leads and known.association.is_in_network else None
    return render_template(
        "associations/own.html",
        association=known.association,
        page=profile.profile(known, today(), as_own=True, keeps=True),
        people=pages.people(known.speakers, invite=invite),
        invite=invite,
        account=leads,
    )


@blueprint.route("/<uuid:association_id>/fill-in", methods=["GET", "POST"])
@requires(permissions.FILL_IN)
def fill_in(association_id: UUID) -> Response | tuple[str, int]:
    """One page on a phone; half of it is kept as a draft."""
    mine, found = asking.own(association_id), queries.association(association_id)
    form = forms.FillInForm(data=pages.typed(found) | {"languages": list(found.languages) or [found.language]})
    form.kind.choices = pages.choices(pages.KINDS)
    form.languages.choices = pages.choices(pages.work_languages())
    draft = drafts.of(form, "associations.fill_in", association_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            site = {name: form[name].data for name in ("street", "postal_code", "town")}
            contact = {"name": form.contact_name.data, "role": form.contact_role.data}
            actions.fill_in(
                association_id=association_id,
                details=_details(form, found.language),
                site=site | {"name": ""},
                contact=contact | {"phone": form.phone.data, "email": form.email.data},
                own=mine,
                by=me().person_id,
                at=now(),
            )
            flash(_("Thank you! The details are saved."), "success")
            return redirect(url_for(".own", association_id=association_id))
    crumbs = pages.crumbs_to(association_id, found.name, as_own=True)
    page = render_template("associations/fill_in.html", form=form, draft=draft, association=found, crumbs=crumbs)
    return page, refusals.status(form)


def _details(form: forms.FillInForm, language: str) -> Details:
    return Details(
        name=form.name.data,
        kind=form.kind.data,
        language=language,
        business_id=form.business_id.data,
        register_number=form.register_number.data,
        languages=tuple(form.languages.data or ()),
        soteri=form.soteri.data,
        soteri_reason=form.soteri_reason.data,
    )
