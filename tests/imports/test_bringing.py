"""What a file says comes in through the rules of the forms: once, whole or not at all, and again without doubling."""

import io
from datetime import timedelta
from uuid import UUID

import openpyxl
import psycopg
import pytest
from sqlalchemy import text

from app.associations import queries as network
from app.imports import actions, queries
from app.imports.rules import fields
from app.imports.rules.pacing import LETTERS_A_MINUTE
from app.values.missing import Missing
from app.values.refusal import Refused
from tenants import context, database
from tenants.registry import Municipality
from tests.factories import associations, people
from tests.factories import imports as bringing
from tests.factories.imports import HEADINGS, ROW, applied, csv, plan_of, taken_in
from tests.factories.municipalities import NOW, inside

WHOLE = (
    "Nimi",
    "Y-tunnus",
    "Laji",
    "Kieli",
    "Katuosoite",
    "Postinumero",
    "Postitoimipaikka",
    "Yhteyshenkilö",
    "Puhelin",
)
STAFF = ("Nimi", "Sähköposti", "Rooli", "Kieli")


def brought(where: Municipality, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, **more) -> dict:
    kind = more.get("kind", fields.ASSOCIATIONS)
    return applied(where, taken_in(where, csv(headings, *rows), kind=kind))


def faults(where: Municipality, *rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS, kind="associations"):
    plan = plan_of(where, taken_in(where, csv(headings, *rows), kind=kind))
    return [(line.number, fault.field_name, fault.code) for line in plan.faulty for fault in line.faults]


def table_counts(where: Municipality) -> dict[str, int]:
    tables = ("associations_association", "associations_site", "associations_contact", "accounts_invitation")
    with context.entering(where.id, roles=("municipality_admin",)), database.reading() as db:
        return {table: db.scalar(text(f"SELECT count(*) FROM {table}")) for table in tables}


def test_associations_come_with_their_site_and_contact_person(municipality: Municipality) -> None:
    row = ("Martat", "0737546-2", "säätiö", "ruotsi", "Rantakatu 1", "80100", "Joensuu", "Maija Meri", "+358 40 1")
    assert brought(municipality, row, headings=WHOLE) == {"association add": 1, "site add": 1, "contact_person add": 1}
    with inside(municipality, roles=bringing.ADMIN):
        (found,) = network.associations()
        assert (found.name, found.business_id, found.kind, found.language) == (
            "Martat",
            "0737546-2",
            "foundation",
            "sv",
        )
        assert [one.street for one in network.sites_of([found.id])] == ["Rantakatu 1"]
        assert [one.phone for one in network.contact_people([found.id])] == ["+358 40 1"]


@pytest.mark.parametrize("ids", [("0737546-2", "7"), ("0737546-2", ""), ("", "7"), ("", "")])
def test_the_same_file_twice_changes_nothing(municipality: Municipality, ids: tuple[str, str]) -> None:
    row = (ROW[0], *ids, *ROW[3:])
    first = brought(municipality, row)
    assert set(first) == {"association add", "contact_person add", "invitation add"}
    before = table_counts(municipality)
    assert brought(municipality, row) == {"association same": 1, "contact_person same": 1, "invitation same": 1}
    assert table_counts(municipality) == before


def test_a_second_run_changes_what_it_says_anew_and_leaves_what_it_does_not_say(municipality: Municipality) -> None:
    brought(municipality, ROW)
    assert brought(municipality, ("Uusi nimi ry", "", "7", "Maija Meri-Aalto", "maija@esimerkki.example", "")) == {
        "association change": 1,
        "contact_person change": 1,
    }
    with inside(municipality, roles=bringing.ADMIN):
        (found,) = network.associations()
        assert (found.name, found.business_id) == ("Uusi nimi ry", "0737546-2")
        assert [one.name for one in network.contact_people([found.id])] == ["Maija Meri-Aalto"]


def test_one_known_by_name_alone_is_given_its_business_id(municipality: Municipality) -> None:
    associations.association(municipality, "Rannan Martat ry")
    assert brought(municipality, ("rannan martat ry", "0737546-2", "", "", "", "")) == {"association change": 1}


def test_what_is_wrong_is_told_by_row_and_column(municipality: Municipality) -> None:
    left = associations.association(municipality, "Lähtenyt ry", business_id="2617416-4")
    with inside(municipality, roles=("municipality_admin",)):
        database.session().execute(
            text("UPDATE associations_association SET ended_at = now(), ended_by = uuidv7() WHERE id = :id"),
            {"id": left},
        )
    found = faults(
        municipality,
        ("", "0737546-2", "", "", "", ""),
        ("Väärä ry", "0737546-3", "", "", "", ""),
        ("Outo ry", "", "", "Maija", "ei osoite", "ehkä"),
        ("Kutsuva ry", "", "", "Maija", "", "kyllä"),
        ("Lähtenyt ry", "2617416-4", "", "", "", ""),
        ("Kunnossa ry", "", "", "", "", ""),
        ("Kunnossa ry", "", "", "", "", ""),
    )
    assert found == [
        (2, "name", "associations.name_missing"),
        (3, "business_id", "associations.business_id_wrong"),
        (4, "contact_email", "imports.address_wrong"),
        (4, "invite", "imports.not_yes_or_no"),
        (5, "contact_email", "associations.contact_not_reachable"),
        (5, "contact_email", "imports.nobody_to_invite"),
        (6, "name", "associations.has_left"),
        (8, "name", "imports.same_as_row"),
    ]


