"""The page of a configuration."""

import pytest

from cmo.models import Evidence, Link, Reading, SiteFinding
from tests import factories
from tests.cmo.litany import url


@pytest.fixture
def address(study, configuration):
    return url("configuration_detail", study, configuration.pk)


def test_reader_sees_items_evidence_findings_and_links(
    as_user, rita, study, configuration, counterpart, source, extract, address
):
    Evidence.objects.add(configuration, by=None, extract=extract, stance="supports", comment="Said twice")
    SiteFinding.objects.state(
        configuration, study.sites.get(code="A1"), presence="present", summary="In both clinics.", by=None
    )
    configuration.link("counterpart_of", counterpart, by=None)
    page = as_user(rita).get(address).content.decode()
    for words in (
        "One building for health and social care",
        "you couldn’t just pass people on",
        "[20417, Area 1, Provider, Jul 2016]",
        "Said twice",
        "In both clinics.",
        "is the counterpart of",
        "spoke 1 · read 1 · could have spoken 1",
        "spoke 0 · read 0 · could have spoken 0",
    ):
        assert words in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]


def test_links_are_read_from_both_ends(as_user, rita, study, configuration, counterpart):
    configuration.link("tests", counterpart, by=None)
    for one in (configuration, counterpart):
        page = " ".join(as_user(rita).get(url("configuration_detail", study, one.pk)).content.decode().split())
        assert page.index(configuration.code) < page.rindex(" tests ") < page.rindex(counterpart.code)


def test_stranger_gets_404(as_user, charlie, address):
    assert as_user(charlie).get(address).status_code == 404


def test_page_is_not_posted_to(as_user, bob, address):
    assert as_user(bob).post(address).status_code == 405


def test_words_that_were_not_found_say_so(as_user, rita, configuration, source, address):
    Evidence.objects.add(configuration, by=None, source=source, given_quote="Words from nowhere")
    page = as_user(rita).get(address).content.decode()
    assert "Words from nowhere" in page
    assert "not found in the source" in page


def test_restricted_analyst_counts_only_visible_sources(as_user, study, configuration, source, address):
    Reading.objects.note(
        factories.source(study, "30001", site="A2"), configuration, "nothing", by=factories.user("Eve Moss")
    )
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    page = as_user(dora).get(address).content.decode()
    assert "30001" not in page
    assert "Looked for" not in page


def test_number_of_queries_does_not_grow(as_user, rita, study, configuration, address, django_assert_max_num_queries):
    client = as_user(rita)

    def grow(first, last):
        for number in range(first, last):
            source = factories.source(study, str(number), site=("A1", "A2")[number % 2])
            Evidence.objects.add(configuration, by=None, extract=factories.extract(source, "awkward at first"))
            configuration.link("refines", factories.configuration(study), by=None)

    grow(1, 3)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    grow(3, 9)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_analyst_links_and_unlinks(as_user, bob, study, configuration, counterpart):
    asked = {"kind": "counterpart_of", "other": counterpart.pk, "note": "same question"}
    answer = as_user(bob).post(url("link_new", study, configuration.pk), asked)
    link = Link.objects.get()
    assert answer["Location"] == url("configuration_detail", study, configuration.pk)
    assert (link.start, link.end, link.note) == (configuration, counterpart, "same question")
    as_user(bob).post(url("link_remove", study, link.pk))
    assert not Link.objects.exists()
    assert list(study.journal.filter(deed__contains="linked").values_list("deed", flat=True)) == ["unlinked", "linked"]


def test_equal_links_merge(configuration, counterpart):
    assert configuration.link("tests", counterpart, by=None) == configuration.link("tests", counterpart, by=None)


def test_nesting_makes_no_circle(as_user, bob, study, configuration, counterpart):
    middle = factories.configuration(study)
    configuration.link("nested_in", middle, by=None)
    middle.link("nested_in", counterpart, by=None)
    answer = as_user(bob).post(url("link_new", study, counterpart.pk), {"kind": "nested_in", "other": configuration.pk})
    assert answer.status_code == 422
    assert "nesting goes one way" in answer.content.decode()


def test_a_configuration_is_not_linked_to_itself_or_to_another_study(as_user, bob, study, configuration, charlie):
    strange = factories.configuration(charlie.memberships.get().study)
    for other in (configuration, strange):
        asked = {"kind": "tests", "other": other.pk}
        assert as_user(bob).post(url("link_new", study, configuration.pk), asked).status_code == 422


def test_reading_is_noted_and_changed(as_user, bob, study, configuration, source):
    address = url("reading_new", study, configuration.pk)
    for result in ("nothing", "speaks"):
        assert as_user(bob).post(address, {"source": source.pk, "result": result}).status_code == 302
    reading = Reading.objects.get()
    assert (reading.result, reading.reader) == ("speaks", "Bob Tanner")


def test_reading_of_a_hidden_source_is_refused(as_user, study, configuration):
    hidden = factories.source(study, "30001", site="A2")
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    answer = as_user(dora).post(url("reading_new", study, configuration.pk), {"source": hidden.pk, "result": "nothing"})
    assert answer.status_code == 422
    assert not Reading.objects.exists()


@pytest.mark.parametrize("name", ["reading_new", "link_new"])
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_write(request, as_user, study, configuration, name, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.post(url(name, study, configuration.pk), {}).status_code == status
    wrong = as_user(request.getfixturevalue("bob")).put(url(name, study, configuration.pk))
    assert wrong.status_code == 405


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_unlink(request, as_user, study, configuration, counterpart, who, status):
    link = configuration.link("tests", counterpart, by=None)
    assert as_user(request.getfixturevalue(who)).post(url("link_remove", study, link.pk)).status_code == status
    assert as_user(request.getfixturevalue("bob")).get(url("link_remove", study, link.pk)).status_code == 405
