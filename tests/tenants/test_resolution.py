"""Path → municipality: what is not there, closed or malformed answers alike; a suspension takes effect at once."""

import secrets
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tenants import context, provisioning, registry, resolution
from tenants.registry import Municipality
from tests.factories.municipalities import NOW


@pytest.fixture
def visitor(ground: None) -> Iterator[FlaskClient]:
    """A house of one page a municipality and one of none."""
    app = Flask("bare")
    resolution.register(app)
    app.add_url_rule("/<slug>/here", "here", lambda: f"{resolution.here().slug} {app.url_for('here')}")
    app.add_url_rule("/nowhere", "nowhere", lambda: resolution.here().slug)
    app.register_error_handler(resolution.Elsewhere, lambda _elsewhere: ("no such page", 404))
    app.register_error_handler(resolution.Closed, lambda closed: (closed.municipality.slug, 503))
    app.register_error_handler(context.NoMunicipality, lambda _none: ("none", 500))
    resolution.forget()
    yield app.test_client()
    resolution.forget()


def test_the_path_names_the_municipality_and_links_keep_it(visitor: FlaskClient, municipality: Municipality) -> None:
    answer = visitor.get(f"/{municipality.slug}/here")
    assert answer.text == f"{municipality.slug} /{municipality.slug}/here"


def test_a_page_of_none_has_no_municipality(visitor: FlaskClient) -> None:
    assert visitor.get("/nowhere").text == "none"


@pytest.mark.parametrize("slug", ["JOENSUU", "nobody", "%00", "a%00b", "x" * 500, "..", "%25", "'; SELECT 1; --", "å"])
def test_what_is_no_municipality_answers_alike(visitor: FlaskClient, slug: str) -> None:
    answer = visitor.get(f"/{slug}/here")
    assert (answer.status_code, answer.text) == (404, "no such page")


def test_suspended_and_closed_take_effect(visitor: FlaskClient, municipality: Municipality) -> None:
    provisioning.suspend(municipality.id, by=None, at=NOW)
    assert visitor.get(f"/{municipality.slug}/here").status_code == 503
    provisioning.close(municipality.id, by=None, at=NOW)
    resolution.forget()
    closed, never = visitor.get(f"/{municipality.slug}/here"), visitor.get(f"/t{secrets.token_hex(6)}/here")
    assert (closed.status_code, closed.data) == (never.status_code, never.data) == (404, b"no such page")


def test_what_was_known_is_believed_for_two_seconds_only(
    visitor: FlaskClient, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert visitor.get(f"/{municipality.slug}/here").status_code == 200
    provisioning.suspend(municipality.id, by=None, at=NOW)
    assert visitor.get(f"/{municipality.slug}/here").status_code == 200
    monkeypatch.setattr(resolution, "FRESH_S", 0.0)
    assert visitor.get(f"/{municipality.slug}/here").status_code == 503


def test_a_registry_that_got_old_is_read_by_one_of_many_threads(
    visitor: FlaskClient, municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, asked = registry.municipalities, []

    def slowly() -> tuple[Municipality, ...]:
        asked.append(1)
        time.sleep(0.2)
        return read()

    assert visitor.get(f"/{municipality.slug}/here").status_code == 200
    monkeypatch.setattr(registry, "municipalities", slowly)
    monkeypatch.setattr(resolution._known, "read_at", 0.0)
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: resolution._lookup(municipality.slug).id, range(8)))
    assert answers == [municipality.id] * 8
    assert len(asked) == 1