def test_a_company_is_refused_by_the_rule_of_the_forms(municipality: Municipality) -> None:
    row = ("Voitto", "", "osakeyhtiö", "", "", "", "", "", "")
    assert faults(municipality, row, headings=WHOLE) == [(2, "kind", "associations.kind_may_not_host")]


def test_formulas_are_named_and_not_taken(municipality: Municipality) -> None:
    import_id = taken_in(municipality, formula_book(), name="lista.xlsx")
    (line,) = plan_of(municipality, import_id).faulty
    assert ("name", "imports.cell_is_formula") in {(one.field_name, one.code) for one in line.faults}


def formula_book() -> bytes:
    made = openpyxl.Workbook()
    made.active.append(["Nimi", "Y-tunnus"])
    made.active.append(["=HYPERLINK(1)", "0737546-2"])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_rows_with_faults_wait_until_somebody_leaves_them_out(municipality: Municipality) -> None:
    import_id = taken_in(municipality, csv(HEADINGS, ROW, ("", "", "9", "", "", "")))
    with pytest.raises(Refused) as refused:
        applied(municipality, import_id)
    assert refused.value.refusal.code == "imports.rows_have_faults"
    assert table_counts(municipality)["associations_association"] == 0
    assert applied(municipality, import_id, leave_out=True)["association add"] == 1


def test_a_second_press_finds_it_done_and_the_file_is_gone(
    municipality: Municipality, superuser: psycopg.Connection
) -> None:
    import_id = taken_in(municipality, csv(HEADINGS, ROW))
    seal, by = plan_of(municipality, import_id).seal, people.member(municipality, "municipality_admin")
    for _ in range(2):
        with inside(municipality, person_id=by, roles=("municipality_admin",)):
            actions.apply_import(import_id=import_id, seal=seal, leave_out=False, by=by, at=NOW)
    assert table_counts(municipality)["accounts_invitation"] == 1
    query = "SELECT state, content FROM imports_import WHERE id = %s"
    assert superuser.execute(query, (import_id,)).fetchone() == ("applied", None)
    with pytest.raises(Refused, match="settled"), inside(municipality, person_id=by, roles=bringing.ADMIN):
        actions.give_up(import_id=import_id, by=by, at=NOW)


def test_what_changed_since_it_was_shown_is_shown_again(municipality: Municipality) -> None:
    import_id = taken_in(municipality, csv(HEADINGS, ROW))
    seal, by = plan_of(municipality, import_id).seal, people.member(municipality, "municipality_admin")
    associations.association(municipality, "Rannan Martat ry", business_id="0737546-2")
    with (
        pytest.raises(Refused, match="changed_meanwhile"),
        inside(municipality, person_id=by, roles=bringing.ADMIN),
    ):
        actions.apply_import(import_id=import_id, seal=seal, leave_out=False, by=by, at=NOW)


