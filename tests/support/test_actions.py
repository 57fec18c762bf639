"""The network is supported: contacts, matters and who needs a call, in the real database (K17)."""

from datetime import timedelta

import psycopg
import pytest

from app.support import actions, queries
from app.support.rules import pulse as rules
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants.registry import Municipality
from tests.factories import associations, people, steering, support
from tests.factories.municipalities import NOW, inside

TODAY = NOW.date()


def needing(where: Municipality, on=TODAY) -> dict[str, list[str]]:
    with inside(where, person_id=people.member(where, "job_coach"), roles=("job_coach",)):
        found = queries.needs_a_call(on)
    return {call.support.name: [one.why for one in call.reasons] for call in found}


def test_k17_an_association_needs_a_call_when_the_last_contact_is_too_long_ago(municipality: Municipality) -> None:
    made = associations.association(municipality, at=NOW)
    assert needing(municipality) == {}
    later = TODAY + timedelta(days=29)
    assert needing(municipality, later) == {"Rannan Martat ry": ["never"]}
    support.contact(municipality, made)
    assert needing(municipality, later) == {"Rannan Martat ry": ["too_long"]}
    support.contact(municipality, made, at=NOW + timedelta(days=28), how="visit")
    assert needing(municipality, later) == {}


def test_k17_the_municipality_says_how_often(municipality: Municipality) -> None:
    associations.association(municipality, at=NOW)
    admin = people.member(municipality, "municipality_admin")
    steering.changed(municipality, "associations", "support_every_weeks", 8, by=admin)
    assert needing(municipality, TODAY + timedelta(days=29)) == {}
    assert needing(municipality, TODAY + timedelta(days=57)) != {}


def test_k17_a_matter_waits_until_something_is_done_and_the_minutes_are_kept(municipality: Municipality) -> None:
    made = associations.association(municipality)
    counsellor = support.counsellor(municipality, made)
    support.contact(municipality, made)
    matter = support.matter(municipality, made)
    assert needing(municipality) == {"Rannan Martat ry": ["matter_waits"]}
    support.acted(municipality, matter, by=counsellor)
    assert needing(municipality) == {}
    support.acted(municipality, matter, by=counsellor, closes=True, at=NOW + timedelta(hours=5))
    with inside(municipality, person_id=counsellor, roles=support.COUNSELLOR):
        found = queries.matter(matter)
        assert [one.words for one in queries.steps_of(matter)] == ["Teetettiin avaimet."] * 2
    assert (found.minutes_to_first_action, found.is_open, found.owner_name) == (35, False, "Saara Satunen")
    assert found.closed_by_name == "Saara Satunen"


def test_what_is_settled_stays_settled(municipality: Municipality) -> None:
    made = associations.association(municipality)
    matter = support.matter(municipality, made)
    support.acted(municipality, matter, closes=True)
    for again in (lambda: support.acted(municipality, matter), lambda: _taken(municipality, matter)):
        with pytest.raises(Refused, match=r"support\.matter_is_closed"):
            again()


def _taken(where: Municipality, matter) -> None:
    by = people.member(where, "job_coach")
    with inside(where, person_id=by, roles=("job_coach",)):
        actions.take_matter(matter_id=matter, by=by, at=NOW)


def test_whoever_takes_a_matter_owns_it_alone(municipality: Municipality) -> None:
    made = associations.association(municipality)
    matter = support.noted(municipality, made)
    by = people.member(municipality, "job_coach", name="Jouni Juonikas")
    with inside(municipality, person_id=by, roles=("job_coach",)):
        actions.take_matter(matter_id=matter, by=by, at=NOW)
        assert queries.matter(matter).owner_name == "Jouni Juonikas"


def test_the_counsellor_is_one_of_the_team_and_one_at_a_time(municipality: Municipality) -> None:
    made = associations.association(municipality)
    first, second = support.counsellor(municipality, made), support.counsellor(municipality, made)
    with inside(municipality, person_id=first, roles=support.COUNSELLOR):
        assert queries.support_of(made).counsellor_id == second
    outsider = people.member(municipality, "finance")
    with pytest.raises(Refused, match="not_of_the_team"), inside(municipality, person_id=first, roles=("job_coach",)):
        actions.name_counsellor(association_id=made, person_id=outsider, by=first, at=NOW)


def test_a_pulse_asks_everybody_and_its_letters_leave_a_few_a_minute(
    municipality: Municipality, superuser: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "LETTERS_A_MINUTE", 2)
    for number in range(3):
        associations.association(municipality, f"Yhdistys {number} ry")
    made = support.pulse(municipality)
    waiting = superuser.execute(
        "SELECT scheduled_at FROM procrastinate_jobs WHERE task_name = 'support:post_pulse'"
        " AND args->>'municipality' = %s ORDER BY scheduled_at",
        [str(municipality.id)],
    )
    minute = timedelta(minutes=1)
    assert [at - NOW for (at,) in waiting] == [0 * minute, 0 * minute, minute]
    with inside(municipality, roles=("clock",)):
        everybody = [one.id for one in queries.replies(made)]
        posted = [actions.post_pulse(reply_id=one, by=None, at=NOW) for one in everybody]
        again = [actions.post_pulse(reply_id=one, by=None, at=NOW) for one in everybody]
    assert (posted, again) == ([1, 1, 1], [0, 0, 0]), "one letter each, however often it is asked for"


def test_who_has_answered_gets_no_letter(municipality: Municipality) -> None:
    one = associations.association(municipality)
    made = support.pulse(municipality)
    support.answered(municipality, made, one)
    reply_id = support.reply(municipality, made, one)
    with inside(municipality, roles=("clock",)):
        assert actions.post_pulse(reply_id=reply_id, by=None, at=NOW) == 0


def test_an_answer_may_be_corrected_and_a_wish_for_contact_calls(municipality: Municipality) -> None:
    one = associations.association(municipality, at=NOW)
    made = support.pulse(municipality)
    support.answered(municipality, made, one, places=0, reason="no_supervisor", wants_contact=True)
    assert needing(municipality) == {"Rannan Martat ry": ["asked_for"]}
    support.answered(municipality, made, one, places=4)
    assert needing(municipality) == {}
    with inside(municipality, person_id=people.member(municipality, "team_lead"), roles=support.LEAD):
        (reply,) = queries.replies(made)
        assert queries.pulse_set_up()
    assert (reply.places, reply.reason) == (4, None)


def test_nobody_answers_or_brings_up_for_another_association(municipality: Municipality) -> None:
    mine, theirs = associations.association(municipality), associations.association(municipality, "Toinen ry")
    made = support.pulse(municipality)
    who = people.member(municipality, "association_admin", association_id=mine)
    reply_id = support.reply(municipality, made, theirs)
    said = {"places": 1, "reason": None, "wish": "", "wants_contact": False}
    with inside(municipality, person_id=who, roles=("association_admin",)):
        with pytest.raises(Missing):
            actions.answer_pulse(reply_id=reply_id, **said, own={mine}, by=who, at=NOW)  # type: ignore[arg-type]
        with pytest.raises(Missing):
            actions.open_own_matter(association_id=theirs, words="Hei", own={mine}, by=who, at=NOW)


def test_a_season_is_asked_about_once(municipality: Municipality) -> None:
    associations.association(municipality)
    support.pulse(municipality)
    with pytest.raises(Exception, match="support_pulse_season_is_asked_once"):
        support.pulse(municipality)
