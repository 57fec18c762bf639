"""What dies is started again, and nothing outlives the one who supervises."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from app.cli import supervision
from tests.deploy.conftest import ROOT

STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
print(subprocess.Popen([sys.executable, "-c", deaf]).pid, flush=True)
time.sleep(60)
"""
HOLDS_A_CHILD = """
import os, time
from pathlib import Path
from app.cli import supervision
child = supervision.Child("one", ["sleep", "60"], os.environ, Path({log!r}), Path("/"))
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""


def _child(folder: Path, code: str) -> supervision.Child:
    return supervision.Child("one", [sys.executable, "-c", code], {"PYTHONUNBUFFERED": "1"}, folder / "one.log", folder)


def _wait(until: Callable[[], bool], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_child_that_dies_is_started_again_after_ever_longer_pauses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "FIRST_PAUSE", 0.05)
    said: list[str] = []
    supervisor = supervision.Supervisor(said.append)
    child = _child(tmp_path, "print('here'); raise SystemExit(3)")
    child.pause = 0.05
    supervisor.add(child)

    def stop_after_three() -> None:
        supervisor.stopping = (tmp_path / "one.log").read_text().count("here") >= 3

    supervisor.tend(also=stop_after_three)
    supervisor.end()
    assert child.pause == pytest.approx(0.2, rel=1)
    assert "one ended (exit code 3)" in said[0]
    assert "one was started again." in said


def test_a_family_that_does_not_listen_is_killed_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "GRACE", 0.3)
    supervisor = supervision.Supervisor(lambda _: None)
    child = supervisor.add(_child(tmp_path, STUBBORN))
    _wait(lambda: child.log.read_text().strip().isdigit())
    grandchild = int(child.log.read_text())
    supervisor.end()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
    _wait(lambda: _gone(grandchild))


def test_children_hear_of_it_when_their_supervisor_is_killed(tmp_path: Path) -> None:
    code = HOLDS_A_CHILD.format(log=str(tmp_path / "one.log"))
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        pid = int(holder.stdout.readline())
        assert not _gone(pid)
        holder.kill()
    _wait(lambda: _gone(pid))


def test_a_log_that_has_grown_long_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "LONGEST_LOG", 10)
    child = _child(tmp_path, "print('fresh')")
    child.log.write_text("old words, many of them")
    child.start()
    child.end(time.monotonic() + 10)
    assert child.log.read_text() == "fresh\n"
    assert (tmp_path / "one.log.1").exists()
