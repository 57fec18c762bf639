"""Starts, finds again and stops the embedded server."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg

from tenants.embedded import place as places
from tenants.embedded import settings

SUPERUSER = "postgres"
ROLES = ("kumina_owner", "kumina_web", "kumina_clock")
READY_WITHIN = 120  # seconds; recovery after a crash takes its time
STOPPED_WITHIN = 60
COLLECTED_WITHIN = 5


@dataclass(frozen=True)
class Server:
    """A running server. It outlives the process that started it, until somebody stops it."""

    place: places.Place
    socket: Path
    passwords: Mapping[str, str]

    @property
    def pid(self) -> int | None:
        return _pid(self.place)

    @property
    def log(self) -> Path:
        return self.place.log

    def url(self, role: str, database: str) -> str:
        """A libpq address. The client insists on SCRAM, so that an impostor on the socket learns no password."""
        where = urlencode({"host": str(self.socket), "require_auth": "scram-sha-256"}, quote_via=quote)
        return f"postgresql://{quote(role)}:{quote(self.passwords[role])}@/{quote(database)}?{where}"

    def stop(self) -> None:
        """Ends open connections and writes everything down before it returns."""
        if self.pid is not None:
            _pg_ctl(self.place, "stop", "-m", "fast", "-w", "-t", str(STOPPED_WITHIN))

    def kill(self) -> None:
        """What a power cut does, for the tests that prove that nothing acknowledged is lost."""
        pid = self.pid
        if pid is None:
            return
        postmaster = psutil.Process(pid)
        gone = [postmaster, *postmaster.children(recursive=True)]
        for process in gone:
            try:
                process.kill()
            except psutil.NoSuchProcess:
                continue
        psutil.wait_procs(gone, timeout=COLLECTED_WITHIN)


def start(directory: Path, *, throwaway: bool = False) -> Server:
    """A second start finds the running server; a start after a crash recovers what was committed."""
    directory = directory.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    with _alone(directory / "lock"):
        place = places.settle(directory)
        passwords = _passwords(directory / "passwords.json")
        if not place.data.exists():
            _make(place, passwords[SUPERUSER])
        server = Server(place, place.socket(), passwords)
        if server.pid is None:
            _launch(server, throwaway=throwaway)
        _greet(server)
    return server


def _make(place: places.Place, password: str) -> None:
    """The finished data folder appears all at once, so that a start that was cut off begins again."""
    half = place.home / "data.new"
    if half.exists():
        shutil.rmtree(half)
    secret = place.home / "first-password"
    secret.touch(mode=0o600)
    secret.write_text(password)
    place.runner.own(secret)
    made = place.runner.run(
        place.programs / "initdb",
        *("-D", half, "-U", SUPERUSER, f"--pwfile={secret}", "--auth=scram-sha-256", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"),
    )
    secret.unlink()
    if made.returncode != 0:
        raise places.CannotServe(f"The database could not be made in {place.home}:\n{made.stdout.strip()}")
    (half / "pg_hba.conf").write_text(settings.ACCESS)
    with (half / "postgresql.conf").open("a") as file:
        file.write("include_if_exists = 'kumina.conf'\n")
    half.rename(place.data)


def _launch(server: Server, *, throwaway: bool) -> None:
    place = server.place
    made_by = (place.data / "PG_VERSION").read_text().strip()
    version = place.runner.run(place.programs / "postgres", "--version").stdout.split()[2].split(".")[0]
    if made_by != version:
        raise places.CannotServe(
            f"The data in {place.data} was made by PostgreSQL {made_by}, and the product now comes with {version}. "
            "Take a copy with the old version, move the folder away, and bring the copy back with the new one."
        )
    chosen = place.data / "kumina.conf"
    chosen.write_text(settings.text(server.socket, throwaway=throwaway))
    place.runner.own(chosen)
    _bury(place)
    started = _pg_ctl(place, "start", "-w", "-t", str(READY_WITHIN), "-l", str(place.log))
    if started != 0:
        raise places.CannotServe(f"The database did not start. The end of {place.log} says:\n{_end_of(place.log)}")


def _bury(place: places.Place) -> None:
    """Where nobody collects the dead, as in many containers, PostgreSQL takes its killed predecessor for alive."""
    file = place.data / "postmaster.pid"
    try:
        process = psutil.Process(int(file.read_text().split()[0]))
        if process.status() == psutil.STATUS_ZOMBIE:
            process.wait(COLLECTED_WITHIN)
    except psutil.TimeoutExpired:
        file.unlink(missing_ok=True)
    except (OSError, ValueError, IndexError, psutil.Error):
        return


def _greet(server: Server) -> None:
    """Proves that what answers on the socket is this server, with this installation's passwords."""
    try:
        with psycopg.connect(server.url(SUPERUSER, "postgres"), connect_timeout=10) as connection:
            answer = connection.execute("SHOW data_directory").fetchone()
    except psycopg.OperationalError as refusal:
        raise places.CannotServe(f"The database runs but does not let us in: {refusal}") from refusal
    if answer is None or not Path(answer[0]).samefile(server.place.data):
        raise places.CannotServe(f"Another database answers on {server.socket}.")


def _pg_ctl(place: places.Place, *words: str) -> int:
    return place.runner.run(place.programs / "pg_ctl", "-D", place.data, *words).returncode


def _pid(place: places.Place) -> int | None:
    """The number in the file may after a crash belong to a stranger, so the process itself is asked."""
    try:
        process = psutil.Process(int((place.data / "postmaster.pid").read_text().split()[0]))
        ours = str(place.data) in process.cmdline()
    except (OSError, ValueError, IndexError, psutil.Error):
        return None
    return process.pid if ours and _alive(process) else None


def _alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _passwords(file: Path) -> dict[str, str]:
    if not file.exists():
        half = file.with_suffix(".new")
        half.unlink(missing_ok=True)
        made = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, *ROLES)}
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as writing:
            json.dump(made, writing)
        half.rename(file)
    known: dict[str, str] = json.loads(file.read_text())
    return known


def _end_of(log: Path) -> str:
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-10:])
    except OSError:
        return "(there is no log)"


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
