"""Every table is noted, or stands for what undoing does not take back, or is named here with the reason why neither."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from accounts.history.tracking import Barrier, Tracked
from accounts.models import Change, Identified
from tests import steps
from tests.test_architecture import FLOORS
from tracers.models import PartialDateField

UPLOADED = "not of the study yet: what comes of it is told by its source"
NEITHER = {
    "accounts.User": "an account is of the installation; what makes it part of a study is the membership",
    "accounts.JournalEntry": "says who did it",
    "accounts.Change": "the history itself",
    "accounts.ChangeWords": "the history itself",
    "accounts.Job": "how far work in the background is",
    "interviews.Batch": UPLOADED,
    "interviews.Upload": UPLOADED,
    "interviews.UploadFile": UPLOADED,
    "reports.Frozen": "what a published report printed; publishing is not undone",
    "interviews.News": "what open pages have not seen yet",
    "interviews.SpokenTurn": "follows from the words",
    "interviews.TextPrint": "follows from the words",
}
WITHOUT_WORDS = {
    "accounts.Study": {"slug": "a word of addresses", "citation": "a pattern"},
    "interviews.DoubleCoding": {
        "first_name": "a member’s name",
        "second_name": "a member’s name",
        "compared": "places",
    },
    "interviews.Difference": {"decider": "a member’s name", "first": "places", "second": "places"},
    "interviews.Coding": {"coder": "a member’s name", "date": "a date"},
    "interviews.Memo": {"author": "a member’s name", "date": "a date", "on_kind": "named by the program"},
    "interviews.Suggestion": {"reasons": "places"},
    "interviews.Settled": {"conflict": "a key made by the program"},
    "interviews.SetAside": {"digest": "a digest"},
    "cmo.Configuration": {"second_reader": "a member’s name", "author": "a member’s name"},
    "cmo.ConfigurationVersion": {"analyst": "a member’s name"},
    "cmo.Evidence": {"analyst": "a member’s name", "answered_by": "a member’s name"},
    "cmo.Link": {"answered_by": "a member’s name"},
    "cmo.Match": {"analyst": "a member’s name"},
    "cmo.SiteFinding": {"said": "a digest"},
    "cmo.Comparison": {"said": "a digest"},
    "cmo.TheoryJudgement": {"analyst": "a member’s name"},
    "cmo.TheoryVersion": {"analyst": "a member’s name"},
    "cmo.Reading": {"reader": "a member’s name", "date": "a date"},
}

OURS = [model for model in apps.get_models() if model._meta.app_label in FLOORS]


@pytest.fixture(scope="module")
def noting() -> dict[str, Tracked | Barrier]:
    """The last operation for each model."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    found = {}
    for app, name in sorted(loader.disk_migrations):
        for operation in loader.disk_migrations[app, name].operations:
            if isinstance(operation, Tracked | Barrier):
                found[f"{app}.{operation.name}"] = operation
    return found


def test_every_table_is_noted_or_named_here(noting):
    known = noting.keys() | NEITHER.keys()
    assert sorted(known ^ {model._meta.label for model in OURS}) == []
    assert noting.keys() & NEITHER.keys() == set()


def test_the_database_has_a_trigger_for_each(noting, db):
    with connection.cursor() as cursor:
        names = "^triad_(insert|update|delete)$"
        cursor.execute("SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname ~ %s GROUP BY 1", [names])
        held = dict(cursor.fetchall())
    wanted = {apps.get_model(label)._meta.db_table: len(getattr(each, "only", "123")) for label, each in noting.items()}
    assert held == wanted


def test_whatever_people_write_is_told_from_the_rest(noting):
    """Words leave the history when names are taken out; a column that is not known for words would stay."""
    unknown = []
    for label, operation in noting.items():
        if isinstance(operation, Tracked):
            known = {*operation.words, *operation.left_out, *WITHOUT_WORDS.get(label, ())}
            unknown += [f"{label}.{field.name}" for field in texts(apps.get_model(label)) if field.name not in known]
    assert unknown == []


def texts(model):
    for field in model._meta.concrete_fields:
        is_text = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if is_text and not field.choices and not isinstance(field, PartialDateField):
            yield field


def test_everything_that_is_refused_says_where_to_go(noting):
    silent = [
        label
        for label, operation in noting.items()
        if isinstance(operation, Barrier) and not getattr(apps.get_model(label), "no_undo", "")
    ]
    assert silent == []


def test_rows_have_ids_that_the_history_can_name(noting):
    tracked = [apps.get_model(label) for label, operation in noting.items() if isinstance(operation, Tracked)]
    assert [model for model in tracked if not issubclass(model, Identified)] == []


def test_a_change_of_nothing_is_not_noted(study):
    steps.over()
    before = Change.objects.count()
    study.save()
    study.sites.filter(code="nowhere").delete()
    assert Change.objects.count() == before


def test_the_study_is_known_from_any_row(study, alice):
    from tests import filled

    filled.fill(study, by=alice)
    loose = Change.objects.filter(study=None).exclude(op="barrier")
    assert list(loose.values_list("kind", "op").distinct()) == []
    assert not Change.objects.exclude(study=study.pk).exclude(study=None).exists()
