"""Signing in through a municipality's own OpenID provider: code, PKCE, state and nonce; known by issuer and subject.

An address in a token proves nothing here (nOAuth): an account elsewhere opens one here only once its owner has linked
the two while signed in, or came by an invitation.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from cryptography.fernet import Fernet, InvalidToken
from flask import current_app, session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.accounts import actions, queries, rules, sealing
from app.accounts.queries import OpenIdProvider
from app.web.clock import now
from app.web.visitor import Visitor
from tenants import context, database, registry, resolution

STATE: Final = "oidc"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
TIMEOUT_S: Final = 5
KEPT_S: Final = 600
BIGGEST: Final = 256 * 1024
LEEWAY_S: Final = 30


class NotProven(Exception):
    """The provider's answer does not prove who this is."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What this browser went to the provider for."""

    provider_id: UUID
    purpose: str
    next_address: str
    invitation: str | None


@dataclass(frozen=True, slots=True)
class Proof:
    """Who the provider says this is."""

    issuer: str
    subject: str
    strong: bool
    """Whether it asked for two factors (amr `mfa`)."""
    auth_time: int | None


_kept: dict[str, tuple[float, Mapping[str, Any], KeySet]] = {}


def way_to(provider: OpenIdProvider, *, purpose: str, next_address: str, invitation: str | None = None) -> str:
    """Where to send the browser; what it was sent for waits in its session, for one answer."""
    metadata, _keys = discovered(provider.issuer)
    asked = {
        "provider": str(provider.id),
        "purpose": purpose,
        "next": next_address,
        "invitation": invitation,
        "state": secrets.token_urlsafe(32),
        "nonce": secrets.token_urlsafe(32),
        "verifier": secrets.token_urlsafe(48),
    }
    session[STATE] = asked
    again = {"prompt": "login", "max_age": "0"} if purpose in {"prove", "link"} else {}
    question = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": callback_address(),
        "scope": "openid",
        "state": asked["state"],
        "nonce": asked["nonce"],
        "code_challenge": create_s256_code_challenge(asked["verifier"]),
        "code_challenge_method": "S256",
    }
    endpoint = str(metadata["authorization_endpoint"])
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(question | again)}"


def asked() -> Asked | None:
    """What this browser is waiting for."""
    kept = session.get(STATE)
    if kept is None:
        return None
    return Asked(UUID(kept["provider"]), kept["purpose"], kept["next"], kept["invitation"])


def complete(provider: OpenIdProvider, answer: Mapping[str, str]) -> Proof:
    """Redeem the code and check the token; the question is answered once, whatever comes of it."""
    kept = session.pop(STATE, None)
    if kept is None or not secrets.compare_digest(answer.get("state", "").encode(), kept["state"].encode()):
        raise NotProven("state")
    if answer.get("iss", provider.issuer) != provider.issuer:
        raise NotProven("iss of the answer")
    if "code" not in answer:
        raise NotProven(f"no code: {answer.get('error', '')[:40]}")
    return _checked(provider, _redeemed(provider, answer["code"], kept["verifier"]), kept["nonce"])


