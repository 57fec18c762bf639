"""Settings of a house that is only measured."""

import hashlib

from app.config import Settings
from tests.conftest import SIGNER


def made_up() -> Settings:
    """Secrets nobody keeps; the variants get their own addresses of databases."""
    return Settings(
        DATABASE_URL="postgresql://replaced",
        base_url="http://localhost",
        secret_key="only-measured-" + "s" * 40,
        token_key=SIGNER.key.hex(),
        record_key=hashlib.sha256(b"the record key of measurements").hexdigest(),
        totp_key="only-measured-" + "t" * 40,
        password_salt="only-measured-" + "p" * 40,
    )
