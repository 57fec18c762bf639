"""What a practice municipality has written down of its opening: form, decision, ways in, texts, stages, trials."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from app.intake import actions as intake
from app.opening import actions as opening
from app.opening.rules.readiness import LOOK, PRACTICE
from app.practice.scene import JOENSUU, Scene
from tenants import provisioning
from tenants.form import ANY, Kind, Role

SERVICE: Final = "rehabilitative_work"
SINCE: Final = date(2026, 1, 1)
CLIENTS_A_YEAR: Final = 12
"""As many as the invented network has places for."""


@dataclass(frozen=True, slots=True)
class ChannelScene:
    """An invented unit that sends people on."""

    way_in: str
    unit: str
    contact_name: str


@dataclass(frozen=True, slots=True)
class StageScene:
    """A stage of taking root."""

    stage: str
    began_on: date
    evidence: str
    link: str = ""


RESPONSIBLE: Final[tuple[tuple[Role, Kind, str], ...]] = (
    ("organiser", "wellbeing_services_county", "Keksitty hyvinvointialue"),
    ("producer", "municipality", "Harjoituskunta"),
    ("payer", "municipality", "Harjoituskunta"),
    ("controller", "wellbeing_services_county", "Keksitty hyvinvointialue"),
)
CHANNELS: Final = (
    ChannelScene("adult_social_work", "Aikuissosiaalityö, harjoitustoimipiste", "Anni Aikuinen"),
    ChannelScene("employment_authority", "Työllisyysalueen harjoituspalvelut", "Teuvo Työkas"),
)
TEXTS: Final = {
    "fi": (
        "Tervetuloa kokeilemaan työtä, joka sopii sinulle. Täällä kaikki on keksittyä, joten voit kokeilla rauhassa.",
        "Harjoituskatu 1, puhelin 040 000 0000",
        "ma–to 9–15",
    ),
    "sv": (
        "Välkommen att pröva ett arbete som passar dig. Allt här är påhittat, så du kan prova i lugn och ro.",
        "Övningsgatan 1, telefon 040 000 0000",
        "mån–tors 9–15",
    ),
}
STAGES: Final = (StageScene("project", date(2026, 1, 1), "Keksitty hankepäätös § 1"),)
STAGES_OF_JOENSUU: Final = (
    StageScene("project", date(2015, 1, 1), "Kumina-hanke 2015–2018 (THL:n arviointi 16.4.2019)"),
    StageScene(
        "partnership_agreement", date(2017, 1, 1), "Kehittämiskumppanuussopimus 2017 (THL:n arviointi 16.4.2019)"
    ),
    StageScene("part_of_services", date(2019, 1, 1), "Osa kaupungin työllisyyspalveluja (THL:n arviointi 16.4.2019)"),
)
"""K30: how it went there; of the first two only the year is known."""


def write_down(of: Scene, *, by: UUID, at: datetime, copied: bool = False) -> None:
    """Everything that an admin writes down, as the admin whose token is open; what was `copied` stays as it is."""
    if not copied:
        _form_and_size(of, by, at)
    opening.decide_service(
        service=SERVICE,
        body="Keksitty lautakunta",
        section="§ 1",
        decided_on=SINCE,
        valid_from=SINCE,
        link="",
        seen=0,
        by=by,
        at=at,
    )
    _channels(by, at)
    _words(of, by, at)


def _form_and_size(of: Scene, by: UUID, at: datetime) -> None:
    for role, kind, name in RESPONSIBLE:
        opening.enter_responsibility(
            role=role, kind=kind, name=name, service_type=ANY, valid_from=SINCE, valid_to=None, basis="–", by=by, at=at
        )
    opening.cover_municipality(
        code="167" if of.name_fi == JOENSUU.name_fi else "186", valid_from=SINCE, valid_to=None, basis="–", by=by, at=at
    )
    opening.change_setting(
        section="opening",
        setting="clients_a_year",
        value=CLIENTS_A_YEAR,
        installers={"opening": provisioning.kept_in_settings},
        by=by,
        at=at,
    )


def _channels(by: UUID, at: datetime) -> None:
    nobody = dict.fromkeys(("unit", "contact_name", "email", "phone", "agreed_way"), "")
    for channel in CHANNELS:
        said = {"unit": channel.unit, "contact_name": channel.contact_name, "phone": "040 000 0000"}
        said |= {"agreed_way": "Soitamme yhdessä ihmisen kanssa. Papereita ei lähetetä."}
        intake.agree_channel(
            way_in=channel.way_in, is_open=True, **(nobody | said), agreed_on=SINCE, seen=0, by=by, at=at
        )
    intake.agree_channel(way_in="self", is_open=True, **nobody, agreed_on=None, seen=0, by=by, at=at)


def _words(of: Scene, by: UUID, at: datetime) -> None:
    for language, (welcome, contact, hours) in TEXTS.items():
        opening.save_text(language=language, welcome=welcome, contact=contact, hours=hours, seen=0, by=by, at=at)
    for what in (LOOK, *PRACTICE):
        opening.confirm(what=what, by=by, at=at)
    for stage in STAGES_OF_JOENSUU if of.name_fi == JOENSUU.name_fi else STAGES:
        opening.enter_stage(
            stage=stage.stage,
            began_on=stage.began_on,
            evidence=stage.evidence,
            link=stage.link,
            seen=0,
            by=by,
            at=at,
        )
