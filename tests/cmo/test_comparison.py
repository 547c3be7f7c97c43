"""The comparison page, and what people conclude from it."""

import pytest

from accounts.models import Study
from cmo.models import Comparison, Evidence, Reading, SiteFinding
from interviews.models import ExtractSite
from tests import factories
from tests.cmo.litany import HTMX, shown_rows, url
from tracers.models import Site


@pytest.fixture
def address(study):
    return url("comparison", study)


def columns(page) -> list[list[tuple[str, str]]]:
    """Of each row: the site and what is known there."""
    return [[(shown.side.place.label, shown.side.known.words) for shown in row.sides] for row in shown_rows(page)]


def test_counterparts_stand_side_by_side(as_user, rita, configuration, counterpart, address):
    configuration.link("counterpart_of", counterpart, by=None)
    page = as_user(rita).get(address)
    (row,) = shown_rows(page)
    assert [[one.code for one in shown.configurations] for shown in row.sides] == [["CMO-01"], ["CMO-02"]]
    assert "Area 1 beside Area 2" in " ".join(page.content.decode().split())


def test_counterparts_may_be_joined_by_a_judgement_alone(as_user, rita, study, configuration, counterpart, address):
    Comparison.objects.judge(
        [configuration, counterpart],
        study.sites.filter(kind="area"),
        by=None,
        judgement="same",
        explanation="Both share.",
    )
    page = as_user(rita).get(address)
    assert len(shown_rows(page)) == 1
    assert "Both share." in page.content.decode()


def test_every_cell_says_what_it_knows(as_user, rita, study, configuration, counterpart, source, extract, address):
    elsewhere = factories.source(study, "30001", site="A2")
    Evidence.objects.add(configuration, by=None, extract=extract, stance="supports")
    Reading.objects.note(elsewhere, configuration, "nothing", by=rita)
    assert columns(as_user(rita).get(address)) == [
        [("Area 1", "Evidence, but no finding stated yet"), ("Area 2", "Looked for, not found (1 read)")],
        [("Area 1", "No data"), ("Area 2", "No data")],
    ]


def test_who_stands_behind_each_side_is_said(as_user, rita, configuration, extract, address):
    Evidence.objects.add(configuration, by=None, extract=extract)
    page = as_user(rita).get(address).content.decode()
    assert "1 person · Provider · Jul 2016" in page
    assert "spoke 1 · read 1 · could have spoken 1" in page
    assert "[20417, Area 1, Provider, Jul 2016]" in page
    assert "Site assumed from the speaker" in page


def test_the_interviewer_is_never_counted_as_a_person(as_user, rita, configuration, source, address):
    asked = factories.extract(source, "How did the partnership change referrals?")
    Evidence.objects.add(configuration, by=None, extract=asked, stance="supports")
    page = as_user(rita).get(address).content.decode()
    assert ">interviewer</span>" in page
    assert "nobody quoted yet" in page
    assert "spoke 0 · read 1 · could have spoken 1" in page


def test_a_remark_about_the_other_area_stands_there_and_says_who_spoke(
    as_user, rita, study, configuration, extract, address
):
    ExtractSite.objects.create(extract=extract, site=study.sites.get(code="A2"))
    Evidence.objects.add(configuration, by=None, extract=extract)
    page = as_user(rita).get(address)
    first, second = shown_rows(page)[0].sides
    assert (len(first.side.heard), len(second.side.heard)) == (0, 1)
    assert "Spoken in Area 1, about Area 2" in page.content.decode()


def test_national_evidence_has_a_band_of_its_own(as_user, rita, study, configuration, address):
    words = factories.extract(factories.source(study, "90001", site="NAT"), "awkward at first")
    Evidence.objects.add(configuration, by=None, extract=words)
    page = as_user(rita).get(address)
    (row,) = shown_rows(page)
    assert [band.label for band, _ in row.bands] == ["National"]
    assert not any(shown.side.heard for shown in row.sides)
    assert "not counted for any area" in page.content.decode()


