"""gunicorn's settings; `config.serve` starts it with these."""

import gc
import os
import warnings
from typing import Any

from config.port import address
from config.processes import end_with_parent

_host, _port = address()

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2 * (os.cpu_count() or 1), 8))  # some wait for the database
threads = 4
preload_app = True  # started once, shared by the workers
timeout = 120  # seconds; a long report as PDF takes some
graceful_timeout = 8  # a container is killed after ten
control_socket_disable = True
loglevel = "warning"

warnings.filterwarnings("ignore", message="No directory at")  # static files come straight from their sources


def on_starting(server: Any) -> None:
    """Nothing keeps the port when the program that started this is killed."""
    end_with_parent()


def pre_fork(server: Any, worker: Any) -> None:
    """What is loaded by now stays: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


def post_fork(server: Any, worker: Any) -> None:
    end_with_parent()
