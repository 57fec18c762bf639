"""An OpenID provider over HTTP on this machine: discovery, authorisation, tokens and keys, with real signatures.

It does what `says` tells it, so that the same provider can be honest or hostile.
"""

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

Claims = dict[str, Any]


@dataclass
class Provider:
    """One provider; `issuer` is known once it serves."""

    client_id: str = "kumina"
    client_secret: str = "the secret of the client"
    issuer: str = ""
    claims_issuer: str | None = None
    described_issuer: str | None = None
    subject: str = field(default_factory=lambda: secrets.token_hex(8))
    says: Callable[[Claims], Claims] = lambda claims: claims
    signs: Callable[["Provider", Claims], str] | None = None
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": secrets.token_hex(4)}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    redeemed: list[str] = field(default_factory=list)

    def authorize(self, address: str, *, subject: str | None = None) -> dict[str, str]:
        """What the browser would bring back after the person has signed in at the provider."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == self.client_id
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked | {"subject": subject or self.subject}
        return {"code": code, "state": asked["state"], "iss": self.claims_issuer or self.issuer}

    def answer(self, request: Request) -> Response:
        """One request."""
        if request.path.endswith("/.well-known/openid-configuration"):
            return _json(self._description())
        if request.path == "/keys":
            return _json(KeySet([self.key]).as_dict(private=False))
        if request.path == "/token":
            return self._token(request)
        return Response(status=404)

    def _description(self) -> Claims:
        return {
            "issuer": self.described_issuer or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["pairwise"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }

    def _token(self, request: Request) -> Response:
        code, verifier = request.form.get("code", ""), request.form.get("code_verifier", "")
        asked = self.codes.pop(code, None)
        auth = request.authorization
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        right = auth is not None and (auth.username, auth.password) == (self.client_id, self.client_secret)
        if asked is None or not right or challenge != asked["code_challenge"]:
            return _json({"error": "invalid_grant"}, 400)
        if request.form.get("redirect_uri") != asked["redirect_uri"]:
            return _json({"error": "invalid_grant"}, 400)
        self.redeemed.append(code)
        at = int(time.time())
        claims = {
            "iss": self.claims_issuer or self.issuer,
            "sub": asked["subject"],
            "aud": self.client_id,
            "exp": at + 300,
            "iat": at,
            "auth_time": at,
            "nonce": asked["nonce"],
            "amr": ["pwd", "mfa"],
        }
        told = self.says(claims)
        token = self.signs(self, told) if self.signs else signed(self, told)
        return _json({"access_token": "x", "token_type": "Bearer", "id_token": token})


def signed(provider: Provider, claims: Claims) -> str:
    """A token as it should be."""
    return jwt.encode({"alg": "RS256", "kid": provider.key.kid}, claims, provider.key)


def unsigned(_provider: Provider, claims: Claims) -> str:
    """`alg: none`."""
    head, body = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join((_part(head), _part(body), ""))


def signed_with_the_public_key(provider: Provider, claims: Claims) -> str:
    """HS256 with the public key as secret: the old confusion."""
    text = f"{_part({'alg': 'HS256', 'kid': provider.key.kid})}.{_part(claims)}"
    mac = hmac.digest(provider.key.as_pem(private=False), text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


@contextmanager
def serving(provider: Provider, *, path: str = "") -> Iterator[Provider]:
    """The provider answers on a port of its own until the block ends."""

    @Request.application
    def application(request: Request) -> Response:
        return provider.answer(request)

    server = make_server("127.0.0.1", 0, application, threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}{path}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def query(brought: dict[str, str]) -> str:
    """What the browser's address holds."""
    return urlencode(brought)


def _part(value: Claims) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _json(body: Claims, status: int = 200) -> Response:
    return Response(json.dumps(body), status, mimetype="application/json")
