"""What is made of secrets: keys for one purpose each, hashes of links, and the stamps sessions begin under."""

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
from flask import current_app


def fernet(purpose: str) -> Fernet:
    """Encrypts what must be readable again for this purpose and no other."""
    secret = current_app.config["KUMINA"].secret_key.get_secret_value()
    return Fernet(base64.urlsafe_b64encode(hmac.digest(secret.encode(), purpose.encode(), "sha256")))


def hash_of(secret: str) -> bytes:
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).digest()


def new_stamp() -> str:
    """What a person's sessions begin under; a new password brings a new one."""
    return secrets.token_hex(16)
