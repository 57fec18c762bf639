"""The form library's own messages in plain words of ours: those it ships are half translated and curt."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

PLAIN: dict[str, LazyString] = {
    "This field is required.": _l("Fill in this field."),
    "Invalid email address.": _l("Write an e-mail address, for example name@example.fi."),
    "Invalid URL.": _l("Write a web address, for example https://www.example.fi."),
    "Invalid input.": _l("Write this in another form."),
    "Field must be equal to %(other_name)s.": _l("Write the same in both places."),
    "Field must be at least %(min)d characters long.": _l("Write at least %(min)d characters."),
    "Field cannot be longer than %(max)d characters.": _l("Write at most %(max)d characters."),
    "Field must be exactly %(max)d characters long.": _l("Write exactly %(max)d characters."),
    "Field must be between %(min)d and %(max)d characters long.": _l("Write between %(min)d and %(max)d characters."),
    "Number must be at least %(min)s.": _l("Give a number that is at least %(min)s."),
    "Number must be at most %(max)s.": _l("Give a number that is at most %(max)s."),
    "Number must be between %(min)s and %(max)s.": _l("Give a number between %(min)s and %(max)s."),
    "Not a valid integer value.": _l("Give a whole number."),
    "Not a valid decimal value.": _l("Give a number."),
    "Not a valid float value.": _l("Give a number."),
    "Not a valid date value.": _l("Give a real date: day, month and year."),
    "Not a valid datetime value.": _l("Give a real date and time."),
    "Not a valid time value.": _l("Give a time of day, for example 9:30."),
    "Date must be at least %(min)s.": _l("Give a date that is not before the first possible day."),
    "Date must be at most %(max)s.": _l("Give a date that is not after the last possible day."),
    "Date must be between %(min)s and %(max)s.": _l("Give a date that is within the possible days."),
    "File does not have an approved extension: {extensions}": _l("Choose a file of one of these kinds: {extensions}"),
    "Not a valid choice.": _l("Choose one of the options."),
    "Invalid Choice: could not coerce.": _l("Choose one of the options."),
    "Invalid choice(s): one or more data inputs could not be coerced.": _l("Choose from the options."),
    "'%(value)s' is not a valid choice for this field.": _l("Choose from the options."),
    "'%(value)s' are not valid choices for this field.": _l("Choose from the options."),
    "Invalid value, must be one of: %(values)s.": _l("Choose one of the options."),
    "This field cannot be edited.": _l("This cannot be changed here."),
    "This field is disabled and cannot have a value.": _l("This cannot be changed here."),
    "CSRF token missing.": _l("The page had been open too long. Send the form again."),
    "CSRF token expired.": _l("The page had been open too long. Send the form again."),
    "CSRF failed.": _l("The page had been open too long. Send the form again."),
    "Invalid CSRF Token.": _l("The page had been open too long. Send the form again."),
}


class PlainMessages:
    """Stands where the form library looks for its translations."""

    def gettext(self, message: str) -> str:
        """The message in our words and in the reader's language."""
        return str(PLAIN.get(message, message))

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """Our sentences are true of one and of many."""
        return self.gettext(plural if plural in PLAIN else singular if number == 1 else plural)


PLAIN_MESSAGES = PlainMessages()
