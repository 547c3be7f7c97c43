"""Which database Triad uses: the one DATABASE_URL names, else an embedded PostgreSQL in this checkout's data folder."""

import base64
import os
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from pathlib import Path

from config.cluster import FOLDER_MODE, Cluster, make_private, short_hash

CHECKOUT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """Where this checkout keeps its data: TRIAD_DATA, else /var/lib/triad-<hash> for root, else .data/."""
    if chosen := os.environ.get("TRIAD_DATA"):
        return Path(chosen).expanduser().absolute()
    return Path("/var/lib", f"triad-{short_hash(CHECKOUT)}") if os.geteuid() == 0 else CHECKOUT / ".data"


def secret_key() -> str:
    """Django's key: SECRET_KEY, else one made at first use and kept beside the data, readable by its owner alone."""
    return os.environ.get("SECRET_KEY") or _kept("secret-key", lambda: secrets.token_urlsafe(50))


def sealing_keys() -> list[str]:
    """What seals the keys of the studies, newest first: SEALING_KEY (several with commas between), else a kept one."""
    given = os.environ.get("SEALING_KEY") or _kept(
        "sealing-key", lambda: base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    )
    return [key.strip() for key in given.split(",") if key.strip()]


def _kept(name: str, make: Callable[[], str]) -> str:
    kept = data_folder() / name
    if not kept.exists():
        make_private(kept.parent, mode=FOLDER_MODE)
        new = kept.with_name(f"{name}.{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text(make())
        with suppress(FileExistsError):  # another process was quicker; its key counts
            kept.hardlink_to(new)
        new.unlink()
    return kept.read_text()


def embedded() -> Cluster:
    """The server of this checkout."""
    return Cluster(data_folder())


def ensured() -> AbstractContextManager[None]:
    """Inside, the database is up. With DATABASE_URL somebody else sees to that, and nothing is done here."""
    return nullcontext() if os.environ.get("DATABASE_URL") else embedded().used()
