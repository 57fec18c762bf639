"""The team's page: seen by admins and team leads, changed by admins who have just shown that it is them."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts import actions, permission_table, queries, rules
from app.values.refusal import Refused
from app.web.clock import now
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import people
from tests.factories.browsing import send
from tests.factories.municipalities import inside


def test_the_team_is_listed_and_clients_are_not(browser: FlaskClient, municipality: Municipality) -> None:
    people.member(municipality, "client", name="Asiakas Salainen")
    people.member(municipality, "job_coach", name="Valmentaja Ville")
    people.sign_in(browser, people.member(municipality, "team_lead", name="Tiimi Vetäjä"))
    page = browser.get(f"/{municipality.slug}/team/")
    assert "Valmentaja Ville" in page.text
    assert "Salainen" not in page.text
    assert f"/{municipality.slug}/team/invite" not in page.text


def test_an_admin_invites_sends_again_and_withdraws(browser: FlaskClient, municipality: Municipality) -> None:
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    team = f"/{municipality.slug}/team/"
    email = f"{secrets.token_hex(6)}@esimerkki.example"
    typed = {"name": "Uusi Tulija", "email": email, "role": "finance", "language": "sv"}
    assert send(browser, f"{team}invite", typed).location == team
    page = browser.get(team).text
    assert email in page
    for act in ("send-again", "withdraw"):
        path = page.partition(f'/{act}"')[0].rpartition('"')[2] + f"/{act}"
        assert send(browser, path, page=team).location == team
    assert email not in browser.get(team).text


@pytest.mark.parametrize(
    "typed", [{"role": "client"}, {"role": "operator"}, {"email": "x"}, {"name": ""}, {"role": ""}]
)
def test_what_cannot_be_is_refused_beside_its_field(
    browser: FlaskClient, municipality: Municipality, typed: dict[str, str]
) -> None:
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    whole = {"name": "Uusi Tulija", "email": "uusi@esimerkki.example", "role": "finance", "language": "fi"}
    assert send(browser, f"/{municipality.slug}/team/invite", whole | typed).status_code == 422


def test_a_role_is_ended_by_another_admin(browser: FlaskClient, municipality: Municipality) -> None:
    coach = people.person("Valmentaja Ville")
    membership = people.membership(municipality, coach, "job_coach", name="Valmentaja Ville")
    admin = people.person("Pääkäyttäjä")
    own = people.membership(municipality, admin, "municipality_admin")
    people.sign_in(browser, admin)
    team = f"/{municipality.slug}/team/"
    assert send(browser, f"{team}members/{own}/end").status_code == 422
    assert send(browser, f"{team}members/{membership}/end").location == team
    assert "Valmentaja Ville" not in browser.get(team).text
    assert send(browser, f"{team}members/{membership}/end").status_code == 422


@pytest.mark.parametrize("_round", range(5))
def test_two_admins_cannot_end_each_other_at_the_same_moment(municipality: Municipality, _round: int) -> None:
    one, other = people.person(), people.person()
    of_one = people.membership(municipality, one, "municipality_admin")
    of_other = people.membership(municipality, other, "municipality_admin")
    with ThreadPoolExecutor(2) as pool:
        tries = ((one, of_other), (other, of_one))
        assert sum(pool.map(lambda pair: _ends(municipality, *pair), tries)) == 1


def _ends(where: Municipality, by: object, membership: object) -> bool:
    try:
        with inside(where, person_id=by, roles=("municipality_admin",)):  # type: ignore[arg-type]
            actions.end_membership(membership_id=membership, by=by, at=now())  # type: ignore[arg-type]
    except Refused:
        return False
    return True


def test_inviting_and_ending_ask_for_a_fresh_proof(browser: FlaskClient, municipality: Municipality) -> None:
    admin = people.member(municipality, "municipality_admin")
    membership = people.membership(municipality, people.person(), "job_coach")
    people.sign_in(browser, admin, proved_at=now() - timedelta(minutes=20))
    for path in (f"/{municipality.slug}/team/invite", f"/{municipality.slug}/team/members/{membership}/end"):
        answer = browser.get(path)
        assert (answer.status_code, answer.location) == (302, f"/verify?next={path}")


def test_the_table_of_rights_is_shown_whole_in_every_language(browser: FlaskClient, municipality: Municipality) -> None:
    people.sign_in(browser, people.member(municipality, "finance"))
    counts = set()
    for language, word in (("fi", "Kuka saa tehdä"), ("sv", "Vem får göra"), ("en", "Who may do")):
        send(browser, "/language", {"language": language, "next": "/permissions"}, page="/me")
        page = browser.get("/permissions").text
        assert word in page
        assert page.count('scope="col"') == len(rules.ROLES) + 1
        counts.add(page.count('scope="row"'))
    assert counts == {len(browser.application.extensions[permission_table.EXTENSION])}


def test_an_admin_is_not_told_who_is_a_client(browser: FlaskClient, municipality: Municipality) -> None:
    """Least view (design § 7): a client's membership is no role of the team, and nobody ends it from there."""
    membership = people.membership(municipality, people.person(), "client", name="Asiakas Salainen")
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    path = f"/{municipality.slug}/team/members/{membership}/end"
    page = browser.get(path)
    assert page.status_code == 404
    assert "Salainen" not in page.text
    assert send(browser, path, page=f"/{municipality.slug}/team/invite").status_code == 404
    with context.entering(municipality.id), database.reading():
        assert [one.id for one in queries.members((rules.CLIENT,))] == [membership]
