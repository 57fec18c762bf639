"""What a client does with their own ladder (K7, K8)."""

from datetime import date
from uuid import uuid4

import pytest

from app.goals import actions, queries
from app.goals.rules import Ladder
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants.registry import Municipality
from tests.factories import goals, intake
from tests.factories.goals import as_client
from tests.factories.intake import Joined
from tests.factories.municipalities import NOW


@pytest.fixture
def client(municipality: Municipality) -> Joined:
    return intake.client(municipality)


def of(where: Municipality, client: Joined) -> Ladder:
    """The client's ladder as it stands."""
    with as_client(where, client):
        found = queries.ladder_of(client.person_id)
    assert found is not None
    return found


def words(where: Municipality, client: Joined) -> list[str]:
    """What the rungs say, lowest first."""
    return [rung.words for rung in of(where, client).standing]


def test_the_first_words_make_the_ladder(municipality: Municipality, client: Joined) -> None:
    with as_client(municipality, client):
        assert queries.ladder_of(client.person_id) is None
    goals.ladder(municipality, client)
    found = of(municipality, client)
    assert (found.goal, found.client_id, found.shared) == ("Työ keittiössä", client.id, "nothing")
    assert words(municipality, client) == ["Soitan kahvilaan", "Suoritan hygieniapassin"]


def test_k8_every_field_may_be_left_empty(municipality: Municipality, client: Joined) -> None:
    with as_client(municipality, client):
        actions.write_ladder(
            goal="", benefits="", already_done="", history="", wished_support="", by=client.person_id, at=NOW
        )
    assert of(municipality, client).goal == ""


def test_a_ladder_may_begin_with_a_step(municipality: Municipality, client: Joined) -> None:
    with as_client(municipality, client):
        actions.add_rung(words="Soitan", due_on=date(2026, 12, 1), by=client.person_id, at=NOW)
    (rung,) = of(municipality, client).rungs
    assert (rung.place, rung.due_on, rung.state) == (1, date(2026, 12, 1), "open")


def test_rungs_change_places(municipality: Municipality, client: Joined) -> None:
    goals.ladder(municipality, client)
    lowest = goals.first_rung(municipality, client)
    with as_client(municipality, client):
        actions.move_rung(rung_id=lowest, way="up", by=client.person_id, at=NOW)
    assert words(municipality, client) == ["Suoritan hygieniapassin", "Soitan kahvilaan"]
    with as_client(municipality, client):
        actions.move_rung(rung_id=lowest, way="up", by=client.person_id, at=NOW)
    assert words(municipality, client) == ["Suoritan hygieniapassin", "Soitan kahvilaan"]


def test_a_rung_is_changed_reached_taken_up_again_and_left_out(municipality: Municipality, client: Joined) -> None:
    goals.ladder(municipality, client)
    rung, by = goals.first_rung(municipality, client), client.person_id
    with as_client(municipality, client):
        actions.change_rung(rung_id=rung, words="Käyn kahvilassa", due_on=date(2026, 12, 1), by=by, at=NOW)
        actions.reach_rung(rung_id=rung, on=date(2026, 11, 24), by=by, at=NOW)
    found = of(municipality, client).rungs[0]
    assert (found.words, found.state, found.reached_on) == ("Käyn kahvilassa", "reached", date(2026, 11, 24))
    with as_client(municipality, client):
        actions.drop_rung(rung_id=rung, by=by, at=NOW)
    assert [one.id for one in of(municipality, client).dropped] == [rung]
    with as_client(municipality, client):
        actions.reopen_rung(rung_id=rung, by=by, at=NOW)
    found = of(municipality, client).rungs[0]
    assert (found.state, found.reached_on, found.place) == ("open", None, 1)


def test_a_rung_without_words_is_refused(municipality: Municipality, client: Joined) -> None:
    with pytest.raises(Refused), as_client(municipality, client):
        actions.add_rung(words=" ", due_on=None, by=client.person_id, at=NOW)


def test_another_clients_rung_is_not_there(municipality: Municipality, client: Joined) -> None:
    theirs = goals.ladder(municipality)
    rung = goals.first_rung(municipality, theirs)
    for missing in (rung, uuid4()):
        with pytest.raises(Missing), as_client(municipality, client):
            actions.drop_rung(rung_id=missing, by=client.person_id, at=NOW)


def test_k7_every_state_of_the_ladder_is_kept_for_its_client(municipality: Municipality, client: Joined) -> None:
    goals.ladder(municipality, client, shared=True)
    with as_client(municipality, client):
        kept = queries.versions(of_id(client))
    assert [len(version["rungs"]) for version in kept] == [0, 1, 2, 2]
    assert [version["shared"] for version in kept] == ["nothing", "nothing", "nothing", "whole"]
    assert kept[0]["goal"] == "Työ keittiössä"


def test_sharing_is_given_and_taken_back_with_all_rungs(municipality: Municipality, client: Joined) -> None:
    goals.ladder(municipality, client, shared=True)
    with goals.inside(municipality, person_id=client.counsellor_id, roles=("social_counsellor",)):
        shared = queries.shared_ladder(client.id)
        assert shared is not None
        assert len(shared.rungs) == 2
    with as_client(municipality, client):
        actions.share_ladder(shared="nothing", by=client.person_id, at=NOW)
    with goals.inside(municipality, person_id=client.counsellor_id, roles=("social_counsellor",)):
        assert queries.shared_ladder(client.id) is None


def test_a_rung_added_later_is_shared_as_its_ladder_is(municipality: Municipality, client: Joined) -> None:
    goals.ladder(municipality, client, shared=True)
    with as_client(municipality, client):
        actions.add_rung(words="Kolmas", due_on=None, by=client.person_id, at=NOW)
    with goals.inside(municipality, person_id=client.counsellor_id, roles=("job_coach",)):
        shared = queries.shared_ladder(client.id)
    assert shared is not None
    assert [rung.words for rung in shared.rungs][-1] == "Kolmas"


def of_id(client: Joined):
    """The id of the client's ladder, asked inside their own transaction."""
    found = queries.ladder_of(client.person_id)
    assert found is not None
    return found.id
