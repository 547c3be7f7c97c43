"""`python -m config.serve`, which is what `make run` starts after the set-up: real processes, signals and ports."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from config.cluster import Cluster
from config.database import CHECKOUT
from tests.database import throwaway

Start = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """One data folder for this module, as a person has one: the tests after the first see a second start."""
    cluster = throwaway()
    yield cluster
    cluster.stop()
    shutil.rmtree(cluster.folder)


@pytest.fixture
def start(cluster: Cluster, port: int) -> Iterator[Start]:
    running: list[subprocess.Popen[str]] = []

    def start(*words: str, **more: str) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SECRET_KEY"}}
        environment |= {"TRIAD_DATA": str(cluster.folder), "PORT": str(port), **more}
        command = words or (sys.executable, "-m", "config.serve")
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        process = subprocess.Popen(command, env=environment, cwd=CHECKOUT, process_group=0, **output)
        running.append(process)
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()


def greeting(process: subprocess.Popen[str]) -> str:
    """What it prints until it says how to stop it, which is when the server has answered."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C stops it" in line:
            return "".join(lines)
    pytest.fail("".join(lines))


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def becomes_true(question: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not question() and time.monotonic() < deadline:
        time.sleep(0.1)
    return question()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_triad_starts_says_where_and_stops_cleanly(start: Start, cluster: Cluster, port: int, stop: signal.Signals):
    triad = start()
    said = greeting(triad)
    assert f"http://127.0.0.1:{port}/" in said
    assert re.search(r"Log in .* as \S+@\S+ with the password \S+", said)
    assert get(port, "/health/") == (200, "ok\n")
    assert get(port, "/log-in/")[0] == 200
    os.killpg(triad.pid, stop)  # as a terminal does
    rest, _ = triad.communicate(timeout=60)
    assert rest.strip() == "Stopping Triad ..."
    assert triad.returncode == 0
    assert free(port)
    assert not cluster.answers()


def test_start_after_a_kill_recovers_by_itself(start: Start, cluster: Cluster, port: int):
    first = start()
    greeting(first)
    first.kill()
    first.wait()
    os.kill(int((cluster.data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    second = start()
    greeting(second)
    assert get(port, "/health/") == (200, "ok\n")


def test_triad_stops_when_the_make_that_started_it_is_killed(start: Start, cluster: Cluster, port: int):
    make = start("sh", "-c", f"{sys.executable} -m config.serve --with-parent; true")
    greeting(make)
    make.kill()
    assert becomes_true(lambda: free(port) and not cluster.answers())


def test_commands_work_while_triad_runs_and_leave_the_database_to_it(start: Start, cluster: Cluster, port: int):
    triad = start()
    greeting(triad)
    command = start(sys.executable, "manage.py", "migrate", "--check")
    assert command.wait(timeout=60) == 0
    assert get(port, "/health/") == (200, "ok\n")
    triad.terminate()
    triad.wait(timeout=60)
    assert not cluster.answers()


def workers(triad: subprocess.Popen[str]) -> list[int]:
    """The processes that work in the background for this Triad."""
    listed = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(triad.pid)], capture_output=True, text=True).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "config.worker" in line]


def test_a_worker_runs_beside_the_web_server_is_begun_again_when_killed_and_ends_with_triad(start: Start, port: int):
    triad = start()
    greeting(triad)
    assert becomes_true(lambda: len(workers(triad)) == 1)
    [first] = workers(triad)
    os.kill(first, signal.SIGKILL)
    assert becomes_true(lambda: len(workers(triad)) == 1 and workers(triad) != [first])
    [second] = workers(triad)
    triad.terminate()
    assert triad.wait(timeout=60) == 0
    assert not Path(f"/proc/{second}").exists()


def test_no_worker_outlives_a_triad_that_was_killed(start: Start, port: int):
    triad = start()
    greeting(triad)
    assert becomes_true(lambda: len(workers(triad)) == 1)
    [worker] = workers(triad)
    triad.kill()
    triad.wait()
    assert becomes_true(lambda: not Path(f"/proc/{worker}").exists())


def test_the_worker_can_be_left_to_somebody_else(start: Start, port: int):
    triad = start(WORKER="off")
    greeting(triad)
    time.sleep(1)
    assert workers(triad) == []


def test_triad_stops_with_the_web_server(start: Start, cluster: Cluster, port: int):
    triad = start()
    greeting(triad)
    children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(triad.pid)], capture_output=True, text=True).stdout
    os.kill(int(children.split()[0]), signal.SIGKILL)
    said, _ = triad.communicate(timeout=60)
    assert "stopped by itself" in said
    assert triad.returncode == 1
    assert not cluster.answers()


@pytest.mark.parametrize("words", [["-m", "config.serve"], ["-m", "config.port"]])
def test_taken_port_is_said_with_the_remedy(start: Start, cluster: Cluster, port: int, words: list[str]):
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        triad = start(sys.executable, *words)
        said, _ = triad.communicate(timeout=60)
    assert triad.returncode == 1
    assert f"Port {port} is taken" in said
    assert f"PORT={port + 1} make run" in said
    assert len(said.splitlines()) == 1


def test_port_that_is_no_number_is_said(start: Start):
    triad = start(PORT="eight")
    said, _ = triad.communicate(timeout=60)
    assert triad.returncode == 1
    assert "'eight'" in said


@pytest.mark.parametrize("setting", ["SEALING_KEY", "SPACY_PIPELINE"])
def test_a_setting_that_cannot_be_is_said(start: Start, cluster: Cluster, setting: str):
    triad = start(**{setting: "no_such_thing"})
    said, _ = triad.communicate(timeout=60)
    assert triad.returncode == 1
    assert setting in said
    assert "Traceback" not in said
    assert not cluster.answers()


def test_data_of_another_version_are_said_with_the_remedy(start: Start, port: int):
    older = throwaway()
    with older.used(), psycopg.connect(older.url) as connection:
        connection.execute(
            "CREATE TABLE django_migrations (id serial, app varchar, name varchar, applied timestamptz DEFAULT now())"
        )
        connection.execute("INSERT INTO django_migrations (app, name) VALUES ('reports', '0001_initial')")
    triad = start(TRIAD_DATA=str(older.folder))
    said, _ = triad.communicate(timeout=60)
    shutil.rmtree(older.folder)
    assert triad.returncode == 1
    assert f"The data in {older.folder} were made by another version of Triad" in said
    assert "set TRIAD_DATA to a new folder" in said
    assert "Traceback" not in said


def test_with_a_database_of_ones_own_nothing_is_embedded_and_no_demo_is_made(start: Start, port: int):
    url = os.environ["DATABASE_URL"]
    name = f"own_{port}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    own = url.rsplit("/", 1)[0] + f"/{name}"
    data = throwaway().folder
    triad = start(DATABASE_URL=own, TRIAD_DATA=str(data), SECRET_KEY="given")
    said = greeting(triad)
    assert f"http://127.0.0.1:{port}/" in said
    assert "demo" not in said.lower()
    assert not data.exists()
    with psycopg.connect(own) as connection:
        assert connection.execute("SELECT count(*) FROM accounts_user").fetchone() == (0,)
    triad.terminate()
    assert triad.wait(timeout=60) == 0
