"""The frame of pages by itself: layout, components and gallery, without database and without slices."""

import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages import mofile, pofile
from flask import Flask, request
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect, generate_csrf
from playwright.sync_api import Browser, sync_playwright
from werkzeug.serving import make_server

from app.web import gallery, headers, navigation, printing

ROOT = Path(__file__).parents[2]
CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")


@pytest.fixture(scope="session")
def frame(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application that shows the gallery in the language of `?lang=`."""
    app = Flask("app", root_path=str(ROOT / "app"), static_folder="web/static", template_folder="web/templates")
    app.config.update(
        SECRET_KEY="only-in-tests",
        BABEL_TRANSLATION_DIRECTORIES=str(_compiled(tmp_path_factory.mktemp("translations"))),
    )
    Babel(app, locale_selector=_language)
    CSRFProtect(app)
    printing.install(app)
    headers.register(app, https=False)
    app.register_blueprint(gallery.blueprint)
    app.context_processor(
        lambda: {"shell": navigation.Shell(_language(), request.full_path, csrf_token=generate_csrf())}
    )
    return app


@pytest.fixture(scope="session")
def frame_address(frame: Flask) -> Iterator[str]:
    """Where the frame is served to a real browser."""
    server = make_server("127.0.0.1", 0, frame, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The machine's own Chromium, ended with the file: a process can drive one at a time."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))


def _language() -> str:
    return request.args.get("lang", "en") if request else "en"


def _compiled(folder: Path) -> Path:
    for source in (ROOT / "translations").glob("*/LC_MESSAGES/messages.po"):
        compiled = io.BytesIO()
        mofile.write_mo(compiled, pofile.read_po(io.BytesIO(source.read_bytes()), locale=source.parts[-3]))
        target = folder / source.parts[-3] / "LC_MESSAGES"
        target.mkdir(parents=True)
        (target / "messages.mo").write_bytes(compiled.getvalue())
    return folder
