"""The embedded PostgreSQL, with real servers in folders that are thrown away."""

import importlib.util
import os
import pwd
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from psycopg.conninfo import conninfo_to_dict

from config import database
from config.cluster import PACKAGE, Cluster, DatabaseError
from config.database import CHECKOUT
from tests.database import CARELESS, PREFIX, remove, sweep, throwaway

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
HOLD = """
import sys
from pathlib import Path
from config.cluster import Cluster
with Cluster(Path(sys.argv[1])).used():
    print("in", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    cluster = throwaway()
    yield cluster
    remove(cluster)


def holder(cluster: Cluster) -> subprocess.Popen[str]:
    """Another process that uses the server until its standard input closes."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, cluster.folder],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )
    assert process.stdout.readline() == "in\n"
    return process


def ask(cluster: Cluster, question: str) -> list[tuple]:
    with psycopg.connect(cluster.url) as connection:
        return connection.execute(question).fetchall()


def server_process(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_address_is_known_without_touching_anything(tmp_path: Path):
    cluster = Cluster(tmp_path / "nowhere")
    assert cluster.url.startswith("postgresql://triad@%2F")
    assert not cluster.folder.exists()


def test_data_outlive_a_restart(cluster: Cluster):
    with cluster.used(), psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE note (words text)")
        connection.execute("INSERT INTO note VALUES ('Überweisung – naïve')")
    assert not cluster.answers()
    with cluster.used():
        assert ask(cluster, "SELECT words, upper(left(words, 1)) FROM note") == [("Überweisung – naïve", "Ü")]


def test_letters_beyond_ascii_have_cases(cluster: Cluster):
    with cluster.used():
        assert ask(cluster, "SELECT 'ÉLODIE' ILIKE 'élodie'") == [(True,)]


def test_server_listens_in_a_private_folder_and_nowhere_else(cluster: Cluster):
    with cluster.used():
        assert mode(cluster.home) == mode(cluster.data) == mode(cluster.socket) == 0o700
        assert ask(cluster, "SHOW listen_addresses") == [("",)]
        assert ask(cluster, "SELECT type, auth_method FROM pg_hba_file_rules") == [("local", "peer")]


@as_root
@pytest.mark.parametrize("stranger", ["daemon", "nobody"])
def test_other_accounts_do_not_get_in(cluster: Cluster, stranger: str):
    with cluster.used():
        psql = [cluster._binaries() / "psql", "-h", cluster.socket, "-U", "triad", "-c", "SELECT 1", "triad"]
        assert subprocess.run(psql, capture_output=True).returncode == 0
        assert subprocess.run(
            psql, capture_output=True, user=stranger, group=stranger_group(stranger), cwd="/"
        ).returncode


def stranger_group(name: str) -> int:
    import pwd

    return pwd.getpwnam(name).pw_gid


def test_killed_server_returns(cluster: Cluster):
    with cluster.used():
        ask(cluster, "SELECT 1")
        os.kill(server_process(cluster), signal.SIGKILL)
        with cluster.used():
            assert ask(cluster, "SELECT 1") == [(1,)]


def test_server_whose_users_were_all_killed_is_taken_over_and_then_stopped(cluster: Cluster):
    process = holder(cluster)
    process.kill()
    process.wait()
    left_behind = server_process(cluster)
    assert cluster.answers()
    with cluster.used():
        assert server_process(cluster) == left_behind
    assert not cluster.answers()


def test_note_of_a_process_number_that_is_somebody_elses_by_now_is_no_hindrance(cluster: Cluster):
    with cluster.used():
        account = cluster.home.stat().st_uid
    lent = {"user": account} if os.geteuid() == 0 else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **lent) as somebody_else:
        note = f"{somebody_else.pid}\n{cluster.data}\n0\n5432\n{cluster.socket}\n"
        (cluster.data / "postmaster.pid").write_text(note)
        (cluster.socket / ".s.PGSQL.5432.lock").write_text(note)
        with cluster.used():
            assert ask(cluster, "SELECT 1") == [(1,)]
        somebody_else.terminate()


def test_last_of_several_users_stops_the_server(cluster: Cluster):
    first, second = holder(cluster), holder(cluster)
    first.communicate()
    assert cluster.answers()
    second.communicate()
    assert not cluster.answers()


