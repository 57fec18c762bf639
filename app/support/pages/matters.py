"""What the pages about open matters say."""

from collections.abc import Iterable
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.associations.rules import Association
from app.support.rules import Matter, Step
from app.web import dates
from app.web.components import Column, EmptyState, Lines, Link, Printable, SummaryRow, Table, Tag


def tag(matter: Matter) -> Tag:
    """Where it stands."""
    if not matter.is_open:
        return Tag(_("Settled"), "success")
    return Tag(_("Being taken care of"), "info") if matter.first_action_at else Tag(_("Waits"), "attention")


def table(matters: Iterable[Matter], *, caption: str, nothing: EmptyState | None = None) -> Table:
    """Matters as the team sees them."""
    return Table(
        caption=caption,
        columns=(Column(_("Matter")), Column(_("State")), Column(_("Opened")), Column(_("Who takes care of it"))),
        rows=tuple(
            (
                Link(_short(one.words), url_for("matters.matter", matter_id=one.id)),
                tag(one),
                dates.day(one.opened_at),
                one.owner_name or _("Nobody yet"),
            )
            for one in matters
        ),
        empty=nothing or EmptyState(_("No open matters"), _("What the association or the team opens is shown here.")),
    )


def own_table(matters: Iterable[Matter], *, name_association: bool) -> Table:
    """What an association has brought up itself."""
    return Table(
        caption=_("What we have brought up"),
        caption_hidden=True,
        columns=(Column(_("Matter")), Column(_("State")), Column(_("Opened"))),
        rows=tuple((_told(one, name_association), tag(one), dates.day(one.opened_at)) for one in matters),
        empty=EmptyState(
            _("Nothing brought up yet"),
            _("Is something unclear or in the way? Tell us, and we take it up the same working day if we can."),
            Link(_("Tell us"), url_for("matters.bring_up")),
        ),
    )


def facts(matter: Matter, *, for_staff: bool) -> tuple[SummaryRow, ...]:
    """What is known of one."""
    rows = [
        SummaryRow(_("State"), tag(matter)),
        SummaryRow(_("Opened"), Lines(dates.day(matter.opened_at), matter.opened_by_name or "–")),
        SummaryRow(_("Who takes care of it"), matter.owner_name or _("Nobody yet")),
    ]
    if for_staff:
        side = _("The association") if matter.opened_for == "association" else _("The team, for itself")
        rows[1:1] = [SummaryRow(_("Opened by"), side)]
        rows.append(SummaryRow(_("Time to the first action"), first_action(matter)))
    if matter.closed_at:
        rows.append(SummaryRow(_("Settled"), Lines(dates.day(matter.closed_at), matter.closed_by_name or "–")))
    return tuple(rows)


def first_action(matter: Matter) -> str:
    """How long it took until something was done."""
    minutes = matter.minutes_to_first_action
    if minutes is None:
        return str(_("Nothing has been done yet. The same working day is aimed at."))
    if minutes < 60:
        return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))
    hours = minutes // 60
    return str(ngettext("%(num)s hour", "%(num)s hours", hours))


def steps(done: Iterable[Step]) -> Table:
    """What was done, in order."""
    return Table(
        caption=_("What has been done"),
        columns=(Column(_("When")), Column(_("What was done")), Column(_("Who"))),
        rows=tuple((dates.day(one.done_at), one.words, one.by_name or "–") for one in done),
        empty=EmptyState(_("Nothing yet"), _("What is done about the matter is shown here.")),
    )


def association_choices(associations: Iterable[Association]) -> list[tuple[str, str]]:
    """For which association something is brought up."""
    return [(str(one.id), one.name) for one in associations]


def one_of(associations: tuple[Association, ...]) -> dict[str, str]:
    """What the form begins with: the only association, when the person speaks for one."""
    return {"association_id": str(associations[0].id)} if len(associations) == 1 else {}


def counsellor_choices(team: Iterable[tuple[UUID, str]]) -> list[tuple[str, str]]:
    """Who can be named."""
    return [(str(person_id), name) for person_id, name in team]


def _told(matter: Matter, name_association: bool) -> Printable:
    link = Link(_short(matter.words), url_for("matters.own_matter", matter_id=matter.id))
    return Lines(link, matter.association_name) if name_association else link


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 80 else f"{line[:79].rsplit(' ', 1)[0]} …"
