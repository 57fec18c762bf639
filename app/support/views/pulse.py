"""The doors of the pulse: asking, seeing what was answered, and answering."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app.accounts import permission_table
from app.support import actions, forms, permissions, queries
from app.support.pages import pulse as pages
from app.support.rules import pulse as rules
from app.values.missing import Missing
from app.web import drafts, refusals
from app.web.clock import now, today
from app.web.guard import requires
from app.web.visitor import me, my_associations
from tenants import resolution

blueprint = Blueprint("pulse", __name__, url_prefix="/<slug>/pulse", template_folder="../templates")


@blueprint.get("/")
@requires(permissions.PULSES)
def pulses() -> str:
    """Every season that was asked."""
    may_start = _holds(permissions.START_PULSE)
    table = pages.table(queries.pulses(), today(), may_start=may_start)
    return render_template("support/pulses.html", table=table, may_start=may_start)


@blueprint.route("/new", methods=["GET", "POST"])
@requires(permissions.START_PULSE)
def start() -> Response | tuple[str, int]:
    """Ask every association."""
    form = forms.PulseForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {"season": form.season.data, "open_until_on": form.open_until_on.data}
            made = actions.start_pulse(**said, by=me().person_id, at=now())
            flash(_("The associations are asked. The letters leave a few a minute."), "success")
            return redirect(url_for(".results", pulse_id=made))
    page = render_template("support/start_pulse.html", form=form, crumbs=pages.crumbs())
    return page, refusals.status(form)


@blueprint.get("/<uuid:pulse_id>")
@requires(permissions.PULSES)
def results(pulse_id: UUID) -> str:
    """All answers together, and each."""
    found, replies = queries.pulse(pulse_id), queries.replies(pulse_id)
    summed, known = rules.summed(replies), queries.reasons_not_hosting()
    return render_template(
        "support/results.html",
        pulse=found,
        is_open=found.is_open(today()),
        figures=pages.figures(summed),
        why_not=pages.why_not(summed, known) if summed.none else None,
        answers=pages.answers(replies, known, leads_on=_holds(permissions.GIVE)),
        crumbs=pages.crumbs(),
    )


@blueprint.route("/replies/<uuid:reply_id>", methods=["GET", "POST"])
@requires(permissions.ASK)
def answer(reply_id: UUID) -> Response | tuple[str, int]:
    """Answer for one's association; the letter leads here."""
    reply = queries.reply(reply_id)
    if reply.association_id not in my_associations():
        raise Missing(reply_id)
    found = queries.pulse(reply.pulse_id)
    form = forms.AnswerForm(data=pages.typed(reply))
    form.reason.choices = pages.reason_choices(queries.reasons_not_hosting())
    draft = drafts.of(form, "support.pulse", reply_id)
    if form.validate_on_submit():
        with refusals.shown_on(form):
            said = {name: form[name].data for name in ("places", "reason", "wish", "wants_contact")}
            actions.answer_pulse(reply_id=reply_id, **said, own=my_associations(), by=me().person_id, at=now())
            flash(_("Thank you for the answer. You can correct it while the questions are open."), "success")
            return redirect(f"/{resolution.here().slug}/")
    is_open = found.is_open(today())
    page = render_template("support/answer.html", form=form, draft=draft, pulse=found, reply=reply, is_open=is_open)
    return page, refusals.status(form)


def _holds(permission: str) -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permission)
