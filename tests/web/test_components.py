"""Components print what they are given and nothing more: escaped, named, and the same for every aid."""

import re

import html5lib
import pytest
from flask import Flask
from jinja2 import UndefinedError

from app.web import gallery_samples, govuk, navigation
from app.web.components import Column, EmptyState, Lines, Link, Pagination, Table, Tag

HOSTILE = "<b>&\"'"


def printed(frame: Flask, source: str, **facts: object) -> str:
    with frame.test_request_context("/?lang=en"):
        return frame.jinja_env.from_string(source).render(**facts)


@pytest.mark.parametrize("value", [Link(HOSTILE, HOSTILE, HOSTILE), Tag(HOSTILE), Lines(HOSTILE, HOSTILE)])
def test_values_that_print_themselves_escape_what_they_hold(frame: Flask, value: object) -> None:
    text = printed(frame, "{{ value }}", value=value)
    assert "<b>" not in text
    assert "&lt;b&gt;&amp;" in text


def test_lines_may_hold_a_link() -> None:
    assert Lines(Link("Rannan Martat", "/a"), "x").__html__().startswith('<a class="govuk-link" href="/a">')


def test_undefined_names_are_errors_in_our_templates(frame: Flask) -> None:
    with pytest.raises(UndefinedError):
        printed(frame, "{{ nobody_gave_this }}")


def test_every_component_of_the_kept_package_prints_and_escapes(frame: Flask) -> None:
    text = printed(frame, "{{ govuk('details', {'summaryText': text, 'text': text}) }}", text=HOSTILE)
    assert "<b>" not in text
    assert "govuk-details" in govuk.component("details", {"summaryText": "a", "text": "b"})


def test_a_table_tells_each_cell_its_heading_and_each_row_its_name(frame: Flask) -> None:
    table = Table("Days", (Column("Day"), Column("Hours", numeric=True)), ((HOSTILE, "4"),))
    text = _table(frame, table)
    assert '<th scope="row" role="rowheader">&lt;b&gt;' in text
    assert re.search(r'<td role="cell" class="kumina-table__number"\s+data-label="Hours">', text)


def test_a_sorted_column_says_so(frame: Flask) -> None:
    column = Column("Day", sort_href="/x?sort=-day", sorted="ascending")
    text = _table(frame, Table("Days", (column,), (("1",),)))
    assert 'aria-sort="ascending"' in text
    assert 'href="/x?sort=-day"' in text


def test_an_empty_table_gives_way_to_what_to_do_next(frame: Flask) -> None:
    empty = EmptyState("No days yet", "Mark the first one.", Link("Mark a day", "/mark"))
    text = _table(frame, Table("Days", (Column("Day"),), (), empty=empty))
    assert "<table" not in text
    assert 'href="/mark"' in text
    assert "<table" in _table(frame, Table("Days", (Column("Day"),), ()))


def test_pages_name_the_present_one_and_vanish_when_there_is_only_one(frame: Flask) -> None:
    source = '{% from "components/pagination.html" import pagination %}{{ pagination(pages) }}'
    pages = Pagination(26, 50, 60, 2, ((1, "/a"), (2, "/a?page=2"), (3, "/a?page=3")), "/a", "/a?page=3")
    text = printed(frame, source, pages=pages)
    assert text.count('aria-current="page"') == 1
    assert "Showing 26–50 of 60" in text
    assert printed(frame, source, pages=None).strip() == ""


def test_a_client_without_a_next_step_is_told_that_one_is_owed(frame: Flask) -> None:
    source = '{% from "components/next_step.html" import next_step %}{{ next_step(none) }}'
    assert "Your counsellor will be in touch" in printed(frame, source)  # K13


def test_a_page_is_given_its_heading_title_and_trail_by_two_blocks(frame: Flask) -> None:
    source = '{% extends "page.html" %}{% block title %}{{ name }}{% endblock %}'
    shell = gallery_samples.shell("municipality", "fi", "/x", "token")
    text = printed(frame, source, shell=shell, name=HOSTILE)
    assert "<title>&lt;b&gt;&amp;&#34;&#39; – Suvantola – Kumina</title>" in text
    assert len(re.findall("<h1", text)) == 1
    assert '<html lang="fi"' in text
    assert '<link rel="stylesheet" href="/gallery/look.css">' in text


@pytest.mark.parametrize("name", [*gallery_samples.SHELLS, "bare"])
def test_the_frame_is_faultless_html(frame: Flask, name: str) -> None:
    shell = navigation.bare("en") if name == "bare" else gallery_samples.shell(name, "en", "/x", "token")
    text = printed(frame, '{% extends "page.html" %}{% block title %}A{% endblock %}', shell=shell)
    html5lib.HTMLParser(strict=True).parse(text)
    assert ('name="csrf_token"' in text) == (name != "bare")


def _table(frame: Flask, table: Table) -> str:
    return printed(
        frame, '{% from "components/data_table.html" import data_table %}{{ data_table(table) }}', table=table
    )
