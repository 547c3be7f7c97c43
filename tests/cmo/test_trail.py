"""Everything that happened to a configuration, for a page and on paper."""

import io

import pytest

from cmo.entering import enter
from cmo.keeping import keep
from cmo.models import Evidence, Meeting, Reading
from cmo.trail.story import trail
from interviews.models import DoubleCoding
from tests import factories, steps
from tests.cmo.litany import url


@pytest.fixture
def lived(study, configuration, counterpart, source, extract, alice, bob):
    """A configuration to which everything happened."""
    steps.over()
    item = configuration.items.get(role="context")
    evidence = Evidence.objects.add(configuration, by=bob, extract=extract, item=item, stance="contradicts")
    steps.over()
    Reading.objects.note(source, configuration, "nothing", by=bob)
    steps.over()
    enter(configuration, "working", by=alice)
    steps.over()
    item.revise(by=alice, text="One shared building", role="context")
    steps.over()
    keep(configuration, by=alice, reason="A second interview")
    steps.over()
    evidence.refresh_from_db()
    evidence.still_holds(by=bob)
    steps.over()
    evidence.settle(by=bob, answer="situate")
    steps.over()
    counterpart.link("rival_of", configuration, by=alice)
    steps.over()
    meeting = Meeting.objects.call(study, by=alice, title="Team meeting", date="2016-10")
    meeting.decide(configuration, "Keep both.", dissent="Rita would not.", by=alice)
    steps.over()
    return configuration


TOLD = (
    "wrote it",
    "added evidence that contradicts",
    "noted that there is nothing",
    "changed its state from draft to working",
    "kept version 1",
    "changed the words of an item",
    "kept version 2",
    "looked again: it still holds",
    "situated the contradiction",
    "linked: CMO-02 is a rival of CMO-01",
)


def deeds(configuration, member):
    return [deed.what for event in trail(configuration, member) for deed in event.deeds]


def test_all_of_it_is_told_in_order(study, lived, rita):
    told = deeds(lived, study.memberships.get(user=rita))
    places = [next(place for place, what in enumerate(told) if said in what) for said in TOLD]
    assert places == sorted(places)


def test_the_page_holds_words_reasons_differences_and_decisions(as_user, rita, study, lived, extract):
    page = as_user(rita).get(url("trail", study, lived.pk)).content.decode()
    for words in ("you couldn’t just pass people on", "A second interview", "<ins>shared </ins>", "Rita would not."):
        assert words in page
    assert f"extracts/{extract.pk}/" in page


def test_evidence_that_was_removed_is_told_still(study, lived, rita, bob):
    lived.evidence.get().remove(by=bob)
    assert any("removed evidence" in what for what in deeds(lived, study.memberships.get(user=rita)))


def test_what_was_merged_into_it_is_part_of_its_trail(study, lived, counterpart, alice, rita):
    counterpart.merged_into = lived
    counterpart.save()
    keep(counterpart, by=alice)
    events = trail(lived, study.memberships.get(user=rita))
    assert any(event.of == counterpart.code and event.kept for event in events)


def test_the_same_as_a_pdf(as_user, rita, study, lived):
    import pypdfium2

    answer = as_user(rita).get(url("trail_pdf", study, lived.pk))
    assert answer["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    for words in ("The trail of CMO-01", "A second interview", "Keep both."):
        assert words in text


def test_a_restricted_analyst_learns_nothing_of_hidden_words(as_user, study, lived, extract):
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A2")))
    told = deeds(lived, study.memberships.get(user=dora))
    assert not any("evidence" in what or "read a source" in what or "contradict" in what for what in told)
    page = as_user(dora).get(url("trail", study, lived.pk)).content.decode()
    assert "20417" not in page
    assert "pass people on" not in page


def test_blind_double_coding_hides_what_the_other_marked(study, configuration, source, alice, bob):
    first, second = (study.memberships.get(user=user) for user in (alice, bob))
    DoubleCoding.objects.begin([source], first, second, by=first)
    extract = factories.extract(source, "awkward at first", by=bob)
    Evidence.objects.add(configuration, by=bob, extract=extract)
    assert any("evidence" in what for what in deeds(configuration, study.memberships.get(user=bob)))
    assert not any("evidence" in what for what in deeds(configuration, study.memberships.get(user=alice)))


def test_what_writes_itself_down_while_somebody_types_is_told_once(study, configuration, alice, rita):
    for words in ("They", "They talk", "They talk."):
        steps.over()
        configuration.revise(by=alice, statement=words)
    assert deeds(configuration, study.memberships.get(user=rita)).count("changed its sentence") == 1


@pytest.mark.parametrize("name", ["trail", "trail_pdf"])
def test_strangers_and_wrong_methods(as_user, bob, charlie, study, configuration, name):
    assert as_user(charlie).get(url(name, study, configuration.pk)).status_code == 404
    assert as_user(bob).post(url(name, study, configuration.pk)).status_code == 405


def test_number_of_queries_does_not_grow(as_user, rita, bob, study, configuration, django_assert_max_num_queries):
    client, address = as_user(rita), url("trail", study, configuration.pk)

    def grow(first, last):
        for number in range(first, last):
            steps.over()
            source = factories.source(study, str(number))
            Evidence.objects.add(configuration, by=bob, extract=factories.extract(source, "awkward at first"))
            configuration.add_item("context", f"Number {number}", by=bob)
            keep(configuration, by=bob, reason="So")

    grow(1, 3)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    grow(3, 9)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
