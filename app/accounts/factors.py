"""Second factors: codes of an authenticator app that work once, recovery codes kept as hashes, passkeys asked strictly.

Each class here stands where Flask-Security lets one stand in for its own and changes one default (reference § 2.3).
"""

import hmac
import secrets
from dataclasses import dataclass
from typing import Any, Final

import qrcode
from flask import current_app, session
from flask_security import Totp, WebauthnUtil
from flask_security.recovery_codes import MfRecoveryCodesUtil
from flask_security.signals import tf_profile_changed
from flask_security.utils import hash_password, verify_password
from flask_security.webauthn import WebAuthnTfPlugin
from passlib.exc import TokenError
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts import datastore
from app.accounts.models import Credential, Person

CHALLENGE: Final = "passkey_challenge"
CODE_LIVES_S: Final = 30
"""How far a code may be off in time (ASVS v5.0.0-6.5.5)."""
RECOVERY_CODES: Final = 10
_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""No 0, 1, i, l, o: the codes are copied from paper."""


class OnceOnlyTotp(Totp):
    """Codes of an authenticator app; the time step of a used one is stored, so it never works twice (6.5.1)."""

    def verify_totp(self, token: str, totp_secret: str, user: Person, window: int = 0) -> bool:
        """Whether the code is right now and was not used before; a new secret begins its own count."""
        first = totp_secret != user.tf_totp_secret
        try:
            match = self._totp.verify(
                token, totp_secret, window=window, last_counter=None if first else user.totp_counter
            )
        except (TokenError, ValueError):
            return False
        return datastore.use_code(user.id, match.counter, first=first)

    def generate_recovery_codes(self, number: int) -> list[str]:
        """Codes of 59 bits, in three groups that can be read from paper."""
        return ["-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3)) for _ in range(number)]

    def generate_qrcode(self, username: str, totp: str) -> str:
        """The picture is an address of its own: a page of ours holds no data: pictures."""
        raise NotImplementedError


class HashedRecoveryCodes(MfRecoveryCodesUtil):
    """Recovery codes kept as password hashes (ASVS v5.0.0-6.5.2) and used up in the moment they are found right."""

    def create_recovery_codes(self, user: Person) -> list[str]:
        """New codes, told once; all earlier ones are dead."""
        codes: list[str] = totp().generate_recovery_codes(RECOVERY_CODES)
        datastore.keep_recovery_codes(user.id, [hash_password(_plain(code)) for code in codes])
        return codes

    def get_recovery_codes(self, user: Person) -> list[str]:  # noqa: ARG002
        """Nobody can be shown them again."""
        return []

    def check_recovery_code(self, user: Person, code: str) -> bool:
        """Whether it is one of them; if so it is used up, and of two at the same moment one is refused."""
        typed = _plain(code)
        kept = next((one for one in user.mf_recovery_codes or [] if verify_password(typed, one)), None)
        return kept is not None and datastore.use_recovery_code(user.id, kept)

    def delete_recovery_code(self, user: Person, code: str) -> bool:  # noqa: ARG002
        """It is gone already."""
        return True


class StrictPasskeys(WebauthnUtil):
    """Passkeys that prove the person and not only the device, bound to our address and to one session's challenge."""

    def generate_challenge(self, nbytes: int | None = None) -> str:
        """Kept in the session, so that an answer counts once and in the browser that was asked."""
        session[CHALLENGE] = secrets.token_urlsafe(nbytes or 32)
        return str(session[CHALLENGE])

    def origin(self) -> str:
        """Where people know us to be, whatever a Host header says."""
        return str(current_app.config["KUMINA"].base_url)

    def authenticator_selection(self, user: Person, usage: str) -> AuthenticatorSelectionCriteria:  # noqa: ARG002
        """Of the device or apart from it; used alone it must check its owner and know who they are."""
        if usage == "first":
            return AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
            )
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.DISCOURAGED
        )

    def authentication_options(self, user: Person | None, usage: list[str], existing_options: dict[str, Any]) -> Any:
        """When the person is known, any of their passkeys will do."""
        options = super().authentication_options(user, usage, existing_options)
        if user is not None:
            options["allow_credentials"] = [_descriptor(credential) for credential in user.webauthn]
        return options

    def user_verification(self, user: Person | None, usage: list[str]) -> UserVerificationRequirement:  # noqa: ARG002
        """As the only factor it must check its owner."""
        second = "secondary" in usage
        return UserVerificationRequirement.PREFERRED if second else UserVerificationRequirement.REQUIRED


class AnyPasskeyIsSecond(WebAuthnTfPlugin):
    """Who has a passkey is asked for it after the password: a stolen password alone cannot set up a new factor."""

    def get_setup_methods(self, user: Person) -> list[tuple[str, str]]:
        """`webauthn` for anybody with a passkey of any use."""
        return [("webauthn", "webauthn")] if user.webauthn else []


@dataclass(frozen=True, slots=True)
class SetUp:
    """What an authenticator app needs to know: the key to type, and the same as an address in a QR code."""

    key: str
    uri: str


def set_up_facts(person: Person, secret: str) -> SetUp:
    """The person's new key."""
    name = person.email or person.name
    return SetUp(totp().get_totp_pretty_key(secret), totp().get_totp_uri(name, secret))


def put_in_use(person: Person, secret: str, code: str) -> list[str] | None:
    """Once the app's code is right, the app is the second factor; answers with new recovery codes, or None."""
    if not totp().verify_totp(code, secret, person, window=CODE_LIVES_S):
        return None
    security = current_app.extensions["security"]
    security.datastore.tf_set(person, "authenticator", secret)
    codes: list[str] = security.mf_recovery_codes_util.create_recovery_codes(person)
    tf_profile_changed.send(current_app._get_current_object(), user=person, method="authenticator")  # type: ignore[attr-defined] # noqa: SLF001
    return codes


def challenge_is_ours(asked: str) -> bool:
    """Whether this browser's session was asked this, and not yet answered."""
    kept = session.pop(CHALLENGE, "")
    return bool(kept) and hmac.compare_digest(kept, asked)


def totp() -> OnceOnlyTotp:
    """The one that was made at the start."""
    found: OnceOnlyTotp = current_app.extensions["security"].totp_factory
    return found


def qr_svg(text: str) -> str:
    """A QR code as a picture without a single style."""
    code = qrcode.QRCode(border=2)
    code.add_data(text)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{dark}" fill="#000"/></svg>'
    )


def _descriptor(credential: Credential) -> PublicKeyCredentialDescriptor:
    transports = [AuthenticatorTransport(one) for one in credential.transports or []]
    return PublicKeyCredentialDescriptor(id=credential.credential_id, transports=transports or None)


def _plain(code: str) -> str:
    return "".join(sign for sign in code.lower() if sign in _LETTERS)
