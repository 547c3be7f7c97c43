"""What the theory side holds besides its words goes out in a study folder and comes back equal."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Study
from cmo.models import Configuration, Decision, Evidence, Item, Link, Meeting, ProgrammeTheory, TheoryJudgement
from exchange.studyfolder.dump import files
from exchange.studyfolder.load import load
from tests import factories, filled
from tests.exchange.test_export_study import contents, there_and_back

pytestmark = pytest.mark.django_db


def write(study: Study, path):
    for name, data in files(study):
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def what_was_done(problems) -> set[str]:
    return {what for counts in problems.counts.values() for what in counts}


@pytest.fixture
def full(study, alice):
    """A study with an answered contradiction, a merger, a split, two equal meetings and a judged theory."""
    filled.fill(study, by=alice)
    for rows in (study.memos, study.references, study.reports):  # some of which were made for pages alone, not to leave
        rows.all().delete()
    here, there = study.configurations.order_by("number")[:2]
    third = factories.configuration(study, label="Gone into another")
    Configuration.objects.filter(pk=third.pk).update(merged_into=here, state="set aside", agenda="Two say the same")
    Configuration.objects.filter(pk=here.pk).update(split_from=there, position=2, author="Alice Marsh")
    evidence = Evidence.objects.filter(extract__isnull=False).first()
    evidence.reference = "Weiss 1998"
    evidence.stance = "contradicts"
    evidence.settle(by=alice, answer="situate", note="Only where they share a room.")
    Link.objects.create(start=here, kind="rival_of", end=third, answer="adjudicate", answer_note="The first")
    for _ in range(2):
        meeting = Meeting.objects.create(study=study, title="Team meeting", date="2016-11", present="Alice\nBob")
        meeting.decisions.create(configuration=there, text="Look again.", dissent="")
    TheoryJudgement.objects.update(note="Three people say so.", analyst="Alice Marsh")
    return study


def test_everything_of_the_theory_side_comes_back(full, tmp_path):
    slug = full.slug
    first, second = there_and_back(write(full, tmp_path / "zero"), tmp_path)
    assert contents(tmp_path / "zero") == first == second
    back = Study.objects.get(slug=slug)
    assert back.configurations.get(label="Gone into another").merged_into.number == 1
    assert Evidence.objects.get(answer="situate", reference="Weiss 1998").answered_by == "Alice Marsh"
    assert Link.objects.get(answer_note="The first").answer == "adjudicate"
    assert Meeting.objects.count() == 3 and Decision.objects.count() == 3
    assert TheoryJudgement.objects.get().note == "Three people say so."
    question = back.research_questions.get()
    assert question.themes.count() == question.tracers.count() == 1


def test_a_second_import_of_it_changes_nothing(full, tmp_path):
    _, problems = load(write(full, tmp_path / "one"))
    assert not problems.errors and what_was_done(problems) == {"unchanged"}


def test_versions_and_history_stay_behind(full, tmp_path):
    assert not {"versions.csv", "theory_versions.csv"} & contents(write(full, tmp_path / "one")).keys()


HEAD = "id,context,mechanism,outcome,merged_into,split_from\n"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("CMO-01,a,b,c,CMO-09,\n", "configurations.csv, row 2: there is no configuration “CMO-09”"),
        ("CMO-01,a,b,c,CMO-01,\n", "row 2: merged_into leads in a circle back to CMO-01"),
        ("CMO-01,a,b,c,,CMO-02\nCMO-02,a,b,d,,CMO-01\n", "row 3: split_from leads in a circle back to CMO-02"),
    ],
)
def test_an_origin_that_cannot_be_is_refused_by_row(folder, rows, said):
    _, problems = load(folder({"configurations.csv": HEAD + rows, "evidence.csv": None}))
    assert said in str(problems.errors[0])


def test_an_origin_may_stand_below_what_came_of_it(folder):
    rows = HEAD + "CMO-01,a,b,c,CMO-02,\nCMO-02,a,b,d,,\n"
    study, problems = load(folder({"configurations.csv": rows, "evidence.csv": None}))
    assert not problems.errors
    assert study.configurations.get(code="CMO-01").merged_into.code == "CMO-02"


MEETINGS = {"meetings.csv": "title,date\nTeam,2016-10\nTeam,2016-11\n"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Team,CMO-01,Keep it,\n", "there are several meetings called “Team”"),
        ("Board,CMO-01,Keep it,\n", "there is no meeting “Board”"),
        ("Team,CMO-01,Keep it,2016-12\n", "there is no meeting “Team” on 2016-12"),
        ("Team,CMO-01,,2016-11\n", "the column “text” is empty"),
    ],
)
def test_a_decision_of_no_or_several_meetings_is_refused(folder, row, said):
    _, problems = load(folder(MEETINGS | {"decisions.csv": f"meeting,configuration,text,date\n{row}"}))
    assert str(problems.errors[0]).startswith(f"decisions.csv, row 2: {said}")


def test_a_decision_finds_its_meeting_by_title_and_date(folder):
    row = "meeting,configuration,text,date\nteam,CMO-01,Keep it,2016-11\n"
    load(folder(MEETINGS | {"decisions.csv": row}))
    assert Decision.objects.get().meeting.date == "2016-11"


words = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
words = words.filter(bool)
CODES = ("CMO-01", "CMO-02", "X 3")
triads = st.lists(st.tuples(st.sampled_from(Item.Role.values), words, st.booleans()), max_size=5)


@given(
    items=st.lists(triads, min_size=3, max_size=3),
    answers=st.lists(st.sampled_from(["", "juxtapose", "situate"]), min_size=3, max_size=3),
    notes=st.lists(words, min_size=3, max_size=3),
    origins=st.lists(st.sampled_from([None, 0]), min_size=2, max_size=2),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_theory_side_comes_back_equal(tmp_path_factory, study, items, answers, notes, origins):
    Study.objects.all().delete()
    path = tmp_path_factory.mktemp("law")
    fresh = factories.study()
    configurations = [
        Configuration.objects.create(
            study=fresh, code=code, number=number, label=note, agenda=note, author=note, position=number
        )
        for number, (code, note) in enumerate(zip(CODES, notes, strict=True))
    ]
    for configuration, told in zip(configurations, items, strict=True):
        for order, (role, text, intended) in enumerate(told):
            configuration.items.create(role=role, text=text, order=order, intended=intended or role != "outcome")
    for configuration, origin in zip(configurations[1:], origins, strict=True):
        configuration.merged_into = configurations[origin] if origin is not None else None
        configuration.save()
    for place, answer in enumerate(answers):
        start, end = configurations[place], configurations[place - 1]
        Link.objects.create(start=start, kind="rival_of", end=end, answer=answer, answer_note=notes[place])
    ProgrammeTheory.objects.create(study=fresh, code="T1", statement=notes[0]).judgements.create(
        kind="interview", judgement="mixed", note=notes[1], analyst=notes[2]
    )
    first, second = there_and_back(write(fresh, path / "zero"), path)
    assert contents(path / "zero") == first == second
