"""Where an association works and whom one calls there."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.associations import actions, forms, pages, permissions, queries
from app.associations.views import asking
from app.associations.views.network import blueprint
from app.web import refusals
from app.web.clock import now
from app.web.forms import Form
from app.web.guard import requires
from app.web.visitor import me


@blueprint.route("/<uuid:association_id>/sites/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def add_site(association_id: UUID) -> Response | tuple[str, int]:
    """A further place."""
    own, form = asking.own_or_all(association_id, staff=permissions.LEADS), forms.SiteForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.add_site(association_id=association_id, **_site(form), own=own, by=me().person_id, at=now())
            flash(_("The site is saved."), "success")
            return redirect(pages.home(association_id, as_own=own is not None))
    return _page(form, association_id, as_own=own is not None, title=_("Add a site"))


@blueprint.route("/sites/<uuid:site_id>/change", methods=["GET", "POST"])
@requires(permissions.KEEP)
def change_site(site_id: UUID) -> Response | tuple[str, int]:
    """Correct a place."""
    found = queries.site(site_id)
    own = asking.own_or_all(found.association_id, staff=permissions.LEADS)
    known = {name: getattr(found, name) for name in ("street", "postal_code", "town")}
    form = forms.SiteForm(data=known | {"site_name": found.name})
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.change_site(site_id=site_id, **_site(form), own=own, by=me().person_id, at=now())
            flash(_("The site is saved."), "success")
            return redirect(pages.home(found.association_id, as_own=own is not None))
    ending = pages.closing(site_id)
    return _page(form, found.association_id, as_own=own is not None, title=_("Change the site"), ending=ending)


@blueprint.post("/sites/<uuid:site_id>/close")
@requires(permissions.KEEP)
def close_site(site_id: UUID) -> Response:
    """Nothing new is done there."""
    found = queries.site(site_id)
    own = asking.own_or_all(found.association_id, staff=permissions.LEADS)
    actions.close_site(site_id=site_id, own=own, by=me().person_id, at=now())
    flash(_("The site is closed. Tasks that were done there keep their address."), "success")
    return redirect(pages.home(found.association_id, as_own=own is not None))


@blueprint.route("/<uuid:association_id>/contacts/new", methods=["GET", "POST"])
@requires(permissions.KEEP)
def add_contact(association_id: UUID) -> Response | tuple[str, int]:
    """Somebody who can be reached."""
    own, form = asking.own_or_all(association_id, staff=permissions.LEADS), forms.ContactForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            doing: dict[str, Any] = {"own": own, "by": me().person_id, "at": now()}
            actions.add_contact_person(association_id=association_id, **_contact(form), **doing)
            flash(_("The contact person is saved."), "success")
            return redirect(pages.home(association_id, as_own=own is not None))
    return _page(form, association_id, as_own=own is not None, title=_("Add a contact person"))


@blueprint.route("/contacts/<uuid:contact_person_id>/change", methods=["GET", "POST"])
@requires(permissions.KEEP)
def change_contact(contact_person_id: UUID) -> Response | tuple[str, int]:
    """Correct how somebody is reached."""
    found = queries.contact(contact_person_id)
    own = asking.own_or_all(found.association_id, staff=permissions.LEADS)
    known = {"contact_name": found.name, "contact_role": found.role, "phone": found.phone, "email": found.email}
    form = forms.ContactForm(data=known)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            doing: dict[str, Any] = {"own": own, "by": me().person_id, "at": now()}
            actions.change_contact_person(contact_id=contact_person_id, **_contact(form), **doing)
            flash(_("The contact person is saved."), "success")
            return redirect(pages.home(found.association_id, as_own=own is not None))
    ending = pages.removing(contact_person_id)
    return _page(
        form,
        found.association_id,
        as_own=own is not None,
        title=_("Change the contact person"),
        ending=ending,
    )


@blueprint.post("/contacts/<uuid:contact_person_id>/remove")
@requires(permissions.KEEP)
def remove_contact(contact_person_id: UUID) -> Response:
    """Who no longer answers for the association is not kept."""
    found = queries.contact(contact_person_id)
    own = asking.own_or_all(found.association_id, staff=permissions.LEADS)
    actions.remove_contact_person(contact_id=contact_person_id, own=own, by=me().person_id, at=now())
    flash(_("The contact person is removed."), "success")
    return redirect(pages.home(found.association_id, as_own=own is not None))


def _page(form: Form, association_id: UUID, *, as_own: bool, **facts: Any) -> tuple[str, int]:
    name = queries.association(association_id).name
    page = render_template(
        "associations/kept.html",
        form=form,
        name=name,
        back=pages.home(association_id, as_own=as_own),
        crumbs=pages.crumbs_to(association_id, name, as_own=as_own),
        **{"ending": None} | facts,
    )
    return page, refusals.status(form)


def _site(form: forms.SiteForm) -> dict[str, Any]:
    return {"name": form.site_name.data} | {name: form[name].data for name in ("street", "postal_code", "town")}


def _contact(form: forms.ContactForm) -> dict[str, Any]:
    name, role = form.contact_name.data, form.contact_role.data
    return {"name": name, "role": role, "phone": form.phone.data, "email": form.email.data}
