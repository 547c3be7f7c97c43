"""Where the web server listens, and whether that place is free. Standard library only: asked before the set-up."""

from __future__ import annotations

import os
import socket
import sys
import time

SECONDS_TO_LEAVE = 2  # the web server of a killed Triad needs a moment to go


def address() -> tuple[str, int]:
    """HOST and PORT from the environment; this computer alone, port 8000, when they are not set."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port!r}. For example: PORT=8001 make run")
    return os.environ.get("HOST") or "127.0.0.1", int(port)


def insist_on_free() -> None:
    """End the program, with the remedy, when another program listens there, and goes on doing so."""
    deadline = time.monotonic() + SECONDS_TO_LEAVE
    problem = hindrance()
    while problem and time.monotonic() < deadline:
        time.sleep(0.1)
        problem = hindrance()
    if problem:
        sys.exit(problem)


def hindrance() -> str:
    host, port = address()
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            return f"Port {port} is reserved for the system. Choose a higher one: PORT=8001 make run"
        except OSError as error:
            return (
                f"Port {port} is taken by another program, or by a Triad that is running already ({error.strerror}). "
                f"Stop that one, or choose another port: PORT={port % 65535 + 1} make run"
            )
    return ""


if __name__ == "__main__":
    insist_on_free()
