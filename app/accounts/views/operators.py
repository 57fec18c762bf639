"""What operators did in this municipality: read by its admins and its data-protection officer."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import actions, pages, permissions, queries
from app.web.clock import now
from app.web.guard import requires
from app.web.visitor import me

blueprint = Blueprint("operator_acts", __name__, url_prefix="/<slug>/operator-acts", template_folder="../templates")


@blueprint.get("")
@requires(permissions.OPERATOR_ACTS)
def acts() -> str:
    """Each act with who, when and why."""
    found = queries.operator_acts(me().person_id)
    return render_template(
        "accounts/operator_acts.html",
        acts=pages.operator_acts(found),
        unread=[(one.id, pages.operator_act_title(one)) for one in found if not one.read],
        nothing=pages.no_operator_acts(),
    )


@blueprint.post("/<uuid:act_id>/read")
@requires(permissions.OPERATOR_ACTS)
def read(act_id: UUID) -> Response:
    """One has read of it."""
    actions.read_operator_act(act_id=act_id, by=me().person_id, at=now())
    flash(_("It no longer stands on your home page."), "success")
    return redirect(url_for(".acts"))
