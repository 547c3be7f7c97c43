"""Start Triad: database, tables, the demo study, web server and worker; stop all of it on Ctrl-C or SIGTERM.

    python -m config.serve [--with-parent]      (--with-parent: stop too when `make` is gone)

With DATABASE_URL the embedded database stays off, and no demo study or login is made. With WORKER=off what works in the
background is started by somebody else (python -m config.worker).
"""

import http.client
import os
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from io import StringIO
from typing import Any, Self

import django
from django.core.management import CommandError, call_command

from config import database
from config.cluster import DatabaseError
from config.port import address, insist_on_free
from config.processes import end_with_parent

DEMO = database.CHECKOUT / "fixtures" / "demo"
SECONDS_TO_ANSWER = 30
SECONDS_TO_LEAVE = 5
SECONDS_BETWEEN_BEGINNINGS = 5  # of a worker that dies at once


def main() -> None:
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, leave)
    if "--with-parent" in sys.argv:
        end_with_parent()
    insist_on_free()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        with database.ensured():
            serve(greeting=prepare())
    except DatabaseError as problem:
        sys.exit(str(problem))


def leave(*_: Any) -> None:
    """Once is enough: whatever comes after must not disturb the stopping."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)
    say("\nStopping Triad ...")
    sys.exit(0)


def prepare() -> str:
    """Bring the tables up to date and the demo study in; the answer tells how to log in."""
    django.setup()
    look_over_the_settings()
    say("Preparing the tables ...")
    bring_tables_up_to_date()
    if os.environ.get("DATABASE_URL"):
        return ""
    try:
        email, password = demo_login()
    except CommandError as problem:
        return f"The demo study could not be brought in:\n{problem}"
    return f"Log in to the demo study as {email} with the password {password}"


def look_over_the_settings() -> None:
    """Django's checks, and ours of what only an installation knows. Leaves with what they say."""
    try:
        call_command("check", stdout=StringIO())
    except CommandError as problem:
        sys.exit(str(problem))


def bring_tables_up_to_date() -> None:
    """Raises DatabaseError with the remedy when these data are of a version that does not lead to this one."""
    from django.db import Error
    from django.db.migrations.exceptions import InconsistentMigrationHistory, NodeNotFoundError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except (InconsistentMigrationHistory, NodeNotFoundError, CommandError, Error) as problem:
        ours = not os.environ.get("DATABASE_URL")
        where = f"The data in {database.data_folder()}" if ours else "The data at DATABASE_URL"
        elsewhere = "set TRIAD_DATA to a new folder" if ours else "point DATABASE_URL at an empty database"
        reason = " ".join(str(problem).split()).rstrip(".")
        raise DatabaseError(
            f"{where} were made by another version of Triad and cannot be used by this one: {elsewhere} and start "
            f"again; what you want to keep, export with that other version and import here. (The cause: {reason}.)"
        ) from problem


def demo_login() -> tuple[str, str]:
    from accounts import demo
    from accounts.models import Study

    slug = tomllib.loads((DEMO / "study.toml").read_text())["slug"]
    if not Study.objects.filter(slug=slug).exists():
        say("Bringing in the demo study ...")
        call_command("import_study", str(DEMO), stdout=StringIO())  # its errors are still printed
    return demo.ensure(slug)


def serve(greeting: str) -> None:
    """Run the web server until it is told to stop, or stops by itself, which it should not."""
    with web_server() as web:
        if not answers(web):
            sys.exit("The web server did not start; the lines above say why.")
        host, port = address()
        say(f"\n  Triad is running at http://{host}:{port}/\n  {greeting}\n\n  Ctrl-C stops it; all data are kept.\n")
        with Worker() if os.environ.get("WORKER", "on") != "off" else nullcontext() as worker:
            while web.poll() is None:
                if worker:
                    worker.keep_up()
                with suppress(subprocess.TimeoutExpired):
                    web.wait(timeout=1)
    sys.exit("The web server stopped by itself; the lines above say why.")


@contextmanager
def web_server() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.web", "config.wsgi"]
    # in a process group of its own, so that Ctrl-C comes to this process alone, which stops things in order
    with subprocess.Popen(command, cwd=database.CHECKOUT, process_group=0) as web:
        try:
            yield web
        finally:
            web.terminate()


class Worker:
    """The process that works in the background. It may die at any time, and is begun again."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self.begun = -float(SECONDS_BETWEEN_BEGINNINGS)

    def keep_up(self) -> None:
        if self.process and self.process.poll() is None:
            return
        if time.monotonic() - self.begun >= SECONDS_BETWEEN_BEGINNINGS:
            self.begun = time.monotonic()
            command = [sys.executable, "-m", "config.worker", "--with-parent", str(os.getpid())]
            self.process = subprocess.Popen(command, cwd=database.CHECKOUT, process_group=0)

    def __enter__(self) -> Self:
        self.keep_up()
        return self

    def __exit__(self, *_: object) -> None:
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(timeout=SECONDS_TO_LEAVE)
            except subprocess.TimeoutExpired:
                self.process.kill()  # which loses nothing
                self.process.wait()


def answers(web: subprocess.Popen[bytes]) -> bool:
    """Wait until the server has answered a request; False when it ends before that, or answers with an error."""
    host, port = address()
    deadline = time.monotonic() + SECONDS_TO_ANSWER
    while web.poll() is None and time.monotonic() < deadline:
        connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
        try:
            connection.request("GET", "/health/")
            return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)  # not yet
        finally:
            connection.close()
    return False


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
