"""The house stands as docs/architecture.md says: everything points down, and every door asks who is there."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Study, User
from tests import filled, walk

ROOT = Path(__file__).parents[1]
FLOORS = ("accounts", "tracers", "interviews", "cmo", "reports", "exchange", "config")
LEARNING = "interviews/suggesting/learning.py"
HEAVY = {
    "spacy": {"interviews/detection.py"},
    "weasyprint": {"interviews/printing.py"},
    **{key: {LEARNING} for key in ("sklearn", "scipy", "numpy")},
}
LEFT_AT_START = ("spacy", "weasyprint", "sklearn", "scipy", "numpy", "pandas", "docx", "mammoth", "openpyxl")
PURE_ROOMS = ("interviews/anonymise/naming", "interviews/detecting", "interviews/labels")
PURE = (
    *("tracers.dates", "tracers.names", "tracers.nested", "tracers.profile"),
    *("tracers.crowds", "tracers.timeline", "tracers.timeline_rows", "tracers.widening", "reports.asked"),
    *("interviews.spans", "interviews.anchoring", "interviews.turns", "interviews.citation", "interviews.published"),
    *("interviews.identifiers", "interviews.edits", "interviews.carrying", "interviews.highlights", "interviews.tally"),
    *(
        f"interviews.anonymise.{name}"
        for name in ("known", "matching", "mentions", "within", "entities", "pseudonyms", "proposals")
    ),
    *(f"interviews.intake.{name}" for name in ("duplicates", "telling", "voices")),
    *(f"interviews.leaks.{name}" for name in ("names", "fresh")),
    *(f"interviews.overview.{name}" for name in ("conflicts", "lookalikes", "presence", "repeats", "spread")),
    *("interviews.sheet", "interviews.siblings", "interviews.surroundings", "interviews.grouping", "interviews.only"),
    "interviews.query",
    *(f"interviews.searching.{name}" for name in ("words", "places", "asked", "frequencies", "together")),
    "interviews.agreement",
    *(f"interviews.suggesting.{name}" for name in ("judging", "passages")),
    *(f"interviews.double.{name}" for name in ("units", "differing", "comparing", "showing")),
    *(
        f"interviews.matrix.{name}"
        for name in ("asked", "attributes", "counted", "counting", "grid", "notes", "order", "small")
    ),
    *(
        f"interviews.pictures.{name}"
        for name in ("svg", "frame", "heat", "bars", "dots", "panels", "drawn", "timeline")
    ),
    *("cmo.comparison", "cmo.known", "cmo.statement", "cmo.states", "cmo.versions", "cmo.nesting", "cmo.standing"),
    *("cmo.chains", "cmo.chain_picture", "cmo.matching", "cmo.saying", "cmo.joined", "cmo.framework"),
    "cmo.differing",
    *("reports.markers", "reports.document", "reports.assemble.packing"),
    *(f"exchange.triads.{name}" for name in ("blocks", "document", "finding", "heads", "items", "notation")),
    *("config.pages.sentences",),
    *(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for room in PURE_ROOMS
        for path in sorted((ROOT / room).glob("[!_]*.py"))
    ),
)
OPEN = {"login", "logout", "health"}
HARMLESS = {"interviews:upload_drop"}  # where nothing is found, nothing is dropped, and that is well


# Floors


@cache
def sources() -> dict[str, ast.Module]:
    files = (path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in files}


def imported(tree: ast.Module) -> Iterator[str]:
    """Dotted names of everything imported, at the top or within a function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are written in full"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def named_models(tree: ast.Module) -> Iterator[str]:
    """Strings such as "tracers.Site", and what apps.get_model is asked for."""
    label = rf"({'|'.join(FLOORS)})\.[A-Z]\w*"
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and re.fullmatch(label, str(node.value)):
            yield str(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "get_model":
            yield from (arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant))


def height(name: str) -> int:
    """The floor on which a dotted name or path stands; -1 for what is not ours."""
    first = re.split(r"[./]", name)[0]
    return FLOORS.index(first) if first in FLOORS else -1


def test_imports_point_down():
    upward = [
        f"{path} imports {name}"
        for path, tree in sources().items()
        for name in imported(tree)
        if height(name) > height(path)
    ]
    assert upward == []


def test_names_of_models_in_strings_point_down():
    upward = [
        f"{path} names {name}"
        for path, tree in sources().items()
        for name in named_models(tree)
        if height(name) > height(path)
    ]
    assert upward == []


def our_relations() -> Iterator[tuple[type[models.Model], models.Field]]:
    for model in apps.get_models():
        if model._meta.app_label in FLOORS:
            for field in [*model._meta.fields, *model._meta.many_to_many]:
                if field.remote_field and field.related_model._meta.app_label in FLOORS:
                    yield model, field


