"""What the page of the municipality's look says: its colour with the contrast it has, and its logo."""

from flask_babel import format_decimal
from flask_babel import gettext as _

from app.web import look
from app.web.components import SummaryRow
from tenants.registry import Municipality


def facts(where: Municipality) -> tuple[SummaryRow, ...]:
    """How the pages look now, with the figures of the colour."""
    on_white = look.contrast(where.brand_colour, look.PAPER_COLOUR)
    figures = {"contrast": format_decimal(round(on_white, 1)), "needed": format_decimal(look.READABLE)}
    return (
        SummaryRow(_("Which language comes first"), _("Swedish") if where.first_language == "sv" else _("Finnish")),
        SummaryRow(_("Colour"), where.brand_colour),
        SummaryRow(
            _("Contrast on white"),
            _("%(contrast)s : 1. At least %(needed)s : 1 is needed (WCAG 2.2).", **figures),
        ),
        SummaryRow(
            _("Logo"), _("In use, at the top of every page") if where.logo else _("None: the product’s mark is shown")
        ),
    )
