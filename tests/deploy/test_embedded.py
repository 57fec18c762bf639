"""The server that comes along: where it stands, who runs it, and what it keeps."""

import json
import os
import shutil
import stat
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from tenants import embedded
from tenants.embedded import place
from tests.deploy.conftest import StartServer


def _all_rows(server: embedded.Server) -> list[tuple[int]]:
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        return connection.execute("SELECT number FROM kept ORDER BY number").fetchall()


def _keep(server: embedded.Server, number: int) -> None:
    with psycopg.connect(server.url("postgres", "postgres")) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", (number,))


def test_a_second_start_finds_the_first(open_folder: Path, start_server: StartServer) -> None:
    first = start_server(open_folder / "data")
    _keep(first, 1)
    second = start_server(open_folder / "data")
    assert second.pid == first.pid
    assert _all_rows(second) == [(1,)]


def test_a_second_start_waits_while_the_first_prepares_the_place(
    open_folder: Path, start_server: StartServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, preparing, both = place.settle, threading.Semaphore(1), []

    def alone(directory: Path) -> place.Place:
        both.append(preparing.acquire(blocking=False))
        time.sleep(0.1)
        preparing.release()
        return settle(directory)

    monkeypatch.setattr(place, "settle", alone)
    with ThreadPoolExecutor(2) as starts:
        first, second = starts.map(start_server, [open_folder / "data"] * 2)
    assert both == [True, True]
    assert first.pid == second.pid


def test_what_was_committed_is_there_after_stop_and_after_kill(open_folder: Path, start_server: StartServer) -> None:
    directory = open_folder / "data"
    server = start_server(directory, throwaway=False)
    _keep(server, 1)
    server.stop()
    assert server.pid is None
    server = start_server(directory, throwaway=False)
    _keep(server, 2)
    server.kill()
    assert server.pid is None
    assert _all_rows(start_server(directory, throwaway=False)) == [(1,), (2,)]


def test_stopping_twice_is_no_harm(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / "data")
    server.stop()
    server.stop()
    server.kill()


def test_it_never_runs_as_root(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / "data")
    assert server.pid is not None
    assert psutil.Process(server.pid).uids().effective != 0


def test_a_path_longer_than_a_socket_may_have(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / ("long" * 30) / "and longer" / "ääkkösiä, pilkku")
    assert server.place.home.is_relative_to(open_folder)
    assert len(os.fsencode(server.socket / place.SOCKET_NAME)) <= place.LONGEST_SOCKET_PATH
    assert not stat.S_IMODE(server.socket.stat().st_mode) & 0o077
    _keep(server, 1)


def test_a_clone_closed_to_others_stays_closed(tmp_path: Path, start_server: StartServer) -> None:
    """As root the data then stands where the server's account can reach it, and nobody's folder is opened."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    server = start_server(closed / "data")
    _keep(server, 1)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert server.place.home.is_relative_to(closed) == (os.geteuid() != 0)
    assert start_server(closed / "data").pid == server.pid


def test_a_new_clone_at_the_path_of_a_removed_one_starts_empty(tmp_path: Path, start_server: StartServer) -> None:
    server = start_server(tmp_path / "data")
    _keep(server, 1)
    server.stop()
    shutil.rmtree(tmp_path / "data")
    with psycopg.connect(start_server(tmp_path / "data").url("postgres", "postgres")) as connection:
        assert connection.execute("SELECT to_regclass('kept')").fetchone() == (None,)


def test_a_copied_folder_does_not_lead_to_the_originals_data(tmp_path: Path) -> None:
    original, copy = tmp_path / "original", tmp_path / "copy"
    original.mkdir()
    (original / "place.json").write_text(json.dumps({"directory": str(original), "home": "/var/lib/kumina/elsewhere"}))
    shutil.copytree(original, copy)
    with pytest.raises(embedded.CannotServe, match="moved or copied"):
        embedded.start(copy)


def test_every_role_needs_its_password(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / "data")
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=str(server.socket), user="postgres", dbname="postgres", password=password or None)


def test_it_listens_on_no_network_and_logs_no_data(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / "data")
    with psycopg.connect(server.url("postgres", "postgres"), autocommit=True) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        connection.execute("CREATE TABLE secret_once (said text PRIMARY KEY)")
        for _ in range(2):
            try:
                connection.execute("INSERT INTO secret_once VALUES ('Maija Meikäläinen')")
            except psycopg.errors.UniqueViolation:
                continue
    assert "duplicate key" in server.log.read_text()
    assert "Maija" not in server.log.read_text()


def test_secrets_and_data_are_closed_to_others(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / "data")
    for path in (open_folder / "data" / "passwords.json", server.place.home, server.place.data):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_an_impostor_on_a_short_socket_path_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "socket"
    foreign.mkdir()
    foreign.chmod(0o777)
    with pytest.raises(embedded.CannotServe, match="belongs to somebody else"):
        place._private_folder(foreign, place.Runner())


def test_data_of_another_major_version_is_left_alone(open_folder: Path, start_server: StartServer) -> None:
    server = start_server(open_folder / "data")
    server.stop()
    (server.place.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(embedded.CannotServe, match="made by PostgreSQL 17"):
        embedded.start(open_folder / "data")
    (server.place.data / "PG_VERSION").write_text("18\n")


def test_a_start_cut_off_half_way_begins_again(open_folder: Path, start_server: StartServer) -> None:
    half = open_folder / "data" / "server" / "data.new"
    (open_folder / "data").mkdir()
    place.settle(open_folder / "data")
    half.mkdir()
    (half / "rubbish").touch()
    _keep(start_server(open_folder / "data"), 1)
