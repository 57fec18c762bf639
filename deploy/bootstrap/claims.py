"""One house a clone, one port a house, and one preparation at a time."""

import fcntl
import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import place
from words import Refusal, say

USAGE = "Usage: ./deploy/up [--port NUMBER]"
ENDING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
PORT_WAIT = 5.0  # seconds; a house that was just killed lets go of its port within a few


def port(arguments: list[str]) -> int:
    """--port, or KUMINA_PORT, or 8000."""
    match arguments:
        case []:
            asked = os.environ.get("KUMINA_PORT", "8000")
        case ["--port", asked]:
            pass
        case [one] if one.startswith("--port="):
            asked = one.removeprefix("--port=")
        case _:
            raise Refusal(f"{USAGE}\nStarts Kumina on this machine; the port is 8000 unless you say otherwise.")
    if not asked.isdigit() or not 1 <= int(asked) <= 65535:
        raise Refusal(f"{asked} is not a port: it is a number from 1 to 65535.\n{USAGE}")
    return int(asked)


def the_house(port: int) -> None:
    """Held until the house ends, across the hand-over; the next one to come reads in it who is there."""
    lock = os.open(place.VAR / "up.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refusal(_already_running(os.read(lock, 1000))) from None
    address = os.environ.get("KUMINA_BASE_URL", f"http://localhost:{port}")
    os.ftruncate(lock, 0)
    os.write(lock, json.dumps({"pid": os.getpid(), "address": address}).encode())
    os.set_inheritable(lock, True)


def free(port: int) -> None:
    deadline = time.monotonic() + PORT_WAIT
    while not _can_be_had(port):
        if time.monotonic() > deadline:
            raise Refusal(
                f"Port {port} is taken by another program. Choose another port:  ./deploy/up --port {port + 10}"
            )
        time.sleep(0.2)


@contextmanager
def preparation() -> Iterator[None]:
    """./deploy/up and ./deploy/test share what they install."""
    with (place.VAR / "prepare.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another command is installing; waiting for it …")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _already_running(content: bytes) -> str:
    try:
        known = json.loads(content)
        return f"Kumina already runs here: {known['address']} (process {known['pid']}; `kill {known['pid']}` stops it)."
    except (ValueError, KeyError):
        return "Kumina is being started here by another command."


def _can_be_had(port: int) -> bool:
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except PermissionError:
            raise Refusal(f"Port {port} needs root. Choose another:  ./deploy/up --port 8000") from None
        except OSError:
            return False
        return True