def test_relations_point_down():
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model._meta.label}"
        for model, field in our_relations()
        if height(field.related_model._meta.app_label) > height(model._meta.app_label)
    ]
    assert upward == []


def test_foreign_keys_to_a_lower_floor_restrict():
    """But for the study and its people: deleting a whole study, or somebody's membership, goes through."""
    free = {Study, User, Membership}
    loose = [
        f"{model.__name__}.{field.name}"
        for model, field in our_relations()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and field.related_model not in free
        and field.remote_field.on_delete is not models.RESTRICT
        and not is_access(model)
    ]
    assert loose == []


def is_access(model: type[models.Model]) -> bool:
    return model.__name__ == "SiteAccess"


def test_many_to_many_fields_name_their_through_model():
    implicit = [
        f"{model.__name__}.{field.name}"
        for model, field in our_relations()
        if isinstance(field, models.ManyToManyField) and field.remote_field.through._meta.auto_created
    ]
    assert implicit == []


def test_there_is_no_lumber_room():
    forbidden = {"core", "common", "utils", "util", "services", "helpers", "misc"}
    assert [path for path in sources() if forbidden & set(path.removesuffix(".py").split("/"))] == []


def test_there_are_no_signals():
    assert [
        path
        for path, tree in sources().items()
        for name in imported(tree)
        if name.startswith(("django.dispatch", "django.db.models.signals", "django.core.signals"))
    ] == []


@pytest.mark.parametrize("library", HEAVY)
def test_a_heavy_library_is_named_in_one_place(library):
    naming = {path for path, tree in sources().items() if any(n.split(".")[0] == library for n in imported(tree))}
    assert naming <= HEAVY[library]


def test_the_web_process_starts_without_heavy_libraries():
    program = "import config.wsgi, config.urls, sys; print(*sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(LEFT_AT_START) & set(done.stdout.split()) == set()


def test_the_worker_alone_learns():
    """The web process never comes to scikit-learn: what imports it is named in settings.JOBS and nowhere else."""
    working = "interviews.suggesting.working"
    assert naming("interviews.suggesting.learning") == {"interviews/suggesting/working.py"}
    assert naming(working) == set()
    assert settings.JOBS["suggesting"].startswith(f"{working}.")


def naming(module: str) -> set[str]:
    """The files that import a module."""
    return {
        path for path, tree in sources().items() if any(f"{name}.".startswith(f"{module}.") for name in imported(tree))
    }


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_imports_pure_modules_alone(module):
    tree = sources()[f"{module.replace('.', '/')}.py"]
    allowed = {*sys.stdlib_module_names}
    alien = [
        name
        for name in imported(tree)
        if name.split(".")[0] not in allowed
        and not any(name == pure or name.startswith(f"{pure}.") for pure in known_pure())
    ]
    assert alien == []


def known_pure() -> set[str]:
    return set(PURE)


# Doors: every address of a study, found in the URL patterns, so that a new page is asked too.


@pytest.fixture
def house(study, alice, bob, rita) -> Study:
    filled.fill(study, by=alice)
    return study


def client_of(user: User | None) -> Client:
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user)
    return client


def test_the_filled_study_holds_one_of_everything(house):
    ours = [model for model in apps.get_models() if model._meta.app_label in FLOORS]
    assert [model.__name__ for model in ours if not model._default_manager.exists()] == []


@pytest.mark.parametrize("page", walk.study_pages(), ids=str)
def test_every_door_of_a_study_asks_who_is_there(page, house, alice, rita, charlie):
    owner = client_of(alice)
    door = walk.door(page, house, owner)
    methods = [method for method in ("GET", "POST") if walk.takes(owner, door, house.slug, method)]
    assert methods, "neither GET nor POST"
    for method in methods:
        nobody = walk.answer(client_of(None), door, house.slug, method)
        assert (nobody.status_code, nobody.headers["Location"].partition("?")[0]) == (302, "/log-in/")
        assert walk.answer(client_of(charlie), door, house.slug, method).status_code == 404
        if door.names_a_row and page.name not in HARMLESS:
            assert walk.answer(client_of(charlie), door, "charlies", method).status_code == 404
    if "POST" in methods:
        assert walk.answer(client_of(rita), door, house.slug, "POST").status_code == 403


@pytest.mark.parametrize("page", walk.other_pages(), ids=str)
def test_every_other_door_asks_for_a_login(page, db):
    if page.name not in OPEN and not page.kinds:
        answer = client_of(None).get(reverse(page.name))
        assert (answer.status_code, answer.headers.get("Location", "").partition("?")[0]) == (302, "/log-in/")
