"""The sheets one fills in: headings, an example in the note beside each, and lists where something is chosen."""

from typing import Final

from flask_babel import get_locale
from flask_babel import gettext as _

from app.accounts.permissions import ROLE_NAMES
from app.accounts.rules import ROLES, STAFF
from app.imports.pages.words import KINDS, LABELS, LANGUAGES, NOTES, TITLES
from app.imports.rules import fields
from app.imports.rules.fields import Field
from app.values import sheets
from tenants import settings

MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def template(kind: str, ending: str) -> bytes:
    """The empty sheet of a kind, in the reader's language."""
    columns = [_column(kind, one) for one in fields.FIELDS[kind]]
    if ending == "csv":
        return sheets.as_csv(columns, [])
    return sheets.as_xlsx(columns, [], name=str(TITLES[kind]), room=sheets.ROWS_AT_MOST)


def file_name(kind: str, ending: str) -> str:
    """What the file is called on the reader's machine."""
    return f"kumina-{kind.replace('_', '-')}.{ending}"


def _column(kind: str, field: Field) -> sheets.Column:
    return sheets.Column(
        str(LABELS[field.name]),
        note=_note(kind, field.name),
        choices=_choices(kind, field.name),
        wanted=field.wanted,
    )


def _note(kind: str, name: str) -> str:
    if kind in {fields.STAFF, fields.CONTACTS} and name == "name":
        return str(_("First name and surname"))
    if kind == fields.SITES and name == "name":
        return str(_("Empty: the street address"))
    if kind == fields.CONTACTS and name == "role":
        return str(_("For example chair"))
    if kind == fields.TASKS and name == "name":
        return str(_("For example Kitchen help"))
    return str(NOTES[name])


def _choices(kind: str, name: str) -> tuple[str, ...]:
    match name:
        case "invite":
            return (_("Yes"), _("No"))
        case "kind":
            return tuple(str(label) for label in KINDS.values())
        case "language":
            return tuple(str(label) for label in LANGUAGES.values())
        case "field":
            language = str(get_locale().language)
            return tuple(row["name"].get(language, row["name"]["fi"]) for row in settings.value("worktasks", "fields"))
        case "role" if kind == fields.STAFF:
            return tuple(str(ROLE_NAMES[role]) for role in ROLES if role in STAFF)
    return ()