def test_interrupted_first_start_is_made_good(cluster: Cluster):
    with cluster.used():
        pass
    cluster.data.rename(cluster.home / "data.new")
    (cluster.home / "data.new" / "PG_VERSION").unlink()
    with cluster.used():
        assert ask(cluster, "SELECT 1") == [(1,)]


def test_server_that_cannot_start_says_why(cluster: Cluster, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("config.cluster.SECONDS_TO_START", 0)
    with cluster.used():
        pass
    (cluster.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(DatabaseError, match="no_such_setting"), cluster.used():
        pass


def test_folder_with_a_long_name_works():
    cluster = Cluster(Path(tempfile.gettempdir(), f"{PREFIX}{os.getpid()}-{'x' * 100}"), CARELESS)
    try:
        with cluster.used():
            assert ask(cluster, "SELECT 1") == [(1,)]
            assert mode(cluster.socket) == 0o700
    finally:
        remove(cluster)
    assert not cluster.socket.exists()


@as_root
def test_binaries_are_copied_when_the_server_account_cannot_reach_them(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    site_packages = Path(importlib.util.find_spec(PACKAGE).origin).parent.parent
    for name in (PACKAGE, f"{PACKAGE}.libs"):
        (tmp_path / name).symlink_to(site_packages / name)
    tmp_path.chmod(0o700)
    monkeypatch.syspath_prepend(tmp_path)
    with cluster.used():
        assert cluster._binaries().is_relative_to(cluster.folder)
        assert ask(cluster, "SELECT 1") == [(1,)]
    assert mode(tmp_path) == 0o700


@as_root
def test_data_folder_out_of_the_accounts_reach_is_refused_with_the_remedy(tmp_path: Path):
    tmp_path.chmod(0o700)
    with pytest.raises(DatabaseError, match="Set TRIAD_DATA"), Cluster(tmp_path / "data").used():
        pass


@as_root
def test_socket_folder_of_somebody_else_is_refused(cluster: Cluster):
    with cluster.used():
        pass
    os.chown(cluster.socket, pwd.getpwnam("daemon").pw_uid, -1)
    with pytest.raises(DatabaseError, match="does not belong to"), cluster.used():
        pass


def test_nothing_is_embedded_when_a_database_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TRIAD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/triad")
    with database.ensured():
        assert not (tmp_path / "data").exists()


def test_secret_key_is_made_once_and_kept_for_its_owner_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TRIAD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("SECRET_KEY")
    key = database.secret_key()
    assert len(key) > 50
    assert database.secret_key() == key
    assert [(path.name, mode(path)) for path in (tmp_path / "data").iterdir()] == [("secret-key", 0o600)]


def test_secret_key_of_the_environment_counts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TRIAD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("SECRET_KEY", "given")
    assert database.secret_key() == "given"
    assert not (tmp_path / "data").exists()


def test_sealing_key_is_made_once_kept_and_fit_to_seal_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("TRIAD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("SEALING_KEY", raising=False)
    [key] = database.sealing_keys()
    assert Fernet(key).decrypt(Fernet(key).encrypt(b"words")) == b"words"
    assert database.sealing_keys() == [key]
    assert mode(tmp_path / "data" / "sealing-key") == 0o600


def test_several_sealing_keys_of_the_environment_count_in_their_order(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SEALING_KEY", "new, old")
    assert database.sealing_keys() == ["new", "old"]


def test_leftovers_of_killed_test_runs_are_swept_and_running_ones_left_alone():
    with subprocess.Popen("true") as gone:
        pass
    left, running, between = throwaway(gone.pid), throwaway(gone.pid), throwaway()
    killed, alive = holder(left), holder(running)
    killed.kill()
    killed.wait()
    with between.used():
        pass
    sweep()
    assert not left.folder.exists()
    assert running.answers()
    assert between.folder.exists()
    alive.communicate()
    remove(running)
    remove(between)


def test_interrupted_test_run_leaves_nothing(tmp_path: Path):
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -s -p tests.database -p no:django\n")
    test = tmp_path / "test_waits.py"
    test.write_text("import os, time\ndef test_waits():\n    print(os.environ['DATABASE_URL'])\n    time.sleep(60)\n")
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", "-c", tmp_path / "pytest.ini", test]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment, cwd=CHECKOUT) as run:
        url = next(line for line in run.stdout if "postgresql://" in line).split()[-1]
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=120)
    folder = Path(conninfo_to_dict(url)["host"]).parent.parent
    assert folder.name.startswith(PREFIX)
    assert not folder.exists()
