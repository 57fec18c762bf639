"""The doors of attendance: the association's phone, the client's own days, the counsellor's look."""

from datetime import date, timedelta
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app import record
from app.accounts import permission_table
from app.attendance import actions, forms, pages, permissions, queries, rules
from app.attendance.rules import Mark, Sheet
from app.intake import queries as intake
from app.intake.rules import may_see_client
from app.placements import queries as placements
from app.placements.rules import Placement
from app.values.missing import Missing
from app.values.period import Month
from app.web import dates, refusals, sentences
from app.web.clock import now, today
from app.web.forms import Form
from app.web.guard import requires
from app.web.visitor import me, my_associations
from tenants import resolution

blueprint = Blueprint("attendance", __name__, url_prefix="/<slug>/attendance", template_folder="templates")


@blueprint.route("/", methods=["GET", "POST"])
@requires(permissions.MARK)
def week() -> Response | tuple[str, int]:
    """The phone page: everybody of a week, one tap for each day of each."""
    monday, sunday = rules.week_of(_day_asked())
    shown = queries.participants(my_associations(), first_on=monday, last_on=sunday)
    form = forms.MarkForm()
    if form.validate_on_submit():
        marks = form.marks(pages.open_days(shown, form.rest.data or ""))
        with refusals.shown_on(form):
            return _marked(form, marks, url_for(".week", day=monday.isoformat()))
    record.saw("attendance.days_seen", subjects=[one.placement.client_person_id for one in shown])
    page = render_template(
        "attendance/week.html",
        form=form,
        days=pages.week(shown, monday, today()),
        coming=pages.coming(shown, monday, today()),
        people=pages.people(shown, today()),
        waiting=pages.waiting(queries.waiting_months(my_associations(), last_on=_end_of_last_month())),
        nobody=None if shown else pages.nobody_comes(),
        week_begins=pages.short_day(monday),
        is_this_week=monday <= today() <= sunday,
        before=monday - timedelta(days=7),
        after=monday + timedelta(days=7),
    )
    return page, refusals.status(form)


@blueprint.route("/placements/<uuid:placement_id>/<month:month>", methods=["GET", "POST"])
@requires(permissions.MARK)
def month(placement_id: UUID, month: Month) -> Response | tuple[str, int]:
    """One participant's month: its days, and confirming it."""
    placement, form = _hosted(placement_id), forms.MarkForm()
    sheet = queries.month(placement, month)
    if form.validate_on_submit():
        marks = form.marks(pages.open_month_days(placement, sheet, today()))
        with refusals.shown_on(form):
            return _marked(form, marks, pages.month_href(placement_id, month))
    return _month_page(placement, sheet, form)


@blueprint.post("/placements/<uuid:placement_id>/<month:month>/confirm")
@requires(permissions.MARK)
def confirm(placement_id: UUID, month: Month) -> Response | tuple[str, int]:
    """Put the association's name to a month."""
    placement, form = _hosted(placement_id), forms.ConfirmForm()
    if form.validate_on_submit():
        with refusals.shown_on(form):
            actions.confirm_month(
                placement_id=placement_id, month=month, own=my_associations(), by=me().person_id, at=now()
            )
            flash(_("The month is confirmed. Thank you!"), "success")
            return redirect(pages.month_href(placement_id, month))
    return _month_page(placement, queries.month(placement, month), form)


@blueprint.get("/mine")
@requires(permissions.OWN)
def mine() -> str:
    """One's own days of a month."""
    return _looked_at("attendance/mine.html", placements.placements_of_person(me().person_id))


@blueprint.get("/clients/<uuid:client_id>")
@requires(permissions.READ)
def of_client(client_id: UUID) -> str:
    """A client's days of a month, for their counsellor."""
    client = intake.client(client_id)
    if not may_see_client(client, by=me().person_id, sees_all=_sees_all()):
        raise Missing(client_id)
    record.saw("attendance.days_seen", subjects=client.person_id)
    of = placements.placements_of_client(client_id)
    return _looked_at("attendance/of_client.html", of, client=client, crumbs=pages.client_crumbs(client))


def _marked(form: forms.MarkForm, marks: list[Mark], back_to: str) -> Response:
    """Keep the answers and go back to where the finger was."""
    if not marks:
        raise BadRequest
    page_key = UUID(form.key.data)
    actions.mark_days(marks=marks, page_key=page_key, own=my_associations(), by=me().person_id, at=now())
    return redirect(f"{back_to}#{pages.anchor(marks[0].placement_id, marks[0].day_on)}")


def _month_page(placement: Placement, sheet: Sheet, form: Form) -> tuple[str, int]:
    record.saw("attendance.days_seen", subjects=placement.client_person_id)
    own_days = rules.may_answer_for(placement.client_person_id, by=me().person_id)
    refusal = own_days or rules.may_confirm(sheet, today=today())
    page = render_template(
        "attendance/month.html",
        form=form,
        key=forms.MarkForm(formdata=None).key.data,
        placement=placement,
        sheet=sheet,
        rows=pages.month_rows(placement, sheet, today()),
        open_count=len(pages.open_month_days(placement, sheet, today())),
        name=dates.month_name(sheet.month),
        attended=pages.attended(sheet),
        why_not=sentences.sentence(refusal) if refusal and not sheet.confirmed else None,
        before=pages.month_href(placement.id, sheet.month.before()),
        after=pages.month_href(placement.id, sheet.month.after()),
        crumbs=pages.crumbs(),
    )
    return page, refusals.status(form)


def _looked_at(template: str, of: tuple[Placement, ...], **facts: object) -> str:
    shown = _month_asked()
    sheets = ((placement, queries.month(placement, shown)) for placement in of)
    return render_template(
        template,
        months=[
            (placement, pages.looked_at(placement, sheet, today()), pages.attended(sheet))
            for placement, sheet in sheets
            if sheet.days
        ],
        name=dates.month_name(shown),
        before=shown.before(),
        after=shown.after(),
        **facts,
    )


def _hosted(placement_id: UUID) -> Placement:
    """A placement in an association of mine; another's is not there."""
    found = placements.placement(placement_id)
    if found.association_id not in my_associations():
        raise Missing(placement_id)
    return found


def _day_asked() -> date:
    try:
        return date.fromisoformat(request.args.get("day", ""))
    except ValueError:
        return today()


def _month_asked() -> Month:
    try:
        return Month.parse(request.args.get("month", ""))
    except ValueError:
        return Month.of(today())


def _end_of_last_month() -> date:
    return Month.of(today()).first_on - timedelta(days=1)


def _sees_all() -> bool:
    return permission_table.roles_hold(me().roles_in(resolution.here().id), permissions.READ_ALL)
