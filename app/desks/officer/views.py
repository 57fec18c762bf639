"""The door to the record."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from app import record
from app.accounts import queries as people
from app.desks import permissions
from app.desks.officer import pages
from app.record import queries
from app.record.queries import Sought
from app.web import listing
from app.web.guard import requires

blueprint = Blueprint("officer", __name__, url_prefix="/<slug>/record", template_folder="../templates")


@blueprint.get("")
@requires(permissions.RECORD)
def entries() -> str:
    """Who saw and who changed what, newest first; reading it is recorded too."""
    sought = _sought()
    asked = listing.read(url_for(".entries"), request.args, sortable=(), default="")
    total = queries.count(sought)
    asked = pages.to_page(asked, total)
    found = queries.newest(sought, offset=asked.offset, limit=asked.per_page)
    spoken_of = pages.people_in(found)
    named = people.names(tuple(spoken_of | {one for one in (sought.person_id, sought.subject) if one}))
    record.saw("record.entries_seen", subjects=spoken_of)
    return render_template(
        "officer/entries.html",
        table=pages.table(found, named, asked),
        pages=asked.pagination(total),
        events=pages.events(),
        sought=sought,
        chosen=pages.chosen(sought, named, asked),
        keep=tuple((key, value) for key, value in asked.state if key in {"person", "subject"}),
    )


def _sought() -> Sought:
    event = request.args.get("event", "")
    return Sought(person_id=_id("person"), subject=_id("subject"), event=event if event in pages.events() else None)


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None
