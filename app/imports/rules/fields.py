"""The fields of each kind of sheet, and the words by which a column is recognised."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.values.refusal import Refusal

ASSOCIATIONS: Final = "associations"
SITES: Final = "sites"
CONTACTS: Final = "contact_people"
TASKS: Final = "tasks"
STAFF: Final = "staff"
NETWORK: Final = frozenset({ASSOCIATIONS, SITES, CONTACTS})
"""What who runs the network brings in; the rest is an admin's."""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a row may say; `words` are headings in Finnish, Swedish and English that mean it."""

    name: str
    words: tuple[str, ...]
    wanted: bool = False


_ASSOCIATION: Final = Field(
    "association",
    ("yhdistys", "yhdistyksen y-tunnus", "yhdistyksen nimi", "förening", "föreningens namn", "association"),
    wanted=True,
)
_OWN_ID: Final = Field("own_id", ("oma tunnus", "oma tunniste", "tunniste", "id", "egen beteckning", "own id"))
_LANGUAGE: Final = Field("language", ("kieli", "asiointikieli", "språk", "language"))
_NAME: Final = Field("name", ("nimi", "namn", "name"), wanted=True)
_EMAIL_WORDS: Final = ("sähköposti", "sähköpostiosoite", "email", "e-mail", "e-post", "e-postadress")
_PHONE_WORDS: Final = ("puhelin", "puhelinnumero", "puh", "telefon", "telefonnummer", "phone", "telephone")
_INVITE: Final = Field("invite", ("kutsu", "kutsutaan", "lähetä kutsu", "bjud in", "inbjudan", "invite"))
_ADDRESS: Final = (
    ("street", ("katuosoite", "osoite", "lähiosoite", "gatuadress", "adress", "street", "street address")),
    ("postal_code", ("postinumero", "postnummer", "postal code", "postcode")),
    ("town", ("postitoimipaikka", "paikkakunta", "postort", "ort", "town", "city")),
)

FIELDS: Final[Mapping[str, tuple[Field, ...]]] = {
    ASSOCIATIONS: (
        Field("name", ("nimi", "yhdistys", "yhdistyksen nimi", "namn", "förening", "name", "association"), wanted=True),
        Field("business_id", ("y-tunnus", "ytunnus", "fo-nummer", "business id")),
        _OWN_ID,
        Field("kind", ("laji", "muoto", "yhteisömuoto", "slag", "organisationsform", "kind", "kind of organisation")),
        _LANGUAGE,
        *(Field(name, words) for name, words in _ADDRESS),
        Field("contact_name", ("yhteyshenkilö", "kontaktperson", "contact person")),
        Field(
            "contact_role",
            ("yhteyshenkilön tehtävä", "tehtävä", "kontaktpersonens uppgift", "task of the contact person"),
        ),
        Field(
            "contact_phone",
            (*_PHONE_WORDS, "yhteyshenkilön puhelin", "kontaktpersonens telefon", "telephone of the contact person"),
        ),
        Field(
            "contact_email",
            (*_EMAIL_WORDS, "yhteyshenkilön sähköposti", "kontaktpersonens e-post", "e-mail of the contact person"),
        ),
        _INVITE,
    ),
    SITES: (
        _ASSOCIATION,
        Field("name", ("toimipaikka", "toimipaikan nimi", "nimi", "verksamhetsställe", "namn", "site", "name")),
        *(Field(name, words, wanted=True) for name, words in _ADDRESS),
    ),
    CONTACTS: (
        _ASSOCIATION,
        Field("name", ("nimi", "yhteyshenkilö", "namn", "kontaktperson", "name", "contact person"), wanted=True),
        Field("role", ("tehtävä", "rooli", "uppgift", "roll", "role")),
        Field("phone", _PHONE_WORDS),
        Field("email", _EMAIL_WORDS),
        _INVITE,
    ),
    TASKS: (
        _ASSOCIATION,
        Field(
            "name", ("työtehtävä", "tehtävä", "nimi", "arbetsuppgift", "uppgift", "namn", "task", "name"), wanted=True
        ),
        Field("own_id", ("oma tunnus", "oma tunniste", "tunniste", "id", "egen beteckning", "own id")),
        Field(
            "description",
            (
                *("mitä siinä oikeasti tehdään", "mitä tehdään", "kuvaus", "vad man gör på riktigt", "vad man gör"),
                *("beskrivning", "what one really does", "what one does", "description"),
            ),
        ),
        Field("field", ("ala", "työn laji", "laji", "område", "typ av arbete", "kind of work", "field")),
        Field("places", ("paikkoja", "paikat", "platser", "antal platser", "places")),
        Field("site", ("toimipaikka", "paikka", "katuosoite", "verksamhetsställe", "plats", "gatuadress", "site")),
        Field("weekdays", ("viikonpäivät", "päivät", "veckodagar", "dagar", "weekdays", "days")),
        Field(
            "supervisor",
            (
                *("keneltä paikan päällä kysytään", "keneltä kysytään", "ohjaaja", "vem man frågar på platsen"),
                *("handledare", "whom one asks at the site", "supervisor"),
            ),
        ),
        Field(
            "skills_used",
            (
                *("mitä taitoja siinä voi käyttää", "taidot", "kunskaper man kan använda", "kunskaper"),
                *("skills one can use", "skills"),
            ),
        ),
        Field(
            "skills_learned",
            ("mitä siinä oppii", "mitä oppii", "vad man lär sig", "what one learns", "skills learned"),
        ),
        Field("access", ("esteettömyys", "tillgänglighet", "accessibility", "access")),
    ),
    STAFF: (
        _NAME,
        Field("email", _EMAIL_WORDS, wanted=True),
        Field("role", ("rooli", "tehtävä", "roll", "uppgift", "role"), wanted=True),
        _LANGUAGE,
    ),
}
OURS: Final = frozenset({"rivi", "rad", "row", "korjattavaa", "attåtgärda", "tocorrect"})
"""The two headings of a sheet with what is to be corrected: they belong to no set of headings."""
Columns = Mapping[str, str]
"""Field → heading of the column that holds it."""


def plain_word(text: str) -> str:
    """A heading without case, blanks and marks."""
    return "".join(character for character in text.casefold() if character.isalnum())


def guessed(kind: str, headings: Sequence[str]) -> dict[str, str]:
    """Which column probably holds what: the first field that knows the heading takes it, each once."""
    by_word = {plain_word(heading): heading for heading in reversed(headings) if heading}
    found: dict[str, str] = {}
    for field in FIELDS[kind]:
        heading = next((by_word.pop(plain_word(word)) for word in field.words if plain_word(word) in by_word), None)
        if heading is not None:
            found[field.name] = heading
    return found


def headings_key(headings: Sequence[str]) -> str:
    """What tells one set of headings from another, in whichever order they stand."""
    words = sorted({plain_word(heading) for heading in headings if heading} - OURS)
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def objections(kind: str, columns: Columns) -> Iterator[Refusal]:
    """What must be said has a column, and no column is read as two things."""
    taken: dict[str, str] = {}
    for field in FIELDS[kind]:
        heading = columns.get(field.name)
        if heading is None:
            if field.wanted:
                yield Refusal("imports.column_missing", field_name=field.name)
        elif heading in taken:
            yield Refusal("imports.column_twice", {"heading": heading}, field.name)
        else:
            taken[heading] = field.name