def discovered(issuer: str) -> tuple[Mapping[str, Any], KeySet]:
    """The provider's own description and keys, believed for ten minutes; it must speak of itself."""
    at, metadata, keys = _kept.get(issuer, (0.0, {}, None))
    if keys is not None and time.monotonic() - at < KEPT_S:
        return metadata, keys
    metadata = _fetched(f"{issuer}/.well-known/openid-configuration")
    if metadata.get("issuer") != issuer:
        raise NotProven("the description speaks of another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not may_be_asked(str(metadata.get(name, ""))):
            raise NotProven(f"{name} is not an address we would ask")
    keys = KeySet.import_key_set(_fetched(str(metadata["jwks_uri"])))  # type: ignore[arg-type]
    _kept[issuer] = (time.monotonic(), metadata, keys)
    return metadata, keys


def may_be_asked(address: str) -> bool:
    """Only encrypted addresses; a plain one on this very machine while practising or testing."""
    if address.startswith("https://"):
        return True
    at_home = address.startswith(("http://127.0.0.1:", "http://localhost:"))
    return at_home and current_app.config["KUMINA"].environment != "production"


def callback_address() -> str:
    """Where the provider sends browsers back to; the municipality registers it there."""
    return f"{current_app.config['KUMINA'].base_url}/{resolution.here().slug}/sign-in/provider/callback"


def provider(provider_id: UUID) -> OpenIdProvider:
    """A provider of the municipality of this page."""
    with context.entering(resolution.here().id), database.reading():
        return queries.provider(provider_id)


def providers() -> tuple[OpenIdProvider, ...]:
    """All providers of the municipality of this page."""
    with context.entering(resolution.here().id), database.reading():
        return queries.providers()


def of_own_municipalities(who: Visitor) -> tuple[tuple[str, OpenIdProvider, bool], ...]:
    """The providers of every municipality one belongs to: its path, the provider, and whether it opens the account."""
    with context.globally(person_id=who.person_id), database.reading():
        linked = {issuer for issuer, _subject, _at in queries.ways_in(who.person_id).identities}
    found = []
    for municipality_id, slug in {one.municipality_id: one.slug for one in who.belongings}.items():
        with context.entering(municipality_id, person_id=who.person_id), database.reading():
            found += [(slug, provider, provider.issuer in linked) for provider in queries.providers()]
    return tuple(found)


def has_providers(slug: str) -> bool:
    """Whether the municipality at this path has accounts of its own to sign in with."""
    try:
        with context.globally(), database.reading():
            municipality_id = registry.by_slug(slug).id
    except registry.UnknownMunicipality:
        return False
    with context.entering(municipality_id), database.reading():
        return bool(queries.providers())


def link(proof: Proof, person_id: UUID) -> bool:
    """This account at the provider opens the person's account; False when it opens somebody else's."""
    with context.globally(person_id=person_id), database.writing():
        return actions.link_identity(issuer=proof.issuer, subject=proof.subject, person_id=person_id, at=now())


def join(proof: Proof, invitation: str, stamp: str) -> UUID:
    """Somebody new, who came by an invitation and signs in through the provider alone."""
    with context.entering(resolution.here().id), database.writing():
        invited = queries.invitation_behind(sealing.hash_of(invitation))
        if invited.person_id is not None or rules.may_use_invitation(
            expires_at=invited.expires_at, accepted_at=invited.accepted_at, withdrawn_at=invited.withdrawn_at, at=now()
        ):
            raise NotProven("this invitation makes nobody")
        person_id = actions.create_person(
            name=invited.name, email=invited.email, language=invited.language, password=None, stamp=stamp
        )
        with database.standing_in(person_id=person_id):
            if not actions.link_identity(issuer=proof.issuer, subject=proof.subject, person_id=person_id, at=now()):
                raise NotProven("this account opens another one")
        return person_id


def sealed(secret: str) -> str:
    """A client secret as it is stored."""
    return _fernet().encrypt(secret.encode()).decode()


def forget(issuer: str) -> None:
    """Ask the provider anew next time: its keys may have changed."""
    _kept.pop(issuer, None)


def _redeemed(provider: OpenIdProvider, code: str, verifier: str) -> str:
    metadata, _keys = discovered(provider.issuer)
    methods = metadata.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
    try:
        secret = _fernet().decrypt(provider.sealed_secret.encode()).decode()
        with OAuth2Session(provider.client_id, secret, token_endpoint_auth_method=method) as client:
            token = client.fetch_token(
                str(metadata["token_endpoint"]),
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                redirect_uri=callback_address(),
                timeout=TIMEOUT_S,
                allow_redirects=False,
            )
    except (AuthlibBaseError, requests.RequestException, InvalidToken, ValueError) as error:
        raise NotProven("the code was not redeemed") from error
    if not isinstance(token.get("id_token"), str):
        raise NotProven("no ID token")
    return str(token["id_token"])


def _checked(provider: OpenIdProvider, id_token: str, nonce: str) -> Proof:
    claims = _claims(provider.issuer, id_token)
    audience = claims.get("aud")
    wanted = jwt.JWTClaimsRegistry(
        leeway=LEEWAY_S,
        iss={"essential": True, "value": provider.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": provider.client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        wanted.validate(claims)
    except JoseError as error:
        raise NotProven(str(error)) from error
    several = isinstance(audience, list) and len(audience) > 1
    if (several or "azp" in claims) and claims.get("azp") != provider.client_id:
        raise NotProven("azp")
    subject, auth_time, amr = claims["sub"], claims.get("auth_time"), claims.get("amr")
    if not isinstance(subject, str) or not 1 <= len(subject) <= 255 or not subject.isprintable():
        raise NotProven("sub")
    strong = isinstance(amr, list) and "mfa" in amr
    return Proof(provider.issuer, subject, strong, auth_time if isinstance(auth_time, int) else None)


def _claims(issuer: str, id_token: str) -> dict[str, Any]:
    for _once in range(2):
        try:
            return dict(jwt.decode(id_token, discovered(issuer)[1], algorithms=ALGORITHMS).claims)
        except (JoseError, ValueError) as error:
            refused = error
            forget(issuer)  # a key we did not know yet: ask once more
    raise NotProven("signature") from refused


def _fetched(address: str) -> dict[str, Any]:
    if not may_be_asked(address):
        raise NotProven("not an address we would ask")
    try:
        with requests.get(address, timeout=TIMEOUT_S, allow_redirects=False, stream=True) as answer:
            answer.raise_for_status()
            body = answer.raw.read(BIGGEST + 1, decode_content=True)
            if answer.status_code != requests.codes.ok or len(body) > BIGGEST:
                raise NotProven("the provider did not answer as one")
            found = json.loads(body)
    except (requests.RequestException, ValueError) as error:
        raise NotProven("the provider did not answer") from error
    if not isinstance(found, dict):
        raise NotProven("the provider did not answer as one")
    return found


def _fernet() -> Fernet:
    return sealing.fernet("the secrets of OpenID clients")
