"""How the embedded server is set: for a small machine, on one socket, and with nobody's data in its log."""

from pathlib import Path

ACCESS = "local all all scram-sha-256\n"

ALWAYS = {
    "listen_addresses": "",
    "port": "5432",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "shared_buffers": "96MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "max_connections": "80",
    "max_parallel_workers_per_gather": "0",
    "jit": "off",
    "log_line_prefix": "%m [%p] %u ",
    # a statement or a row in the log would be a person's data outside every policy
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_statement": "none",
}

# for tests: nothing outlives the run, so nothing waits for the disk
THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "200",
}


def text(socket: Path, *, throwaway: bool) -> str:
    chosen = ALWAYS | {"unix_socket_directories": _listed(socket)} | (THROWAWAY if throwaway else {})
    return "".join(f"{name} = {_quoted(value)}\n" for name, value in chosen.items())


def _listed(socket: Path) -> str:
    """The setting is a list, so a path with a comma in it stands in double quotes."""
    return '"' + str(socket).replace('"', '""') + '"'


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
