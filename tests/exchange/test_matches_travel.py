"""Matches are read from the words of comparisons.csv into rows and written back; what is no match stays as words."""

import csv
import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Study
from cmo.models import Comparison, Evidence, Match, SiteFinding
from cmo.stale import stale
from exchange.studyfolder.dump import files
from exchange.studyfolder.findings import Quotes
from exchange.studyfolder.load import load
from exchange.triads.bringing import Bringing, NoFolder
from interviews.problems import Problems
from tests import factories, steps

pytestmark = pytest.mark.django_db

CONFIGURATIONS = """id,context,mechanism,outcome,resource,sites
CMO-01,"One budget
One room",Nobody counts,Money moves,,A1
CMO-02,"Two budgets
Two rooms",Everybody counts,Money stays,A clause,A2
CMO=03,A road,,,,A2
"""
HEAD = "configurations,judgement,sites,explanation,matches"
MATCHES = (
    "CMO-01 context 1 = CMO-02 context 2; CMO-02 mechanism 1 ~ CMO-01 mechanism 1; CMO-01 outcome 1 != CMO-02 outcome"
)


@pytest.fixture
def folder_of(folder):
    def make(matches: str, judgement: str = "partly"):
        row = io.StringIO()
        csv.writer(row).writerow(["CMO-01; CMO-02", judgement, "A1; A2", "They differ.", matches])
        return folder({"configurations.csv": CONFIGURATIONS, "comparisons.csv": f"{HEAD}\n{row.getvalue()}"})

    return make


def said() -> set[tuple[str, str, str]]:
    return {(str(match.one), match.how, str(match.other)) for match in Match.objects.all()}


def cell(study: Study) -> str:
    rows = csv.DictReader(io.StringIO(dict(files(study))["comparisons.csv"].decode("utf-8-sig")))
    return next(rows).get("matches", "")


def test_the_notation_becomes_rows(folder_of, alice):
    study, problems = load(folder_of(MATCHES.replace("outcome;", "outcome 1;") + " 1"), by=alice)
    assert not problems.errors and not any("is no match" in str(each) for each in problems.notices)
    assert said() == {
        ("One budget", "same", "Two rooms"),
        ("Everybody counts", "alike", "Nobody counts"),
        ("Money moves", "not the same", "Money stays"),
    }
    assert {match.analyst for match in Match.objects.all()} == {"Alice Marsh"}
    assert Comparison.objects.get().matches == ""
    assert cell(study).count("; ") == 2 and "≠" in cell(study)


@pytest.mark.parametrize(
    "words",
    [
        "Both have a room",
        "CMO-01 context 1 = CMO-01 context 2",
        "CMO-01 context 9 = CMO-02 context 1",
        "CMO-01 context 1 = CMO-02 outcome 1",
        "CMO-09 context 1 = CMO-02 context 1",
        "the budget = the money",
    ],
)
def test_what_is_no_match_stays_as_words_and_is_a_notice(folder_of, words):
    study, problems = load(folder_of(f"{words}; CMO-01 context 1 = CMO-02 context 1"))
    assert not problems.errors
    assert any(words in str(each) and "stays as words" in str(each) for each in problems.notices)
    assert (Comparison.objects.get().matches, Match.objects.count()) == (words, 1)
    assert cell(study) == f"CMO-01 context 1 = CMO-02 context 1; {words}"


def test_an_id_may_hold_a_sign(folder_of):
    load(folder_of("CMO-01 context 1 = CMO=03 context 1"))
    assert said() == {("One budget", "same", "A road")}


PARTS = st.sampled_from(
    [
        *(
            f"CMO-01 context {one} {sign} CMO-02 context {other}"
            for one in (1, 2)
            for other in (1, 2)
            for sign in "=~≠"
        ),
        *("Both have a room", "", " ", "CMO-01 context 9 = CMO-02 context 1", "two\nlines", "a = b"),
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PARTS, max_size=4))
def test_what_leaves_comes_back_equal(folder_of, parts):
    with steps.taken_back():
        study, _ = load(folder_of("; ".join(parts)))
        left = cell(study)
        rows = said()
        Study.objects.get(slug="small").delete()
        again, problems = load(folder_of(left))
        assert (cell(again), said()) == (left, rows)
        assert not problems.errors


def test_importing_twice_changes_nothing(folder_of, alice, bob):
    folder = folder_of(MATCHES.replace("outcome;", "outcome 1;") + " 1")
    load(folder, by=alice)
    before = list(Match.objects.order_by("pk").values())
    marks = list(Comparison.objects.values_list("said", flat=True))
    load(folder, by=bob)
    assert list(Match.objects.order_by("pk").values()) == before
    assert list(Comparison.objects.values_list("said", flat=True)) == marks != [""]


def test_a_comparison_that_nobody_judged_leaves_and_comes_back(folder_of):
    study, problems = load(folder_of("CMO-01 context 1 = CMO-02 context 1", judgement=""))
    assert not problems.errors
    held = Comparison.objects.get()
    assert (held.judgement, held.said, str(held)) == ("", "", "Not judged yet")
    assert cell(study) == "CMO-01 context 1 = CMO-02 context 1"


FINDINGS = "configuration,site,presence,summary,quote\nCMO-01,A1,present,It is there.,{}\n"


def test_the_quotation_of_a_finding_travels_by_its_words(folder):
    words = "Whose pound it was"
    study, problems = load(folder({"findings.csv": FINDINGS.format(words)}))
    assert not problems.errors
    finding = SiteFinding.objects.get()
    assert finding.quote and finding.quote.extract and finding.quote.extract.quote == "whose pound it was"
    assert "whose pound it was" in dict(files(study))["findings.csv"].decode()
    assert finding.said == finding.configuration.says


def test_words_that_are_no_evidence_are_a_notice(folder):
    _, problems = load(folder({"findings.csv": FINDINGS.format("Nobody said that")}))
    assert any("is no evidence for CMO-01" in str(each) for each in problems.notices)
    assert SiteFinding.objects.get().quote is None


def test_words_that_somebody_may_not_see_stay_first_when_he_brings_findings_in(study, bob):
    configuration = factories.configuration(study)
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    evidence = Evidence.objects.add(configuration, by=bob, extract=hidden)
    finding = SiteFinding.objects.state(configuration, study.sites.first(), presence="present", by=bob)
    finding.put_first(evidence, by=bob)
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    for who, hides in ((dora, True), (bob, False)):
        member = study.memberships.get(user=who)
        loading = Bringing(NoFolder(), study, who, Problems(), member=member)
        assert Quotes(loading).hides(finding) is hides


def test_a_finding_that_comes_in_again_with_a_changed_configuration_is_stale(folder):
    findings = {"findings.csv": "configuration,site,presence\nCMO-01,A1,present\n"}
    load(folder(findings))
    changed = (
        'id,context,mechanism,outcome,tracer,sites\nCMO-01,"One budget\nOne corridor",Nobody counts,Money moves,,A1\n'
    )
    evidence = {"evidence.csv": "configuration,source,quote\nCMO-01,20417,whose pound it was\n"}
    load(folder(findings | {"configurations.csv": changed} | evidence))
    assert [finding.presence for finding in stale(Study.objects.get()).findings] == ["present"]


def test_how_far_something_fired_is_said_of_mechanisms_alone(folder):
    rows = "configuration,item,site,activation\nCMO-01,context 1,A1,strong\n"
    _, problems = load(folder({"activations.csv": rows}))
    assert any("is no mechanism" in str(each) for each in problems.errors)
