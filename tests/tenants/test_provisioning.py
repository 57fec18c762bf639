"""A municipality opens whole or not at all, goes its way, and a practice one never becomes real."""

import secrets
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from tenants import context, database, playbooks, provisioning, registry
from tenants.playbooks import Section
from tenants.provisioning import CannotOpen
from tenants.registry import Municipality
from tests import conftest as house
from tests.factories.municipalities import NOW

PLAYBOOK = playbooks.load("kumina_1")
NOTHING = dict.fromkeys(PLAYBOOK.sections, lambda _municipality, _section: None)


def _open(**changes: Any) -> Municipality:
    slug = f"t{secrets.token_hex(6)}"
    asked: dict[str, Any] = {
        "slug": slug,
        "name_fi": "Kuvitela",
        "name_sv": "Inbillinge",
        "kind": "practice",
        "playbook": PLAYBOOK,
        "installers": NOTHING,
        "by": None,
        "at": NOW,
    }
    return provisioning.open_municipality(**(asked | changes))


def _known(slug: str) -> bool:
    with context.globally(), database.reading():
        return slug in {municipality.slug for municipality in registry.municipalities()}


def test_it_opens_with_every_section_installed_inside_it(ground: None) -> None:
    seen: list[tuple[str, bool]] = []

    def install(municipality: Municipality, section: Section) -> None:
        inside = database.session().execute(text("SELECT sec.municipality()")).scalar() == municipality.id
        seen.append((section.name, inside))

    made = _open(installers=dict.fromkeys(PLAYBOOK.sections, install))
    assert seen == [(name, True) for name in PLAYBOOK.sections]
    assert (made.state, made.kind, made.playbook) == ("open", "practice", "kumina_1")


def test_it_opens_whole_or_not_at_all(ground: None) -> None:
    def fail(_municipality: Municipality, _section: Section) -> None:
        raise RuntimeError("the last section could not be installed")

    slug = f"t{secrets.token_hex(6)}"
    with pytest.raises(RuntimeError):
        _open(slug=slug, installers=NOTHING | {"reimbursement": fail})
    assert not _known(slug)


def test_what_was_done_is_witnessed_in_the_same_transaction(ground: None) -> None:
    def refuse(_municipality: Municipality, done: str) -> None:
        raise RuntimeError(f"{done} could not be recorded")

    slug = f"t{secrets.token_hex(6)}"
    with pytest.raises(RuntimeError, match="opened could not be recorded"):
        _open(slug=slug, witness=refuse)
    assert not _known(slug)
    made = _open()
    with pytest.raises(RuntimeError, match="suspended could not be recorded"):
        provisioning.suspend(made.id, by=None, at=NOW, witness=refuse)
    with context.globally(), database.reading():
        assert registry.by_id(made.id).state == "open"


@pytest.mark.parametrize("slug", ["", "J", "Joensuu", "-joensuu", "a" * 42, "joen suu", "joen/suu", "joen\x00", "åbo"])
def test_a_path_that_is_none_is_refused(ground: None, slug: str) -> None:
    with pytest.raises(CannotOpen, match="cannot be a path"):
        _open(slug=slug)


def test_paths_of_pages_and_of_others_are_taken(ground: None) -> None:
    with pytest.raises(CannotOpen, match="page of the service"):
        _open(slug="sign-in", reserved={"sign-in"})
    with pytest.raises(CannotOpen, match="exists already"):
        _open(slug=_open().slug)


def test_a_section_that_nobody_installs_stops_the_opening(ground: None) -> None:
    with pytest.raises(CannotOpen, match="nobody installs these sections of kumina_1: goals, placements"):
        _open(installers={name: NOTHING[name] for name in PLAYBOOK.sections if name not in {"goals", "placements"}})


def test_only_what_the_model_fixes_is_kept_by_rules(ground: None) -> None:
    provisioning.kept_by_rules(_open(), PLAYBOOK.sections["intake"])
    with pytest.raises(CannotOpen, match="policy, templates"):
        provisioning.kept_by_rules(_open(), PLAYBOOK.sections["reimbursement"])


def test_it_is_suspended_reopened_and_closed(ground: None) -> None:
    made = _open()
    told: list[str] = []
    for step, state in (
        (provisioning.suspend, "suspended"),
        (provisioning.reopen, "open"),
        (provisioning.close, "closed"),
    ):
        moved = step(made.id, by=None, at=NOW, witness=lambda _m, done: told.append(done))
        assert moved.state == state
    assert told == ["suspended", "reopened", "closed"]


def test_there_is_no_way_back_and_no_short_cut(ground: None) -> None:
    made = _open()
    with pytest.raises(registry.NotTaken, match="is open, not suspended"):
        provisioning.reopen(made.id, by=None, at=NOW)
    provisioning.close(made.id, by=None, at=NOW)
    for step in (provisioning.suspend, provisioning.reopen, provisioning.close):
        with pytest.raises(registry.NotTaken):
            step(made.id, by=None, at=NOW)


def test_one_that_was_never_open_is_not_reopened(ground: None) -> None:
    with context.globally(roles=("operator",)), database.writing():
        slug = f"t{secrets.token_hex(6)}"
        made = registry.add(slug=slug, name_fi="x", name_sv="x", kind="real", playbook="kumina_1")
    with pytest.raises(registry.NotTaken, match="is preparing"):
        provisioning.reopen(made.id, by=None, at=NOW)


@pytest.mark.parametrize("role", ["kumina_web", "kumina_clock"])
def test_a_practice_municipality_never_becomes_real(ground: None, url_of, role: str) -> None:
    made = _open(kind="practice")
    door = context.Door(made.id, roles=("municipality_admin", "operator"))
    with psycopg.connect(url_of(role)) as connection:
        connection.execute(f"SET LOCAL kumina.token = '{house.SIGNER.sign(door, expires_at=9999999999)}'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
            connection.execute("UPDATE registry_municipality SET kind = 'real' WHERE id = %s", (made.id,))


def test_only_an_operator_opens(ground: None) -> None:
    def as_an_admin() -> None:
        with context.globally(roles=("municipality_admin",)), database.writing():
            registry.add(slug=f"t{secrets.token_hex(6)}", name_fi="x", name_sv="x", kind="real", playbook="kumina_1")

    with pytest.raises(ProgrammingError, match="row-level security"):
        as_an_admin()