def test_what_was_anticipated_stands_apart(as_user, rita, study, configuration, address):
    theory = factories.configuration(study, label="As policy had it", kind="anticipated")
    page = as_user(rita).get(address)
    assert page.context["compared"].frame == [theory]
    assert len(shown_rows(page)) == 1


def test_any_sites_can_be_set_side_by_side(as_user, rita, study, configuration, address):
    Site.objects.create(study=study, code="A3", label="The Isles", order=5)
    asked = as_user(rita).get(address, {"sites": ["A3", "A1"]})
    assert [shown.side.place.label for shown in shown_rows(asked)[0].sides] == ["Area 1", "The Isles"]
    listed = as_user(rita).get(address, {"sites": "A2,A3"})
    assert [shown.side.place.label for shown in shown_rows(listed)[0].sides] == ["Area 2", "The Isles"]


def test_the_national_level_is_never_a_column(as_user, rita, configuration, address):
    page = as_user(rita).get(address, {"sites": ["A1", "NAT"]})
    assert [shown.side.place.label for shown in shown_rows(page)[0].sides] == ["Area 1"]
    assert "needs two sites" in page.content.decode()


def test_tracer_is_chosen_by_the_address(as_user, rita, study, configuration, address):
    factories.configuration(study, tracer="screening", label="Reminders")
    page = as_user(rita).get(address, {"tracer": "screening"}).content.decode()
    assert "Reminders" in page
    assert "Sharing a room" not in page
    assert as_user(rita).get(address, {"tracer": "nothing"}).status_code == 404


def test_a_study_without_anything_says_what_to_do(as_user, rita):
    bare = Study.objects.create(slug="bare", title="Bare")
    bare.admit(rita, "reader")
    page = as_user(rita).get(url("comparison", bare)).content.decode()
    assert "No configurations yet" in page
    assert "compared in tables and in written summaries" in page
    assert "needs two sites" in page


def test_no_configurations_yet(as_user, rita, address):
    assert "Nothing to compare yet" in as_user(rita).get(address).content.decode()


def test_restricted_analyst_sees_and_counts_visible_sources_alone(as_user, study, configuration, address):
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    Evidence.objects.add(configuration, by=None, extract=hidden)
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    page = as_user(dora).get(address).content.decode()
    assert "awkward at first" not in page
    assert "could have spoken 1" not in page
    assert "count these alone" in page


def test_stranger_and_wrong_method(as_user, charlie, bob, address):
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(bob).post(address).status_code == 405


def test_number_of_queries_does_not_grow(as_user, rita, study, address, django_assert_max_num_queries):
    client = as_user(rita)

    def grow(first, last):
        for number in range(first, last):
            one, other = factories.configuration(study), factories.configuration(study, site="A2")
            source = factories.source(study, str(number), site=("A1", "A2", "NAT")[number % 3])
            Evidence.objects.add(one, by=None, extract=factories.extract(source, "awkward at first"), stance="supports")
            Comparison.objects.judge([one, other], study.sites.filter(kind="area"), by=None, judgement="same")
            SiteFinding.objects.state(one, study.sites.first(), presence="present", by=None)

    grow(1, 4)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    grow(4, 10)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_analyst_states_a_finding(as_user, bob, study, configuration):
    address = url("finding_edit", study, configuration.pk, study.sites.get(code="A2").pk)
    assert as_user(bob).get(address).status_code == 200
    answer = as_user(bob).post(address, {"presence": "no data", "summary": "Nobody was asked."})
    finding = SiteFinding.objects.get()
    assert answer.status_code == 302
    assert (finding.presence, finding.summary, str(finding.site)) == ("no data", "Nobody was asked.", "Area 2")
    as_user(bob).post(address, {"presence": "present"})
    assert SiteFinding.objects.get().presence == "present"


NOT_FOUND = {"presence": "looked for and not found"}


