"""The rules of accounts as plain functions: delays, factors, codes, roles; for every input, not for examples alone."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.accounts import pages, rules
from app.accounts.passwords import check, known
from app.accounts.passwords import rules as passwords
from app.accounts.rules import Patience, Permission

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)
PATIENCES = st.sampled_from([rules.PATIENCE_ADDRESS, rules.PATIENCE_NETWORK, rules.PATIENCE_LETTERS])


@given(PATIENCES, st.integers(0, 10_000), st.integers(0, 200_000))
def test_a_delay_is_never_negative_nor_longer_than_the_longest(patience: Patience, failures: int, ago_s: int) -> None:
    wait = rules.wait(patience, failures, AT - timedelta(seconds=ago_s), at=AT)
    assert timedelta(0) <= wait <= patience.longest


@given(PATIENCES, st.integers(0, 500))
def test_more_failures_never_wait_shorter(patience: Patience, failures: int) -> None:
    assert rules.wait(patience, failures, AT, at=AT) <= rules.wait(patience, failures + 1, AT, at=AT)


@given(PATIENCES, st.integers(0, 10_000))
def test_waiting_it_out_lets_in_again_and_a_long_rest_forgets(patience: Patience, failures: int) -> None:
    assert rules.wait(patience, failures, AT - patience.longest, at=AT) == timedelta(0)
    assert rules.effective(patience, failures, AT - patience.forgotten, at=AT) == 0


def test_a_hundred_guesses_at_one_address_take_hours() -> None:
    """63B-4 allows a hundred in a row; here they take more than seven hours."""
    clock, spent = AT, timedelta(0)
    for failures in range(100):
        wait = rules.wait(rules.PATIENCE_ADDRESS, failures, clock, at=clock)
        clock, spent = clock + wait, spent + wait
    assert spent > timedelta(hours=7)


@given(st.integers(0, 3), st.booleans(), st.integers(0, 3))
def test_a_password_alone_is_enough_in_practice_only(real: int, operator: bool, municipalities: int) -> None:
    needed = rules.needs_second_factor(real_memberships=real, is_operator=operator, real_municipalities=municipalities)
    assert needed == (real > 0 or (operator and municipalities > 0))


@pytest.mark.parametrize(
    "code",
    [
        "",
        "12345",
        "1234567890123",
        "12345a",
        "１２３４５６",
        "111111",
        "123456",
        "987654",
        "135791",
        "121212",
        "456456",
        "112211",
    ],
)
def test_poor_short_codes_are_refused(code: str) -> None:
    assert rules.may_be_short_code(code) is not None


@pytest.mark.parametrize("code", ["482913", "7391050", "902817364512"])
def test_good_short_codes_are_taken(code: str) -> None:
    assert rules.may_be_short_code(code) is None


@given(st.text(max_size=40))
def test_any_text_is_judged_as_a_short_code(code: str) -> None:
    refusal = rules.may_be_short_code(code)
    assert refusal is None or refusal.code.startswith("accounts.short_code_")


@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=3))
def test_any_password_is_judged(password: str, own: list[str]) -> None:
    refusal = check.refused(check.normal(password), own)
    assert (refusal is None) or refusal.code.startswith("accounts.password_")
    if len(password) < passwords.SHORTEST and len(check.normal(password)) < passwords.SHORTEST:
        assert refusal is not None


@given(st.integers(3, 12), st.text("abcdefg", min_size=1, max_size=4))
def test_saying_it_again_makes_no_password(times: int, word: str) -> None:
    assert len(passwords.rest(word * times, ())) <= len(word)


def test_known_passwords_are_known_in_any_capitals() -> None:
    for password in ("1qaz2wsx3edc4rfv", "PassWordPassWord", "qwertyuiopasdfgh", "SALASANA", "password"):
        assert known.is_known(password), password
    assert not known.is_known("kolme pientä porsasta niityllä")
    assert len(known.FILE.read_bytes()) % known.WIDTH == 0


def test_a_permission_knows_its_roles() -> None:
    with pytest.raises(ValueError, match="no such role"):
        Permission("x.y", "label", frozenset({"king"}))


@pytest.mark.parametrize(
    ("role", "ended", "left", "code"),
    [
        ("municipality_admin", False, 0, "accounts.last_admin"),
        ("municipality_admin", False, 1, None),
        ("job_coach", False, 0, None),
        ("job_coach", True, 5, "accounts.membership_over"),
    ],
)
def test_a_municipality_keeps_an_admin(role: str, ended: bool, left: int, code: str | None) -> None:
    refusal = rules.may_end(role, already_ended=ended, admins_left=left)
    assert (refusal.code if refusal else None) == code


@given(st.timedeltas(timedelta(0), timedelta(days=30)), st.booleans(), st.booleans())
def test_an_invitation_is_good_for_seven_days_once(age: timedelta, accepted: bool, withdrawn: bool) -> None:
    refusal = rules.may_use_invitation(
        expires_at=AT + timedelta(days=rules.INVITATION_DAYS),
        accepted_at=AT if accepted else None,
        withdrawn_at=AT if withdrawn else None,
        at=AT + age,
    )
    assert (refusal is None) == (not accepted and not withdrawn and age < timedelta(days=7))


@given(st.text(alphabet="/\\.:@abhtps?#% \t\n", max_size=20))
def test_an_own_address_never_leads_elsewhere(asked: str) -> None:
    """Browsers read backslashes, blanks and control signs generously."""
    path = pages.own_address(asked)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert path.isprintable()


def test_every_refusal_has_its_sentence(app: Flask) -> None:
    said = set()
    for file in (Path(app.root_path) / "accounts").rglob("*.py"):
        said |= set(re.findall(r'Refusal\(\s*"(accounts\.[a-z_]+)"', file.read_text()))
    assert said <= set(pages.SENTENCES), said - set(pages.SENTENCES)
    spoken = {code for code in pages.SENTENCES if code.startswith("accounts.")}
    assert spoken == said, spoken - said
