"""Kinds, fields and refusals of imports in the reader's language."""

from typing import Final

from flask_babel import lazy_gettext as _l

from app.imports import permissions
from app.imports.rules.fields import ASSOCIATIONS, CONTACTS, SITES, STAFF, TASKS
from app.web.shell import Entry

TITLES: Final = {
    ASSOCIATIONS: _l("Associations"),
    SITES: _l("Sites of associations"),
    CONTACTS: _l("Contact people of associations"),
    TASKS: _l("Work tasks of associations"),
    STAFF: _l("The municipality’s own people"),
}
HINTS: Final = {
    ASSOCIATIONS: _l("One row for each association. A site and a contact person may stand on the same row."),
    SITES: _l("Further places where an association works."),
    CONTACTS: _l("Further people who answer for an association."),
    TASKS: _l("Each becomes a draft. The association reads it, completes it and publishes it."),
    STAFF: _l("Each is sent an invitation to their role."),
}
LABELS: Final[dict[str, object]] = {
    "access": _l("Accessibility"),
    "association": _l("Association"),
    "business_id": _l("Business ID"),
    "contact_email": _l("E-mail of the contact person"),
    "contact_name": _l("Contact person"),
    "contact_phone": _l("Telephone of the contact person"),
    "contact_role": _l("Task of the contact person"),
    "description": _l("What one really does"),
    "email": _l("E-mail"),
    "field": _l("Kind of work"),
    "invite": _l("Invite"),
    "kind": _l("Kind of organisation"),
    "language": _l("Language"),
    "name": _l("Name"),
    "own_id": _l("Own ID"),
    "phone": _l("Telephone"),
    "places": _l("Places"),
    "postal_code": _l("Postal code"),
    "role": _l("Role"),
    "site": _l("Site"),
    "site_id": _l("Site"),
    "skills_learned": _l("What one learns"),
    "skills_used": _l("Skills one can use"),
    "street": _l("Street address"),
    "supervisor": _l("Whom one asks at the site"),
    "town": _l("Town"),
    "weekdays": _l("Weekdays"),
}
NOTES: Final[dict[str, object]] = {
    "access": _l("For example step-free"),
    "association": _l("Business ID, own ID or the exact name. For example 1234567-1"),
    "business_id": _l("For example 1234567-1. Leave it empty if the association has none."),
    "contact_email": _l("For example name@association.example"),
    "contact_name": _l("First name and surname"),
    "contact_phone": _l("For example 040 123 4567"),
    "contact_role": _l("For example chair"),
    "description": _l("In the association’s own words. It may be completed later."),
    "email": _l("For example name@association.example"),
    "field": _l("Empty: other"),
    "invite": _l("Yes: a letter is sent with which this person joins as the association’s admin. Empty: no letter."),
    "kind": _l("Empty: association"),
    "language": _l("Empty: the municipality’s first language"),
    "name": _l("For example Rannan Martat ry"),
    "own_id": _l("A number or name by which your own list knows it. With it a second run finds the same association."),
    "phone": _l("For example 040 123 4567"),
    "places": _l("How many at the same time. Empty: one"),
    "postal_code": _l("Five digits, for example 80100"),
    "role": _l("Choose one of the roles"),
    "site": _l("The name or the street address of a site that the association has. Bring the sites in first."),
    "skills_learned": _l("In a few words"),
    "skills_used": _l("In a few words"),
    "street": _l("For example Rantakatu 1"),
    "supervisor": _l("First name is enough"),
    "town": _l("For example Joensuu"),
    "weekdays": _l("For example Mon–Thu, or Tue Wed"),
}
KINDS: Final = {
    "association": _l("Association"),
    "foundation": _l("Foundation"),
    "religious_community": _l("Religious community"),
    "municipality": _l("Municipality"),
    "state": _l("State office"),
}
LANGUAGES: Final = {"fi": _l("Finnish"), "sv": _l("Swedish")}
PARTS: Final[dict[str, object]] = {
    "association": _l("Associations"),
    "site": _l("Sites"),
    "contact_person": _l("Contact people"),
    "invitation": _l("Invitations"),
    "task": _l("Work tasks"),
}
SENTENCES: Final = {
    "imports.identity_codes": _l(
        "The column %(heading)s holds personal identity codes, so the file is not taken in. Nothing about clients is"
        " brought in from files. Remove the column and try again."
    ),
    "imports.column_missing": _l("Choose the column: every row must say this."),
    "imports.column_twice": _l("The column %(heading)s is chosen for two things. Choose it for one."),
    "imports.settled": _l("This file has been brought in or given up already."),
    "imports.changed_meanwhile": _l(
        "Something has changed since this page was shown. Look at it again below, and confirm then."
    ),
    "imports.rows_have_faults": _l(
        "%(rows)s rows have something to correct. Correct them, or choose to leave them out."
    ),
    "imports.cell_is_formula": _l("The cell holds a formula. Put the value itself there."),
    "imports.cell_is_error": _l("The cell shows an error of the spreadsheet program. Put the value itself there."),
    "imports.cell_too_long": _l("The text is far too long for one cell."),
    "imports.cell_missing": _l("The cell is empty, and every row must say this."),
    "imports.too_long": _l("The text is too long: at most %(most)s characters."),
    "imports.word_unknown": _l("“%(given)s” is not known here. The template shows what can be chosen."),
    "imports.not_yes_or_no": _l("“%(given)s” is neither yes nor no."),
    "imports.address_wrong": _l("“%(given)s” is not an e-mail address."),
    "imports.nobody_to_invite": _l("The row asks for an invitation but gives no e-mail address."),
    "imports.same_as_row": _l("The same stands on row %(row)s already."),
    "imports.two_different": _l("The own ID means %(one)s, but the business ID belongs to %(other)s."),
    "imports.name_is_of_several": _l("Several associations have this name. Give the business ID or the own ID."),
    "imports.site_unknown": _l("The association has no site called “%(given)s”. Bring the sites in first."),
    "imports.days_unknown": _l("“%(given)s” does not tell weekdays. Write for example Mon–Thu, or Tue Wed."),
    "imports.task_of_another": _l("The own ID belongs to a task of %(of)s."),
    "imports.association_unknown": _l("No association is known as “%(given)s”. Bring the associations in first."),
}
EVENTS: Final = {
    "imports.file_taken_in": _l("A file was taken in to be looked at"),
    "imports.columns_mapped": _l("The columns of a file were chosen"),
    "imports.applied": _l("A file was brought in"),
    "imports.given_up": _l("A file was given up and erased"),
    "imports.expired": _l("Files that nobody brought in were erased"),
}
NAVIGATION: Final = (Entry(_l("Imports"), "imports.start", permissions.NETWORK, 58),)
