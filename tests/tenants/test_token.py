"""The signed token: what the house signs the database believes, and nothing else, however little was changed."""

import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenants.context import Door
from tenants.policies.token import LIFE_S, Signer
from tests import conftest as house

HERE, SOMEBODY = UUID("0192f0c1-0000-7000-8000-00000000000a"), UUID("0192f0c1-0000-7000-8000-00000000000b")
DOOR = Door(HERE, SOMEBODY, ("client", "job_coach"))
FAR = 9_999_999_999
Claims = Callable[[str], list[str] | None]
of_many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def claims(url_of) -> Iterator[Claims]:
    """What the database reads in a token, as the web's role."""
    with psycopg.connect(url_of("kumina_web"), autocommit=True) as connection:

        def read(token: str) -> list[str] | None:
            connection.execute("SELECT set_config('kumina.token', %s, false)", (token,))
            row = connection.execute("SELECT sec.claims()").fetchone()
            return row[0] if row else None

        yield read


def _token(door: Door = DOOR, *, signer: Signer = house.SIGNER, expires_at: int = FAR) -> str:
    return signer.sign(door, expires_at=expires_at)


def test_what_was_signed_is_believed(claims: Claims) -> None:
    assert (claims(_token()) or [])[:5] == ["1", str(HERE), str(SOMEBODY), "client,job_coach", str(FAR)]


def test_the_signature_is_plain_hmac_sha256() -> None:
    message, _, signature = _token().rpartition("|")
    assert signature == hmac.new(house.SIGNER.key, message.encode(), hashlib.sha256).hexdigest()


@pytest.mark.parametrize("length", [32, 64, 65, 200])
def test_a_key_of_any_length_is_padded_as_the_standard_says(length: int) -> None:
    key = bytes(range(length))
    inner, outer = Signer("1", key).pads()
    by_hand = hashlib.sha256(outer + hashlib.sha256(inner + b"message").digest()).hexdigest()
    assert by_hand == hmac.new(key, b"message", hashlib.sha256).hexdigest()


@pytest.mark.parametrize("token", ["", "|", "|||||", "1", "1|2|3|4|5", "1|2|3|4|5|6|7", "x" * 5000, "-|-|-|-|-|-"])
def test_what_is_no_token_is_nobody(claims: Claims, token: str) -> None:
    assert claims(token) is None


def test_another_key_is_not_believed(claims: Claims) -> None:
    assert claims(_token(signer=Signer("1", b"another key of thirty-two bytes!"))) is None


def test_an_unknown_key_id_is_not_believed(claims: Claims) -> None:
    assert claims(_token(signer=Signer("2", house.SIGNER.key))) is None


def test_a_token_ends(claims: Claims) -> None:
    assert claims(_token(expires_at=int(time.time()) - 1)) is None
    assert claims(_token(expires_at=int(time.time()))) is None
    assert claims(_token(expires_at=int(time.time()) + LIFE_S)) is not None


def test_an_older_key_is_good_until_it_is_removed(scratch_url: str) -> None:
    older = Signer("0", b"the key of the year before this!")
    inner, outer = older.pads()
    with psycopg.connect(scratch_url) as admin:
        admin.execute("SELECT set_config('kumina.token', %s, false)", (_token(signer=older),))
        assert admin.execute("SELECT sec.municipality()").fetchone() == (None,)
        admin.execute("INSERT INTO sec.key VALUES ('0', %s, %s)", (inner, outer))
        assert admin.execute("SELECT sec.municipality()").fetchone() == (HERE,)
        admin.rollback()


def test_two_fields_cannot_be_swapped(claims: Claims) -> None:
    parts = _token().split("|")
    for one in range(6):
        for other in range(one + 1, 6):
            swapped = parts[:]
            swapped[one], swapped[other] = swapped[other], swapped[one]
            assert claims("|".join(swapped)) is None, (one, other)


@of_many
@given(st.integers(0, 5), st.text(max_size=60).filter(lambda text: "\0" not in text))
def test_no_field_can_be_replaced(claims: Claims, field: int, by: str) -> None:
    parts = _token().split("|")
    changed = "|".join([*parts[:field], by, *parts[field + 1 :]])
    if changed != _token():
        assert claims(changed) is None


@of_many
@given(st.data())
def test_no_character_can_be_changed_removed_or_added(claims: Claims, data: st.DataObject) -> None:
    token = _token()
    at = data.draw(st.integers(0, len(token)))
    taken = data.draw(st.integers(0, 3))
    put = data.draw(st.text(alphabet="0123456789abcdefABCDEF|,-_xyz' ", max_size=3))
    changed = token[:at] + put + token[at + taken :]
    if changed != token:
        assert claims(changed) is None


@of_many
@given(st.lists(st.sampled_from(["client", "job_coach", "operator", "municipality_admin"]), min_size=1, max_size=4))
def test_no_role_can_be_added_or_taken(claims: Claims, roles: list[str]) -> None:
    parts = _token().split("|")
    parts[3] = ",".join(roles)
    if parts[3] != "client,job_coach":
        assert claims("|".join(parts)) is None


@of_many
@given(st.sampled_from(["1", "k9"]), st.uuids(), st.uuids() | st.none(), st.lists(st.sampled_from(["a_b", "c"])))
def test_every_door_is_signed_and_read_alike(
    claims: Claims, key_id: str, where: UUID, who: UUID | None, roles: list[str]
) -> None:
    token = Signer(key_id, house.SIGNER.key).sign(Door(where, who, tuple(roles)), expires_at=FAR)
    read = claims(token)
    if key_id == "1":
        assert read is not None
        assert read[1:4] == [str(where), str(who or "-"), ",".join(roles) or "-"]
    else:
        assert read is None


@pytest.mark.parametrize("role", ["", "client|operator", "client,operator", "x'; COMMIT; --", "Client", "ä", "a" * 60])
def test_a_role_of_another_shape_is_not_signed(role: str) -> None:
    with pytest.raises(ValueError, match="small letters and underscores"):
        _token(Door(HERE, None, (role,)))


def test_a_weak_key_or_a_strange_key_id_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 32 bytes"):
        Signer("1", b"short")
    for key_id in ("", "1|2", "'", "a" * 17, "ä"):
        with pytest.raises(ValueError, match="1 to 16 letters and digits"):
            Signer(key_id, house.SIGNER.key)


def test_the_token_needs_no_quoting() -> None:
    assert not set(_token()) - set("0123456789abcdefghijklmnopqrstuvwxyz_,|-")
