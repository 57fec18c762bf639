"""What the induction list says, and who has signed it (K16)."""

from flask import url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.placements.rules import Placement
from app.placements.rules.induction import SIDES, Induction, said_in
from app.web import dates
from app.web.components import Crumb, SummaryRow, Tag

SIDE_NAMES = {"supervisor": _l("On behalf of the association"), "participant": _l("The one who begins")}


def items(induction: Induction) -> tuple[tuple[str, str], ...]:
    """What is gone through, each with the language it stands in."""
    return said_in(induction.items, str(get_locale().language))


def signatures(induction: Induction) -> tuple[SummaryRow, ...]:
    """Both sides: when each signed, or that it still waits."""
    return tuple(SummaryRow(SIDE_NAMES[side], _signed(induction, side)) for side in SIDES)


def state(induction: Induction) -> Tag:
    """Whether anybody still has to sign."""
    if all(induction.signed(side) for side in SIDES):
        return Tag(_("Signed by both"), "success")
    return to_be_signed()


def to_be_signed() -> Tag:
    """That something waits for one's own signature."""
    return Tag(_("To be signed"), "attention")


def _signed(induction: Induction, side: str) -> Tag | str:
    signature = induction.signed(side)
    if signature is None:
        return to_be_signed()
    return str(_("Signed on %(day)s", day=dates.day(signature.signed_at)))


def crumbs(placement: Placement, *, side: str) -> tuple[Crumb, ...]:
    """The way back to the placement, from either side."""
    if side == "participant":
        return (Crumb(_("My placement"), url_for("placements.mine")),)
    return (Crumb(placement.calling_name, url_for("placements.hosted", placement_id=placement.id)),)
