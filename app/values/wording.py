"""A text that is data and not interface, such as the name of a law: kept in each language the service speaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing said in Finnish, Swedish and English."""

    fi: str
    sv: str
    en: str

    def said_in(self, language: str) -> str:
        """The text in this language; Finnish for one we do not have."""
        return {"fi": self.fi, "sv": self.sv, "en": self.en}.get(language, self.fi)
