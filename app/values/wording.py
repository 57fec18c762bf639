"""A text that is data and not interface, such as the name of a law: kept in each language the service speaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

LANGUAGES: Final = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in Finnish, Swedish and English."""

    fi: str
    sv: str
    en: str

    @classmethod
    def of(cls, said: str | Mapping[str, str]) -> "Wording":
        """What a municipality says itself is one text, what the playbook says stands in languages, Finnish always."""
        if isinstance(said, str):
            return cls(said, said, said)
        return cls(*(said.get(language) or said["fi"] for language in LANGUAGES))

    def said_in(self, language: str) -> str:
        """The text in this language; Finnish for one we do not have."""
        return {"fi": self.fi, "sv": self.sv, "en": self.en}.get(language, self.fi)


def columns(facts: Mapping[str, Any], *names: str) -> dict[str, str]:
    """Texts as columns of a table: `name` becomes name_fi, name_sv, name_en; what is not said stands in Finnish."""
    return {
        f"{name}_{language}": facts[name].get(language) or facts[name]["fi"] for name in names for language in LANGUAGES
    }
