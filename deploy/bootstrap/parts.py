"""The Python parts, exactly as locked, in an environment of their own under var/."""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import place
from words import Refusal, progress, say

VENV = Path(os.environ.get("KUMINA_VENV") or place.VAR / "venv")
PYTHON = VENV / "bin" / "python"
LOGS = place.VAR / "log"


def install(lock: Path) -> None:
    """What it takes to check contains what it takes to run, so an environment for checking runs the house as well."""
    _environment()
    smaller = lock.with_name("requirements.txt")
    if not _is_installed(lock):
        many = lock.read_text().count("==")
        with progress(f"Installing {many} parts (the first time takes a minute or two)"):
            _pip(lock.with_name("requirements-build.txt"), LOGS / "pip-build.log", lambda _: None)
            _pip(lock, LOGS / "pip.log", _counter(many))
        for one in {lock, smaller}:
            _stamp(one).write_text(_wanted(one))
    if "KUMINA_VENV" not in os.environ:
        _the_product()


def compile_translations() -> None:
    catalogues = sorted((place.ROOT / "translations").glob("*/LC_MESSAGES/*.po"))
    stale = [one for one in catalogues if not _newer(one.with_suffix(".mo"), one)]
    if stale:
        run([str(PYTHON), "-m", "babel.messages.frontend", "compile", "-d", str(place.ROOT / "translations")], "texts")


def run(command: list[str], name: str, *, cwd: Path = place.ROOT, environment: Mapping[str, str] | None = None) -> None:
    """Its words go to a log; when it fails, their end is shown."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{name}.log"
    with log.open("w") as file:
        done = subprocess.run(command, cwd=cwd, env=environment, stdout=file, stderr=file, check=False)
    if done.returncode != 0:
        raise Refusal(f"{' '.join(command[:4])} … failed. The end of {log} says:\n{end_of(log)}")


def fingerprint(contents: Iterable[bytes]) -> str:
    return hashlib.sha256(b"\0".join(contents)).hexdigest()


def end_of(log: Path, lines: int = 12) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])


def _environment() -> None:
    if _works():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Refusal(
            f"Python {version} is here, but without its venv module.\n"
            f"  Debian, Ubuntu:  apt install python{version}-venv\n  Others:          install Python with venv and pip"
        )
    if VENV.exists() and "KUMINA_VENV" in os.environ:
        raise Refusal(f"KUMINA_VENV is {VENV}, and the Python in it does not run. Remove the setting, or repair it.")
    if VENV.exists():
        say("The Python of the last run is gone; making the environment anew …")
        shutil.rmtree(VENV)
    run([sys.executable, "-m", "venv", str(VENV)], "venv")


def _works() -> bool:
    try:
        return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _is_installed(lock: Path) -> bool:
    return _is(_stamp(lock), _wanted(lock))


def _stamp(lock: Path) -> Path:
    return VENV / f".installed-{lock.stem}"


def _wanted(lock: Path) -> str:
    return fingerprint([lock.read_bytes(), _version().encode()])


def _version() -> str:
    """As far as compiled parts care for it."""
    asked = [str(PYTHON), "-c", "import sys; print(*sys.version_info[:2])"]
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


def _pip(lock: Path, log: Path, heard: Callable[[str], None]) -> None:
    """Nothing that is not in the lock is fetched, neither for running nor for building."""
    LOGS.mkdir(parents=True, exist_ok=True)
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--no-deps", "--no-build-isolation"]
    command += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "-r", str(lock)]
    surroundings = {name: value for name, value in os.environ.items() if name not in {"PIP_TARGET", "PIP_PREFIX"}}
    surroundings |= {"PIP_USER": "0", "PYTHONUNBUFFERED": "1"}
    with (
        log.open("w") as file,
        subprocess.Popen(command, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip,
    ):
        for line in pip.stdout or ():
            file.write(line)
            heard(line)
    if pip.returncode != 0:
        raise Refusal(_why(log))


def _counter(many: int) -> Callable[[str], None]:
    seen = 0

    def heard(line: str) -> None:
        nonlocal seen
        if line.startswith(("Collecting ", "Processing ")):
            seen += 1
            if seen % 20 == 0:
                say(f"  {seen} of {many} fetched")
        elif line.startswith("Installing collected"):
            say("  all fetched, putting them in place …")

    return heard


def _why(log: Path) -> str:
    said = log.read_text(errors="replace")
    if "No space left" in said:
        return f"The disk is full ({place.VAR}). Make room and run the command again."
    if "DO NOT MATCH THE HASHES" in said:
        return f"A part that was fetched is not the one that is locked; it was not installed. See {log}."
    if any(sign in said for sign in ("NewConnectionError", "name resolution", "Max retries", "ConnectTimeout")):
        return (
            "The Python package index could not be reached. The first run needs the network once; behind a proxy set "
            f"HTTPS_PROXY, with a mirror of your own PIP_INDEX_URL. See {log}."
        )
    return f"pip could not install the parts. The end of {log} says:\n{end_of(log)}"


def _the_product() -> None:
    """The environment knows where the clone stands, also after it was moved; nothing needs building for that."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    _keep(site / "kumina.pth", f"{place.ROOT}\n", 0o644)
    _keep(VENV / "bin" / "kumina", f'#!/bin/sh\nexec "{PYTHON}" -m app.cli "$@"\n', 0o755)


def _keep(file: Path, content: str, mode: int) -> None:
    if not _is(file, content):
        file.write_text(content)
        file.chmod(mode)


def _is(file: Path, content: str) -> bool:
    return file.exists() and file.read_text() == content


def _newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime
