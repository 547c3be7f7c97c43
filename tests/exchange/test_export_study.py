"""Exporting a study folder: what was imported comes out again, and an equal study comes in from it."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Study
from exchange.studyfolder.dump import dump
from exchange.studyfolder.load import load
from interviews.models import Code

pytestmark = pytest.mark.django_db
DEMO = Path(__file__).resolve().parents[2] / "fixtures" / "demo"


def contents(path: Path) -> dict[str, bytes]:
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


def there_and_back(source: Path, tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A study as exported, and as exported again after it was deleted and imported from the first export."""
    study, problems = load(source)
    assert not problems.errors, problems.errors
    dump(study, tmp_path / "one")
    study.delete()
    again, problems = load(tmp_path / "one")
    assert not problems.errors and not problems.notices, (problems.errors, problems.notices)
    dump(again, tmp_path / "two")
    return contents(tmp_path / "one"), contents(tmp_path / "two")


def test_a_small_study_makes_the_round_trip(folder, tmp_path):
    first, second = there_and_back(folder(), tmp_path)
    assert first == second


def test_the_demo_study_makes_the_round_trip(tmp_path):
    first, second = there_and_back(DEMO, tmp_path)
    assert first == second
    assert {"study.toml", "extracts.csv", "configurations.csv", "evidence.csv", "reports/dementia.md"} <= first.keys()


def test_the_sample_makes_the_round_trip(sample, tmp_path):
    first, second = there_and_back(sample, tmp_path)
    assert first == second


def test_the_exported_texts_are_the_words_with_their_labels(folder, tmp_path):
    study, _ = load(folder())
    dump(study, tmp_path / "out")
    assert (tmp_path / "out/texts/20417.txt").read_text() == study.sources.get().latest_text.text


def test_what_was_changed_in_the_browser_comes_out_as_it_is(tmp_path):
    study, _ = load(DEMO)
    money = study.codes.get(name="Money")
    Code.objects.make(study, "Carry-over", by=None, parent=money)
    study.codes.get(name="Waiting").revise(by=None, parent=money)
    study.codes.get(name="Boundaries").step(1, by=None)
    study.codes.get(name="History").retire(by=None)
    dump(study, tmp_path / "out")
    _, problems = load(tmp_path / "out", dry_run=True)
    assert {what for counts in problems.counts.values() for what in counts} == {"unchanged"}


def test_how_replacements_read_comes_out_and_in_again(folder, tmp_path):
    study, _ = load(folder())
    study.replacement_pattern = {"person": "Participant {number}"}
    study.save()
    dump(study, tmp_path / "out")
    study.delete()
    again, problems = load(tmp_path / "out")
    assert not problems.errors and not problems.notices
    assert again.replacement_pattern == {"person": "Participant {number}"}


def test_a_pattern_of_replacements_that_will_not_do_is_refused(folder, tmp_path):
    study, _ = load(folder())
    dump(study, tmp_path / "out")
    toml = tmp_path / "out/study.toml"
    toml.write_text(toml.read_text() + '\n[replacement_pattern]\nperson = "somebody"\n')
    _, problems = load(tmp_path / "out")
    assert "replacement_pattern" in str(problems.errors[0])


def test_a_zip_comes_out_and_in_again(folder, tmp_path):
    study, _ = load(folder())
    dump(study, tmp_path / "small.zip")
    _, problems = load(tmp_path / "small.zip")
    assert not problems.errors and {w for counts in problems.counts.values() for w in counts} == {"unchanged"}


def test_a_copy_under_another_slug_stands_beside_the_first(folder, tmp_path):
    study, _ = load(folder())
    dump(study, tmp_path / "out")
    toml = tmp_path / "out/study.toml"
    toml.write_text(toml.read_text().replace('slug = "small"', 'slug = "copy"'))
    copy, problems = load(tmp_path / "out")
    assert copy.sources.count() == study.sources.count() == 1 and not problems.errors
    assert Study.objects.count() == 2


def test_nothing_is_overwritten(folder, tmp_path):
    load(folder())
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="Choose a new name"):
        call_command("export_study", "small", str(tmp_path / "out"))
    assert (tmp_path / "out/mine.txt").read_text() == "mine"


def test_an_unknown_study_is_named():
    with pytest.raises(CommandError, match="no study “nothing”"):
        call_command("export_study", "nothing", "/tmp/nowhere")
