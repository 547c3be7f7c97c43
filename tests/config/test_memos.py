"""Memos: written beside a thing, found in one place, never overwritten unseen."""

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import JournalEntry
from cmo.models import Configuration
from interviews.memo_text import as_html
from interviews.models import Extract, Memo
from tests import factories


def at(study, name: str = "memo_list", **values: object) -> str:
    return reverse(name, kwargs={"slug": study.slug, **values})


@pytest.fixture
def extract(study):
    return factories.extract(factories.source(study), "awkward at first", factories.code(study))


@pytest.fixture
def memo(study, bob, extract):
    return Memo.objects.write(study, "If they *sit* together …", by=bob, on_kind="extract", on=extract.pk)


def test_a_memo_is_written_beside_an_extract(as_user, bob, study, extract):
    address = at(study, "thing_memos", kind="extract", pk=extract.pk)
    answer = as_user(bob).post(address, {"text": "Ask the Trust", "kind": "idea"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Ask the Trust" in answer.text and "<html" not in answer.text
    memo = Memo.objects.get()
    assert (memo.on_kind, memo.on, memo.kind, memo.author, memo.by) == (
        "extract",
        extract.pk,
        "idea",
        "Bob Tanner",
        bob,
    )
    assert JournalEntry.objects.filter(deed="wrote", thing=memo.pk, by=bob).exists()


def test_without_scripts_it_leads_back_to_the_thing(as_user, bob, study, extract):
    answer = as_user(bob).post(at(study, "thing_memos", kind="extract", pk=extract.pk), {"text": "Ask"})
    assert answer.headers["Location"] == at(study, "interviews:extract_detail", pk=extract.pk)


@pytest.mark.parametrize("kind", ["extract", "source", "code", "configuration", "site", "theme", "tracer"])
def test_everything_can_have_a_memo(as_user, bob, study, extract, kind):
    made = {
        "extract": extract,
        "source": extract.source,
        "code": study.codes.get(),
        "configuration": Configuration.objects.write(study, by=bob, label="Shared room"),
        "site": study.sites.first(),
        "theme": study.themes.first(),
        "tracer": study.tracers.first(),
    }[kind]
    as_user(bob).post(at(study, "thing_memos", kind=kind, pk=made.pk), {"text": "Think of it"})
    page = as_user(bob).get(at(study)).text
    assert "Think of it" in page and "that is gone" not in page


def test_all_are_found_in_one_place(as_user, rita, bob, study, memo, extract):
    Memo.objects.write(study, "Ask the ward", by=bob, kind="to do")
    page = as_user(rita).get(at(study)).text
    assert "<em>sit</em>" in page and "Ask the ward" in page
    assert at(study, "interviews:extract_detail", pk=extract.pk) in page
    for query, found, other in (("q=WARD+ask", "Ask the ward", "together"), ("on=extract", "together", "Ask the ward")):
        page = as_user(rita).get(f"{at(study)}?{query}").text
        assert found in page and other not in page
    assert "No memo fits" in as_user(rita).get(f"{at(study)}?kind=idea&author=Nobody").text


def test_the_later_writer_is_shown_both(as_user, alice, bob, study, memo):
    address, seen = at(study, "memo_detail", pk=memo.pk), memo.text
    as_user(alice).post(address, {"text": "Alice’s words", "seen": seen})
    answer = as_user(bob).post(address, {"text": "Bob’s words", "seen": seen})
    assert answer.status_code == 422
    assert "Alice’s words" in answer.text and "Bob’s words" in answer.text
    memo.refresh_from_db()
    assert memo.text == "Alice’s words"
    as_user(bob).post(address, {"text": "Both", "seen": "Alice’s words"})
    memo.refresh_from_db()
    assert memo.text == "Both"


def test_line_ends_of_a_browser_are_no_change(as_user, bob, study, memo):
    Memo.objects.update(text="one\ntwo")
    answer = as_user(bob).post(at(study, "memo_detail", pk=memo.pk), {"text": "three", "seen": "one\r\ntwo"})
    assert answer.status_code == 302


def test_a_memo_is_removed(as_user, bob, study, memo):
    as_user(bob).post(at(study, "memo_removal", pk=memo.pk))
    assert not Memo.objects.exists()
    assert JournalEntry.objects.filter(deed="removed", thing=memo.pk).exists()


def test_who_may(as_user, rita, charlie, study, memo, extract):
    pages = (at(study), at(study, "memo_detail", pk=memo.pk), at(study, "thing_memos", kind="extract", pk=extract.pk))
    for address in pages:
        assert as_user(rita).get(address).status_code == 200
        assert as_user(rita).post(address, {"text": "x"}).status_code == 403
        assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(at(study, "memo_removal", pk=memo.pk)).status_code == 403
    assert as_user(rita).get(at(study, "memo_removal", pk=memo.pk)).status_code == 405
    assert as_user(rita).get(at(study, "thing_memos", kind="moon", pk=extract.pk)).status_code == 404


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 50_001])
def test_an_empty_or_endless_memo_is_refused(as_user, bob, study, memo, extract, text):
    for address in (at(study), at(study, "memo_detail", pk=memo.pk)):
        answer = as_user(bob).post(address, {"text": text, "seen": memo.text})
        assert answer.status_code == 422
        assert "Write something first" in answer.text or "at most 50,000" in answer.text
    assert Memo.objects.count() == 1


def test_memos_on_hidden_words_are_hidden(as_user, study, bob, extract, memo):
    elsewhere = factories.member(study, "Sam Hill", "analyst", sites=[study.sites.get(code="A2")])
    Memo.objects.write(study, "On the interview", by=bob, on_kind="source", on=extract.source.pk)
    Memo.objects.write(study, "On the study", by=bob)
    page = as_user(elsewhere).get(at(study)).text
    assert "On the study" in page
    assert "On the interview" not in page and "together" not in page
    assert as_user(elsewhere).get(at(study, "memo_detail", pk=memo.pk)).status_code == 404
    assert as_user(elsewhere).get(at(study, "thing_memos", kind="extract", pk=extract.pk)).status_code == 404


def test_a_link_to_an_extract_reads_as_its_words(as_user, rita, bob, study, extract):
    address = at(study, "interviews:extract_detail", pk=extract.pk)
    Memo.objects.write(study, f"See http://triad.example{address} and [there]({address}).", by=bob)
    page = as_user(rita).get(at(study)).text
    assert ">20417 “awkward at first”</a>" in page and ">there</a>" in page


def test_the_list_asks_as_often_however_many_there_are(
    as_user, rita, bob, study, extract, memo, django_assert_max_num_queries
):
    client = as_user(rita)
    client.get(at(study))
    for number in range(25):
        other = Extract.objects.mark(extract.text, number, number + 5, by=bob)
        Memo.objects.write(study, f"{number}", by=bob, on_kind="extract", on=other.pk)
    with django_assert_max_num_queries(8):
        client.get(at(study))


@given(st.text(max_size=200))
def test_no_html_of_a_memo_comes_through(text):
    html = as_html(
        f"{text}\n\n<script>alert(1)</script> [x](javascript:alert(1)) ![p](https://elsewhere.example/p.png)", {}
    )
    for forbidden in ("<script", "<img", 'href="javascript', "<iframe", " onerror="):
        assert forbidden not in html.lower()
