"""A pytest plugin: each run gets a PostgreSQL of its own, thrown away afterwards; DATABASE_URL names another one.

Loaded by `-p tests.database`, so that the address is known before Django reads its settings.
"""

import atexit
import base64
import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Generator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from config.cluster import Cluster

PREFIX = "triad-tests-"
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}  # quick; the data is thrown away


def throwaway(run: int | None = None) -> Cluster:
    """A cluster for this run (or that of another process), in a folder whose name says whose it is."""
    name = f"{PREFIX}{run or os.getpid()}-{secrets.token_hex(4)}"
    return Cluster(Path(tempfile.gettempdir(), name), CARELESS)


def remove(cluster: Cluster) -> None:
    cluster.stop()
    shutil.rmtree(cluster.folder, ignore_errors=True)


def sweep() -> None:
    """Remove what killed runs have left behind: their process is gone, and nobody holds the lock."""
    for lock in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-*/users.lock"):
        run = lock.parent.name.removeprefix(PREFIX).split("-")[0]
        with suppress(OSError), lock.open() as file:
            if not is_running(int(run)):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(Cluster(lock.parent))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


@pytest.hookimpl(wrapper=True)  # a wrapper comes before pytest-django's own hook, which reads the settings
def pytest_load_initial_conftests() -> Generator[None]:
    os.environ.setdefault("SECRET_KEY", "only-for-tests")
    os.environ.setdefault("SEALING_KEY", base64.urlsafe_b64encode(bytes(32)).decode())
    if not os.environ.get("DATABASE_URL"):
        sweep()
        cluster = throwaway()
        leaving = ExitStack()
        atexit.register(leaving.close)  # after Ctrl-C and errors too
        leaving.callback(shutil.rmtree, cluster.folder, ignore_errors=True)
        leaving.enter_context(cluster.used())
        os.environ["DATABASE_URL"] = cluster.url
    return (yield)
