"""Keeps the processes of a local installation running, and ends every one of them when it ends itself."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0  # seconds between a death and the next start
STEADY_AFTER = 60.0
GRACE = 25.0
LONGEST_LOG = 10_000_000  # bytes, then the log is put aside
PR_SET_PDEATHSIG = 1
ENDING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


@dataclass
class Child:
    """One process with everything it starts, in a session of its own: a Ctrl-C meets only who supervises."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    folder: Path
    process: subprocess.Popen[bytes] | None = None
    began: float = 0.0
    pause: float = FIRST_PAUSE

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - words of our own
                self.command,
                env=dict(self.environment),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=_end_with_parent,  # noqa: PLW1509 - one thread only
            )
        self.began = time.monotonic()

    def died(self) -> int | None:
        return self.process.poll() if self.process else None

    def ask_to_end(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Waits until the deadline; whoever of its family is left then, or was left behind, is killed."""
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end_of_log(self, lines: int = 15) -> str:
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""


@dataclass
class Supervisor:
    """Starts children in order and ends them in the opposite order."""

    say: Callable[[str], None]
    children: list[Child] = field(default_factory=list)
    stopping: bool = False

    def listen(self) -> None:
        """From now on Ctrl-C, SIGTERM and a closed terminal mean: end everything, in order."""
        for number in ENDING:
            signal.signal(number, self._stop)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)  # deploy/bootstrap holds them back until now

    def add(self, child: Child) -> Child:
        child.start()
        self.children.append(child)
        return child

    def tend(self, also: Callable[[], None]) -> None:
        """Returns when asked to stop. What dies is started again, after ever longer pauses."""
        due: dict[str, float] = {}
        while not self.stopping:
            for child in self.children:
                if child.name in due:
                    if time.monotonic() >= due[child.name]:
                        del due[child.name]
                        child.start()
                        self.say(f"{child.name} was started again.")
                elif (code := child.died()) is not None:
                    due[child.name] = time.monotonic() + self._mourn(child, code)
            also()
            time.sleep(0.2)

    def end(self) -> None:
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.ask_to_end()
        for child in reversed(self.children):
            child.end(deadline)

    def _mourn(self, child: Child, code: int) -> float:
        """Say what happened, sweep up what it left, and return how long to wait."""
        child.end(time.monotonic())
        if time.monotonic() - child.began > STEADY_AFTER:
            child.pause = FIRST_PAUSE
        pause, child.pause = child.pause, min(child.pause * 2, LONGEST_PAUSE)
        how = f"was killed (signal {-code})" if code < 0 else f"ended (exit code {code})"
        self.say(f"{child.name} {how}; starting it again in {pause:.0f} s. Its log: {child.log}")
        return pause

    def _stop(self, *_: object) -> None:
        self.stopping = True


def _end_with_parent() -> None:
    """When the supervisor itself is killed, its children hear SIGTERM from the kernel instead of staying behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
