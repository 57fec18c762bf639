"""The load: wrk with keep-alive, a random municipality at each request, and what it counted."""

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

import psutil

SCRIPT = """
local asks = {}
for line in io.lines(os.getenv("BENCH_ASKS")) do
    local path, cookie = line:match("(%S+)%s(%S+)")
    table.insert(asks, wrk.format("GET", path, { ["Cookie"] = "__Host-kumina=" .. cookie, ["Accept-Language"] = "fi" }))
end
init = function(args) math.randomseed(tonumber(os.getenv("BENCH_SEED"))) end
request = function() return asks[math.random(#asks)] end
"""
SPIN = 2_000_000


class NoGenerator(Exception):
    """wrk is missing."""


@dataclass(frozen=True)
class Variant:
    """A server to be asked: where, what, and the processes whose work a request is."""

    address: str
    asks: Path
    web: int
    database: int


@dataclass(frozen=True)
class Counted:
    """One sample: requests a second, and milliseconds of processor a request costs web and database together.

    The second says the same on a machine that others use as well.
    """

    per_second: float
    failed: int
    cpu_ms: float = 0.0


def ask(address: str, asks: Path, *, seconds: float, connections: int, seed: int) -> Counted:
    """Load one server for so long."""
    program = os.environ.get("KUMINA_WRK") or shutil.which("wrk")
    if program is None:
        raise NoGenerator("wrk is missing (Debian: apt install wrk); the measurements need it")
    script = asks.with_name("asks.lua")
    script.write_text(SCRIPT)
    done = subprocess.run(
        (program, "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "-s", str(script), address),
        env=os.environ | {"BENCH_ASKS": str(asks), "BENCH_SEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    assert found, done.stdout
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", done.stdout)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", done.stdout)
    return Counted(float(found[1]), (int(refused[1]) if refused else 0) + (sum(map(int, lost.groups())) if lost else 0))


def in_turns(
    variants: Mapping[str, Variant], *, rounds: int, seconds: float, connections: int = 8
) -> dict[str, Counted]:
    """Every server once a round, each round in another order; the medians, samples of slowed moments repeated."""
    samples: dict[str, list[Counted]] = {name: [] for name in variants}
    quick = min(_spin() for _ in range(5))
    for number in range(rounds):
        names = list(variants)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            samples[name].append(_sample(variants[name], seconds, connections, quick))
    return {name: _median(found) for name, found in samples.items()}


def _median(samples: list[Counted]) -> Counted:
    return Counted(median(s.per_second for s in samples), 0, median(s.cpu_ms for s in samples))


def _sample(of: Variant, seconds: float, connections: int, quick: float) -> Counted:
    for attempt in range(3):
        before = _worked(of)
        counted = ask(of.address, of.asks, seconds=seconds, connections=connections, seed=attempt)
        worked = _worked(of) - before
        assert not counted.failed, f"{counted.failed} requests to {of.address} failed"
        if _spin() < quick * 1.25:
            break
    return replace(counted, cpu_ms=1000 * worked / (counted.per_second * seconds))


def _worked(of: Variant) -> float:
    """Seconds of processor that web and database have had."""
    total = 0.0
    for root in (of.web, of.database):
        process = psutil.Process(root)
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.NoSuchProcess):
                times = one.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
    return total


def _spin() -> float:
    """How long a fixed piece of work takes: longer when the machine is slowed from outside."""
    began = time.perf_counter()
    for _ in range(SPIN):
        pass
    return time.perf_counter() - began