def test_not_found_without_a_reading_stands_and_reminds_of_one(as_user, bob, study, configuration):
    there = study.sites.get(code="A2")
    answer = as_user(bob).post(url("finding_edit", study, configuration.pk, there.pk), NOT_FOUND, follow=True)
    assert SiteFinding.objects.get().presence == "looked for and not found"
    assert "nobody has noted a reading of a source of Area 2" in answer.text
    assert "#" not in answer.redirect_chain[0][0]  # the reminder stands where the page begins
    place = f"{url('configuration_detail', study, configuration.pk)}#note-a-reading"
    assert f'<a href="{place}">Note a reading</a>' in answer.text
    assert 'id="note-a-reading"' in as_user(bob).get(place).text


def test_not_found_after_a_reading_there_needs_no_reminder(as_user, bob, study, configuration, source):
    for site, reminded in (("A1", False), ("A2", True)):
        Reading.objects.note(source, configuration, "nothing", by=bob)
        address = url("finding_edit", study, configuration.pk, study.sites.get(code=site).pk)
        assert ("nobody has noted a reading" in as_user(bob).post(address, NOT_FOUND, follow=True).text) is reminded


def test_finding_needs_a_known_presence_and_site(as_user, bob, study, configuration, charlie):
    address = url("finding_edit", study, configuration.pk, study.sites.get(code="A2").pk)
    assert as_user(bob).post(address, {"presence": "maybe"}).status_code == 422
    strange = charlie.memberships.get().study.sites.first()
    assert as_user(bob).get(url("finding_edit", study, configuration.pk, strange.pk)).status_code == 404


def judging(study, *configurations) -> str:
    query = "&".join(f"configuration={one.pk}" for one in configurations)
    return f"{url('comparison_new', study)}?{query}&sites=A1&sites=A2"


def test_analyst_judges_changes_and_takes_back(as_user, bob, study, configuration, counterpart, address):
    client = as_user(bob)
    assert "CMO-01 and CMO-02" in client.get(judging(study, configuration, counterpart)).content.decode()
    asked = {
        "judgement": "different and explained",
        "pattern": "same mechanism, other context",
        "explanation": "Beds.",
        "alike": "C1 and C2",
    }
    answer = client.post(judging(study, configuration, counterpart), asked)
    held = Comparison.objects.get()
    assert answer["Location"] == address
    assert set(held.configurations.all()) == {configuration, counterpart}
    assert [str(site) for site in held.sites.all()] == ["Area 1", "Area 2"]
    assert held.matches == "C1 and C2"
    assert "C1 and C2" in client.get(url("comparison_edit", study, held.pk)).content.decode()
    client.post(url("comparison_edit", study, held.pk), {"judgement": "cannot compare"})
    held.refresh_from_db()
    assert (held.judgement, held.explanation) == ("cannot compare", "")
    client.post(url("comparison_remove", study, held.pk))
    assert not Comparison.objects.exists()


def test_judgement_must_be_one_of_ours(as_user, bob, study, configuration):
    assert as_user(bob).post(judging(study, configuration), {"judgement": "better"}).status_code == 422
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("query", ["", "?configuration=nonsense"])
def test_judging_nothing_gets_404(as_user, bob, study, query):
    assert as_user(bob).get(url("comparison_new", study) + query).status_code == 404


