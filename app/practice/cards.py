"""The task cards of the practice associations, as a volunteer would fill them; every one is invented."""

from datetime import time
from typing import Final

from app.worktasks.rules import Card, Hours, Season, Words

KITCHEN: Final = Card(
    Words(
        "Keittiöapu lounaskahvilassa",
        "Kuorit, pilkot ja katat pöydät yhdessä emännän kanssa. Lounaalla käy päivässä nelisenkymmentä.",
        skills_used="Tavallinen kotiruoka riittää alkuun.",
        skills_learned="Suurkeittiön koneet, omavalvonta ja lounaan rytmi. Hygieniapassin voi suorittaa.",
        interests="Sopii sille, joka pitää ruoasta ja viihtyy porukassa.",
        access="Keittiö on katutasossa. Wc:hen on yksi kynnys. Bussi 3 pysähtyy oven eteen.",
    ),
    field="kitchen",
    places=3,
    occupation="9412",
    weekdays=frozenset({1, 2, 3, 4, 5}),
    hours=Hours(time(8, 30), time(13, 30)),
    supervisor="Elli Emäntä",
    deputy="Kaino Kokki",
    load={"hours": 3, "standing": 4, "lifting": 2, "people": 4, "tempo": 4, "noise": 3},
    languages=frozenset({"fi", "sv", "en"}),
)
KITCHEN_SV: Final = Words(
    "Köksmedhjälpare på lunchcaféet",
    "Du skalar, hackar och dukar tillsammans med värdinnan. Till lunchen kommer omkring fyrtio personer om dagen.",
    skills_used="Det räcker med vanlig husmanskost.",
    skills_learned="Maskinerna i ett storkök, egenkontroll och lunchens rytm. Du kan ta hygienpasset.",
    interests="Passar den som tycker om mat och trivs bland folk.",
    access="Köket ligger i gatuplan. Det är en tröskel till toaletten. Buss 3 stannar utanför.",
)
FLEA_MARKET: Final = Card(
    Words(
        "Kirpputorin myyjä",
        "Otat vastaan lahjoituksia, hinnoittelet ja palvelet asiakkaita kassalla. Kassaan opastetaan.",
        skills_learned="Kassan käyttö, esillepano ja asiakaspalvelu.",
        interests="Sopii sille, joka pitää tavaroista ja jutustelusta.",
    ),
    field="customer_service",
    places=2,
    weekdays=frozenset({2, 4, 6}),
    hours=Hours(time(10), time(15)),
    supervisor="Yrjö Yhdistynen",
    load={"hours": 3, "standing": 3, "lifting": 2, "people": 5, "tempo": 2, "noise": 2},
    languages=frozenset({"fi", "en", "ru"}),
)
AFTERNOON_CLUB: Final = Card(
    Words(
        "Iltapäiväkerhon ohjaajan pari",
        "Olet mukana leikeissä, askarteluissa ja välipalalla 7–9-vuotiaiden kanssa."
        " Ohjaaja on aina paikalla, eikä yksin tarvitse pärjätä.",
        interests="Sopii sille, joka jaksaa lasten menoa.",
    ),
    field="children",
    places=2,
    weekdays=frozenset({1, 2, 3, 4, 5}),
    hours=Hours(time(12), time(16)),
    season=Season(8, 5),
    supervisor="Satu Saukko",
    load={"hours": 2, "standing": 3, "people": 5, "tempo": 3, "noise": 5},
    languages=frozenset({"fi"}),
)
WOODWORK: Final = Card(
    Words(
        "Puupajan tekijä",
        "Korjaat huonekaluja ja teet linnunpönttöjä myyntiin. Koneisiin opastetaan, omaan tahtiin.",
        skills_used="Kädentaidot, joita on kertynyt kotona tai mökillä.",
        skills_learned="Höylä, vannesaha ja pintakäsittely. Työturvallisuus pajalla.",
        interests="Sopii sille, joka tekee mieluummin käsillä kuin puhuu.",
        access="Piha on sorapintainen. Paja on lämmin ja pölynpoisto toimii.",
    ),
    field="wood",
    places=3,
    weekdays=frozenset({1, 2, 3, 4}),
    hours=Hours(time(9), time(14)),
    supervisor="Pekka Puuseppä",
    deputy="Yrjö Yhdistynen",
    load={"hours": 3, "standing": 4, "lifting": 3, "people": 2, "tempo": 1, "noise": 4},
    languages=frozenset({"fi"}),
)
YARD: Final = Card(
    Words(
        "Kiinteistön ja pihan hoitaja",
        "Haravoit, teet lumityöt ja pieniä korjauksia. Työtä on ulkona ja sisällä, säästä riippuen.",
    ),
    field="property",
    places=2,
)
"""Only the first screen: a card is good enough to publish with four answers."""
