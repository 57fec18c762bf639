"""Where everything stands, and whether the product can stand there."""

import os
import pwd
import shutil
from pathlib import Path

from words import Refusal

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("KUMINA_VAR") or ROOT / "var")
FIRST_RUN_NEEDS, LATER_RUNS_NEED = 2_000_000_000, 200_000_000  # bytes
TROUBLESOME = set("\"'`$\\\n")


def check() -> None:
    """Asked first, so that nothing is half done when something is missing."""
    if TROUBLESOME & set(str(ROOT)):
        raise Refusal(f"The path {ROOT} has a quotation mark, $ or \\ in it. Move the folder; spaces are fine.")
    made = VAR.exists()
    if made and VAR.stat().st_uid != os.geteuid():
        owner = _name(VAR.stat().st_uid)
        raise Refusal(
            f"{VAR} belongs to {owner}, and you are {_name(os.geteuid())}. Run the command as {owner}, "
            "or make a clone of your own."
        )
    VAR.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(VAR).free
    needed = LATER_RUNS_NEED if made else FIRST_RUN_NEEDS
    if free < needed:
        raise Refusal(
            f"The disk has {free / 1e9:.1f} GB left, and {needed / 1e9:.1f} GB are needed. Make room in {VAR}."
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
