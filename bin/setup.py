"""Set-up: Python 3.13, the packages of a lock file in .venv, the system libraries. Does only what is missing.

    setup.py run     what the program needs
    setup.py test    what its tests need besides: the development packages and a Chromium
    setup.py lock    nothing; write the lock files anew after pyproject.toml has changed

Standard library only, and any Python from 3.8 on: nothing is there yet when this begins. Nothing is asked.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import hashlib
import json
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
VENV = CHECKOUT / ".venv"
TOOLS = CHECKOUT / ".tools"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCKS = {
    "run": ["requirements.lock"],
    "test": ["requirements-dev.lock", "requirements.lock"],
}  # the first holds the rest
WANTED = (CHECKOUT / ".python-version").read_text().strip()

LIBRARIES = {  # what WeasyPrint loads -> the Debian package that brings it
    "gobject-2.0": "libglib2.0-0",
    "fontconfig": "libfontconfig1",
    "harfbuzz": "libharfbuzz0b",
    "harfbuzz-subset": "libharfbuzz-subset0",
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
}
CHROMIUMS = ["chromium", "chromium-browser", "google-chrome"]


def main(purpose: str) -> None:
    if purpose == "lock":
        write_locks()
        return
    install_packages(purpose)
    install_system_packages(purpose)


# Python and its packages


def install_packages(purpose: str) -> None:
    wanted = {name: fingerprint(CHECKOUT / name) for name in LOCKS[purpose]}
    installed = read_stamp()
    if all(installed.get(name) == value for name, value in wanted.items()):
        return
    if installed:  # keep the development packages of someone who ran the tests before
        purpose = "test" if LOCKS["test"][0] in installed else purpose
    say(f"Setting up: the packages in {LOCKS[purpose][0]} (a minute the first time) ...")
    uv = find_uv() or bootstrap_uv()
    if not works([str(PYTHON), "-c", f"import sys; sys.exit('%d.%d' % sys.version_info[:2] != {WANTED!r})"]):
        make_environment(uv)
    if STAMP.exists():
        STAMP.unlink()
    lock = str(CHECKOUT / LOCKS[purpose][0])
    run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", str(PYTHON), lock])
    STAMP.write_text(json.dumps({name: fingerprint(CHECKOUT / name) for name in LOCKS[purpose]}))


def write_locks() -> None:
    """Versions that still fit are kept; the development lock follows the other one."""
    compile_ = [find_uv() or bootstrap_uv(), "pip", "compile", "--quiet", "--generate-hashes", "--no-header"]
    compile_ += ["--python-version", WANTED, "pyproject.toml", "--output-file"]
    run([*compile_, "requirements.lock"])
    run([*compile_, "requirements-dev.lock", "--extra", "dev", "--constraint", "requirements.lock"])


def make_environment(uv: str) -> None:
    """From a Python that is there; else uv fetches one, where the network lets it."""
    failed = complaint([uv, "venv", "--quiet", "--clear", "--python", find_python() or WANTED, str(VENV)])
    if failed:
        sys.exit(
            f"Triad needs Python {WANTED}; none was found, and none could be fetched ({failed}). "
            f"Install it and run the command again, or name it: PYTHON=/path/to/python{WANTED} make run"
        )


def find_python() -> str | None:
    """The first candidate that, when run, says it is the wanted version."""
    pyenvs = [os.environ.get("PYENV_ROOT") or "", os.path.join(pwd.getpwuid(os.geteuid()).pw_dir, ".pyenv")]
    candidates = [
        os.environ.get("PYTHON") or "",
        f"python{WANTED}",
        "python3",
        "python",
        f"/usr/local/bin/python{WANTED}",
    ]
    for root in filter(None, pyenvs):  # the account's own home: HOME may be empty
        candidates += sorted(map(str, Path(root).glob(f"versions/{WANTED}*/bin/python")), reverse=True)
    question = "import sys; print(sys.executable if '%d.%d' % sys.version_info[:2] == {!r} else '')".format(WANTED)
    for candidate in filter(None, candidates):
        answer = output([candidate, "-c", question])
        if answer:
            return answer
    return None


def find_uv() -> str | None:
    for candidate in [str(TOOLS / "uv" / "bin" / "uv"), str(TOOLS / "venv" / "bin" / "uv"), "uv"]:
        if works([candidate, "--version"]):
            return candidate
    return None


def bootstrap_uv() -> str:
    """Bring uv into .tools/ with whatever pip some Python here has: its own, or that of a virtual environment."""
    say("Fetching the installer uv ...")
    venv = TOOLS / "venv"
    said = ""
    for _ in range(2):
        for python in dict.fromkeys(filter(None, [sys.executable, find_python(), "/usr/bin/python3"])):
            install = ["-m", "pip", "install", "--quiet", "--upgrade"]
            said = complaint([python, *install, "--target", str(TOOLS / "uv"), "uv"])
            if said:
                said = complaint([python, "-m", "venv", "--clear", str(venv)]) or complaint(
                    [str(venv / "bin" / "python"), *install, "uv"]
                )
            uv = find_uv()
            if uv:
                return uv
        if not (may_install() and apt_install(["python3-venv"])):
            break
    sys.exit(
        f"The installer uv could not be fetched: {said} "
        "Install it (Debian: apt-get install python3-venv; or: pip install uv) and run the command again."
    )


def environment() -> dict[str, str]:
    """The environment for uv and pip: pip's own index counts for uv too, and a missing home is no hindrance."""
    env = dict(os.environ)
    home = env.get("HOME")
    if not home or not os.access(home, os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(CHECKOUT / ".cache" / "uv"))
        env.setdefault("UV_PYTHON_INSTALL_DIR", str(TOOLS / "python"))
        env.setdefault("PIP_NO_CACHE_DIR", "1")
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_NO_CONFIG"} & set(env):
        index = env.get("PIP_INDEX_URL") or output([sys.executable, "-m", "pip", "config", "get", "global.index-url"])
        if index:
            env["UV_DEFAULT_INDEX"] = index
    env.setdefault("UV_LINK_MODE", "copy")
    env.setdefault("UV_SYSTEM_CERTS", "true")  # many institutes stand between their machines and the registry
    env.pop("VIRTUAL_ENV", None)
    return env


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def read_stamp() -> dict[str, str]:
    try:
        return dict(json.loads(STAMP.read_text())) if PYTHON.exists() else {}
    except (OSError, ValueError):
        return {}


