"""No container engine runs here, so the deployment files are read and held against each other and the settings."""

import re
from typing import Any

import pytest
import yaml

from config.database import CHECKOUT

NAMED_IN_COMPOSE = re.compile(r"\$\{(\w+)")
READ_BY_PROGRAM = re.compile(r"""(?:environ(?:\.get)?[\[(]|_flag\(|_words\()\s*["'](\w+)["']""")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())


@pytest.fixture(scope="module")
def dockerfile() -> dict[str, list[str]]:
    """The instructions: name -> what follows, continued lines joined."""
    text = re.sub(r"\\\n\s*", "", (CHECKOUT / "Dockerfile").read_text())
    instructions: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            name, rest = line.split(maxsplit=1)
            instructions.setdefault(name, []).append(rest)
    return instructions


def example() -> dict[str, str]:
    lines = (CHECKOUT / ".env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def read_by_program() -> set[str]:
    files = [*CHECKOUT.glob("config/*.py"), CHECKOUT / "bin" / "healthy.py"]
    return {name for file in files for name in READ_BY_PROGRAM.findall(file.read_text())}


def environment(dockerfile: dict[str, list[str]]) -> dict[str, str]:
    return dict(pair.split("=", 1) for line in dockerfile["ENV"] for pair in line.split())


def test_services_that_others_wait_for_exist_and_say_when_they_are_well(compose: dict[str, Any]):
    for service in compose["services"].values():
        assert service["healthcheck"]["test"]
        for name, how in service.get("depends_on", {}).items():
            assert name in compose["services"]
            assert how == {"condition": "service_healthy"}


def test_volumes_that_services_mount_exist_and_none_is_idle(compose: dict[str, Any]):
    mounted = {mount.split(":")[0] for service in compose["services"].values() for mount in service.get("volumes", [])}
    assert mounted == set(compose["volumes"])


def test_database_is_the_tried_version_and_its_volume_holds_its_data(compose: dict[str, Any]):
    database = compose["services"]["database"]
    assert database["image"] == "postgres:18"
    assert database["volumes"] == ["database:/var/lib/postgresql"]  # the image of 18 keeps its data below this
    assert "ports" not in database


@pytest.mark.parametrize("service", ["web", "worker"])
def test_triad_reaches_the_database_by_its_service_name_and_account(compose: dict[str, Any], service: str):
    database = compose["services"]["database"]["environment"]
    url = compose["services"][service]["environment"]["DATABASE_URL"]
    account, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
    assert re.fullmatch(rf"postgresql://{account}:\$\{{POSTGRES_PASSWORD.*\}}@database:5432/{name}", url)


@pytest.mark.parametrize("service", ["web", "worker"])
def test_variables_given_to_a_service_are_read_by_the_program(compose: dict[str, Any], service: str):
    assert set(compose["services"][service]["environment"]) <= read_by_program()


def test_one_service_alone_works_in_the_background_on_the_same_image_keys_and_tables(compose: dict[str, Any]):
    web, worker = compose["services"]["web"], compose["services"]["worker"]
    assert web["environment"]["WORKER"] == "off"
    assert worker["command"] == ["python", "-m", "config.worker"]
    assert (CHECKOUT / "config" / "worker.py").is_file()
    assert worker["build"] == web["build"]
    assert worker["depends_on"] == {"web": {"condition": "service_healthy"}}
    for name in ("DATABASE_URL", "SECRET_KEY", "SEALING_KEY"):
        assert worker["environment"][name] == web["environment"][name]


def test_variables_set_in_the_image_are_read_by_the_program(dockerfile: dict[str, list[str]]):
    of_python = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "HOME"}
    assert set(environment(dockerfile)) - of_python <= read_by_program()


def test_every_variable_of_compose_stands_in_the_example_and_none_is_idle():
    assert set(NAMED_IN_COMPOSE.findall((CHECKOUT / "docker-compose.yml").read_text())) == set(example())


def test_secrets_come_from_the_environment_alone(compose: dict[str, Any]):
    text = (CHECKOUT / "docker-compose.yml").read_text()
    for secret in ("SECRET_KEY", "SEALING_KEY", "POSTGRES_PASSWORD"):
        assert example()[secret] == ""
        assert set(re.findall(rf"\$\{{{secret}([^}}]*)\}}", text)) == {":?set it in .env"}


def test_published_port_is_the_one_the_server_listens_on(compose: dict[str, Any], dockerfile: dict[str, list[str]]):
    inside = environment(dockerfile)["PORT"]
    assert dockerfile["EXPOSE"] == [inside]
    assert compose["services"]["web"]["ports"] == [f"127.0.0.1:${{PORT:-8000}}:{inside}"]
    assert environment(dockerfile)["HOST"] == "0.0.0.0"


def test_image_installs_the_lock_and_serves_collected_files(dockerfile: dict[str, list[str]]):
    assert any("--require-hashes --requirement requirements.lock" in step for step in dockerfile["RUN"])
    assert any("manage.py collectstatic" in step for step in dockerfile["RUN"])
    assert environment(dockerfile)["STATIC_FROM_SOURCE"] == "false"
    wanted = (CHECKOUT / ".python-version").read_text().strip()
    assert dockerfile["FROM"][0].startswith(f"python:{wanted}-")


def test_image_runs_as_an_account_without_rights(dockerfile: dict[str, list[str]]):
    assert dockerfile["USER"] == ["triad"]
    assert any("useradd --system" in step and step.endswith("triad") for step in dockerfile["RUN"])


def test_programs_that_image_and_compose_start_exist(compose: dict[str, Any], dockerfile: dict[str, list[str]]):
    named = [*dockerfile["CMD"], *dockerfile["HEALTHCHECK"], str(compose["services"]["web"]["healthcheck"]["test"])]
    words = re.findall(r"[\w/.]+", " ".join(named))
    assert "bin/healthy.py" in words
    assert (CHECKOUT / "bin" / "healthy.py").is_file()
    assert "config.serve" in words
    assert (CHECKOUT / "config" / "serve.py").is_file()


def test_what_stays_out_of_the_repository_stays_out_of_the_image():
    ignored = (CHECKOUT / ".dockerignore").read_text().split()
    assert {".git", ".env", ".venv", ".data"} <= set(ignored)
