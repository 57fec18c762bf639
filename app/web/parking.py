"""What somebody had typed when their session was over or they had to show that it is them: it waits for their return.

Kept in the session of the browser it was typed in, for one form and half an hour; nothing secret is ever kept. It is
given back to its writer alone: a form says in a signed field who it was printed for, because when it is sent the
session that knew is over, and at a library's computer the next one on the same page is another client (K7).
"""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from app.web.clock import now
from app.web.visitor import visitor

KEY: Final = "parked"
WRITER: Final = "written-by"
MOST: Final = 64 * 1024
LIVES: Final = timedelta(minutes=30)
SECRET: Final = ("password", "code", "csrf", "secret", "credential", "token")


def is_own_page() -> bool:
    """Whether a page of ours sent this form: what others make a browser send is not kept."""
    if "Sec-Fetch-Site" in request.headers:
        return request.headers["Sec-Fetch-Site"] == "same-origin"
    sent_from = request.headers.get("Origin") or request.headers.get("Referer", "")
    own = (request.host_url.rstrip("/"), str(current_app.config["KUMINA"].base_url))
    return any(sent_from == one or sent_from.startswith(f"{one}/") for one in own)


def park() -> str:
    """Keep the form of this request when it is ours and small; answers with the page to come back to."""
    page = _page_of_form()
    form = [(k, v) for k, v in request.form.items(multi=True) if k != WRITER and not _is_secret(k)]
    writer = _writer()
    if writer and is_own_page() and sum(len(k) + len(v) for k, v in form) <= MOST:
        path = urlsplit(page).path
        session[KEY] = {"path": path, "by": writer, "form": form, "until": (now() + LIVES).isoformat()}
    return page


def parked_for(path: str) -> MultiDict[str, str] | None:
    """What the visitor had typed on this page before; it is given back once, and to nobody else."""
    kept = session.get(KEY)
    if kept is None or kept["path"] != path:
        return None
    session.pop(KEY)
    who = visitor()
    if who is None or kept.get("by") != str(who.person_id):
        return None
    if datetime.fromisoformat(kept["until"]) < now():
        return None
    return MultiDict([(key, value) for key, value in kept["form"]])


def written_by() -> str:
    """What a form carries to say who it was printed for; nothing for strangers."""
    who = visitor()
    return _signer().dumps(str(who.person_id)) if who else ""


def _writer() -> str | None:
    who = visitor()
    if who is not None:
        return str(who.person_id)
    try:
        return str(_signer().loads(request.form.get(WRITER, "")))
    except BadData:
        return None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["KUMINA"].secret_key.get_secret_value(), salt="kumina writer")


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET)


def _page_of_form() -> str:
    """The address itself when it can be looked at, else the page that sent the form, else the start."""
    adapter = current_app.create_url_adapter(request)
    try:
        if adapter is not None:
            adapter.match(method="GET")
            return request.full_path.rstrip("?")
    except HTTPException:
        pass
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc == request.host and referer.path.startswith("/") and not referer.path.startswith("//"):
        return f"{referer.path}?{referer.query}" if referer.query else referer.path
    return "/"
