"""What people write in cells, in three languages, and the codes it stands for."""

import re
from collections.abc import Mapping
from typing import Final

from email_validator import EmailNotValidError, validate_email

from app.imports.rules.fields import plain_word


def index(codes: Mapping[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Every word, the code itself too, without case, blanks and marks."""
    return {plain_word(word): code for code, words in codes.items() for word in (code, *words)}


YES: Final = frozenset({"kyllä", "k", "x", "1", "ja", "j", "yes", "y", "true", "tosi", "on", "sant"})
NO: Final = frozenset({"", "ei", "e", "0", "nej", "n", "no", "false", "epätosi", "falskt"})
LANGUAGES: Final = index(
    {
        "fi": ("suomi", "finska", "finnish"),
        "sv": ("ruotsi", "svenska", "swedish"),
        "en": ("englanti", "engelska", "english"),
    }
)
KINDS: Final = index(
    {
        "association": ("yhdistys", "ry", "r.y.", "förening", "rf", "association"),
        "foundation": ("säätiö", "stiftelse", "foundation"),
        "religious_community": ("uskonnollinen yhdyskunta", "seurakunta", "religiöst samfund", "religious community"),
        "municipality": ("kunta", "kaupunki", "kommun", "municipality"),
        "state": ("valtion virasto", "valtio", "statlig myndighet", "staten", "state office", "state"),
        "company": ("yritys", "osakeyhtiö", "oy", "företag", "ab", "company"),
    }
)
ROLES: Final = index(
    {
        "social_counsellor": ("sosiaaliohjaaja", "socialhandledare", "social counsellor"),
        "job_coach": ("työhönvalmentaja", "jobbcoach", "arbetscoach", "job coach"),
        "team_lead": ("tiiminvetäjä", "lähiesihenkilö", "teamledare", "team lead"),
        "municipality_admin": ("kunnan pääkäyttäjä", "pääkäyttäjä", "kommunens huvudanvändare", "municipality admin"),
        "finance": ("talous", "laskujen käsittelijä", "ekonomi", "finance"),
        "approver": ("hyväksyjä", "godkännare", "approver"),
        "data_protection_officer": ("tietosuojavastaava", "dataskyddsombud", "data protection officer"),
    }
)


DAYS: Final = index(
    {
        "1": ("ma", "maanantai", "mån", "må", "måndag", "mon", "monday"),
        "2": ("ti", "tiistai", "tis", "tisdag", "tue", "tuesday"),
        "3": ("ke", "keskiviikko", "ons", "on", "onsdag", "wed", "wednesday"),
        "4": ("to", "torstai", "tors", "torsdag", "thu", "thursday"),
        "5": ("pe", "perjantai", "fre", "fr", "fredag", "fri", "friday"),
        "6": ("la", "lauantai", "lör", "lö", "lördag", "sat", "saturday"),
        "7": ("su", "sunnuntai", "sön", "sö", "söndag", "sun", "sunday"),
    }
)
_BETWEEN: Final = re.compile(r"[\s,;/+&.]+|\bja\b|\boch\b|\band\b", re.IGNORECASE)
_SPAN: Final = re.compile(r"\s*[-–—]\s*")


def weekdays(text: str) -> tuple[int, ...] | None:
    """ISO weekdays of `ma–to`, `ti, ke`, `mon fri`; nothing for an empty cell, None for what is no day."""
    found: set[int] = set()
    for span in filter(None, _BETWEEN.split(_SPAN.sub("-", text))):
        ends = [DAYS.get(plain_word(one)) for one in span.split("-")]
        if not 1 <= len(ends) <= 2 or None in ends:
            return None
        first, last = int(ends[0] or 0), int(ends[-1] or 0)
        found.update(range(first, last + 1))
        if first > last:
            return None
    return tuple(sorted(found))


def coded(text: str, words: Mapping[str, str]) -> str | None:
    """The code that a cell means; None for what nobody knows."""
    return words.get(plain_word(text))


def yes_or_no(text: str) -> bool | None:
    """Whether a cell says yes; None for what is neither."""
    said = text.casefold().strip()
    return True if said in YES else False if said in NO else None


def is_address(text: str) -> bool:
    """Whether a letter could be sent there, as the forms ask too."""
    try:
        validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True