# System libraries


def install_system_packages(purpose: str) -> None:
    """Without them the program runs but cannot print PDFs, so what cannot be installed is said, not fatal."""
    missing = [package for name, package in LIBRARIES.items() if not has_library(name)]
    if purpose == "test" and not any(map(shutil.which, CHROMIUMS)):
        missing.append("chromium")
    if not missing:
        return
    if may_install() and apt_install(missing):
        return
    needed_for = "the browser tests" if missing == ["chromium"] else "PDF reports"
    say(
        f"For {needed_for} something is missing on this computer. "
        f"On Debian or Ubuntu: sudo apt-get install {' '.join(missing)}"
    )


def has_library(name: str) -> bool:
    for file in (
        f"lib{name}.so.0",
        f"lib{name}.so.1",
        ctypes.util.find_library(name) if sys.platform != "linux" else None,
    ):
        try:
            if file and ctypes.CDLL(file):
                return True
        except OSError:
            pass
    return False


def may_install() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> bool:
    say(f"Installing from the system's packages: {' '.join(packages)} ...")
    env = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    quietly = {"env": env, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.call(["apt-get", "update", "-q"], **quietly)
    return subprocess.call(["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], **quietly) == 0


# Small helpers


def run(command: list[str]) -> None:
    if subprocess.call(command, env=environment(), cwd=CHECKOUT):
        sys.exit("The set-up could not be finished; the lines above say why. Put that right and run the command again.")


def complaint(command: list[str]) -> str:
    """The last line of what a failed command said; nothing when it succeeded."""
    done = subprocess.run(command, env=environment(), cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    lines = done.stdout.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
    return lines[-1] if done.returncode else ""


def works(command: list[str]) -> bool:
    return output(command) is not None


def output(command: list[str]) -> str | None:
    """What the command prints, or None when it cannot be run or fails."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=CHECKOUT)
    except OSError:
        return None
    return done.stdout.decode().strip() if done.returncode == 0 else None


def say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
