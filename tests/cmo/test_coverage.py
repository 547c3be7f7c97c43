"""What is missing on the theory side, each with a link to where it is mended; questions joined to what answers them."""

import pytest

from cmo.models import ConfigurationQuestion, Evidence, ProgrammeTheory, SiteFinding
from tests import factories, steps
from tests.cmo.litany import url
from tests.history.state import everything
from tracers.models import ResearchQuestion


@pytest.fixture
def question(study):
    return ResearchQuestion.objects.create(study=study, code="1", text="How do they share?")


@pytest.fixture
def shown(as_user, rita, study):
    def page(client=None) -> dict[str, str]:
        """The page by its gaps: what stands under each heading."""
        answer = (client or as_user(rita)).get(url("coverage", study))
        main = " ".join(answer.content.decode().split("<main")[1].split())
        return {part.split("<")[0].split(">")[-1].strip(): part for part in main.split("<h3>")[1:]}

    return page


def test_a_configuration_goes_from_no_evidence_to_tested(shown, study, configuration, extract):
    assert url("configuration_detail", study, configuration.pk) in shown()["No evidence"]
    evidence = Evidence.objects.add(configuration, by=None, extract=extract, use="elicited")
    assert "CMO-01" in shown()["Only evidence that elicited them"]
    evidence.judge(by=None, use="")
    assert "CMO-01" in shown()["Nothing tests them yet"]
    evidence.judge(by=None, use="tests")
    assert not any("CMO-01" in part for part in shown().values())


def test_what_was_set_aside_lacks_nothing(shown, configuration):
    configuration.revise(by=None, state="set aside")
    assert not any("CMO-01" in part for part in shown().values())


def test_theories_want_configurations_and_tests(shown, study, configuration):
    theory = ProgrammeTheory.objects.write(study, by=None, statement="They talk.")
    assert "T1" in shown()["No configuration stands under them"]
    assert "CMO-01" in shown()["Under no programme theory"]
    configuration.revise(by=None, theory=theory)
    assert url("theory_detail", study, theory.pk) in shown()["No evidence tests their configurations"]


def test_questions_want_configurations_findings_tracers_and_themes(shown, study, configuration, question):
    for gap in ("No configuration answers them", "Given to no tracer", "Joined to no theme"):
        assert "How do they share?" in shown()[gap]
    configuration.revise(by=None, research_questions=[question])
    assert "How do they share?" in shown()["No finding"]
    site = study.sites.get(code="A1")
    SiteFinding.objects.state(configuration, site, presence="no data", summary="", by=None)
    assert "How do they share?" in shown()["No finding"]
    SiteFinding.objects.state(configuration, site, presence="present", summary="", by=None)
    question.tracers.set(study.tracers.all())
    question.themes.set(study.themes.all())
    assert not any("How do they share?" in part for part in shown().values())


def test_a_question_is_answered_by_its_parts(shown, study, question):
    ResearchQuestion.objects.create(study=study, code="1a", text="And who decides?", parent=question)
    assert "How do they share?" not in shown()["No configuration answers them"]


def test_tracers_and_themes_want_configurations(shown, study, configuration):
    assert "Screening" in shown()["Tracers without a configuration"]
    assert "Dementia" not in shown()["Tracers without a configuration"]
    assert "Shared budgets" in shown()["Themes without a configuration"]


def test_restricted_analyst_counts_what_is_open_to_them(shown, as_user, study, configuration):
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "you know")
    Evidence.objects.add(configuration, by=None, extract=hidden, use="tests")
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert "CMO-01" in shown(as_user(dora))["No evidence"]
    assert "No evidence" not in shown() or "CMO-01" not in shown()["No evidence"]


def test_stranger_and_wrong_method(as_user, charlie, rita, study):
    assert as_user(charlie).get(url("coverage", study)).status_code == 404
    assert as_user(rita).post(url("coverage", study)).status_code == 405
    assert "Tracers without a configuration" in as_user(rita).get(url("coverage", study)).content.decode()


def test_number_of_queries_does_not_grow(as_user, rita, study, question, configuration, django_assert_max_num_queries):
    client = as_user(rita)
    ProgrammeTheory.objects.write(study, by=None, statement="They talk.")
    with django_assert_max_num_queries(40) as few:
        client.get(url("coverage", study))
    for number in range(5):
        factories.configuration(study)
        ProgrammeTheory.objects.write(study, by=None, statement="They talk.")
        ResearchQuestion.objects.create(study=study, code=f"9{number}", text="And?")
    with django_assert_max_num_queries(len(few)):
        client.get(url("coverage", study))


# A configuration and its research questions


def test_the_form_of_a_configuration_takes_its_questions_and_theory(as_user, bob, study, configuration, question):
    theory = ProgrammeTheory.objects.write(study, by=None, statement="They talk.")
    sent = {"label": "Shared", "kind": "observed", "state": "draft", "research_questions": [question.pk]}
    as_user(bob).post(url("configuration_edit", study, configuration.pk), sent | {"theory": theory.pk})
    configuration.refresh_from_db()
    assert list(configuration.research_questions.all()) == [question]
    assert configuration.theory == theory
    as_user(bob).post(url("configuration_new", study), sent)
    assert ConfigurationQuestion.objects.filter(question=question).count() == 2


def test_questions_of_a_configuration_are_undone(study, bob, configuration, question):
    steps.over()
    before = everything()
    configuration.revise(by=bob, research_questions=[question])
    steps.undo_last(study, bob)
    assert everything() == before
