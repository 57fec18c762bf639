"""What the desks of those who look after a municipality's data, or after the service itself, need."""

from flask_babel import lazy_gettext as _l

from app.accounts import rules
from app.accounts.rules import Permission

RECORD = "record.read"
LETTERS = "outbox.letters"
CONSOLE = "desks.console"

PERMISSIONS = (
    Permission(
        RECORD,
        _l("Read the record of who saw and who changed what"),
        frozenset({rules.DATA_PROTECTION_OFFICER}),
    ),
    Permission(
        CONSOLE,
        _l("See every municipality in numbers, suspend it, and look into its settings with a reason"),
        frozenset({rules.OPERATOR}),
    ),
    Permission(LETTERS, _l("See letters that could not be sent, and try again"), frozenset({rules.OPERATOR})),
)
