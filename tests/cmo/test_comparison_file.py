"""What the comparison shows as a file: all rows of it, with small numbers widened."""

import csv
import io

import openpyxl
import pytest

from accounts.models import Study
from cmo.models import Activation, Comparison, Configuration, Evidence, Match, SiteFinding
from exchange.studyfolder.load import load
from tests import factories
from tests.cmo.litany import shown_rows, url
from tests.fixtures.test_demo_study import DEMO
from tracers.models import Site

pytestmark = pytest.mark.django_db


def table(answer) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def heard(study, configuration, counterpart, extract, bob):
    configuration.link("counterpart_of", counterpart, by=None)
    Match.objects.say(configuration.contexts[0], counterpart.contexts[0], "same", by=bob)
    SiteFinding.objects.state(
        configuration, study.sites.get(code="A1"), presence="present", summary="One room.", by=bob
    )
    return Evidence.objects.add(configuration, by=bob, extract=extract, stance="supports")


def test_csv_has_a_line_for_each_row_and_site(as_user, rita, study, heard):
    here, there = table(as_user(rita).get(url("comparison_file", study, "csv")))
    assert (here["Configurations"], here["Site"], there["Site"]) == ("CMO-01 and CMO-02", "Area 1", "Area 2")
    assert here["Context"].endswith("[the same]") and there["Context"].endswith("[the same]")
    assert (here["Found"], here["Summary"], there["Found"]) == ("Present", "Present. One room.", "No data")
    assert (here["Judgement"], here["Spoke"], here["Read"]) == ("Not judged yet", "1", "1")


def test_organisation_and_date_of_few_people_leave_no_file(as_user, rita, study, heard):
    here = table(as_user(rita).get(url("comparison_file", study, "csv")))[0]
    assert here["Behind it"] == "fewer than 3 people · several organisations"
    assert here["Citation"] == "[20417, Area 1]"
    study.threshold = 0
    study.save()
    here = table(as_user(rita).get(url("comparison_file", study, "csv")))[0]
    assert here["Behind it"] == "1 person · Provider · Jul 2016"
    assert here["Citation"] == "[20417, Area 1, Provider, Jul 2016]"


def test_the_screen_says_that_there_are_few(as_user, rita, study, heard):
    assert "fewer than 3 people" in as_user(rita).get(url("comparison", study)).text


def test_words_that_are_not_to_be_quoted_leave_no_file(as_user, rita, study, heard):
    heard.extract.quotable = False
    heard.extract.save()
    here = table(as_user(rita).get(url("comparison_file", study, "csv")))[0]
    assert here["Words"].startswith("Words that are not to be quoted are left out.")


def test_national_words_come_after_the_sites_and_count_for_none(as_user, rita, study, configuration):
    words = factories.extract(factories.source(study, "90001", site="NAT"), "awkward at first")
    Evidence.objects.add(configuration, by=None, extract=words)
    rows = table(as_user(rita).get(url("comparison_file", study, "csv")))
    assert [row["Site"] for row in rows] == ["Area 1", "Area 2", "National (not counted for any area)"]
    assert rows[2]["Citation"] == "[90001, National]"
    assert "awkward at first (site assumed from the speaker)" in rows[2]["Words"]


