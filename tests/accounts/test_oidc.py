"""Staff sign in through their municipality's provider: known by issuer and subject, by nothing else it claims."""

import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts import actions, oidc, queries
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.accounts.test_invitations import invited, link, team_of
from tests.accounts.test_joint import client_of, counsellor_at, hand_over, take
from tests.factories import accounts, people
from tests.factories.browsing import send
from tests.factories.municipalities import inside
from tests.fakes import openid
from tests.fakes.openid import Claims, Provider


@pytest.fixture
def provider() -> Iterator[Provider]:
    """An honest provider, over real HTTP."""
    with openid.serving(Provider()) as serving:
        yield serving


@pytest.fixture
def hostile() -> Iterator[Provider]:
    """One that will say anything."""
    with openid.serving(Provider()) as serving:
        yield serving


def row_of(app: Flask, where: Municipality, provider: Provider) -> UUID:
    """The provider as the municipality's admin entered it."""
    admin = people.member(where, "municipality_admin")
    with app.app_context(), inside(where, person_id=admin, roles=("municipality_admin",)):
        return actions.add_provider(
            issuer=provider.issuer,
            client_id=provider.client_id,
            sealed_secret=oidc.sealed(provider.client_secret),
            label="Kunnan tili",
            by=admin,
            at=now(),
        )


def linked(person_id: UUID, provider: Provider, subject: str = "") -> None:
    """The person has linked their account at the provider."""
    with context.globally(person_id=person_id), database.writing():
        assert actions.link_identity(
            issuer=provider.issuer, subject=subject or provider.subject, person_id=person_id, at=now()
        )


def start(browser: FlaskClient, where: Municipality, row: UUID, query: str = "") -> str:
    """Where the browser is sent."""
    answer = browser.get(f"/{where.slug}/sign-in/provider/{row}{query}")
    assert answer.status_code == 302, answer.text[:500]
    return answer.location


def back(browser: FlaskClient, where: Municipality, brought: dict[str, str]) -> TestResponse:
    """The browser comes back."""
    return browser.get(f"/{where.slug}/sign-in/provider/callback?{openid.query(brought)}")


def test_a_linked_account_signs_in(app: Flask, browser: FlaskClient, real: Municipality, provider: Provider) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    linked(who, provider)
    address = start(browser, real, row, f"?next=/{real.slug}/")
    before = accounts.cookie(browser)
    answer = back(browser, real, provider.authorize(address))
    assert (answer.status_code, answer.location) == (302, f"/{real.slug}/")
    assert accounts.is_in(browser)
    assert accounts.cookie(browser) != before


def test_who_is_on_the_way_to_the_municipality_is_shown_its_accounts(
    app: Flask, browser: FlaskClient, real: Municipality, neighbour: Municipality, provider: Provider
) -> None:
    row_of(app, real, provider)
    for where, shown in ((real, True), (neighbour, False)):
        page = browser.get(f"/sign-in?next=/{where.slug}/team/").text
        assert (f"/{where.slug}/sign-in/provider" in page) is shown
    assert browser.get("/sign-in?next=/nowhere/").status_code == 200


