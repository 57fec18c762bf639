"""What is said to the person at the terminal: what goes on, what is missing, and what to do about it."""

import errno
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Refusal(Exception):
    """Something is missing; the text says what, and what to do."""


def say(text: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {text}", flush=True)


def stop(text: str, code: int = 1) -> None:
    print(text, file=sys.stderr, flush=True)
    sys.exit(code)


def of(error: OSError) -> str:
    """The few errors of the system that a person can do something about, in words."""
    where = f" ({error.filename})" if error.filename else ""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"The disk is full{where}. Make room and run the command again; it goes on where it stopped."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return f"This may not be written{where}. Give the folder to the user who runs the command."
        case _:
            return f"The system says: {error}"


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Says what begins, and how long it took when it took long."""
    say(f"{text} …")
    began = time.monotonic()
    yield
    took = time.monotonic() - began
    if took > 5:
        say(f"{text}: done in {took:.0f} s")
