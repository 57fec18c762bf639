"""What the checks need of the machine besides Python: found, or installed where that is ours to do, or asked for."""

import os
import shutil
import subprocess

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Missing(Exception):
    """Something is not there; the text says how to get it. Nothing is skipped for want of it."""


def prepare(surroundings: dict[str, str], *, browser: bool, bench: bool) -> None:
    if browser:
        surroundings["KUMINA_CHROMIUM"] = _have("Chromium", BROWSERS, "chromium", "the browser journeys")
    if bench:
        surroundings["KUMINA_WRK"] = _have("wrk", ("wrk",), "wrk", "the measurements")


def _have(title: str, programs: tuple[str, ...], package: str, purpose: str) -> str:
    found = _which(programs)
    installer = shutil.which("apt-get")
    if found is None and os.geteuid() == 0 and installer:
        print(f"Installing {title}, for {purpose} …", flush=True)
        surroundings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (("update", "-q"), ("install", "-q", "-y", "--no-install-recommends", package)):
            subprocess.run((installer, *words), env=surroundings, check=False, stdout=subprocess.DEVNULL)
        found = _which(programs)
    if found is None:
        raise Missing(
            f"{title} is missing, and {purpose} need it.\n"
            f"  Debian, Ubuntu:  sudo apt install {package}\n"
            f"  Fedora, RHEL:    sudo dnf install {package}\n"
            f"Any of these on the PATH will do: {', '.join(programs)}."
        )
    return found


def _which(programs: tuple[str, ...]) -> str | None:
    return next((path for program in programs if (path := shutil.which(program))), None)
