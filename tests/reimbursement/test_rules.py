"""What the municipality may decide, what a line comes to, and who may approve it; money without a float."""

import ast
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reimbursement import rules
from app.values.money import Cents
from app.values.period import Month

JARVENPAA = Cents(1009)
TODAY = date(2026, 11, 24)
DECISION = rules.Decision(
    service_type="rehabilitative_work",
    day=Cents(2000),
    valid_from=date(2026, 12, 1),
    valid_to=None,
    body="Kaupunkikehityslautakunta",
    section="54 §",
    decided_on=date(2026, 11, 16),
    source="",
)
IN_FORCE = rules.Policy(
    "rehabilitative_work",
    JARVENPAA,
    date(2026, 1, 1),
    None,
    "Kaupunginhallitus",
    "12 §",
    date(2025, 12, 1),
    "",
    UUID(int=1),
)
CLAIM = rules.Claim(
    id=UUID(int=5),
    association_id=UUID(int=6),
    association_name="Rannan Martat",
    month=Month(2026, 10),
    number=1,
    days=12,
    total=Cents(12108),
    prepared_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
    prepared_by=UUID(int=1),
    prepared_by_name="Raija Rahanen",
    approved_at=None,
    approved_by_name=None,
)


def line(days: int, rate: int) -> rules.Line:
    return rules.Line(UUID(int=1), UUID(int=2), replace(IN_FORCE, day=Cents(rate)), days)


def code(*, others=(), settled=(), **changes) -> str | None:
    answer = rules.may_decide(replace(DECISION, **changes), others=others, settled=settled, today=TODAY)
    return answer.code if answer else None


def test_twelve_days_at_ten_euros_nine_cents() -> None:
    """Järvenpää's rule, worked by hand: 12 × 10.09 € = 121.08 €."""
    assert line(12, 1009).total == Cents(12108)


@given(st.lists(st.tuples(st.integers(0, 31), st.integers(1, 100_000)), max_size=50))
def test_a_claim_is_the_sum_of_its_lines_to_the_cent(rows: list[tuple[int, int]]) -> None:
    assert rules.claim_total(line(days, rate) for days, rate in rows).amount == sum(days * rate for days, rate in rows)


@given(st.integers(0, 31), st.integers(1, 100_000))
def test_one_more_attended_day_never_lowers_a_line(days: int, rate: int) -> None:
    assert line(days + 1, rate).total > line(days, rate).total


def test_the_first_decision_stands() -> None:
    assert code() is None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"day": Cents(0)}, "reimbursement.rate_is_nothing"),
        ({"day": Cents(-1)}, "reimbursement.rate_is_nothing"),
        ({"valid_to": date(2026, 11, 30)}, "reimbursement.ends_before_it_begins"),
        ({"decided_on": date(2026, 11, 25)}, "reimbursement.not_decided_yet"),
        ({"settled": (Month(2026, 10), Month(2026, 12))}, "reimbursement.month_is_settled"),
        ({"others": (replace(IN_FORCE, valid_to=date(2026, 12, 31)),)}, "reimbursement.policy_overlaps"),
        ({"others": (replace(IN_FORCE, valid_from=date(2026, 12, 1)),)}, "reimbursement.policy_overlaps"),
        ({"others": (replace(IN_FORCE, valid_from=date(2027, 1, 1)),)}, "reimbursement.policy_overlaps"),
    ],
)
def test_a_decision_that_cannot_stand_is_refused_by_name(changes: dict[str, object], expected: str) -> None:
    assert code(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"others": (IN_FORCE,)},
        {"others": (replace(IN_FORCE, valid_to=date(2026, 11, 30)),)},
        {"valid_to": date(2026, 12, 31), "others": (replace(IN_FORCE, valid_from=date(2027, 1, 1)),)},
        {"settled": (Month(2026, 10), Month(2026, 11))},
        {"valid_to": date(2026, 12, 31), "settled": (Month(2027, 1),)},
        {"decided_on": TODAY},
    ],
)
def test_a_decision_beside_others_stands(changes: dict[str, object]) -> None:
    assert code(**changes) is None


def test_a_new_decision_takes_over_from_the_one_without_an_end() -> None:
    fixed = replace(IN_FORCE, id=UUID(int=2), valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    assert rules.ended_by(DECISION, (fixed, IN_FORCE)) == (IN_FORCE, date(2026, 11, 30))
    assert rules.ended_by(DECISION, (fixed,)) == (None, date(2026, 11, 30))


def test_claims_are_prepared_when_the_month_is_over() -> None:
    early = rules.may_prepare(Month(2026, 11), today=date(2026, 11, 30))
    assert early is not None
    assert early.code == "reimbursement.month_not_over"
    assert rules.may_prepare(Month(2026, 11), today=date(2026, 12, 1)) is None


def test_whoever_prepared_a_claim_never_approves_it() -> None:
    own = rules.may_approve(CLAIM, by=CLAIM.prepared_by, own=())
    assert own is not None
    assert own.code == "reimbursement_claim_has_two_people"
    assert rules.may_approve(CLAIM, by=UUID(int=2), own=()) is None
    theirs = rules.may_approve(CLAIM, by=UUID(int=2), own={CLAIM.association_id})
    assert theirs is not None
    assert theirs.code == "reimbursement.own_association"
    again = rules.may_approve(replace(CLAIM, approved_at=CLAIM.prepared_at), by=UUID(int=2), own=())
    assert again is not None
    assert again.code == "reimbursement.already_approved"


def floats_in(source: str) -> list[int]:
    """The lines where a float could be born: the word, a literal with a point, a division, or rounding."""
    found = []
    for node in ast.walk(ast.parse(source)):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        named = isinstance(node, ast.Name) and node.id in {"float", "round"}
        divided = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        if literal or named or divided:
            found.append(node.lineno)
    return found


HOUSE = Path(rules.__file__).parents[1]
MONEY = [*sorted((HOUSE / "reimbursement").rglob("*.py")), HOUSE / "values" / "money.py"]


@pytest.mark.parametrize("file", MONEY, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_money_knows_no_float(file: Path) -> None:
    assert floats_in(file.read_text()) == []


@pytest.mark.parametrize("planted", ["x = 10.09", "x = float(1)", "x = 7 / 2", "x = round(y)", "x: float", "x /= 2"])
def test_a_float_would_be_found(planted: str) -> None:
    assert floats_in(planted) == [1]