def test_a_fault_at_the_last_row_leaves_nothing_of_the_others(
    municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_id = taken_in(municipality, csv(HEADINGS, ROW))

    def falls(**_facts: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("app.associations.actions.invite_contact_people", falls)
    with pytest.raises(RuntimeError, match="the power went"):
        applied(municipality, import_id)
    assert set(table_counts(municipality).values()) == {0}
    monkeypatch.undo()
    assert applied(municipality, import_id)["association add"] == 1


def test_further_sites_and_contact_people_find_their_association(municipality: Municipality) -> None:
    brought(municipality, ROW)
    places = ("Yhdistys", "Nimi", "Katuosoite", "Postinumero", "Postitoimipaikka")
    row = ("0737546-2", "Kirppis", "Torikatu 2", "80100", "Joensuu")
    assert brought(municipality, row, headings=places, kind=fields.SITES) == {"site add": 1}
    assert brought(municipality, row, headings=places, kind=fields.SITES) == {"site same": 1}
    contacts = ("Yhdistys", "Nimi", "Puhelin", "Sähköposti", "Kutsu")
    who = ("7", "Ville Vesi", "040 1", "ville@esimerkki.example", "x")
    done = {"contact_person add": 1, "invitation add": 1}
    assert brought(municipality, who, headings=contacts, kind=fields.CONTACTS) == done
    unknown = ("Tuntematon ry", *who[1:])
    assert faults(municipality, unknown, headings=contacts, kind=fields.CONTACTS) == [
        (2, "association", "imports.association_unknown")
    ]


def test_staff_are_invited_once(municipality: Municipality) -> None:
    rows = (
        ("Sanna Sosiaali", "Sanna@esimerkki.example", "Sosiaaliohjaaja", "suomi"),
        ("Jaana Jobb", "jaana@esimerkki.example", "jobbcoach", "svenska"),
    )
    assert brought(municipality, *rows, headings=STAFF, kind=fields.STAFF) == {"invitation add": 2}
    assert brought(municipality, *rows, headings=STAFF, kind=fields.STAFF) == {"invitation same": 2}
    wrong = (("", "x", "asiakas", ""), ("A B", "sanna@esimerkki.example", "hyväksyjä", ""), rows[1], rows[1])
    assert faults(municipality, *wrong, headings=STAFF, kind=fields.STAFF) == [
        (2, "name", "imports.cell_missing"),
        (2, "role", "imports.word_unknown"),
        (2, "email", "imports.address_wrong"),
        (5, "email", "imports.same_as_row"),
    ]


def test_invitations_leave_a_few_a_minute_also_after_an_earlier_import(
    municipality: Municipality, superuser: psycopg.Connection
) -> None:
    def rows(letter: str) -> list[tuple[str, ...]]:
        return [(f"{letter}{n} B", f"{letter}{n}@esimerkki.example", "talous", "") for n in range(LETTERS_A_MINUTE + 5)]

    brought(municipality, *rows("a"), headings=STAFF, kind=fields.STAFF)
    brought(municipality, *rows("b"), headings=STAFF, kind=fields.STAFF)
    query = (
        "SELECT scheduled_at, count(*) FROM procrastinate_jobs WHERE args->>'municipality' = %s AND"
        " task_name = 'outbox:deliver' GROUP BY 1 ORDER BY 1"
    )
    found = superuser.execute(query, (str(municipality.id),)).fetchall()
    assert [(due - NOW, letters) for due, letters in found] == [
        (timedelta(minutes=minute), letters) for minute, letters in enumerate((20, 5, 20, 5))
    ]
    query = "SELECT DISTINCT expires_at - invited_at FROM accounts_invitation WHERE municipality_id = %s ORDER BY 1"
    assert superuser.execute(query, (municipality.id,)).fetchall()[-1] == (timedelta(days=7, minutes=3),)


@pytest.mark.parametrize("code", ["131052-308T", "010203A123B", "131052+308t"])
@pytest.mark.parametrize("heading", ["Huom", "Hetu"])
def test_a_file_with_identity_codes_is_not_taken_in(
    municipality: Municipality, superuser: psycopg.Connection, code: str, heading: str
) -> None:
    """K3: nothing about clients comes in by a file."""
    with pytest.raises(Refused) as refused:
        taken_in(municipality, csv(("Nimi", heading), ("Martat", f"asiakas {code}")))
    assert (refused.value.refusal.code, refused.value.refusal.facts["heading"]) == ("imports.identity_codes", heading)
    query = "SELECT count(*) FROM imports_import WHERE municipality_id = %s"
    assert superuser.execute(query, (municipality.id,)).fetchone() == (0,)


def test_columns_are_remembered_for_the_same_headings(municipality: Municipality, neighbour: Municipality) -> None:
    strange = ("Seuran nimike", "Tunnusluku")
    chosen = {"name": "Seuran nimike", "own_id": "Tunnusluku"}
    taken_in(municipality, csv(strange, ("A ry", "1")), columns=chosen)
    for where, known in ((municipality, chosen), (neighbour, None)):
        by = people.member(where, "municipality_admin")
        with inside(where, person_id=by, roles=bringing.ADMIN):
            made = actions.take_in(
                kind="associations", content=csv(strange[::-1], ("2", "B")), file_name="b.csv", by=by, at=NOW
            )
            assert queries.one(made).columns == known


def test_a_lead_brings_in_the_network_and_sees_no_file_of_staff(municipality: Municipality) -> None:
    lead = ("team_lead",)
    mine = taken_in(municipality, csv(HEADINGS, ROW), roles=lead)
    assert applied(municipality, mine, roles=lead)["association add"] == 1
    theirs = taken_in(municipality, csv(STAFF, ("A B", "a@esimerkki.example", "talous", "")), kind=fields.STAFF)
    with pytest.raises(Missing):
        plan_of(municipality, theirs, roles=lead)


def test_a_neighbours_file_is_not_there(municipality: Municipality, neighbour: Municipality) -> None:
    theirs = taken_in(neighbour, csv(HEADINGS, ROW))
    with pytest.raises(Missing), inside(municipality, roles=bringing.ADMIN):
        queries.one(theirs)


def test_a_file_is_erased_after_a_week(municipality: Municipality, superuser: psycopg.Connection) -> None:
    old = taken_in(municipality, csv(HEADINGS, ROW), at=NOW - timedelta(days=8))
    new = taken_in(municipality, csv(HEADINGS, ROW), at=NOW - timedelta(days=6))
    with inside(municipality, roles=("clock",)):
        assert actions.expire_old(by=None, at=NOW) == 1
    assert [_state(superuser, one) for one in (old, new)] == [("expired", True), ("waiting", False)]


def _state(db: psycopg.Connection, import_id: UUID) -> tuple[str, bool]:
    row = db.execute("SELECT state, content IS NULL FROM imports_import WHERE id = %s", (import_id,)).fetchone()
    assert row
    return row[0], row[1]
