"""What Flask-Security says, in our words and in the reader's language; only messages that can be shown stand here."""

from typing import Any, Final

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _l

MESSAGES: Final[dict[str, tuple[LazyString, str]]] = {
    "API_ERROR": (_l("That did not work. Start again from the beginning."), "problem"),
    "GENERIC_AUTHN_FAILED": (_l("The e-mail address or the password is not right."), "problem"),
    "UNAUTHENTICATED": (_l("Sign in first."), "info"),
    "REAUTHENTICATION_REQUIRED": (_l("Show once more that it is you."), "info"),
    "RETYPE_PASSWORD_MISMATCH": (_l("The two passwords are not the same."), "problem"),
    "INVALID_REDIRECT": (_l("That address leads out of this service."), "problem"),
    "INVALID_RECOVERY_CODE": (_l("This recovery code is not right, or it has been used."), "problem"),
    "PASSWORD_RESET_EXPIRED": (_l("The link was good for an hour. Ask for a new one."), "problem"),
    "INVALID_RESET_PASSWORD_TOKEN": (_l("This link no longer works. Ask for a new one."), "problem"),
    "DISABLED_ACCOUNT": (_l("The e-mail address or the password is not right."), "problem"),
    "EMAIL_NOT_PROVIDED": (_l("Write your e-mail address."), "problem"),
    "INVALID_EMAIL_ADDRESS": (_l("Write an e-mail address, for example name@example.fi."), "problem"),
    "INVALID_CODE": (_l("This code is not right, or it has been used. Wait for the next one."), "problem"),
    "PASSWORD_NOT_PROVIDED": (_l("Write your password."), "problem"),
    "USER_DOES_NOT_EXIST": (_l("The e-mail address or the password is not right."), "problem"),
    "INVALID_PASSWORD": (_l("The password is not right."), "problem"),
    "PASSWORD_RESET_NO_LOGIN": (_l("Your password is changed. Sign in with the new one."), "success"),
    "PASSWORD_IS_THE_SAME": (_l("This is your password already. Choose another."), "problem"),
    "PASSWORD_CHANGE": (_l("Your password is changed. You were signed out everywhere else."), "success"),
    "REAUTHENTICATION_SUCCESSFUL": (_l("Thank you. You can go on."), "success"),
    "ANONYMOUS_USER_REQUIRED": (_l("You are signed in already."), "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        _l("This code is not right, or it has been used. Wait for the next one."),
        "problem",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_l("You are signed in."), "success"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (_l("Your authenticator app is in use."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": (_l("Begin with your e-mail address and password."), "info"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_l("Choose one of the options."), "problem"),
    "WEBAUTHN_EXPIRED": (_l("That took too long. Try again."), "problem"),
    "WEBAUTHN_NAME_REQUIRED": (_l("Give the passkey a name by which you know it."), "problem"),
    "WEBAUTHN_NAME_INUSE": (_l("You have a passkey named %(name)s already."), "problem"),
    "WEBAUTHN_NAME_NOT_FOUND": (_l("You have no passkey named %(name)s."), "problem"),
    "WEBAUTHN_NAME_DISALLOWED_CHARACTERS": (_l("Use letters, numbers, blanks and hyphens in the name."), "problem"),
    "INVALID_INPUT": (_l("Write this in another form."), "problem"),
    "INVALID_INPUT_LENGTH": (_l("Write this shorter."), "problem"),
    "WEBAUTHN_CREDENTIAL_DELETED": (_l("The passkey %(name)s no longer opens your account."), "success"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (_l("The passkey %(name)s is in use."), "success"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (_l("This passkey is in use already."), "problem"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (_l("We do not know this passkey."), "problem"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (_l("We do not know this passkey."), "problem"),
    "WEBAUTHN_NO_VERIFY": (_l("The passkey could not be checked. Try again."), "problem"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (
        _l("This passkey is only a second step: begin with your e-mail address and password."),
        "problem",
    ),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (_l("This passkey belongs to somebody else."), "problem"),
}


class OurWords:
    """Stands where Flask-Security looks for its translations."""

    def gettext(self, message: Any, **facts: object) -> str:
        """The sentence in the reader's language; what the library adds to it that we leave out is ignored."""
        text = str(message) if isinstance(message, LazyString) else gettext(message)
        return text % facts if facts and "%(" in text else text

    def ngettext(self, singular: str, plural: str, num: int, **facts: object) -> str:
        """No sentence of ours needs it."""
        return self.gettext(singular if num == 1 else plural, num=num, **facts)
