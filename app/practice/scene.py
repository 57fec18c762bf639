"""Who and what a practice municipality holds; every name is invented and says so."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.accounts import rules as roles
from app.practice import cards
from app.worktasks.rules import Card

MEMBER_NAMES: Final = {
    roles.MUNICIPALITY_ADMIN: "Päivi Pelinappula",
    roles.TEAM_LEAD: "Tiina Tarinoija",
    roles.SOCIAL_COUNSELLOR: "Saara Satunen",
    roles.JOB_COACH: "Jouni Juonikas",
    roles.FINANCE: "Raimo Rahapussi",
    roles.APPROVER: "Helmi Hyväksyjä",
    roles.DATA_PROTECTION_OFFICER: "Touko Tarkkonen",
    roles.ASSOCIATION_ADMIN: "Yrjö Yhdistynen",
    roles.ASSOCIATION_MEMBER: "Vieno Vapaaehto",
}
"""One person a role; a client signs in as Aino Keksitty."""


@dataclass(frozen=True, slots=True)
class AssociationScene:
    """An invented association, where it works, whom one calls, and its tasks."""

    name: str
    kind: str
    street: str
    contact: str
    phone: str
    tasks: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class ClientScene:
    """An invented client: how they came, their ladder, and the task they are placed in (association, task)."""

    name: str
    way_in: str
    wishes: str
    goal: str
    benefits: str
    already_done: str
    rungs: tuple[str, ...]
    reached: int
    task: tuple[int, int] | None
    weekdays: frozenset[int] = frozenset({1, 2, 3})
    misses: int = 0
    """How many of the marked days they did not come."""


@dataclass(frozen=True, slots=True)
class ContactScene:
    """Somebody who has not decided yet: days since the contact, and since the visit if it has been."""

    name: str
    way_in: str
    wishes: str
    days_ago: int
    visited_days_ago: int | None = None


@dataclass(frozen=True, slots=True)
class PolicyScene:
    """A real decision of a real municipality, with its source."""

    day_cents: int
    body: str
    section: str
    decided_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One practice municipality."""

    slug: str
    name_fi: str
    name_sv: str
    policy: PolicyScene | None


JARVENPAA: Final = Scene(
    "harjoitus-jarvenpaa",
    "Harjoitus-Järvenpää",
    "Övnings-Träskända",
    PolicyScene(
        1009,
        "Kaupunkikehityslautakunta",
        "§ 54",
        date(2018, 5, 16),
        "https://jarvenpaa.cloudnc.fi/fi-FI/Toimielimet/Kaupunkikehityslautakunta/Kokous_1652018",
    ),
)
JOENSUU: Final = Scene("harjoitus-joensuu", "Harjoitus-Joensuu", "Övnings-Joensuu", None)
"""No public price is known for Joensuu, so none has been decided here: no page of money is shown (K18)."""

SCENES: Final = (JARVENPAA, JOENSUU)

ASSOCIATIONS: Final = (
    AssociationScene(
        "Keksityn kylän toimintatupa ry",
        "association",
        "Keksitynraitti 4",
        "Elli Emäntä",
        "040 000 0001",
        (cards.KITCHEN, cards.FLEA_MARKET),
    ),
    AssociationScene(
        "Satumetsän nuoret ry",
        "association",
        "Satupolku 7",
        "Niilo Nuorukainen",
        "040 000 0002",
        (cards.AFTERNOON_CLUB,),
    ),
    AssociationScene(
        "Kuvitelman puupaja ry",
        "association",
        "Pajapiha 1",
        "Veijo Vasaroija",
        "040 000 0003",
        (cards.WOODWORK, cards.YARD),
    ),
)

INVITED: Final = "Haaveiden kyläyhdistys ry"
"""Invited and not heard of yet."""
IBAN: Final = "FI21 1234 5600 0007 85"
"""The example that Finnish banks print; it belongs to nobody."""

CLIENTS: Final = (
    ClientScene(
        "Aino",
        "self",
        "Haluaisin tehdä jotain käsilläni ja olla porukassa.",
        "Olen töissä keittiössä ja pidän siitä.",
        "Saan oman palkan, arkeen tulee rytmi ja voin auttaa lapsenlapsia.",
        "Olen laittanut ruokaa isolle perheelle ja käynyt hygieniapassikurssin.",
        ("Opin keittiön aamurutiinit", "Teen lounaan alusta loppuun itse", "Haen kesätöitä koulun keittiöstä"),
        1,
        (0, 0),
        frozenset({1, 2, 4}),
        2,
    ),
    ClientScene(
        "Onni",
        "employment_authority",
        "Puutyöt kiinnostavat. Aamut ovat vaikeita.",
        "Pääsen opiskelemaan puusepäksi.",
        "Saan ammatin, josta olen haaveillut.",
        "Olen rakentanut mökin yhdessä isän kanssa.",
        ("Olen paikalla sovittuina päivinä kuukauden ajan", "Käyn tutustumassa oppilaitokseen"),
        0,
        (2, 0),
        frozenset({2, 3}),
        1,
    ),
    ClientScene(
        "Hilla",
        "adult_social_work",
        "En vielä tiedä. Haluan rauhallisen paikan.",
        "",
        "",
        "",
        (),
        0,
        None,
    ),
)

CONTACTS: Final = (
    ContactScene("Eino", "self", "Kuulin kirpputorista naapurilta.", 2),
    ContactScene("Lumi", "adult_social_work", "Haluaisin työtä lasten kanssa.", 6, 1),
    ContactScene("Toivo", "employment_authority", "", 9),
)
