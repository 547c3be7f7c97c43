import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership
from interviews.models import Extract
from tests import factories


@pytest.fixture
def source(study):
    return factories.source(study)


def address(source) -> str:
    return reverse("interviews:source_read", kwargs={"slug": source.study.slug, "pk": source.pk})


def test_the_words_are_there_with_who_where_and_when(as_user, rita, source):
    page = as_user(rita).get(address(source)).content.decode()
    for seen in ("20417", "Area 1", "Provider", "Manager", "July 2016", "Dementia", "we sat in the same room"):
        assert seen in page


def test_the_summary_stands_on_top(as_user, rita, source):
    source.summary = "A manager who liked the shared building."
    source.save()
    assert "A manager who liked the shared building." in as_user(rita).get(address(source)).content.decode()


def test_an_extract_is_marked_and_has_a_button_with_its_codes(as_user, rita, study, source):
    extract = factories.extract(source, "we sat in the same room", factories.code(study, "Trust"))
    page = as_user(rita).get(address(source)).content.decode()
    assert 'data-e="0">we sat in the same room</span>' in page
    assert f'value="{extract.pk}">Trust</button>' in page


def test_the_extract_that_the_address_names_is_in_hand(as_user, rita, study, source, bob):
    extract = factories.extract(source, "we sat in the same room", factories.code(study, "Trust"), by=bob)
    page = as_user(rita).get(address(source), {"extract": str(extract.pk)}).content.decode()
    assert f'id="extract-{extract.pk}"' in page
    assert f'data-extract="{extract.pk}"' in page
    assert "Bob Tanner" in page


@pytest.mark.parametrize("wanted", ["nonsense", "0f8fad5b-d9cb-469f-a165-70867728950e"])
def test_an_extract_that_is_not_here_is_not_in_hand(as_user, rita, source, wanted):
    answer = as_user(rita).get(address(source), {"extract": wanted})
    assert answer.status_code == 200
    assert 'data-extract="' not in answer.content.decode()


def test_a_reader_sees_no_way_to_code(as_user, rita, source):
    page = as_user(rita).get(address(source)).content.decode()
    assert "coding-bar" not in page
    assert "Code by pasting words" not in page


def test_codes_of_the_tree_have_counts_and_retired_ones_are_not_offered(as_user, bob, study, source):
    trust, old = factories.code(study, "Trust"), factories.code(study, "Old idea")
    factories.extract(source, "we sat in the same room", trust, old)
    old.retire(by=bob)
    page = as_user(bob).get(address(source)).content.decode()
    assert f'id="count-{trust.pk}"></span>' in page  # counted when the words are painted
    assert f"/codes/{old.pk}/" not in page
    assert counts(as_user(bob), study)[str(trust.pk)] == 1


def counts(client, study) -> dict[str, int]:
    return client.get(reverse("interviews:code_counts", args=[study.slug])).json()["counts"]


def test_counts_follow_what_is_done(as_user, bob, study, source):
    trust, money = factories.code(study, "Trust"), factories.code(study, "Money")
    first = factories.extract(source, "same room", trust)
    client = as_user(bob)
    assert counts(client, study) == {str(trust.pk): 1, str(money.pk): 0}
    first.add_code(money, by=bob)
    first.add_code(trust, by=bob)  # by somebody else as well: the extract counts once
    factories.extract(source, "changed everything", trust, by=bob)
    assert counts(client, study) == {str(trust.pk): 2, str(money.pk): 1}
    first.remove(by=bob)
    late = factories.code(study, "Late")
    assert counts(client, study) == {str(trust.pk): 1, str(money.pk): 0, str(late.pk): 0}


def test_a_stranger_finds_no_counts(as_user, charlie, study):
    assert as_user(charlie).get(reverse("interviews:code_counts", args=[study.slug])).status_code == 404


def test_codes_used_lately_have_keys(as_user, bob, study, source):
    factories.extract(source, "same room", factories.code(study, "Trust"), by=bob)
    factories.extract(source, "awkward at first", factories.code(study, "Doubt"), by=bob)
    page = as_user(bob).get(address(source)).content.decode()
    assert page.index("Code with “Doubt”") < page.index("Code with “Trust”")
    assert 'data-key="2"' in page
    assert 'data-key="3"' not in page


def test_names_with_html_are_harmless(as_user, bob, study, source):
    factories.extract(source, "same room", factories.code(study, "<script>alert(1)</script>"), by=bob)
    page = as_user(bob).get(address(source)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_words_with_html_are_harmless(as_user, rita, study):
    source = factories.source(study, "99", words="Respondent: We said <script>alert(1)</script> & left.")
    page = as_user(rita).get(address(source)).content.decode()
    assert "<script>alert" not in page


def test_a_text_without_speakers_is_read_by_paragraphs(as_user, rita, study):
    source = factories.source(study, "88", words="One paragraph of a plan.\n\nAnother paragraph of it.")
    source.texts.update(turns=[])
    page = as_user(rita).get(address(source)).content.decode()
    assert 'id="turn-2"' in page
    assert "Another paragraph of it." in page


def test_a_stranger_finds_nothing(as_user, charlie, source):
    assert as_user(charlie).get(address(source)).status_code == 404


def test_a_restricted_analyst_reads_the_given_sites_alone(as_user, study, source):
    sam = factories.member(study, "Sam Reed", Membership.Role.ANALYST, sites=[study.sites.get(code="A2")])
    there = factories.source(study, "31000", site="A2")
    assert as_user(sam).get(address(source)).status_code == 404
    assert as_user(sam).get(address(there)).status_code == 200


def test_a_restricted_analyst_sees_counts_of_the_given_sites_alone(as_user, study, source):
    sam = factories.member(study, "Sam Reed", Membership.Role.ANALYST, sites=[study.sites.get(code="A2")])
    trust = factories.code(study, "Trust")
    there = factories.source(study, "31000", site="A2")
    for each in (source, there):
        factories.extract(each, "same room", trust)
    assert counts(as_user(sam), study) == {str(trust.pk): 1}


def test_reading_is_not_posted(as_user, bob, source):
    assert as_user(bob).post(address(source)).status_code == 405


def test_the_number_of_queries_does_not_grow(as_user, bob, study, source):
    client = as_user(bob)
    first = factories.extract(source, "same room", factories.code(study, "Trust"), by=bob)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(source), {"extract": str(first.pk)}).status_code == 200
        return len(caught)

    before = queries()
    text = source.latest_text
    for number in range(30):
        code = factories.code(study, f"Code {number}")
        Extract.objects.mark(text, 15 + number, 60 + 2 * number, by=bob, codes=[code])
        first.add_code(code, by=bob)
    assert queries() == before


def test_the_head_leads_those_who_may_write_to_the_details(as_user, bob, rita, source):
    details = reverse("interviews:source_edit", kwargs={"slug": "dementia-care", "pk": source.pk})
    assert f'href="{details}"' in as_user(bob).get(address(source)).content.decode()
    assert f'href="{details}"' not in as_user(rita).get(address(source)).content.decode()
