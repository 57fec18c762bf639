"""What the pages of proposals say."""

from collections.abc import Mapping, Sequence

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.proposals import permissions, rules
from app.proposals.rules import Proposal
from app.web import dates, namesakes
from app.web.components import Column, Crumb, EmptyState, Lines, Link, SummaryRow, Table, Tag
from app.web.shell import Entry

KINDS = {
    "association": _l("Association"),
    "foundation": _l("Foundation"),
    "religious_community": _l("Religious community"),
    "municipality": _l("Municipality"),
    "state": _l("State office"),
}
LANGUAGES = {"fi": _l("Finnish"), "sv": _l("Swedish")}

SENTENCES = {
    "proposals.name_missing": _l("Write the name of the association."),
    "proposals.kind_unknown": _l("Choose what kind of organisation it is."),
    "proposals.business_id_wrong": _l("%(given)s is not a business ID. Check the digits, or leave it out."),
    "proposals.email_wrong": _l("Write one e-mail address, for example name@association.fi."),
    "proposals.identity_code_not_taken": _l("Do not write an identity code here. We do not need it."),
    "proposals.already_decided": _l("This proposal has already been answered."),
}
EVENTS = {
    "proposals.proposed": _l("An association proposed itself"),
    "proposals.confirmed": _l("An association confirmed its proposal"),
    "proposals.taken_in": _l("An association that proposed itself was invited to the network"),
    "proposals.declined": _l("An association that proposed itself was thanked"),
    "proposals.forgotten": _l("Proposals that nobody confirmed were erased"),
}
NAVIGATION = (Entry(_l("Proposals"), "proposals.proposals", permissions.DECIDE, 51),)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds that may propose themselves."""
    return [(kind, str(KINDS[kind])) for kind in rules.KINDS]


def language_choices() -> list[tuple[str, str]]:
    """In which language one writes to the association."""
    return [(code, str(label)) for code, label in LANGUAGES.items()]


def table(proposals: Sequence[Proposal]) -> Table:
    """What waits, and what was decided."""
    counted = namesakes.counted([one.name for one in proposals])
    return Table(
        caption=_("Proposals"),
        caption_hidden=True,
        columns=(Column(_("Association")), Column(_("State")), Column(_("Proposed"))),
        rows=tuple(
            (_named(one, which), tag(one), dates.day(one.proposed_at))
            for one, which in zip(proposals, counted, strict=True)
        ),
        empty=EmptyState(
            _("No proposals yet"),
            _("Associations can propose themselves on a public page. Tell them the address, or put it on your site."),
            Link(_("The public page"), url_for("proposals.propose")),
        ),
    )


def tag(proposal: Proposal) -> Tag:
    """Where it stands."""
    states: Mapping[str | None, Tag] = {
        None: Tag(_("Waits for an answer"), "attention"),
        "taken_in": Tag(_("Taken in"), "success"),
        "declined": Tag(_("Thanked")),
    }
    return states[proposal.outcome]


def facts(proposal: Proposal) -> tuple[SummaryRow, ...]:
    """What is known of one."""
    rows = (
        SummaryRow(_("State"), tag(proposal)),
        SummaryRow(_("Kind"), KINDS[proposal.kind]),
        SummaryRow(_("Business ID"), proposal.business_id or _("Not given")),
        SummaryRow(_("What it would offer"), proposal.offer),
        SummaryRow(_("Language"), LANGUAGES[proposal.language]),
        SummaryRow(_("Proposed"), dates.day(proposal.proposed_at)),
    )
    if proposal.email is None:
        return rows
    return (*rows, SummaryRow(_("Who proposed"), Lines(proposal.contact_name or "–", proposal.email)))


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way to one proposal."""
    return (Crumb(_("Proposals"), url_for("proposals.proposals")), *further)


def crumb(proposal: Proposal) -> Crumb:
    """One proposal on the way."""
    return Crumb(proposal.name, url_for("proposals.proposal", proposal_id=proposal.id))


def _named(proposal: Proposal, which: str | None) -> Lines:
    page = url_for("proposals.proposal", proposal_id=proposal.id)
    return Lines(Link(proposal.name, page, which), KINDS[proposal.kind])
