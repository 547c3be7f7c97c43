import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews import histories, rewriting
from interviews.edits import Edit
from interviews.models import Code, Extract
from tests import factories, steps

HTMX = {"HX-Request": "true"}


@pytest.fixture
def extract(study, alice, bob, rita):
    source = factories.source(study)
    money = factories.code(study, "Sharing", factories.code(study, "Money"))
    steps.over()
    made = factories.extract(source, "sat in the same", money, by=bob)
    steps.over()
    return made


def told(sentences) -> list[str]:
    return [f"{each.who} {each.what}" for each in sentences]


def again(extract) -> Extract:
    return Extract.objects.get(pk=extract.pk)


def test_an_extract_tells_who_marked_and_coded_it(extract):
    assert told(histories.of_extract(extract)) == ["Bob Tanner marked it; coded it with Money › Sharing"]


def test_an_extract_tells_what_was_said_of_it(study, extract, alice):
    for coding in extract.codings.all():
        coding.remove(by=alice)
        steps.over()
    site = study.sites.get(code="A1")
    for sites in ([site], [site, study.sites.get(code="A2")], []):
        again(extract).describe(by=alice, sites=sites, tracers=[], nowhere=False, claim="observed", quotable=True)
        steps.over()
    again(extract).print_as("sat […] the same", by=alice)
    assert told(histories.of_extract(extract))[1:] == [
        "Alice Marsh took the code Money › Sharing off",
        "Alice Marsh called it observed; said that it speaks of Area 1",
        "Alice Marsh said that it speaks of Area 2",
        "Alice Marsh no longer said that it speaks of Area 1, Area 2",
        "Alice Marsh changed its printed form",
    ]


def test_an_extract_tells_how_far_its_end_was_moved(extract, alice):
    from accounts import journal

    longer = again(extract)
    longer.end += len(" room, so")
    longer.save(update_fields=["end"])
    journal.record(extract.text.source.study, alice, "moved the end of", longer)
    assert told(histories.of_extract(extract))[1:] == ["Alice Marsh moved its end by two words"]


def test_an_extract_tells_when_its_words_were_changed(extract, alice):
    start = extract.text.text.index("awkward")
    rewriting.correct(extract.source, [Edit(start, start, "rather ")], by=alice)
    assert told(histories.of_extract(again(extract)))[1:] == [
        "Alice Marsh changed the words of the interview, and it moved along"
    ]


def test_undoing_is_part_of_the_history(study, extract, bob):
    steps.undo_last(study, bob)
    steps.redo_last(study, bob)
    assert told(histories.of_extract(again(extract))) == [
        "Bob Tanner marked it; coded it with Money › Sharing",
        "Bob Tanner deleted it; took the code Money › Sharing off (undoing)",
        "Bob Tanner marked it; coded it with Money › Sharing (redoing)",
    ]


def test_a_code_tells_what_became_of_it(study, alice, bob):
    code = Code.objects.make(study, "Trust", by=bob)
    above = Code.objects.make(study, "Relationships", by=bob)
    steps.over()
    for change in ({"name": "Reliance", "hue": 5}, {"parent": above, "description": "Relying on others"}):
        Code.objects.get(pk=code.pk).revise(by=alice, **change)
        steps.over()
    Code.objects.get(pk=code.pk).retire(by=alice)
    assert told(histories.of_code(code)) == [
        "Bob Tanner made it",
        "Alice Marsh renamed it from “Trust” to “Reliance”; gave it another colour",
        "Alice Marsh changed its description; moved it under Relationships",
        "Alice Marsh retired it",
    ]


@pytest.mark.parametrize("kind", ["extract", "code"])
def test_the_history_is_a_page_and_a_fragment(as_user, rita, charlie, extract, kind):
    thing = extract if kind == "extract" else extract.codes.get()
    address = reverse(f"interviews:{kind}_history", args=["dementia-care", thing.pk])
    assert "<html" in as_user(rita).get(address).content.decode()
    fragment = as_user(rita).get(address, headers=HTMX).content.decode()
    assert 'class="log"' in fragment
    assert "<html" not in fragment
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(address).status_code == 405


def test_a_hidden_source_has_no_history(as_user, study, extract):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    address = reverse("interviews:extract_history", args=["dementia-care", extract.pk])
    assert as_user(sam).get(address).status_code == 404


def test_the_number_of_queries_does_not_grow(study, extract, bob):
    counts = []
    for name in ("Trust", "Doubt"):
        held = again(extract)
        with CaptureQueriesContext(connection) as asked:
            histories.of_extract(held)
        counts.append(len(asked))
        held.add_code(Code.objects.make(study, name, by=bob), by=bob)
        steps.over()
    assert counts[0] == counts[1]
