import pytest

from cmo.models import Evidence, Link
from interviews.models import Code
from reports.models import Mention, Report
from tests import factories, filled

HOME = "/studies/dementia-care/"
OPENING = {
    "report": "dementia",
    "configuration": "CMO-01",
    "source": "20417",
    "quote": "the memory clinic … changed everything",
}
WORDS = "Interviewer: And here?\n\nRespondent: Here the money went back to where it came from."


@pytest.fixture
def finding(study, alice):
    """Words of Area 1 and of Area 2, a configuration each, and a report that cites the first."""
    here, there = factories.source(study), factories.source(study, "58230", site="A2", words=WORDS)
    first = factories.extract(here, "the memory clinic took the budget as well. That changed everything", by=alice)
    second = factories.extract(there, "Here the money went back", by=alice)
    one = factories.configuration(study, statement="Because they share, money moves.")
    other = factories.configuration(study, site="A2", statement="Because they count, money stays.")
    Evidence.objects.add(one, by=alice, extract=first, stance="supports")
    Evidence.objects.add(other, by=alice, extract=second, stance="supports")
    Link.objects.create(start=one, kind=Link.Kind.COUNTERPART_OF, end=other)
    report = Report.objects.begin(study, name="dementia", title="Dementia", by=alice)
    section = report.add_section("Summary", by=alice)
    block = section.blocks.create(text='It began small. Money moved {{cite 20417 "the memory clinic"}}. It stayed.')
    Mention.objects.create(block=block, kind="cite", place=0, extract=first, source=here)
    study.opening = OPENING
    study.save()
    return first


def test_a_study_opens_on_a_sentence_its_words_and_the_other_area(as_user, rita, finding):
    page = as_user(rita).get(HOME)
    assert page.context["opening"].sentence == "Money moved."
    for shown in (
        "the memory clinic took the budget as well",
        "[20417, Area 1, Provider, Jul 2016]",
        "Because they share, money moves.",
        "Because they count, money stays.",
        "Here the money went back",
        "[58230, Area 2, Provider, Jul 2016]",
        f'href="{HOME}extracts/{finding.pk}/"',
    ):
        assert shown in page.text


def test_a_quotation_of_the_report_is_led_up_to_by_the_sentence_before_it(as_user, rita, study, finding):
    Mention.objects.all().delete()
    section = Report.objects.get().sections.get()
    section.blocks.create(kind="quotation", extract=finding, order=1)
    assert as_user(rita).get(HOME).context["opening"].sentence == "It stayed."


def test_of_several_extracts_that_hold_the_words_the_shortest_counts(as_user, rita, study, finding):
    factories.extract(finding.text.source, f"Then {finding.quote} for us here")
    assert as_user(rita).get(HOME).context["opening"].here.voice.extract == finding


def test_somebody_who_may_not_see_the_other_area_sees_no_data_there(as_user, study, finding):
    nina = factories.member(study, "Nina Cole", "analyst", sites=[study.sites.get(code="A1")])
    page = as_user(nina).get(HOME)
    assert "Here the money went back" not in page.text
    assert "58230" not in page.text
    assert "no data" in page.text


def test_somebody_who_may_not_see_the_words_gets_no_opening(as_user, study, finding):
    nina = factories.member(study, "Nina Cole", "analyst", sites=[study.sites.get(code="A2")])
    page = as_user(nina).get(HOME)
    assert page.context["opening"] is None
    assert "memory clinic" not in page.text
    assert "20417" not in page.text


@pytest.mark.parametrize("change", [{"source": "99999"}, {"quote": "never said"}, {"configuration": "CMO-99"}])
def test_an_opening_that_is_not_there_gives_way_to_what_to_do_next(change, as_user, rita, study, finding):
    study.opening = OPENING | change
    study.save()
    assert "From transcripts to the report" in as_user(rita).get(HOME).text


def test_an_empty_study_says_what_to_do_first(as_user, alice, study):
    page = as_user(alice).get(HOME)
    assert page.context["next_step"].name == "Add transcripts"
    assert f'href="{HOME}uploads/"' in page.text
    assert "From transcripts to the report" in page.text


def test_a_reader_is_not_led_to_the_upload(as_user, rita, study):
    assert f'href="{HOME}uploads/"' not in as_user(rita).get(HOME).text


def test_the_next_step_moves_on(as_user, alice, study):
    source = factories.source(study)
    assert as_user(alice).get(HOME).context["next_step"].name == "Take the names out"
    study.sources.update(status="anonymised")
    assert as_user(alice).get(HOME).context["next_step"].name == "Read and code"
    factories.extract(source, "awkward at first", factories.code(study))
    assert as_user(alice).get(HOME).context["next_step"].name == "Write configurations"


