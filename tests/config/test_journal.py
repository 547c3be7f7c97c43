import csv
import io

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.history import steps as past
from accounts.models import JournalEntry
from interviews.double import deeds
from interviews.models import Code, DoubleCoding, Extract
from tests import factories, steps

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def cast(alice, bob, rita) -> None:
    steps.over()


@pytest.fixture
def source(study):
    made = factories.source(study)
    steps.over()
    return made


@pytest.fixture
def coded(study, source, bob):
    extract = factories.extract(source, "same room", Code.objects.make(study, "Trust", by=bob), by=bob)
    steps.over()
    return extract


def at(name: str, **names) -> str:
    return reverse(name, kwargs={"slug": "dementia-care", **names})


def last_step(study, user):
    return past.last_undoable(study.memberships.get(user=user))


def test_the_journal_says_who_did_what(as_user, rita, coded):
    page = as_user(rita).get(at("journal_list")).content.decode()
    assert "Bob Tanner" in page
    assert "made a code, marked an extract, coded an extract" in page


def test_a_reader_is_offered_no_undo(as_user, rita, bob, coded):
    assert "/undoing/" not in as_user(rita).get(at("journal_list")).content.decode()
    assert "/undoing/" in as_user(bob).get(at("journal_list")).content.decode()


def test_a_stranger_meets_nothing(as_user, charlie, study, bob, coded):
    step = last_step(study, bob)
    for name, names in (("journal_list", {}), ("journal_sheet", {}), ("step_detail", {"step": step})):
        assert as_user(charlie).get(at(name, **names)).status_code == 404
    for name, names in (("undo_last", {}), ("redo_last", {}), ("step_undo", {"step": step})):
        assert as_user(charlie).post(at(name, **names)).status_code == 404


def test_a_reader_may_not_undo(as_user, rita, study, bob, coded):
    for name, names in (("undo_last", {}), ("redo_last", {}), ("step_undo", {"step": last_step(study, bob)})):
        assert as_user(rita).post(at(name, **names)).status_code == 403
    assert Extract.objects.exists()


def test_undoing_is_posted(as_user, bob, coded):
    assert as_user(bob).get(at("undo_last")).status_code == 405


def test_an_analyst_may_not_undo_what_an_owner_did(as_user, alice, bob, study):
    Code.objects.make(study, "Trust", by=alice)
    steps.over()
    assert as_user(bob).post(at("step_undo", step=last_step(study, alice))).status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [({"kind": "extract"}, True), ({"kind": "memo"}, False), ({"day": "2001-01-01"}, False)],
)
def test_the_journal_is_filtered_by_its_address(as_user, alice, coded, query, found):
    page = as_user(alice).get(at("journal_list"), query).content.decode()
    assert ("coded an extract" in page) == found


def test_the_journal_is_filtered_by_person(as_user, alice, bob, coded):
    asked = as_user(alice).get(at("journal_list"), {"person": bob.pk}).content.decode()
    other = as_user(alice).get(at("journal_list"), {"person": alice.pk}).content.decode()
    assert ("coded an extract" in asked, "coded an extract" in other) == (True, False)


@pytest.mark.parametrize("query", [{"person": "x"}, {"day": "yesterday"}])
def test_a_filter_that_means_nothing_finds_nothing(as_user, alice, coded, query):
    assert as_user(alice).get(at("journal_list"), query).status_code == 404


def test_the_journal_leaves_as_a_sheet(as_user, rita, coded):
    answer = as_user(rita).get(at("journal_sheet"), {"kind": "extract"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["who"], row["deed"], row["kind"]) for row in rows] == [
        ("Bob Tanner", "marked", "extract"),
        ("Bob Tanner", "coded", "extract"),
    ]


def test_a_step_tells_what_was_in_it(as_user, rita, bob, study, coded):
    page = as_user(rita).get(at("step_detail", step=last_step(study, bob))).content.decode()
    assert "Made" in page
    assert "same room" in page
    assert "Trust" in page


def test_a_change_tells_what_was_and_what_is(as_user, rita, bob, study, coded):
    Code.objects.get().revise(by=bob, name="Reliance")
    steps.over()
    page = as_user(rita).get(at("step_detail", step=last_step(study, bob))).content.decode()
    assert "Trust → Reliance" in " ".join(page.split())


