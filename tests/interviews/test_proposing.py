"""Proposing over a study: what people decided stays, however often it is done."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import sealing
from accounts.models import JournalEntry
from interviews.anonymise import deciding, listing, originals
from interviews.anonymise.known import Entry
from interviews.anonymise.proposing import propose
from interviews.models import Place, Replacement
from interviews.models.anonymising import State
from tests import factories, identifying

FIRST = """Interviewer: Who was it?

Respondent: Write to nuala@cedarhouse.org, or to ann@cedarhouse.org, or nuala@cedarhouse.org."""
SECOND = "Interviewer: And you?\n\nRespondent: I am sam@elsewhere.org and she is nuala@cedarhouse.org."


@pytest.fixture
def two(study):
    return factories.source(study, "101", words=FIRST), factories.source(study, "102", words=SECOND)


def names(study) -> dict[str, list[str]]:
    """The addresses found, each with the words at its places."""
    forms = originals.forms(study, study.replacements.filter(type="email"))
    return {
        forms[replacement.pk][0]: [place.words for place in replacement.places.in_context()]
        for replacement in study.replacements.filter(type="email")
    }


def rows(study) -> list[tuple[object, ...]]:
    places = Place.objects.filter(replacement__study=study).order_by("text", "start")
    return list(places.values_list("pk", "replacement", "replacement__label", "start", "end", "state", "form"))


def test_every_address_is_proposed_once_for_the_whole_study(study, two, bob):
    propose(study, by=bob)
    assert names(study) == {
        "nuala@cedarhouse.org": ["nuala@cedarhouse.org"] * 3,
        "ann@cedarhouse.org": ["ann@cedarhouse.org"],
        "sam@elsewhere.org": ["sam@elsewhere.org"],
    }
    assert set(study.replacements.values_list("state", flat=True)) == {State.PROPOSED}


def test_what_things_are_called_is_sealed(study, two, bob):
    propose(study, by=bob)
    assert all(b"nuala" not in bytes(sealed) for sealed in study.replacements.values_list("sealed", flat=True))


def test_doing_it_again_changes_nothing(study, two, bob):
    propose(study, by=bob)
    before = rows(study)
    again = propose(study, by=bob)
    assert (again.new, again.gone) == (0, 0)
    assert rows(study) == before


def test_decisions_and_other_names_stay(study, two, bob):
    propose(study, by=bob)
    nuala, ann, sam = study.replacements.filter(type="email").order_by("order")
    deciding.rename(nuala, "[the nurse’s address]", by=bob)
    deciding.decide(ann, State.REJECTED, by=bob)
    apart = nuala.places.first()
    deciding.decide_here(apart, State.REJECTED, by=bob)
    before = rows(study)
    propose(study, by=bob)
    assert rows(study) == before
    sam.refresh_from_db()
    assert sam.state == State.PROPOSED


def test_what_was_merged_and_split_stays_so(study, two, bob):
    propose(study, by=bob)
    nuala, ann, sam = study.replacements.filter(type="email").order_by("order")
    deciding.split(nuala, list(nuala.places.all()[:1]), by=bob)
    deciding.merge(ann, sam, by=bob)
    before = rows(study)
    propose(study, by=bob)
    assert rows(study) == before


def test_a_new_source_joins_what_was_decided_but_is_to_be_looked_at(study, two, bob):
    propose(study, by=bob)
    nuala = study.replacements.get(pk=study.replacements.filter(type="email").order_by("order")[0].pk)
    deciding.decide(nuala, State.ACCEPTED, by=bob)
    factories.source(study, "103", words=FIRST)
    propose(study, by=bob)
    assert nuala.places.count() == 5
    assert nuala.places.undecided().count() == 2
    assert nuala.places.to_apply().count() == 3


def test_only_the_given_sources_are_looked_through(study, two, bob):
    assert propose(study, sources=[two[1].pk], by=bob).texts == 1
    assert "ann@cedarhouse.org" not in names(study)


def test_proposals_of_other_sources_stay_when_some_are_looked_through(study, two, bob):
    propose(study, by=bob)
    before = rows(study)
    propose(study, sources=[two[1].pk], by=bob)
    assert rows(study) == before


def test_undecided_places_that_are_not_found_any_more_go(study, two, bob):
    wrong = identifying.replacement(study, "Person A", "Who was")
    decided = identifying.replacement(study, "Person B", "Write", state=State.ACCEPTED)
    propose(study, by=bob)
    assert not Replacement.objects.filter(pk=wrong.pk).exists()
    assert decided.places.count() == 1


def test_applied_places_are_never_touched(study, two, bob):
    done = identifying.replacement(study, "Person A", "Write", "nuala@cedarhouse.org", state=State.ACCEPTED)
    done.places.update(applied=True)
    before = list(done.places.values())
    propose(study, by=bob)
    assert list(done.places.values()) == before


def test_an_entry_of_the_list_names_the_entity(study, two, bob):
    listing.put_on(study, [Entry("nuala@cedarhouse.org", "email", "Nuala")], by=bob)
    propose(study, by=bob)
    assert len(names(study)["nuala@cedarhouse.org"]) == 3


def test_a_first_name_said_after_title_and_surname_is_the_same_person(study, bob):
    words = "Respondent: It was Dr Patel. There are two of them, I mean the young one, Nikhil."
    factories.source(study, "103", words=words)
    propose(study, by=bob)
    (person,) = study.replacements.filter(type="person")
    assert originals.forms(study, [person])[person.pk] == ("Dr Patel", "Nikhil")


def test_the_number_of_queries_does_not_grow_with_places(study, bob):
    def number(words: str, printed_id: str) -> int:
        source = factories.source(study, printed_id, words=words)
        with CaptureQueriesContext(connection) as queries:
            propose(study, sources=[source.pk], by=bob)
        return len(queries)

    number(FIRST, "200")
    few = number("Respondent: I am one@only.org.", "201")
    many = number("Respondent: " + " and ".join(f"a{n}@x{n}.org" for n in range(300)), "202")
    assert many <= few


def test_the_journal_tells_that_it_was_done(study, two, bob):
    propose(study, by=bob)
    assert JournalEntry.objects.get(deed="looked for identifiers in").count == 2


def test_without_the_key_nothing_is_proposed(study, two, alice):
    propose(study, by=alice)
    sealing.destroy(study, by=alice)
    with pytest.raises(sealing.Sealed):
        propose(study, by=alice)


def test_progress_is_told_after_every_text(study, two, bob):
    told = []
    propose(study, by=bob, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
