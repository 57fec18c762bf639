"""What one installation has of its own: the folder var/, its secrets, and its settings for commands typed by hand."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from dotenv import dotenv_values
from pydantic import ValidationError

ROOT = Path(__file__).parents[2]
VAR = Path(os.environ.get("KUMINA_VAR") or ROOT / "var")
SECRETS, SETTINGS = VAR / "secrets.env", VAR / "settings.env"
MADE_HERE = (
    "KUMINA_SECRET_KEY",
    "KUMINA_TOKEN_KEY",
    "KUMINA_RECORD_KEY",
    "KUMINA_TOTP_KEY",
    "KUMINA_PASSWORD_SALT",
)


def load() -> None:
    """Read both files into the environment; what is already there stays."""
    for file in (SECRETS, SETTINGS):
        if os.access(file, os.R_OK):
            for name, value in read(file).items():
                os.environ.setdefault(name, value)


def own_secrets() -> dict[str, str]:
    """This installation's secrets: made once, kept for ever; a later version's further ones are added."""
    known = read(SECRETS) if SECRETS.exists() else {}
    missing = {name: secrets.token_hex(32) for name in MADE_HERE if name not in known}
    if missing:
        write(SECRETS, known | missing)
    return known | missing


def write(file: Path, values: Mapping[str, str]) -> None:
    """Whole or not at all, and from the first byte on readable by nobody else."""
    half = file.with_suffix(".new")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as writing:
        writing.writelines(f"{name}='{value}'\n" for name, value in values.items())
    half.rename(file)


def what_is_missing(refusal: ValidationError) -> str:
    """One line a setting, by the name one sets it with."""
    lines = [f"  {_name(error['loc'])}: {error['msg']}" for error in refusal.errors()]
    return "These settings are missing or wrong (deploy/env.example explains each):\n" + "\n".join(lines)


def _name(place: tuple[int | str, ...]) -> str:
    name = str(place[0]).upper() if place else "settings"
    return name if name.startswith("DATABASE_") else f"KUMINA_{name}"


def read(file: Path) -> dict[str, str]:
    return {name: value for name, value in dotenv_values(file, interpolate=False).items() if value is not None}
