"""./deploy/up from a clone with spaces in its path, as root and as another: it opens, keeps, heals and ends whole."""

import contextlib
import http.client
import os
import pwd
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg
import pytest
from dotenv import dotenv_values

ORDINARY = "nobody"
AGAIN_WITHIN = 30  # seconds; a few on an idle machine
NO_NETWORK = {
    "PIP_INDEX_URL": "http://127.0.0.1:9",
    "PIP_CONFIG_FILE": "/dev/null",
    "npm_config_registry": "http://127.0.0.1:9",
    "HTTPS_PROXY": "http://127.0.0.1:9",
}


@dataclass
class House:
    """One running ./deploy/up."""

    clone: Path
    process: subprocess.Popen[str]
    port: int
    said: Path

    def wait_for(self, words: str, seconds: float = 90) -> None:
        _wait(lambda: words in self.said.read_text() or self.process.poll() is not None, seconds, self.said)
        assert words in self.said.read_text(), self.said.read_text()

    def answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/healthz")
            answer = connection.getresponse()
            answer.read()
            return answer.status == http.HTTPStatus.OK
        return False

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def owner(self) -> psycopg.Connection:
        settings = dotenv_values(self.clone / "var" / "settings.env")
        return psycopg.connect(settings["DATABASE_OWNER_URL"] or "")


Open = Callable[..., House]


def _wait(until: Callable[[], bool], seconds: float = 30, log: Path | None = None) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, log.read_text() if log else "took too long"
        time.sleep(0.1)


def _reachable(environment: Path, user: str, folder: Path) -> Path:
    """The environment itself where this user may use it, otherwise a copy that stands on a Python open to all."""
    if _runs(environment, user):
        return environment
    copy = folder / "venv"
    if copy.exists():
        return copy
    linked = subprocess.run(["cp", "-al", environment, copy], check=False, capture_output=True)
    if linked.returncode != 0:
        shutil.rmtree(copy, ignore_errors=True)
        subprocess.run(["cp", "-a", environment, copy], check=True)
    python = shutil.which(f"python{sys.version_info.major}.{sys.version_info.minor}", path="/usr/local/bin:/usr/bin")
    if python:
        (copy / "bin" / "python").unlink()
        (copy / "bin" / "python").symlink_to(python)
    if not _runs(copy, user):
        pytest.skip(f"this machine has no Python {sys.version_info.minor} that {user} may run")
    return copy


def _runs(environment: Path, user: str) -> bool:
    """Asked through a shell, which has left every right of root behind."""
    ask = _as(user, ["/bin/sh", "-c", '"$0" -c "import pip, flask, psycopg"', str(environment / "bin" / "python")])
    return subprocess.run(ask, check=False, capture_output=True, cwd="/").returncode == 0


def _as(user: str, command: list[str]) -> list[str]:
    if pwd.getpwuid(os.geteuid()).pw_name == user:
        return command
    return ["setpriv", f"--reuid={user}", f"--regid={pwd.getpwnam(user).pw_gid}", "--clear-groups", *command]


@pytest.fixture
def open_house(clone: Path, environment: Path, tmp_path: Path) -> Iterator[Open]:
    """Starts the clone as a user, and ends whatever still runs however the test went."""
    opened: list[House] = []

    def start(user: str, **settings: str) -> House:
        if not opened:
            for path in (clone.parent, clone, *clone.rglob("*")):
                shutil.chown(path, user)
        said, port = tmp_path / f"said-{len(opened)}.txt", _free_port()
        venv = _reachable(environment, user, clone.parent)
        surroundings = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "KUMINA_VENV": str(venv)} | settings
        command = _as(user, [str(clone / "deploy" / "up"), "--port", str(port)])
        with said.open("w") as output:
            process = subprocess.Popen(command, env=surroundings, cwd="/", stdout=output, stderr=output, text=True)
        opened.append(House(clone, process, port, said))
        return opened[-1]

    yield start
    for house in opened:
        with contextlib.suppress(ProcessLookupError):
            house.process.send_signal(signal.SIGTERM)
        house.process.wait(60)


def test_the_house_opens_heals_and_ends_whole(open_house: Open) -> None:
    """As whoever runs the tests: root in a container."""
    house = open_house(pwd.getpwuid(os.geteuid()).pw_name)
    house.wait_for("Kumina is open")
    assert house.answers()
    _nothing_is_open_to_others(house.clone / "var")
    _what_is_killed_comes_back(house)
    _it_ends_whole(house)


def test_an_ordinary_user_opens_it_twice_the_second_time_offline(open_house: Open) -> None:
    user = ORDINARY if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    house = open_house(user)
    house.wait_for("Kumina is open")
    second = open_house(user)
    assert second.process.wait(30) == 1
    assert f"Kumina already runs here: http://localhost:{house.port}" in second.said.read_text()
    municipalities = _municipalities(house)
    _it_ends_whole(house)
    again = open_house(user, **NO_NETWORK)
    again.wait_for("Kumina is open", AGAIN_WITHIN)
    assert not re.search("Installing|Fetching", again.said.read_text())
    assert len(municipalities) == 2
    assert _municipalities(again) == municipalities


def test_a_ctrl_c_while_it_still_opens_ends_it_without_a_word_of_python(open_house: Open) -> None:
    house = open_house(pwd.getpwuid(os.geteuid()).pw_name)
    _wait(lambda: b"house" in Path(f"/proc/{house.process.pid}/cmdline").read_bytes())
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(60) == 0
    assert "Traceback" not in house.said.read_text()
    assert "Stopped." in house.said.read_text()


def _municipalities(house: House) -> list[tuple[object, ...]]:
    with house.owner() as connection:
        return connection.execute("SELECT id, slug FROM registry_municipality ORDER BY id").fetchall()


def _nothing_is_open_to_others(var: Path) -> None:
    for path in (var / "secrets.env", var / "settings.env", var / "mail", var / "postgres" / "passwords.json"):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def _what_is_killed_comes_back(house: House) -> None:
    """The database by SIGKILL under the web, then the web itself."""
    pid = int((house.clone / "var/postgres/server/data/postmaster.pid").read_text().split()[0])
    postgres = psutil.Process(pid)
    assert postgres.uids().effective != 0
    postgres.kill()
    house.wait_for("The database ended; starting it again.")
    web = next(one for one in house.family() if "gunicorn" in " ".join(one.cmdline()))
    web.kill()
    house.wait_for("web was started again.")
    _wait(house.answers, 60, house.said)


def _it_ends_whole(house: House) -> None:
    family = house.family()
    house.process.send_signal(signal.SIGINT)
    assert house.process.wait(60) == 0
    assert "Stopped." in house.said.read_text()
    assert [one for one in family if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []
    assert not house.answers()


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])
