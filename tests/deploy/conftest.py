"""Folders others can reach, servers that are put away afterwards, and clones with spaces in their path."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tenants import embedded

ROOT = Path(__file__).parents[2]
StartServer = Callable[..., embedded.Server]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """pytest's own folders are closed to others, and as root the server runs as another user."""
    folder = Path(tempfile.mkdtemp(prefix="kumina test ", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def start_server() -> Iterator[StartServer]:
    """Starts servers, and puts away whatever is left of them, wherever that stands."""
    started: list[embedded.Server] = []

    def start(directory: Path, *, throwaway: bool = True) -> embedded.Server:
        server = embedded.start(directory, throwaway=throwaway)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop()
        for folder in (server.place.home, server.socket):
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def scratch(admin_url: str) -> Iterator[str]:
    """The name of a database that this test may make; it is gone afterwards."""
    name = f"kumina_test_{secrets.token_hex(6)}"
    yield name
    with psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def environment() -> Path:
    """The clone's own environment, made first where the tests run from another."""
    subprocess.run([ROOT / "deploy" / "bootstrap" / "start", "prepare"], check=True, cwd=ROOT)
    return Path(os.environ.get("KUMINA_VENV") or Path(os.environ.get("KUMINA_VAR") or ROOT / "var") / "venv")


@pytest.fixture
def clone(open_folder: Path) -> Path:
    """What a clone of the working tree would hold, with what is fetched for the pages already there."""
    there = open_folder / "clone of mine"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    vendor = (str(path.relative_to(ROOT)) for path in (ROOT / "app/web/static/vendor").iterdir())
    for name in (*listed.stdout.split("\0"), *vendor):
        if name and (ROOT / name).is_file():
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, there / name)
    return there
