"""The frame knows where the reader stands."""

import pytest

from app.web import navigation
from app.web.components import Crumb
from app.web.look import MunicipalityLook
from app.web.navigation import NavItem, Shell

ITEMS = (NavItem("Work list", "/joensuu/"), NavItem("Clients", "/joensuu/clients"), NavItem("Map", "/joensuu/cli"))


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/joensuu/", {"Work list": "page"}),
        ("/joensuu/clients", {"Clients": "page"}),
        ("/joensuu/clients/7", {"Clients": "true"}),
        ("/joensuu/meetings", {"Work list": "true"}),
        ("/me", {}),
    ],
)
def test_the_nearest_place_is_marked_and_only_that(path: str, marked: dict[str, str]) -> None:
    assert {item.text: item.where for item in navigation.placed(ITEMS, path) if item.where} == marked


def test_a_shell_without_a_municipality_is_the_services_own() -> None:
    shell = navigation.bare("sv")
    assert (shell.home, shell.site, shell.navigation, shell.csrf_token) == ("/", "Kumina", (), None)
    assert shell.trail((Crumb("Help", "/help"),))[0] == Crumb("Kumina", "/")


def test_the_trail_begins_from_the_municipality() -> None:
    shell = Shell("fi", municipality=MunicipalityLook("Joensuu", "/joensuu/"))
    assert shell.site == "Joensuu – Kumina"
    assert shell.trail(())[0] == Crumb("Joensuu", "/joensuu/")
