"""Keys derived from the installation's secret, one for each purpose."""

import base64
import hmac

from cryptography.fernet import Fernet
from flask import current_app


def fernet(purpose: str) -> Fernet:
    """Encrypts what must be readable again for this purpose and no other."""
    secret = current_app.config["KUMINA"].secret_key.get_secret_value()
    return Fernet(base64.urlsafe_b64encode(hmac.digest(secret.encode(), purpose.encode(), "sha256")))
