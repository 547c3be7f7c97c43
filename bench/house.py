"""A whole Triad for a benchmark: a throwaway database and the production web server on a free port."""

import os
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import call_command

from config.cluster import Cluster
from tests.database import throwaway


@contextmanager
def database() -> Iterator[None]:
    """Django is ready inside, on an empty database with all tables."""
    cluster = Cluster(throwaway().folder)  # which writes to the disk as in production
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with cluster.used():
            os.environ["DATABASE_URL"] = cluster.url
            django.setup()
            call_command("migrate", interactive=False, verbosity=0)
            yield
            from django.db import connections

            connections.close_all()
    finally:
        shutil.rmtree(cluster.folder, ignore_errors=True)


def empty() -> None:
    """What one benchmark made is not there for the next."""
    call_command("flush", interactive=False, verbosity=0)


@contextmanager
def served() -> Iterator[str]:
    """The address at which Triad answers, as `make run` serves it."""
    from config.serve import answers, web_server

    os.environ["HOST"], os.environ["PORT"] = "127.0.0.1", str(_free_port())
    with web_server() as web:
        if not answers(web):
            sys.exit("The web server did not start; the lines above say why.")
        yield f"http://127.0.0.1:{os.environ['PORT']}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