def test_a_workbook_has_the_overview_and_the_matches_too(as_user, rita, study, heard):
    answer = as_user(rita).get(url("comparison_file", study, "xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Side by side", "Overview", "Matches", "About"]
    assert [cell.value for cell in book["Overview"][2]][1].startswith("Present; spoke 1")
    assert [cell.value for cell in book["Matches"][2]][-1] == "Bob Tanner"


def test_pdf_of_what_is_shown(as_user, rita, study, heard):
    answer = as_user(rita).get(url("comparison_file", study, "pdf"), {"sites": "A1,A2"})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


def test_a_restricted_analyst_takes_along_what_is_open_to_him(as_user, study, configuration):
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    Evidence.objects.add(configuration, by=None, extract=hidden)
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert "awkward" not in as_user(dora).get(url("comparison_file", study, "csv")).content.decode()


def test_stranger_wrong_form_tracer_and_method(as_user, rita, charlie, study, configuration):
    address = url("comparison_file", study, "csv")
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(address).status_code == 405
    assert as_user(rita).get(url("comparison_file", study, "docx")).status_code == 404
    assert as_user(rita).get(address, {"tracer": "nothing"}).status_code == 404


def test_number_of_queries_does_not_grow(as_user, rita, study, django_assert_max_num_queries):
    client, address = as_user(rita), url("comparison_file", study, "csv")

    def grow(first, last):
        for number in range(first, last):
            one, other = factories.configuration(study), factories.configuration(study, site="A2")
            source = factories.source(study, str(number), site=("A1", "A2", "NAT")[number % 3])
            Evidence.objects.add(one, by=None, extract=factories.extract(source, "awkward at first"))
            Comparison.objects.judge([one, other], study.sites.filter(kind="area"), by=None, judgement="same")
            Match.objects.say(one.contexts[0], other.contexts[0], "same", by=None)
            for site in study.sites.all():
                Activation.objects.state(one.mechanisms[0], site, activation="weak", by=None)
                SiteFinding.objects.state(other, site, presence="partly", by=None)

    grow(1, 4)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    grow(4, 9)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_what_was_found_at_national_level_stands_apart(as_user, rita, study, configuration):
    national = study.sites.get(code="NAT")
    SiteFinding.objects.state(configuration, national, presence="present", summary="They say so.", by=None)
    Activation.objects.state(configuration.mechanisms[0], national, activation="strong", actor="Ministers", by=None)
    (row,) = shown_rows(as_user(rita).get(url("comparison", study)))
    assert [(apart.place.label, len(apart.findings), len(apart.fired)) for apart in row.apart] == [("National", 1, 1)]
    assert not any(shown.findings for shown in row.sides)
    last = table(as_user(rita).get(url("comparison_file", study, "csv")))[-1]
    assert (last["Site"], last["Found"]) == ("National (not counted for any area)", "Present")
    assert last["How far it fired"].startswith("Strong (Ministers): ")


# Without a tracer, without anything, many sites


def test_configurations_without_a_tracer_are_compared_too(as_user, rita, study, configuration):
    loose = factories.configuration(study, label="Of no tracer")
    Configuration.objects.filter(pk=loose.pk).update(tracer=None)
    page = as_user(rita).get(url("comparison", study), {"tracer": ""})
    assert [row.codes for row in shown_rows(page)] == [loose.code]
    assert "Without a tracer" in as_user(rita).get(url("comparison", study)).text
    study.tracers.exclude(pk=configuration.tracer_id).delete()


def test_a_study_without_tracers_compares_its_configurations(as_user, rita):
    bare = factories.study("bare", "Bare")
    bare.admit(rita, "reader")
    made = factories.configuration(bare)
    Configuration.objects.update(tracer=None)
    bare.themes.all().delete()
    bare.tracers.all().delete()
    page = as_user(rita).get(url("comparison", bare))
    assert [row.codes for row in shown_rows(page)] == [made.code]


def test_three_named_sites_and_a_county_with_its_towns(as_user, rita):
    study = Study.objects.create(slug="isles", title="Isles")
    study.admit(rita, "reader")
    names = ("Harris", "Mull", "Skye")
    sites = [Site.objects.create(study=study, code=name, label=name, order=order) for order, name in enumerate(names)]
    Site.objects.create(study=study, code="T", label="Tobermory", parent=sites[1], order=9)
    study.tracers.create(code="ferries", label="Ferries")
    one = Configuration.objects.write(study, by=None, tracer=study.tracers.get(), sites=sites[:1], label="One boat")
    SiteFinding.objects.state(one, study.sites.get(code="T"), presence="present", by=None)
    page = as_user(rita).get(url("comparison", study))
    (row,) = shown_rows(page)
    assert [shown.side.place.label for shown in row.sides] == list(names)
    assert row.sides[1].side.known.words == "Stated for Tobermory alone"
    assert "Of Tobermory, not of Mull:" in page.text
    asked = as_user(rita).get(url("comparison", study), {"sites": ["T", "Skye"]})
    assert [shown.side.place.label for shown in shown_rows(asked)[0].sides] == ["Skye", "Tobermory"]


def test_in_the_demo_every_pattern_and_judgement_occurs_and_its_matches_are_rows(as_user):
    load(DEMO, by=None)
    study = Study.objects.get(slug="demo")
    rita = factories.member(study, "Rita Hale", "reader")
    shown = [row for tracer in ("dementia", "screening", "") for row in every_row(as_user(rita), study, tracer)]
    judged = [comparison for row in shown for comparison in row.comparisons]
    assert {each.judgement for each in judged} == set(Comparison.Judgement.values) - {""}
    assert {each.pattern for each in judged} == set(Comparison.Pattern.values)
    assert sorted(match.sign for match in Match.objects.all()) == ["=", "=", "=", "~"]
    assert not any(each.matches for each in judged)
    assert [line.how for row in shown for line in row.lines if line.how and row.is_pair].count("the same") == 3


def every_row(client, study, tracer) -> list:
    page, found = client.get(url("comparison", study), {"tracer": tracer}), []
    while True:
        found += [each.row for each in page.context["piece"].rows]
        if not page.context["piece"].left:
            return found
        page = client.get(page.context["piece"].address, headers={"HX-Request": "true"})
