"""ePerusteet over HTTP on this machine, in the format of its open interface; `broken` makes it answer badly.

Held to by tests/eperusteet/test_format.py: the fields are those that its controller and its kept answers show
(Opetushallitus/eperusteet ExternalController; Opetushallitus/ehoks and Opetushallitus/koski, kept answers).
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

TELMA = {
    "id": 2910079,
    "nimi": {
        "_id": "4640434",
        "_tunniste": "6877d49d-38e6-482b-9d1b-e779af1efccc",
        "fi": "Työhön ja itsenäiseen elämään valmentava koulutus (TELMA)",
        "sv": "Utbildning som handleder för arbete och ett självständigt liv",
    },
    "koulutustyyppi": "koulutustyyppi_5",
    "diaarinumero": "OPH-2659-2017",
    "voimassaoloAlkaa": 1514757600000,
    "voimassaoloLoppuu": None,
    "tila": "valmis",
    "tyyppi": "normaali",
    "suoritustavat": [{"suoritustapakoodi": "reformi", "laajuusYksikko": "OSAAMISPISTE"}],
}
STRENGTHENING = {
    "id": 3003003,
    "luotu": 1505708959929,
    "muokattu": 1519887988392,
    "nimi": {
        "_id": "4314844",
        "_tunniste": "bc8354a2-eedc-45c3-a60d-9279fd57bcc7",
        "fi": "Ammatillisen toimintakyvyn vahvistaminen",
        "sv": "Stärkande av den yrkesinriktade funktionsförmågan",
    },
    "tila": "valmis",
    "koodi": {
        "nimi": {
            "fi": "Ammatillisen toimintakyvyn vahvistaminen",
            "sv": "Stärkande av den yrkesinriktade funktionsförmågan",
        },
        "arvo": "400005",
        "uri": "tutkinnonosat_400005",
        "koodisto": "tutkinnonosat",
        "versio": None,
    },
    "koodiUri": "tutkinnonosat_400005",
    "koodiArvo": "400005",
    "osaAlueet": [],
    "tyyppi": "normaali",
}
BEING_WRITTEN = {"id": 1, "nimi": None, "koodi": None, "koodiUri": None, "koodiArvo": None, "tyyppi": "normaali"}


@dataclass
class Eperusteet:
    """What it holds; `base` is known once it serves."""

    base: str = ""
    qualifications: list[dict[str, Any]] = field(default_factory=lambda: [TELMA])
    units: dict[int, list[Any]] = field(default_factory=lambda: {2910079: [STRENGTHENING, BEING_WRITTEN]})
    broken: Response | None = None
    asked: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        """One request."""
        self.asked.append(request.full_path)
        if self.broken is not None:
            return self.broken
        path = request.path.removeprefix("/eperusteet-service/api/external")
        if path == "/perusteet":
            return self._page(request)
        _, kind, identity, *further = [*path.split("/"), ""]
        if kind == "peruste" and identity.isdigit() and further[:1] == ["tutkinnonOsat"]:
            found = self.units.get(int(identity))
            return Response(status=204) if found is None else _json(found)
        return Response(status=404)

    def _page(self, request: Request) -> Response:
        words, size = request.args.get("nimi", "").lower(), int(request.args.get("sivukoko", "10"))
        found = [one for one in self.qualifications if words in one["nimi"]["fi"].lower()]
        return _json({"data": found[:size], "sivu": 0, "sivuja": 1, "kokonaismäärä": len(found), "sivukoko": size})


def _json(said: object) -> Response:
    return Response(json.dumps(said), mimetype="application/json;charset=UTF-8")


@contextmanager
def serving() -> Iterator[Eperusteet]:
    """It answers while the block runs."""
    fake = Eperusteet()
    server = make_server("127.0.0.1", 0, Request.application(fake.answer), threaded=True)
    fake.base = f"http://127.0.0.1:{server.port}/eperusteet-service/api/external"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
