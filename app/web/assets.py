"""Addresses of our own style sheet, script and pictures; a fingerprint in each lets browsers keep it for long."""

from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@cache
def address(name: str) -> str:
    """Where a static file is served; another address as soon as its content differs."""
    content = (STATIC / name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"