def test_undo_from_any_page_leads_back_there(as_user, bob, study, coded):
    page = at("study_home")
    answer = as_user(bob).post(at("undo_last"), headers={"Referer": f"http://testserver{page}"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    assert "Undone: coded an extract" in answer.content.decode()
    assert at("redo_last") in answer.content.decode()
    assert not Extract.objects.exists()


def test_redo_brings_it_back(as_user, bob, study, coded):
    as_user(bob).post(at("undo_last"))
    steps.over()
    answer = as_user(bob).post(at("redo_last"), follow=True)
    assert "Done again: coded an extract in 20417" in answer.content.decode()
    assert Extract.objects.get().pk == coded.pk


def test_a_page_elsewhere_is_never_led_to(as_user, bob, coded):
    answer = as_user(bob).post(at("undo_last"), headers={"Referer": "http://elsewhere.example/x"})
    assert answer["Location"] == at("journal_list")


def test_from_the_page_of_a_thing_that_goes_it_leads_to_the_journal(as_user, bob, study):
    code = Code.objects.make(study, "Trust", by=bob)
    steps.over()
    page = f"http://testserver{reverse('interviews:code_detail', args=['dementia-care', code.pk])}"
    for headers in ({"Referer": page}, {**HTMX, "HX-Current-URL": page}):
        answer = as_user(bob).post(at("undo_last"), headers=headers)
        assert at("journal_list") in {answer.headers.get("Location"), answer.headers.get("HX-Redirect")}
        steps.over()
        steps.redo_last(study, bob)


def test_htmx_fetches_the_page_anew(as_user, bob, coded):
    answer = as_user(bob).post(
        at("undo_last"), headers={**HTMX, "HX-Current-URL": f"http://testserver{at('study_home')}"}
    )
    assert answer.headers["HX-Refresh"] == "true"


def test_a_refusal_is_said(as_user, alice, bob, study, coded):
    Extract.objects.get().add_code(Code.objects.make(study, "Doubt", by=alice), by=alice)
    steps.over()
    answer = as_user(bob).post(at("undo_last"), follow=True)
    assert "Alice Marsh made a coding on this extract" in answer.content.decode()
    answer = as_user(bob).post(at("undo_last"), headers=HTMX)
    assert answer.status_code == 204
    assert "Alice Marsh made a coding on this extract" in answer.headers["HX-Trigger"]
    assert Extract.objects.exists()


def test_a_refusal_names_nobody_who_codes_blind(as_user, alice, bob, study, source):
    dana = factories.member(study, "Dana Webb", "analyst")
    steps.over()
    extract = factories.extract(source, "same room", by=alice)
    steps.over()
    owner, *coders = (study.memberships.get(user=user) for user in (alice, bob, dana))
    double = DoubleCoding.objects.begin([source], *coders, by=owner)[0]
    steps.over()
    with transaction.atomic():  # what he may read of the step would say his name
        extract.add_code(Code.objects.make(study, "Doubt", by=bob), by=bob)
    step = JournalEntry.objects.get(thing=extract.pk, deed="marked").step
    steps.over()
    answer = as_user(alice).post(at("step_undo", step=step), follow=True).content.decode()
    assert "Somebody made a coding on this extract" in answer
    deeds.open_early(double, by=alice, reason="Dana has left")
    steps.over()
    answer = as_user(alice).post(at("step_undo", step=step), follow=True).content.decode()
    assert "Bob Tanner made a coding on this extract" in answer


def on_words(source) -> dict[str, str]:
    return {"source": str(source.pk), "version": "1"}


def test_on_the_reading_page_the_turns_follow(as_user, bob, source, coded):
    answer = as_user(bob).post(at("undo_last"), on_words(source), headers=HTMX)
    html = answer.content.decode()
    assert "Undone: coded an extract in 20417" in answer.headers["HX-Trigger"]
    assert 'id="extract-panel"' in html
    assert "same room" in html
    assert 'class="mark' not in html
    steps.over()
    again = as_user(bob).post(at("redo_last"), on_words(source), headers=HTMX).content.decode()
    assert 'class="mark' in again
    assert "<html" not in again


def test_on_the_reading_page_what_is_shown_otherwise_is_fetched_anew(as_user, bob, source, study, coded):
    Code.objects.get().revise(by=bob, name="Reliance")
    steps.over()
    answer = as_user(bob).post(at("undo_last"), on_words(source), headers=HTMX)
    assert answer.headers["HX-Refresh"] == "true"


def test_a_source_of_another_study_is_not_there(as_user, bob, charlie, coded):
    other = factories.source(charlie.memberships.get().study)
    assert as_user(bob).post(at("undo_last"), on_words(other), headers=HTMX).status_code == 404
    assert Extract.objects.exists()


def test_a_restricted_analyst_reads_no_numbers_of_hidden_sources(as_user, study, bob, coded):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert "coded an extract" not in as_user(sam).get(at("journal_list")).content.decode()
    assert as_user(sam).get(at("step_detail", step=last_step(study, bob))).status_code == 404


@pytest.mark.parametrize("name", ["journal_list", "step_detail"])
def test_the_number_of_queries_does_not_grow(as_user, alice, bob, study, source, name):
    client, counts = as_user(alice), []
    for quotes in (["same room"], ["same room", "you know", "memory clinic", "awkward at first"]):
        with transaction.atomic():
            for quote in quotes:
                factories.extract(
                    source, quote, Code.objects.make(study, f"About {quote} {len(quotes)}", by=bob), by=bob
                )
        steps.over()
        names = {"step": last_step(study, bob)} if name == "step_detail" else {}
        client.get(at(name, **names))
        with CaptureQueriesContext(connection) as asked:
            client.get(at(name, **names))
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[1] <= 16
    assert JournalEntry.objects.exists()
