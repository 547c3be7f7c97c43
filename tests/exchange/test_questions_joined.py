"""Research questions bring their tracers and themes along, and take them out again."""

import pytest

from exchange.studyfolder.dump import dump
from exchange.studyfolder.load import load
from tests.exchange.conftest import STUDY_TOML

pytestmark = pytest.mark.django_db
QUESTION = '\n[[research_questions]]\ncode = "1"\ntext = "How do they share?"\n'


def with_question(folder, more):
    return folder({"study.toml": STUDY_TOML + QUESTION + more})


def test_a_question_keeps_its_tracers_and_themes(folder, tmp_path):
    study, problems = load(with_question(folder, 'tracers = ["Dementia care"]\nthemes = ["T1"]\n'))
    assert not problems.errors
    question = study.research_questions.get()
    assert [each.code for each in question.tracers.all()] == ["dementia"]
    assert [each.code for each in question.themes.all()] == ["T1"]
    dump(study, tmp_path / "one")
    study.delete()
    again, problems = load(tmp_path / "one")
    assert not problems.errors and not problems.notices
    dump(again, tmp_path / "two")
    assert (tmp_path / "one/study.toml").read_text() == (tmp_path / "two/study.toml").read_text()
    assert again.research_questions.get().tracers.count() == 1


def test_saying_nothing_leaves_them_and_saying_none_takes_them(folder):
    study, _ = load(with_question(folder, 'themes = ["T1"]\n'))
    load(with_question(folder, ""))
    assert study.research_questions.get().themes.count() == 1
    load(with_question(folder, "themes = []\n"))
    assert study.research_questions.get().themes.count() == 0


@pytest.mark.parametrize(
    ("line", "said"),
    [('themes = ["Nobody"]\n', "no theme “Nobody”"), ("tracers = 3\n", "list of names"), ("themes = [3]\n", "list")],
)
def test_what_is_not_there_is_named_with_its_row(folder, line, said):
    _, problems = load(with_question(folder, line))
    assert any(said in str(error) and "research_questions" in str(error) for error in problems.errors)
