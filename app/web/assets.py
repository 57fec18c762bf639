"""Addresses of our own style sheet, script and pictures; a fingerprint in each lets browsers keep it for long."""

from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def address(name: str) -> str:
    """Where a static file is served; another address as soon as its content differs."""
    file = STATIC / name
    if not file.exists():
        raise RuntimeError(f"{name} is not in {STATIC}: run ./deploy/up, which brings what others made")
    content = file.read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"
