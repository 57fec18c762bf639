"""The load: wrk with keep-alive, a random municipality at each request, and what it counted."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

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
class Turn:
    """What one sample is to be."""

    address: str
    asks: Path
    seconds: float
    connections: int
    seed: int


@dataclass(frozen=True)
class Counted:
    """One sample."""

    per_second: float
    failed: int


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
    servers: Mapping[str, str], asks: Mapping[str, Path], *, rounds: int, seconds: float, connections: int = 8
) -> dict[str, float]:
    """Every server once a round, each round in another order; the medians, samples of slowed moments repeated."""
    samples: dict[str, list[float]] = {name: [] for name in servers}
    quick = min(_spin() for _ in range(5))
    for number in range(rounds):
        names = list(servers)
        for name in names[number % len(names) :] + names[: number % len(names)]:
            turn = Turn(servers[name], asks[name], seconds, connections, seed=number)
            samples[name].append(_sample(turn, quick))
    return {name: median(found) for name, found in samples.items()}


def ratios(measured: Mapping[str, float], base: str) -> dict[str, float]:
    """Everything beside one of them."""
    return {name: value / measured[base] for name, value in measured.items()}


def table(rows: Sequence[tuple[str, str]]) -> str:
    """Two columns for a reader."""
    wide = max(len(name) for name, _ in rows)
    return "\n".join(f"  {name:<{wide}}  {value}" for name, value in rows)


def _sample(turn: Turn, quick: float) -> float:
    for _ in range(3):
        counted = ask(turn.address, turn.asks, seconds=turn.seconds, connections=turn.connections, seed=turn.seed)
        assert not counted.failed, f"{counted.failed} requests to {turn.address} failed"
        if _spin() < quick * 1.25:
            break
    return counted.per_second


def _spin() -> float:
    """How long a fixed piece of work takes: longer when the machine is slowed from outside."""
    began = time.perf_counter()
    for _ in range(SPIN):
        pass
    return time.perf_counter() - began