def test_judging_a_configuration_of_another_study_gets_404(as_user, bob, study, charlie):
    strange = factories.configuration(charlie.memberships.get().study)
    assert as_user(bob).get(judging(study, strange)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_conclude(request, as_user, study, configuration, who, status):
    held = Comparison.objects.judge([configuration], study.sites.all(), by=None, judgement="same")
    client = as_user(request.getfixturevalue(who))
    for address in (
        judging(study, configuration),
        url("comparison_edit", study, held.pk),
        url("comparison_remove", study, held.pk),
        url("finding_edit", study, configuration.pk, study.sites.first().pk),
    ):
        assert client.post(address, {"judgement": "partly", "presence": "present"}).status_code == status
    assert Comparison.objects.get().judgement == "same"
    assert not SiteFinding.objects.exists()


def test_wrong_method_on_the_forms(as_user, bob, study, configuration):
    held = Comparison.objects.judge([configuration], study.sites.all(), by=None, judgement="same")
    client = as_user(bob)
    assert client.get(url("comparison_remove", study, held.pk)).status_code == 405
    assert client.put(url("comparison_edit", study, held.pk)).status_code == 405
    assert client.put(url("comparison_new", study)).status_code == 405
    assert client.put(url("finding_edit", study, configuration.pk, study.sites.first().pk)).status_code == 405


def test_a_long_comparison_comes_in_pieces_and_all_of_it_comes(as_user, rita, study, address):
    made = [factories.configuration(study, label=f"Number {number}") for number in range(45)]
    made.append(factories.configuration(study, label="As policy had it", kind="anticipated"))
    SiteFinding.objects.create(configuration=made[-1], site=study.sites.get(code="A1"), presence="partly")
    client, seen, headings = as_user(rita), [], []
    page = client.get(address)
    assert 'id="CMO-45"' in page.content.decode()  # an address may name what is still to come
    while True:
        rows = page.context["piece"].rows
        seen += [each.row.configurations[0].code for each in rows]
        headings += [each.heading for each in rows if each.heading]
        if not page.context["piece"].left:
            break
        page = client.get(page.context["piece"].address, headers={"HX-Request": "true"})
        assert "<html" not in page.content.decode()
    assert seen == ["CMO-46", *(f"CMO-{number:02}" for number in range(1, 46))]
    assert headings == ["What was anticipated", "What was observed"]


@pytest.mark.parametrize("start", ["nonsense", "-1", "999", "²"])
def test_a_wrong_beginning_is_the_beginning(as_user, rita, configuration, address, start):
    page = as_user(rita).get(address, {"from": start})
    assert [row.configurations[0] for row in shown_rows(page)] == [configuration]


def test_the_words_that_are_not_shown_at_once_come_when_asked(as_user, rita, study, configuration, source):
    quotes = ("we sat in the same room", "awkward at first", "took the budget as well")
    for quote in quotes:
        extract = factories.extract(source, quote)
        Evidence.objects.add(configuration, by=None, extract=extract, stance="supports")
    page = as_user(rita).get(url("comparison", study)).text
    assert "2 more for Area 1" in page and sum(quote in page for quote in quotes) == 1
    address = f"{url('comparison_words', study, study.sites.get(code='A1').pk)}?configuration={configuration.pk}"
    whole, part = as_user(rita).get(address).text, as_user(rita).get(address, headers=HTMX).text
    assert all(quote in whole and quote in part for quote in quotes)
    assert "<html" in whole and "<html" not in part


def test_a_band_shows_its_first_words_and_leads_to_the_rest(as_user, rita, study, configuration):
    national = factories.source(study, "90001", site="NAT")
    for quote in ("we sat in the same room", "awkward at first", "took the budget as well"):
        Evidence.objects.add(configuration, by=None, extract=factories.extract(national, quote))
    (row,) = shown_rows(as_user(rita).get(url("comparison", study)))
    assert [len(words) for _, words in row.bands] == [2]
    page = as_user(rita).get(url("comparison", study)).text
    assert "All 3 for National" in page
    address = f"{url('comparison_words', study, study.sites.get(code='NAT').pk)}?configuration={configuration.pk}"
    assert "took the budget as well" in as_user(rita).get(address).text


def test_the_words_of_a_cell_are_those_one_may_see(as_user, rita, charlie, study, configuration):
    there = study.sites.get(code="A2")
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    Evidence.objects.add(configuration, by=None, extract=hidden)
    address = f"{url('comparison_words', study, there.pk)}?configuration={configuration.pk}"
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert "awkward at first" in as_user(rita).get(address).text
    assert "awkward at first" not in as_user(dora).get(address).text
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(address).status_code == 405
    assert as_user(rita).get(url("comparison_words", study, there.pk)).status_code == 404


def test_conclusions_again_is_for_members_alone(as_user, rita, charlie, study):
    address = url("conclusions_again", study)
    assert "Every conclusion is on what is said now" in as_user(rita).get(address).text
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(address).status_code == 405
