"""What a web process weighs after it has answered many pages."""

import contextlib
import tempfile
from pathlib import Path

import psutil

from app.config import Settings
from tests.bench import filling, load
from tests.bench.page import SMALL, Bench, _server

REQUESTS = 10_000


def weighed(settings: Settings, *, requests: int = REQUESTS) -> tuple[float, int]:
    """Megabytes of the one web process (resident), and how many requests it had answered."""
    with _server() as server, tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        filled = filling.filled(server, SMALL)
        bench = Bench(server, settings, Path(folder), stack)
        ours = bench.ours(filled, processes=1)
        answered = 0
        while answered < requests:
            counted = load.ask(ours.address, ours.asks, seconds=10, connections=8, seed=answered)
            answered += int(counted.per_second * 10)
        (child,) = psutil.Process(ours.web).children()
        return child.memory_info().rss / 1e6, answered
