"""Figures of the running house for Prometheus: how many, how long, how late. No label names a person or a place."""

import os
from collections.abc import Iterator
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.web.clock import now
from tenants import database

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
REQUESTS: Final = CollectorRegistry()

_answers = Counter("kumina_answers", "Answers by route and status.", ("route", "method", "status"), registry=REQUESTS)
_seconds = Histogram(
    "kumina_answer_seconds",
    "How long answers took, by route.",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REQUESTS,
)


def answered(route: str | None, method: str, status: int, seconds: float) -> None:
    """Count one answer; what matched no route is one kind, whatever was asked."""
    known = route or "none"
    _answers.labels(known, method if method in METHODS else "other", str(status)).inc()
    _seconds.labels(known).observe(seconds)


def text() -> bytes:
    """All figures; those of all web processes together when they share a folder for them."""
    asked = CollectorRegistry()
    asked.register(Queue())
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(asked)  # type: ignore[no-untyped-call]
        return generate_latest(asked)
    return generate_latest(REQUESTS) + generate_latest(asked)


class Queue(Collector):
    """How the queue stands, asked of the database when somebody looks."""

    def collect(self) -> Iterator[Any]:
        """One figure for each state, and how long the oldest waits."""
        found = database.narrow("SELECT sec.queue_state(%(at)s)", at=now())
        for name, words in (
            ("waiting", "Jobs that wait."),
            ("retrying", "Jobs that failed and wait for another try."),
            ("failed", "Jobs that are dead until somebody tries them again."),
            ("workers", "Workers seen within a minute."),
            ("oldest_s", "Seconds the oldest job that is due has waited."),
        ):
            yield GaugeMetricFamily(f"kumina_queue_{name}", words, value=found[name])
