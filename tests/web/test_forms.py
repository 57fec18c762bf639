"""What one types is taken as meant, and what is wrong is said beside the field, in the reader's language."""

import re
from datetime import date
from pathlib import Path

import pytest
import wtforms
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import InputRequired, Optional

from app.web import form_messages, forms, gallery_samples


class Small(forms.Form):
    class Meta(forms.Form.Meta):
        csrf = False

    name = forms.TextField("Name", [InputRequired()])
    begins_on = forms.DateField("First day", [Optional()])
    about = forms.TextAreaField("About", [Optional()], at_most=5)
    secret = forms.PasswordField("Secret", [Optional()])


def filled(**answers: object) -> Small:
    form = Small(formdata=MultiDict(answers))
    form.validate()
    return form


@pytest.fixture(autouse=True)
def in_a_request(frame: Flask):
    with frame.test_request_context("/?lang=en"):
        yield


def test_text_is_stripped_of_blanks_and_nulls_but_a_password_is_not() -> None:
    form = filled(name="  Rannan\x00 Martat ", secret=" s p ")
    assert form.name.data == "Rannan Martat"
    assert form.secret.data == " s p "
    assert filled(name="   ").errors.keys() == {"name"}


def test_a_line_end_counts_as_one_character() -> None:
    assert filled(name="a", about="a\r\nb\r\nc").errors == {}
    assert filled(name="a", about="a\r\nb\r\ncd").errors.keys() == {"about"}


@pytest.mark.parametrize(
    ("boxes", "expected"),
    [
        (["31", "12", "2026"], date(2026, 12, 31)),
        ([" 1 ", "2", "2026"], date(2026, 2, 1)),
        (["", "", ""], None),
        ([], None),
    ],
)
def test_three_boxes_make_a_date(boxes: list[str], expected: date | None) -> None:
    form = filled(name="a", begins_on=boxes)
    assert form.errors == {}
    assert form.begins_on.data == expected


@pytest.mark.parametrize(
    "boxes", [["31", "2", "2026"], ["", "2", "2026"], ["1", "", ""], ["1", "2", "26"], ["a", "b", "c"]]
)
def test_half_a_date_is_never_taken_for_none(boxes: list[str]) -> None:
    form = filled(name="a", begins_on=boxes)
    assert form.errors == {"begins_on": ["Give a real date: day, month and year."]}
    assert all(f'value="{box}"' in form.begins_on() for box in boxes if box)


def test_a_refusal_stands_beside_its_field_and_in_the_summary() -> None:
    form = filled(name="a")
    form.refuse("name", "That name is taken.")
    form.refuse("begins_on", "Too early.")
    form.refuse("no such field", "The month is over.")
    form.refuse(None, "No places left.")
    assert "That name is taken." in form.name()
    assert [(str(problem.text), problem.href) for problem in forms.problems(form)] == [
        ("The month is over.", None),
        ("No places left.", None),
        ("Name: That name is taken.", "#name"),
        ("First day: Too early.", "#begins_on-day"),
    ]


def test_the_summary_says_nothing_twice_and_no_colon_after_a_question() -> None:
    form = filled(name="a")
    form.about.label.text = "What is done?"
    form.refuse("about", "Too much.")
    form.refuse(None, "Not right.")
    form.refuse(None, "Not right.")
    assert [str(problem.text) for problem in forms.problems(form)] == ["Not right.", "What is done? Too much."]


def test_every_line_of_the_summary_leads_to_something_on_the_page(frame: Flask) -> None:
    text = frame.test_client().get("/gallery/form?wrong=1").text
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'<a href="#([^"]+)">', text))
    assert len(targets) == 13
    assert targets <= set(ids)
    described = {one for many in re.findall(r'aria-describedby="([^"]+)"', text) for one in many.split()}
    assert described <= set(ids)


def test_errors_come_in_the_title_and_with_422(frame: Flask) -> None:
    answer = frame.test_client().get("/gallery/form?wrong=1&lang=fi")
    assert answer.status_code == 422
    assert "<title>Virhe: Lomake – Kumina</title>" in answer.text


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_word_of_a_form_is_left_in_another_language(frame: Flask, language: str) -> None:
    text = frame.test_client().get(f"/gallery/form?wrong=1&lang={language}").text
    shown = re.sub(r"<[^>]+>", " ", text)
    for word in ("Fill in this field", "Choose one", "Error:", "Show", "optional"):
        assert (word in shown) == (language == "en"), word


def test_no_attribute_stands_twice_on_an_element() -> None:
    form = gallery_samples.wrong_form()
    for field in form:
        for element in re.findall(r"<[a-z]+\s[^>]*>", field()):
            names = re.findall(r"\s([a-z-]+)=", element)
            assert len(names) == len(set(names)), element


def test_every_message_of_the_form_library_that_readers_may_meet_is_ours() -> None:
    unseen = ("IP address", "Mac address", "UUID", "Invalid field name", "cannot be None", "week value", "can't be any")
    folder = Path(wtforms.__file__).parent
    sources = [folder / "validators.py", *sorted((folder / "fields").glob("*.py"))]
    asked = {
        message
        for source in sources
        for message in re.findall(r'gettext\(\s*"([^"]+)"', source.read_text())
        + re.findall(r'ngettext\(\s*"[^"]+",\s*"([^"]+)"', source.read_text())
        if not any(part in message for part in unseen)
    }
    singular = re.compile(r"\)d character( long)?\.")
    assert {message for message in asked if not singular.search(message)} <= form_messages.PLAIN.keys()
