"""The web server: a few processes with threads, each process light enough for a small machine."""

import multiprocessing
import os
from pathlib import Path

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