def test_a_provider_that_asked_for_one_factor_only_is_not_enough(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, who = row_of(app, real, provider), accounts.somebody(app, real, "job_coach", second=True)
    linked(who.id, provider)
    provider.says = lambda claims: claims | {"amr": ["pwd"]}
    answer = back(browser, real, provider.authorize(start(browser, real, row)))
    assert answer.location.startswith("/sign-in/code")
    assert not accounts.is_in(browser)


def test_an_address_in_a_token_opens_nothing(
    app: Flask, browser: FlaskClient, real: Municipality, hostile: Provider
) -> None:
    """nOAuth: the hostile provider asserts the victim's verified address, and anything else it likes."""
    victim, row = accounts.somebody(app, real, "municipality_admin", second=True), row_of(app, real, hostile)
    hostile.says = lambda claims: (
        claims
        | {
            "email": victim.email,
            "email_verified": True,
            "preferred_username": victim.email,
            "upn": victim.email,
            "oid": str(victim.id),
        }
    )
    for subject in (victim.email, str(victim.id), accounts.row(victim.id).fs_uniquifier, hostile.subject):
        answer = back(browser, real, hostile.authorize(start(browser, real, row), subject=subject))
        assert answer.status_code == 403, subject
        assert not accounts.is_in(browser)


def test_another_providers_same_subject_opens_nothing(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider, hostile: Provider
) -> None:
    victim = people.member(real, "municipality_admin")
    linked(victim, provider)
    row_of(app, real, provider)
    evil = row_of(app, real, hostile)
    answer = back(browser, real, hostile.authorize(start(browser, real, evil), subject=provider.subject))
    assert answer.status_code == 403
    assert not accounts.is_in(browser)


def _without(name: str) -> Callable[[Claims], Claims]:
    return lambda claims: {key: value for key, value in claims.items() if key != name}


LIES: dict[str, Callable[[Claims], Claims]] = {
    "another issuer": lambda claims: claims | {"iss": "https://login.example.fi"},
    "issuer with a slash": lambda claims: claims | {"iss": claims["iss"] + "/"},
    "another audience": lambda claims: claims | {"aud": "somebody else"},
    "several audiences without azp": lambda claims: claims | {"aud": ["kumina", "somebody else"]},
    "another azp": lambda claims: claims | {"azp": "somebody else"},
    "another nonce": lambda claims: claims | {"nonce": "x"},
    "expired": lambda claims: claims | {"exp": int(now().timestamp()) - 120},
    "from the future": lambda claims: claims | {"iat": int(now().timestamp()) + 3600},
    "subject no text": lambda claims: claims | {"sub": 7},
    "subject empty": lambda claims: claims | {"sub": ""},
    "no nonce": _without("nonce"),
    "no audience": _without("aud"),
    "no issuer": _without("iss"),
    "no expiry": _without("exp"),
    "no subject": _without("sub"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_with_one_wrong_word_is_refused(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider, lie: str
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    linked(who, provider)
    provider.says = LIES[lie]
    answer = back(browser, real, provider.authorize(start(browser, real, row)))
    assert answer.status_code == 403
    assert not accounts.is_in(browser)


def _by_another_key(provider: Provider, claims: Claims) -> str:
    other = Provider()
    other.key = openid.RSAKey.generate_key(2048, {"kid": str(provider.key.kid)})
    return openid.signed(other, claims)


@pytest.mark.parametrize(
    "signs",
    [openid.unsigned, openid.signed_with_the_public_key, _by_another_key, lambda _p, _c: "a.b.c", lambda _p, _c: ""],
    ids=["alg none", "public key as secret", "another key", "no token", "empty"],
)
def test_a_token_not_signed_by_the_provider_is_refused(
    app: Flask,
    browser: FlaskClient,
    real: Municipality,
    provider: Provider,
    signs: Callable[[Provider, Claims], str],
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    linked(who, provider)
    provider.signs = signs
    assert back(browser, real, provider.authorize(start(browser, real, row))).status_code == 403
    assert not accounts.is_in(browser)


def test_a_code_and_an_answer_work_once_and_in_their_own_browser(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    linked(who, provider)
    brought = provider.authorize(start(browser, real, row))
    thief = accounts.another(app)
    start(thief, real, row)
    assert back(thief, real, brought).status_code == 403
    assert not accounts.is_in(thief)
    assert back(browser, real, brought).status_code == 302
    send(browser, "/sign-out", page="/me")
    assert back(browser, real, brought).status_code == 403
    address = start(browser, real, row)
    fresh = provider.authorize(address)
    assert back(browser, real, fresh | {"code": brought["code"]}).status_code == 403
    assert not accounts.is_in(browser)


@pytest.mark.parametrize("change", [{"state": "x"}, {"iss": "https://login.example.fi"}, {"code": "x"}])
def test_a_wrong_answer_is_refused_and_ends_the_question(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider, change: dict[str, str]
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    linked(who, provider)
    brought = provider.authorize(start(browser, real, row))
    assert back(browser, real, brought | change).status_code == 403
    assert back(browser, real, brought).status_code == 403
    assert not accounts.is_in(browser)


def test_a_provider_that_calls_itself_another_is_not_asked(
    app: Flask, browser: FlaskClient, real: Municipality, hostile: Provider
) -> None:
    hostile.described_issuer = "https://login.microsoftonline.com/tenant/v2.0"
    row = row_of(app, real, hostile)
    assert browser.get(f"/{real.slug}/sign-in/provider/{row}").status_code == 403


def test_keys_that_were_changed_are_fetched_anew(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    linked(who, provider)
    start(browser, real, row)
    provider.key = openid.RSAKey.generate_key(2048, {"kid": "new"})
    assert back(browser, real, provider.authorize(start(browser, real, row))).status_code == 302
    assert accounts.is_in(browser)


def test_one_links_ones_account_while_signed_in_and_fresh(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "job_coach")
    assert browser.get(f"/{real.slug}/sign-in/provider/{row}?purpose=link").status_code == 404
    people.sign_in(browser, who, proved_at=now() - timedelta(hours=1))
    answer = browser.get(f"/{real.slug}/sign-in/provider/{row}?purpose=link")
    assert answer.location.startswith("/verify")
    people.sign_in(browser, who)
    assert f"{row}?purpose=link" in browser.get("/me/factors").text
    back(browser, real, provider.authorize(start(browser, real, row, "?purpose=link&next=/me/factors")))
    assert f"{row}?purpose=link" not in browser.get("/me/factors").text
    assert provider.issuer in browser.get("/me/factors").text
    other = accounts.another(app)
    back(other, real, provider.authorize(start(other, real, row)))
    assert accounts.is_in(other)
    token_page = "/me/factors"
    typed = {"issuer": provider.issuer, "subject": provider.subject}
    assert send(browser, "/me/factors/identities/remove", typed, page=token_page).status_code == 302
    third = accounts.another(app)
    assert back(third, real, provider.authorize(start(third, real, row))).status_code == 403


def test_an_account_that_opens_somebody_elses_is_not_taken_over(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row = row_of(app, real, provider)
    owner, other = (people.member(real, "job_coach") for _ in range(2))
    linked(owner, provider)
    people.sign_in(browser, other)
    back(browser, real, provider.authorize(start(browser, real, row, "?purpose=link&next=/me/factors")))
    assert provider.issuer not in browser.get("/me/factors").text
    third = accounts.another(app)
    back(third, real, provider.authorize(start(third, real, row)))
    assert accounts.is_in(third)


def test_an_invitation_is_accepted_through_the_provider(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, sent = row_of(app, real, provider), invited(real)
    path = link(real, sent)
    assert f"purpose=join&amp;invitation={sent.secret}" in browser.get(path).text
    address = start(browser, real, row, f"?purpose=join&invitation={sent.secret}&next={path}")
    assert back(browser, real, provider.authorize(address)).location == path
    assert send(browser, path).location == f"/{real.slug}/"
    assert ("Uusi Tulija", "job_coach") in team_of(real)
    other = accounts.another(app)
    back(other, real, provider.authorize(start(other, real, row)))
    assert accounts.is_in(other)


def test_a_provider_does_not_take_over_the_invitees_existing_account(
    app: Flask, browser: FlaskClient, real: Municipality, hostile: Provider
) -> None:
    victim, row = accounts.somebody(app, real, "job_coach", second=True), row_of(app, real, hostile)
    sent = invited(real, "finance", email=victim.email)
    address = start(browser, real, row, f"?purpose=join&invitation={sent.secret}&next={link(real, sent)}")
    answer = back(browser, real, hostile.authorize(address))
    assert answer.status_code in (403, 422)
    assert not accounts.is_in(browser)


def test_who_has_only_the_provider_proves_themself_through_it(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, who = row_of(app, real, provider), people.member(real, "municipality_admin")
    linked(who, provider)
    path = f"/{real.slug}/team/invite"
    people.sign_in(browser, who, proved_at=now() - timedelta(hours=1))
    assert browser.get(path).status_code == 302
    assert f"{row}?purpose=prove" in browser.get(f"/verify?next={path}").text
    address = start(browser, real, row, f"?purpose=prove&next={path}")
    assert "prompt=login" in address
    assert "max_age=0" in address
    assert back(browser, real, provider.authorize(address)).location == path
    assert browser.get(path).status_code == 200
    people.sign_in(browser, who, proved_at=now() - timedelta(hours=1))
    provider.says = lambda claims: claims | {"auth_time": int(now().timestamp()) - 3600}
    back(browser, real, provider.authorize(start(browser, real, row, f"?purpose=prove&next={path}")))
    assert browser.get(path).status_code == 302


def test_the_secret_is_stored_encrypted(app: Flask, real: Municipality, provider: Provider) -> None:
    row = row_of(app, real, provider)
    with context.entering(real.id), database.reading():
        kept = queries.provider(row).sealed_secret
    assert provider.client_secret not in kept
    assert kept.startswith("gAAAA")


def test_an_admin_adds_and_removes_the_provider(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    people.sign_in(browser, people.member(real, "municipality_admin"))
    path = f"/{real.slug}/team/providers"
    typed = {
        "label_": "Kunnan tili",
        "issuer": provider.issuer,
        "client_id": provider.client_id,
        "client_secret": provider.client_secret,
    }
    for wrong in ("ftp://x", "https://x/?a=b", f"{provider.issuer}/elsewhere", "https://x.example/", "javascript:1"):
        assert send(browser, path, typed | {"issuer": wrong}).status_code == 422, wrong
    assert send(browser, path, typed).location == path
    assert send(browser, path, typed).status_code == 422
    stranger = accounts.another(app)
    assert "Kunnan tili" in stranger.get(f"/{real.slug}/sign-in/provider").text
    page = browser.get(path).text
    remove = page.partition('/remove"')[0].rpartition('"')[2] + "/remove"
    assert send(browser, remove, page=path).location == path
    assert "Kunnan tili" not in stranger.get(f"/{real.slug}/sign-in/provider").text


def test_a_plain_address_is_never_asked_in_production(app: Flask) -> None:
    with app.app_context():
        assert oidc.may_be_asked("https://login.example.fi/x")
        assert not oidc.may_be_asked("http://login.example.fi/x")
        assert not oidc.may_be_asked("http://169.254.169.254/latest/meta-data")
        assert oidc.may_be_asked("http://127.0.0.1:1/x")
        app.config["KUMINA"] = app.config["KUMINA"].model_copy(update={"environment": "production"})
        try:
            assert not oidc.may_be_asked("http://127.0.0.1:1/x")
        finally:
            app.config["KUMINA"] = app.config["KUMINA"].model_copy(update={"environment": "test"})


def test_nobody_links_their_own_account_to_the_client_at_a_shared_screen(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    """A counsellor beside the client would otherwise open the client's account from then on."""
    row, client = row_of(app, real, provider), client_of(app, real)
    counsellor_at(browser, real)
    hand_over(browser, real, client)
    take(browser, real)
    assert browser.get(f"/{real.slug}/sign-in/provider/{row}?purpose=link").status_code == 403


def test_a_provider_that_asked_for_one_factor_lets_nobody_into_a_real_municipality(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    row, sent = row_of(app, real, provider), invited(real)
    path = link(real, sent)
    provider.says = lambda claims: claims | {"amr": ["pwd"]}
    address = start(browser, real, row, f"?purpose=join&invitation={sent.secret}&next={path}")
    assert back(browser, real, provider.authorize(address)).location == path
    assert "/me/factors" in browser.get(path).text
    send(browser, path)
    assert ("Uusi Tulija", "job_coach") not in team_of(real)


def test_a_withdrawn_invitation_makes_nobody(
    app: Flask, browser: FlaskClient, real: Municipality, provider: Provider
) -> None:
    """Nor does one that ran out, or one that gives a client's person a way to sign in."""
    row, admin = row_of(app, real, provider), people.member(real, "municipality_admin")
    emails = [f"{secrets.token_hex(6)}@esimerkki.example" for _ in range(3)]
    withdrawn, over = invited(real, email=emails[0]), invited(real, email=emails[1], age=timedelta(days=8))
    claims = invited(real, "client", email=emails[2], person_id=client_of(app, real, code=None))
    with inside(real, person_id=admin, roles=("municipality_admin",)):
        actions.withdraw_invitation(invitation_id=withdrawn.invitation_id, by=admin, at=now())
    for sent, email in zip((withdrawn, over, claims), emails, strict=True):
        address = start(browser, real, row, f"?purpose=join&invitation={sent.secret}&next=/")
        assert back(browser, real, provider.authorize(address)).status_code == 403
        assert not accounts.is_in(browser)
        with context.globally(), database.reading():
            assert queries.person_at(email) is None


def test_a_practice_municipalitys_provider_opens_nobody_who_belongs_to_a_real_one(
    app: Flask, browser: FlaskClient, municipality: Municipality, real: Municipality, provider: Provider
) -> None:
    """Who practises may name any provider, and it may say anything."""
    row, who = row_of(app, municipality, provider), people.member(municipality, "job_coach")
    linked(who, provider)
    assert back(browser, municipality, provider.authorize(start(browser, municipality, row))).status_code == 302
    assert accounts.is_in(browser)
    path = link(real, invited(real))
    assert "/me/factors" in browser.get(path).text, "its word on two factors is none in a real municipality"
    people.membership(real, who, "job_coach")
    other = accounts.another(app)
    assert back(other, municipality, provider.authorize(start(other, municipality, row))).status_code == 403
    assert not accounts.is_in(other)
    people.sign_in(browser, who, proved_at=now() - timedelta(hours=1))
    address = start(browser, municipality, row, "?purpose=prove&next=/me/factors")
    assert back(browser, municipality, provider.authorize(address)).status_code == 403
