"""The register of businesses over HTTP on this machine, in the format of its open data (opendata-ytj-api v3).

`says` makes it honest or hostile. Held to by tests/ytj/test_format.py. The organisations are invented; their numbers
have true check digits and belong to nobody we know of.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response


def described(fi: str, sv: str, en: str) -> list[dict[str, str]]:
    """A text as the register writes it in its languages."""
    return [{"languageCode": code, "description": words} for code, words in (("1", fi), ("2", sv), ("3", en))]


def organisation(business_id: str, name: str, form: str, *words: str) -> dict[str, Any]:
    """One organisation, with an earlier name and a legal form."""
    since = {"registrationDate": "1999-04-12", "source": "1"}
    earlier = {"name": f"{name} (ent.)", "type": "1", "version": 2, "endDate": "2010-01-01", **since}
    return {
        "businessId": {"value": business_id, **since},
        "names": [earlier, {"name": name, "type": "1", "version": 1, **since}],
        "companyForms": [{"type": form, "descriptions": described(*words), "version": 1, **since}],
        "registeredEntries": [],
        "addresses": [],
        "tradeRegisterStatus": "0",
        "status": "2",
        "registrationDate": "1999-04-12",
        "lastModified": "2026-01-02T07:49:26",
    }


ASSOCIATION = organisation(
    "0737546-2", "Keksityn kylän toimintatupa ry", "6", "Aatteellinen yhdistys", "Ideell förening", "Association"
)
COMPANY = organisation("1572860-0", "Keksitty Oy", "16", "Osakeyhtiö", "Aktiebolag", "Limited company")


@dataclass
class Register:
    """A register that knows two organisations, while it is honest."""

    says: str = "honest"
    asked: list[str] = field(default_factory=list)
    url: str = ""

    def answer(self, request: Request) -> Response:
        """What it answers to one question."""
        business_id = request.args.get("businessId", "")
        self.asked.append(business_id)
        if self.says == "slow":
            time.sleep(5)
        if self.says == "missing":
            return Response("Not Found", 404)
        if self.says == "garbage":
            return Response("<html>maintenance</html>", mimetype="application/json")
        if self.says == "deep":
            return Response("[" * 100_000, mimetype="application/json")
        if self.says == "elsewhere":
            return Response("", 302, headers={"Location": self.url})
        known = [one for one in (ASSOCIATION, COMPANY) if one["businessId"]["value"] == business_id]
        if self.says == "wrong":
            known = [COMPANY]
        if self.says == "odd":
            known = [{"businessId": business_id, "names": "x"}, {"businessId": {"value": business_id}, "names": [7]}]
        if self.says == "huge":
            known = known * 1000
        return Response(json.dumps({"totalResults": len(known), "companies": known}), mimetype="application/json")


@contextmanager
def serving(says: str = "honest") -> Iterator[Register]:
    """The register on a port of its own."""
    register = Register(says)
    server = make_server("127.0.0.1", 0, Request.application(register.answer), threaded=True)
    register.url = f"http://127.0.0.1:{server.server_port}/opendata-ytj-api/v3/companies"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield register
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
