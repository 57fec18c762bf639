"""An association's pages in the browser: the five minutes, the agreement, the decisions, the account."""

import pytest
from flask.testing import FlaskClient

from app.associations import forms
from tenants.registry import Municipality
from tests.factories import associations, people, reimbursement
from tests.factories.browsing import send

FILLED = {
    "name": "Rannan Martat ry",
    "kind": "association",
    "business_id": "",
    "register_number": "204567",
    "languages": ["fi", "sv"],
    "street": "Keksitynkatu 1",
    "postal_code": "04400",
    "town": "Kuvitela",
    "contact_name": "Anna Arkinen",
    "contact_role": "puheenjohtaja",
    "phone": "040 000 0000",
}
BOTH = {"statements": list(associations.STATEMENTS)}


def test_an_invited_association_comes_into_order_by_its_own_pages(
    municipality: Municipality, browser: FlaskClient, app
) -> None:
    made = associations.invited(municipality)
    people.sign_in(browser, associations.admin(municipality, made))
    home = f"/{municipality.slug}/associations/{made}"
    assert browser.get(f"/{municipality.slug}/associations/own").location == f"{home}/own"
    assert f"{home}/fill-in" in browser.get(f"{home}/own").text
    assert send(browser, f"{home}/fill-in", FILLED).location == f"{home}/own"
    assert "204.567" in browser.get(f"{home}/own").text
    fingerprint = browser.get(f"{home}/agreement/accept").text.split('name="fingerprint"')[1].split('value="')[1][:64]
    accepted = send(browser, f"{home}/agreement/accept", BOTH | {"fingerprint": fingerprint})
    assert "Anna Arkinen" in browser.get(accepted.location).text
    admin = app.test_client()
    admin.environ_base["wsgi.url_scheme"] = "https"
    people.sign_in(admin, people.member(municipality, "municipality_admin"))
    assert send(admin, f"{home}/decide/approved").location == home
    assert "Kunnossa" in admin.get(f"/{municipality.slug}/associations/").text


def test_the_five_minutes_ask_little(app) -> None:
    with app.test_request_context():
        form = forms.FillInForm(meta={"csrf": False})
        fields = [field for field in form if field.type != "CSRFTokenField"]
        needed = [field for field in fields if field.flags.required]
    assert len(fields) <= 14
    assert len(needed) <= 7


def test_half_a_form_is_kept_as_a_draft(municipality: Municipality, browser: FlaskClient) -> None:
    made = associations.invited(municipality)
    people.sign_in(browser, associations.admin(municipality, made))
    page = f"/{municipality.slug}/associations/{made}/fill-in"
    assert send(browser, page, {"name": "Puolet ry"}).status_code == 422
    assert 'value="Puolet ry"' in browser.get(page).text


def test_neither_number_is_needed_but_neither_may_be_wrong(municipality: Municipality, browser: FlaskClient) -> None:
    made = associations.invited(municipality)
    people.sign_in(browser, associations.admin(municipality, made))
    page = f"/{municipality.slug}/associations/{made}/fill-in"
    wrong = send(browser, page, FILLED | {"register_number": "1234567"})
    assert 'href="#register_number"' in wrong.text
    assert send(browser, page, FILLED | {"register_number": ""}).status_code == 302


def test_a_company_is_told_which_law_bans_it(municipality: Municipality, browser: FlaskClient) -> None:
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    typed = {"name": "Voitto Oy", "kind": "company", "business_id": "", "register_number": "", "language": "fi"}
    answer = send(browser, f"/{municipality.slug}/associations/new", typed)
    assert answer.status_code == 422
    assert "189/2001" in answer.text


def test_inviting_an_association_sends_one_letter(municipality: Municipality, browser: FlaskClient, superuser) -> None:
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    said = {"name": "Uusi ry", "kind": "association", "person": "Anna", "email": "anna@uusi.example", "language": "fi"}
    made = send(browser, f"/{municipality.slug}/associations/invite", said)
    assert "Kutsuttu" in browser.get(made.location).text
    question = "SELECT role FROM accounts_invitation WHERE municipality_id = %s"
    assert superuser.execute(question, (municipality.id,)).fetchall() == [("association_admin",)]


def test_no_role_is_chosen_for_somebody_who_is_invited(municipality: Municipality, browser: FlaskClient) -> None:
    made = associations.association(municipality)
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    page = browser.get(f"/{municipality.slug}/associations/{made}/invite").text
    roles = page.split('name="role"')[1:]
    assert len(roles) == 2
    assert not any("checked" in one.split(">")[0] for one in roles)


def test_ending_has_a_page_that_says_what_follows(municipality: Municipality, browser: FlaskClient) -> None:
    made = associations.association(municipality)
    people.sign_in(browser, people.member(municipality, "team_lead"))
    page = f"/{municipality.slug}/associations/{made}/decide/ended"
    assert "viedään sovitusti loppuun" in browser.get(page).text
    assert 'href="#reason"' in send(browser, page).text
    home = send(browser, page, {"reason": "Toiminta loppuu."}).location
    shown = browser.get(home).text
    assert "Toiminta loppuu." in shown
    assert "decide/resumed" in shown
    assert browser.get(f"/{municipality.slug}/associations/{made}/decide/nonsense").status_code == 404


def test_an_account_is_proposed_and_confirmed_in_the_browser(
    municipality: Municipality, browser: FlaskClient, app
) -> None:
    made = associations.association(municipality)
    page = f"/{municipality.slug}/associations/{made}/account"
    people.sign_in(browser, associations.admin(municipality, made))
    assert send(browser, f"{page}/new", {"iban": associations.IBAN}).location == page
    assert "/confirm" not in browser.get(page).text
    finance = app.test_client()
    finance.environ_base["wsgi.url_scheme"] = "https"
    people.sign_in(finance, people.member(municipality, "finance"))
    shown = finance.get(page).text
    confirm = shown.split("/confirm")[0].rpartition('action="')[2] + "/confirm"
    assert send(finance, confirm, page=page).location == page
    assert "FI21 1234 5600 0007 85" in finance.get(page).text


def test_an_association_sees_nothing_of_another(municipality: Municipality, browser: FlaskClient) -> None:
    mine, theirs = associations.association(municipality), associations.association(municipality, "Muu ry")
    people.sign_in(browser, associations.admin(municipality, mine))
    home = f"/{municipality.slug}/associations/{theirs}"
    for page in ("own", "fill-in", "agreement", "agreement/accept", "renew", "account", "change", "sites/new"):
        assert browser.get(f"{home}/{page}").status_code == 404, page


def test_the_claims_page_tells_the_association_what_it_waits_for(
    municipality: Municipality, browser: FlaskClient
) -> None:
    reimbursement.policy(municipality)
    made = associations.invited(municipality)
    people.sign_in(browser, associations.admin(municipality, made))
    assert "odottaa teitä" in browser.get(f"/{municipality.slug}/reimbursement/own").text


@pytest.mark.parametrize("role", ["association_admin", "association_member"])
def test_the_team_page_tells_roles_of_one_person_apart(
    municipality: Municipality, browser: FlaskClient, role: str
) -> None:
    who = people.person("Kahden Yhdistyksen Kaisa")
    for name in ("Yksi ry", "Toinen ry"):
        people.membership(municipality, who, role, association_id=associations.association(municipality, name))
    people.sign_in(browser, people.member(municipality, "municipality_admin"))
    page = browser.get(f"/{municipality.slug}/team/").text
    assert "Yksi ry" in page
    assert "Toinen ry" in page
