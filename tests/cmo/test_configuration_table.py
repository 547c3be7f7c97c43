"""Configurations by an attribute: who is among the evidence, who may see what of it, and what is behind each cell."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cmo.hearing import Hearing
from cmo.matrix import Chosen, configuration_table, pieces
from cmo.models import Evidence
from interviews.matrix import kept
from interviews.matrix.attributes import people
from interviews.matrix.ground import Ground
from interviews.models import DoubleCoding, ExtractSite, ExtractTracer, Participant, Participation
from tests import factories
from tests.cmo.litany import url
from tests.interviews.test_code_table import told
from tests.interviews.test_tables import opened

FORMS = ("csv", "xlsx", "svg", "png")


@pytest.fixture
def page(study) -> str:
    return url("configuration_table", study)


@pytest.fixture
def stood(study, configuration, counterpart, source):
    """Sharing a room: two of Area 1 for it, one of them twice, the nurse of Area 2 against it, and an interviewer."""
    other = factories.source(study, "31000", site="A2", tracers=("screening",))
    other.participations.update(role="Nurse")
    first, second = factories.extract(source, "same room"), factories.extract(source, "awkward at first")
    item = configuration.items.all()[0]
    Evidence.objects.add(configuration, by=None, extract=first, stance="supports", use="tests")
    Evidence.objects.add(configuration, by=None, extract=first, item=item, stance="supports")
    Evidence.objects.add(configuration, by=None, extract=second, stance="refines")
    Evidence.objects.add(configuration, by=None, extract=factories.extract(other, "same room"), stance="contradicts")
    Evidence.objects.add(configuration, by=None, extract=factories.extract(other, "And then?"), stance="supports")
    Evidence.objects.add(counterpart, by=None, source=other, stance="supports")
    return source, other


def test_people_sources_and_extracts_among_the_evidence(as_user, rita, page, stood):
    client = as_user(rita)
    for measure, expected in {
        "people": ("1", "1", "2"),
        "sources": ("1", "1", "2"),
        "extracts": ("2", "1", "3"),
    }.items():
        shown = told(client.get(f"{page}?count={measure}"))["CMO-01 Sharing a room"]
        assert (shown["Area 1"], shown["Area 2"], shown["All"]) == expected, measure
    whole = told(client.get(page))["CMO-02 Sharing a budget"]
    assert whole["Area 2"] == "1"  # a source as a whole: whoever speaks in it
    assert told(client.get(f"{page}?count=extracts"))["CMO-02 Sharing a budget"]["Area 2"] == "0"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("evidence.stance=supports", ("1", "0")),
        ("evidence.stance=contradicts", ("0", "1")),
        ("evidence.use=tests", ("1", "0")),
        ("evidence.use=-&evidence.stance=refines", ("1", "0")),
        ("role=nurse", ("0", "1")),
        ("share=column", ("100%", "100%")),
        ("evidence.stance=nonsense", ("1", "1")),
    ],
)
def test_it_is_narrowed_by_stance_use_and_who_speaks(as_user, rita, page, stood, asked, expected):
    shown = told(as_user(rita).get(f"{page}?{asked}"))["CMO-01 Sharing a room"]
    assert (shown["Area 1"], shown["Area 2"]) == expected


def test_configurations_of_a_tracer_and_of_a_kind_alone(as_user, rita, study, page, stood):
    factories.configuration(study, tracer="screening", label="Third", kind="anticipated")
    client = as_user(rita)
    shown = told(client.get(f"{page}?configuration.tracer=screening"))
    assert [name for name in shown if name.startswith("CMO")] == ["CMO-03 Third"]
    assert "CMO-03 Third" not in told(client.get(f"{page}?configuration.kind=observed"))
    assert told(client.get(f"{page}?configuration.tracer=-"))["Any configuration"]["All"] == "0"


def test_no_totals_are_called_votes(as_user, rita, page, stood):
    answer = as_user(rita).get(page)
    assert "These are no votes: choose a stance to see who stands for or against it." in answer.text
    assert told(answer)["Any configuration"]["All"] == "2"


@pytest.mark.parametrize("by", ["site", "place", "tracer", "role", "organisation", "kind"])
@pytest.mark.parametrize("more", ["", "&evidence.stance=supports", "&tracer=screening&evidence.use=-"])
def test_each_cell_opens_exactly_what_it_counts(as_user, rita, study, page, stood, by, more):
    source, other = stood
    first = source.latest_text.extracts.order_by("start")[0]
    ExtractSite.objects.create(extract=first, site=study.sites.get(code="A2"))
    for code in ("screening", "dementia"):
        ExtractTracer.objects.create(extract=first, tracer=study.tracers.get(code=code))
    other.participations.update(speaker="")
    person = Participant.objects.create(study=study, code="P2")
    Participation.objects.create(source=other, participant=person, site=study.sites.get(code="A1"), order=1)
    client = as_user(rita)
    cells = 0
    for measure in ("people", "sources", "extracts"):
        for href, number, behind in opened(client, client.get(f"{page}?by={by}&count={measure}{more}")):
            cells += 1
            assert getattr(behind.context["tally"], measure) == number, (measure, href)
    assert cells


def test_the_page_behind_shows_quotations_with_stance_and_citation(as_user, rita, study, configuration, stood):
    behind = as_user(rita).get(f"{url('configuration_evidence', study, configuration.pk)}?site=A2")
    assert (
        "same room" in behind.text
        and "Contradicts" in behind.text
        and "[31000, Area 2, Provider, Jul 2016]" in behind.text
    )
    assert "And then?" not in behind.text and "awkward" not in behind.text


def test_who_speaks_is_who_the_board_says(study, rita, configuration, counterpart, stood):
    ground = Ground(study.memberships.get(user=rita))
    held = pieces(ground, [configuration, counterpart], Chosen({}), ())
    hearing = Hearing(each.source for each in held)
    for each in held:
        part = ground.part(each.source, each.speaker, each.said, 1)
        said = hearing.of(each.source, each.speaker if each.extract else None)
        assert people(part, part.voices) == set(said.persons) and part.question == said.asked


def test_a_restricted_analyst_counts_the_given_sites(as_user, study, page, configuration, stood):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert told(as_user(sam).get(page))["CMO-01 Sharing a room"]["All"] == "1"
    behind = as_user(sam).get(url("configuration_evidence", study, configuration.pk))
    assert "awkward" not in behind.text and behind.context["tally"].sources == 1


def test_what_is_coded_blind_is_counted_for_its_coder_alone(
    as_user, study, alice, bob, rita, page, configuration, stood
):
    source, _ = stood
    members = {user: study.memberships.get(user=user) for user in (alice, bob)}
    DoubleCoding.objects.begin([source], members[alice], members[bob], by=members[alice])
    new = factories.extract(source, "That changed everything", by=bob)
    Evidence.objects.add(configuration, by=bob, extract=new, stance="supports")
    counted = {
        user: told(as_user(user).get(f"{page}?count=extracts"))["CMO-01 Sharing a room"]["Area 1"]
        for user in (alice, bob, rita)
    }
    assert counted == {alice: "0", bob: "1", rita: "2"}


def test_a_stranger_finds_nothing_and_nobody_posts(as_user, charlie, bob, study, configuration, page, stood):
    behind = url("configuration_evidence", study, configuration.pk)
    files = [url("configuration_table_file", study, form) for form in FORMS]
    for each in (page, behind, *files):
        assert as_user(charlie).get(each).status_code == 404
        assert as_user(bob).post(each).status_code == 405


def test_a_value_that_is_not_there_is_told(as_user, rita, study, page, stood):
    answer = as_user(rita).get(f"{page}?site=nothing")
    assert answer.status_code == 422 and "there is no “nothing” here" in answer.text
    away = as_user(rita).get(f"{url('configuration_table_file', study, 'csv')}?site=nothing")
    assert away.headers["Location"] == f"{page}?site=nothing"


def test_a_study_without_configurations_says_so_in_figures(as_user, rita, study, source, page):
    assert told(as_user(rita).get(page))["Any configuration"]["All"] == "0"


def test_files_widen_small_numbers_or_say_why_not(as_user, rita, study, page, stood):
    csv = url("configuration_table_file", study, "csv")
    refused = as_user(rita).get(csv)
    assert refused.status_code == 422 and "fewer than 3 people would stand apart" in refused.text
    for number in range(3):
        for site in ("A1", "A2"):
            factories.source(study, f"5{number}{site}", site=site)
    away = as_user(rita).get(csv)
    assert "CMO-01 Sharing a room,1,1,0,2" in away.content.decode()
    assert (
        "demo" not in away.headers["Content-Disposition"]
        and "configurations-by-site.csv" in away.headers["Content-Disposition"]
    )


def test_others_get_a_table_by_its_address(study, rita, stood):
    grid = configuration_table(study.memberships.get(user=rita), {"by": "role", "count": "extracts"})
    assert grid.title == "Configurations by role" and [line.head.key.code for line in grid.lines] == [
        "CMO-01",
        "CMO-02",
    ]


def test_the_number_of_queries_does_not_grow(as_user, bob, study, page, configuration, stood):
    client = as_user(bob)

    def queries(address: str) -> int:
        kept._KEPT.clear()
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    behind = url("configuration_evidence", study, configuration.pk)
    every = [page, f"{page}?by=place&tracer=dementia&count=extracts", behind, f"{behind}?place=A1"]
    before = [queries(address) for address in every]
    for number in range(6):
        extract = factories.extract(factories.source(study, f"3{number:04}"), "same room")
        for each in (configuration, factories.configuration(study)):
            Evidence.objects.add(each, by=bob, extract=extract, stance="supports")
    assert [queries(address) for address in every] == before
