"""manage.py anonymise, as other programs call it."""

import csv
import stat
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import JournalEntry, StudyKey
from interviews.anonymise import deciding
from interviews.models import ListedName, Place, Replacement
from tests import factories

WORDS = "Interviewer: Who was it?\n\nRespondent: 🙂 Write to nuala@cedarhouse.org, or =cmd@cedarhouse.org."


@pytest.fixture
def source(study):
    return factories.source(study, "101", words=WORDS)


def called(*arguments: object) -> str:
    out = StringIO()
    call_command("anonymise", *map(str, arguments), stdout=out)
    return out.getvalue()


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(path.read_text(encoding="utf-8"))))


def known(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "known.csv"
    path.write_text(rows, encoding="utf-8")
    return path


def test_it_proposes_and_says_where_to_review(study, source):
    said = called(study.slug)
    assert Place.objects.filter(applied=False).exists()
    assert set(Replacement.objects.values_list("state", flat=True)) == {"proposed"}
    assert f"/studies/{study.slug}/anonymise/" in said
    source.refresh_from_db()
    assert source.texts.count() == 1


def test_the_file_has_the_columns_and_positions_of_the_contract(study, source, tmp_path):
    called(study.slug, "--out", tmp_path / "out.csv")
    rows = table(tmp_path / "out.csv")
    assert list(rows[0]) == ["source", "start", "end", "text", "type", "entity", "replacement", "score"]
    row = next(row for row in rows if row["text"] == "nuala@cedarhouse.org")
    assert WORDS[int(row["start"]) : int(row["end"])] == "nuala@cedarhouse.org"
    assert (row["source"], row["type"], row["entity"]) == ("101", "email", "nuala@cedarhouse.org")
    assert row["replacement"] == Replacement.objects.filter(type="email")[0].label
    assert 0 < float(row["score"]) <= 1


def test_the_file_is_for_its_owner_alone(study, source, tmp_path):
    out = tmp_path / "out.csv"
    out.write_text("old")
    out.chmod(0o644)
    said = called(study.slug, "--suggest-only", "--out", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert "holds the names" in said


def test_suggest_only_leaves_no_trace_in_the_database(study, source, tmp_path):
    called(
        study.slug,
        "--suggest-only",
        *("--out", tmp_path / "out.csv"),
        *("--list", known(tmp_path, "form,type,entity\nNuala Keane,person,\n")),
    )
    assert table(tmp_path / "out.csv")
    for model in (Replacement, Place, ListedName, StudyKey):
        assert not model.objects.exists()
    assert not JournalEntry.objects.filter(deed__contains="identifiers").exists()


def test_the_list_is_put_on_once(study, source, tmp_path):
    rows = known(tmp_path, "form,type,entity\nNuala Keane,person,\nNuala,Person,Nuala Keane\nNuala Keane,person,\n")
    assert "2 of them new" in called(study.slug, "--list", rows)
    assert "0 of them new" in called(study.slug, "--list", rows)
    assert ListedName.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("form,type\nNuala,nurse\n", "known.csv, row 2: “nurse” is not a known type"),
        ("form,type\n,person\n", "known.csv, row 2: the column “form” is empty"),
        ("name,type\nNuala,person\n", "known.csv, row 1: the column “form” is missing"),
        ("form,type\n", "known.csv: there is no row below the head"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_done(study, source, tmp_path, rows, told):
    with pytest.raises(CommandError, match=told.replace("(", r"\(")):
        called(study.slug, "--list", known(tmp_path, rows))
    assert not ListedName.objects.exists()
    assert not Place.objects.exists()


def test_what_was_left_as_it_is_is_not_suggested(study, source, tmp_path):
    called(study.slug)
    for replacement in Replacement.objects.all():
        deciding.decide(replacement, "rejected", by=factories.user("Bob Tanner"))
        break
    before = Place.objects.filter(replacement=replacement).count()
    called(study.slug, "--out", tmp_path / "out.csv")
    assert len(table(tmp_path / "out.csv")) == Place.objects.count() - before


def test_an_unknown_study_and_a_missing_file_are_named(study, tmp_path):
    with pytest.raises(CommandError, match="There is no study “nowhere”"):
        called("nowhere")
    with pytest.raises(CommandError, match=r"missing\.csv"):
        called(study.slug, "--list", tmp_path / "missing.csv")
    with pytest.raises(CommandError, match="nowhere"):
        called(study.slug, "--out", tmp_path / "nowhere" / "out.csv")