def test_people_and_repeats_are_told_apart(as_user, rita, study):
    first, second = factories.source(study, "1"), factories.source(study, "2")
    second.participations.update(participant=first.participations.get().participant)
    assert "2 sources · 1 person · 1 repeat<" in as_user(rita).get(HOME).text


def test_coded_and_uncoded_sources_are_counted(as_user, rita, study):
    done, _ = factories.source(study, "1"), factories.source(study, "2")
    factories.extract(done, "awkward at first", factories.code(study))
    standing = as_user(rita).get(HOME).context["here"].standing
    assert (standing.sources, standing.coded, [str(source) for source in standing.uncoded]) == (2, 1, ["2"])


def test_a_tracer_knows_which_sites_have_evidence(as_user, rita, study, finding):
    card = as_user(rita).get(HOME).context["here"].tracers[0]
    assert [str(site) for site in card.with_evidence] == ["Area 1", "Area 2"]
    assert [str(site) for site in card.without_evidence] == ["National"]


def test_words_count_for_the_site_they_speak_of(as_user, rita, study, finding):
    finding.sites.add(study.sites.get(code="NAT"))
    card = as_user(rita).get(HOME).context["here"].tracers[0]
    assert [str(site) for site in card.with_evidence] == ["Area 2", "National"]


def test_gaps_are_named(as_user, rita, study, finding):
    study.research_questions.create(code="2b", text="Who decides?")
    gaps = as_user(rita).get(HOME).context["here"].gaps
    assert [str(site) for site in gaps.sites] == ["National"]
    assert [question.code for question in gaps.questions] == ["2b"]
    assert len(gaps.untested) == 2
    assert list(gaps.without_evidence) == []


def test_equal_deeds_one_after_the_other_are_one_line(as_user, bob, study):
    source, code = factories.source(study), factories.code(study)
    for words in ("awkward at first", "And then", "memory clinic"):
        factories.extract(source, words).add_code(code, by=bob)
    page = as_user(bob).get(HOME).text
    assert "Bob Tanner coded" in page


def test_a_restricted_analyst_counts_visible_sources_alone(as_user, study):
    factories.source(study, "1", site="A1")
    factories.source(study, "2", site="A2")
    nina = factories.member(study, "Nina Cole", "analyst", sites=[study.sites.get(code="A1")])
    here = as_user(nina).get(HOME).context["here"]
    assert here.standing.sources == 1
    assert here.spread.totals.total.sources == 1
    assert here.tracers[0].sources == 1


def test_a_card_of_the_study_list_counts_visible_sources_alone(as_user, study):
    factories.source(study, "1", site="A1")
    factories.source(study, "2", site="A2")
    nina = factories.member(study, "Nina Cole", "analyst", sites=[study.sites.get(code="A1")])
    assert dict(as_user(nina).get(f"{HOME}figures/").context["figures"])["Sources"] == 1


def test_a_stranger_gets_404(as_user, charlie, study):
    assert as_user(charlie).get(HOME).status_code == 404
    assert as_user(charlie).get(f"{HOME}figures/").status_code == 404


def test_the_home_takes_no_post(as_user, alice, study):
    assert as_user(alice).post(HOME).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_study(
    as_user, alice, study, finding, django_assert_max_num_queries
):
    client = as_user(alice)
    with django_assert_max_num_queries(45) as small:
        client.get(HOME)
    filled_more(study, alice)
    with django_assert_max_num_queries(len(small)):
        client.get(HOME)


def filled_more(study, alice) -> None:
    for number in range(4):
        source = factories.source(study, f"3000{number}", site="A2")
        code = factories.code(study, f"Code {number}")
        configuration = factories.configuration(study)
        Evidence.objects.add(configuration, by=alice, extract=factories.extract(source, "awkward at first", code))
        study.research_questions.create(code=f"{number}", text="Who?")


def test_a_full_study_shows_its_home(as_user, alice, study):
    filled.fill(study, by=alice)
    assert as_user(alice).get(HOME).status_code == 200


def test_what_changed_lately_is_said_as_in_the_journal(as_user, bob, study):
    source = factories.source(study)
    for quote in ("same room", "memory clinic"):
        factories.extract(source, quote, by=bob)
    Code.objects.make(study, "Trust", by=bob)
    page = as_user(bob).get(HOME).content.decode()
    assert "Bob Tanner marked 2 extracts" in page
    assert "Bob Tanner made a code" in page
