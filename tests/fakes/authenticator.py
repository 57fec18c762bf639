"""A passkey device in software: real key pairs, real signatures; it can be told to leave its owner unchecked."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One device with one passkey."""

    origin: str = "http://localhost"
    checks_owner: bool = True
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    handle: str = ""
    count: int = 0

    def create(self, options: dict[str, Any]) -> str:
        """The answer to “make a passkey”."""
        self.handle = options["user"]["id"]
        told = self._client_data("webauthn.create", options["challenge"])
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(options["rp"]["id"], attested=True)}
        response = {
            "clientDataJSON": bytes_to_base64url(told),
            "attestationObject": bytes_to_base64url(cbor2.dumps(attestation)),
            "transports": ["internal"],
        }
        return self._answer(response)

    def get(self, options: dict[str, Any]) -> str:
        """The answer to “sign in”."""
        self.count += 1
        told = self._client_data("webauthn.get", options["challenge"])
        data = self._data(options["rpId"])
        signature = self.key.sign(data + hashlib.sha256(told).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": bytes_to_base64url(told),
            "authenticatorData": bytes_to_base64url(data),
            "signature": bytes_to_base64url(signature),
            "userHandle": self.handle,
        }
        return self._answer(response)

    def _answer(self, response: dict[str, Any]) -> str:
        name = bytes_to_base64url(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _data(self, rp_id: str, *, attested: bool = False) -> bytes:
        flags = PRESENT | (VERIFIED if self.checks_owner else 0) | (ATTESTED if attested else 0)
        data = hashlib.sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")
        if not attested:
            return data
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        return data + bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(cose)


def challenge_bytes(options: dict[str, Any]) -> bytes:
    """The challenge of a question."""
    return base64url_to_bytes(options["challenge"])
