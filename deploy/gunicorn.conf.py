"""The web server: a few processes with threads, each process light enough for a small machine."""

import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

bind = os.environ.get("KUMINA_BIND", "127.0.0.1:8000").split(",")
worker_class = "gthread"
workers = int(os.environ.get("KUMINA_WEB_PROCESSES") or min(4, multiprocessing.cpu_count()))
threads = int(os.environ.get("KUMINA_WEB_THREADS") or 8)

timeout = 60
graceful_timeout = 20
keepalive = 5
max_requests = 20_000
max_requests_jitter = 4_000

limit_request_line = 4_094
limit_request_fields = 60
limit_request_field_size = 8_190

worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - a heartbeat must not wait for a disk
control_socket_disable = True
accesslog = None  # the house writes its own, with request ids and without personal data
errorlog = "-"
proc_name = "kumina"

if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:  # figures of all web processes are told together
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="kumina-figures-", dir=worker_tmp_dir)


def post_worker_init(_worker: Any) -> None:
    """Asked to stop, a process says "not ready" first."""
    from app.web import health  # noqa: PLC0415 - in the process itself: a reload of the server must find new code

    health.stop_softly(float(os.environ.get("KUMINA_DRAIN_S") or 0))


def child_exit(_server: Any, worker: Any) -> None:
    """Figures of a process that ended are kept where they are sums."""
    from prometheus_client import multiprocess  # noqa: PLC0415 - only after the folder is known

    multiprocess.mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    """The figures end with the server."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)
