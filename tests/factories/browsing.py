"""Forms sent as a browser sends them: with the token the page carried and from the same site."""

import re
from collections.abc import Mapping

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

ORIGIN = "https://localhost"
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def send(browser: FlaskClient, path: str, typed: Mapping[str, object] | None = None, *, page: str = "") -> TestResponse:
    """Open the page (the form's own address when it has one) and send its form."""
    shown = browser.get(page or path)
    found = _TOKEN.search(shown.text)
    assert found, f"{page or path} answers {shown.status_code} and shows no form"
    token = found.group(1)
    return browser.post(path, data={**(typed or {}), "csrf_token": token}, headers={"Referer": ORIGIN + path})
