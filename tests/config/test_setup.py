"""What a fresh clone starts with: the launcher, the lock files, the make targets."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from config.database import CHECKOUT

RUN, DEV = (CHECKOUT / name for name in ("requirements.lock", "requirements-dev.lock"))
INDEX = re.compile(
    r"https?://(?!www\.apache|www\.gnu)[^\s\"']*(pypi|simple|index|registry|pythonhosted)", re.IGNORECASE
)


def tracked_files() -> list[Path]:
    names = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    return [path for name in names.splitlines() if (path := CHECKOUT / name).is_file()]


def pins(lock: Path) -> set[str]:
    return set(re.findall(r"^([a-z0-9][\w.\[\],-]*==\S+)", lock.read_text(), re.MULTILINE))


def test_no_lock_or_configuration_names_a_package_index():
    suspects = [
        path for path in tracked_files() if path.suffix in {".lock", ".toml", ".md", ".cfg", ".ini", ".yml", ""}
    ]
    assert RUN in suspects
    assert [path.name for path in suspects if INDEX.search(path.read_text(errors="ignore"))] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links", RUN.read_text() + DEV.read_text())


def test_every_pin_has_a_hash():
    for lock in (RUN, DEV):
        blocks = re.split(r"\n(?=[a-z0-9])", lock.read_text())
        assert [block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_development_lock_holds_the_other_one():
    assert pins(RUN)
    assert pins(RUN) <= pins(DEV)


def test_locks_hold_every_dependency():
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
    wanted = {"run": project["dependencies"], "dev": project["optional-dependencies"]["dev"]}
    for lock, dependencies in ((RUN, wanted["run"]), (DEV, wanted["run"] + wanted["dev"])):
        held = {re.split(r"\[|==", pin)[0] for pin in pins(lock)}
        assert {re.split(r"[\[<>=~!]", name)[0] for name in dependencies} <= held


def test_make_help_lists_the_targets():
    said = subprocess.run(["make", "--no-print-directory"], cwd=CHECKOUT, capture_output=True, text=True).stdout
    assert re.findall(r"^  make (\w+)", said, re.MULTILINE) == [
        "help", "setup", "run", "test", "check", "bench", "pictures", "lock", "format",
    ]  # fmt: skip


def test_build_server_runs_the_tests():
    run = CHECKOUT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert re.search(r"^make test$", run.read_text(), re.MULTILINE)


def test_launcher_passes_by_candidates_that_do_not_run(tmp_path: Path):
    for name in ("python3.13", "python3", "broken"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'version not installed' >&2; exit 127\n")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "python").symlink_to(sys.executable)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PYTHON": str(tmp_path / "broken"), "HOME": ""}
    launched = subprocess.run(
        ["bin/any-python", "-c", "print('works')"], cwd=CHECKOUT, env=environment, capture_output=True, text=True
    )
    assert launched.stdout == "works\n"


def test_launcher_says_what_to_do_without_any_python(tmp_path: Path):
    script = (CHECKOUT / "bin" / "any-python").read_text().replace("/usr/bin/python3", str(tmp_path / "none"))
    launched = subprocess.run(
        ["/bin/sh", "-c", script], env={"PATH": str(tmp_path), "HOME": ""}, capture_output=True, text=True
    )
    assert launched.returncode == 1
    assert "PYTHON=/path/to/python3" in launched.stderr


@pytest.mark.parametrize("purpose", ["run", "test"])
def test_second_set_up_does_and_says_nothing(purpose: str):
    if not (CHECKOUT / ".venv" / "installed.json").exists():
        pytest.skip("these packages were not installed by bin/setup.py")
    environment = dict(os.environ, PATH=os.environ["PATH"], UV_OFFLINE="1")
    again = subprocess.run(
        ["bin/any-python", "bin/setup.py", purpose], cwd=CHECKOUT, env=environment, capture_output=True, text=True
    )
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
