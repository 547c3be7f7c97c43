"""Putting the replacements in, looking at what they stand for, taking them back, destroying the key."""

import pytest
from django.urls import reverse

from accounts import jobs, sealing
from accounts.models import Job, JournalEntry
from interviews.anonymise import deciding
from tests import factories, identifying

WORDS = "Interviewer: Who?\n\nRespondent: Nuala Keane did. Then Mary, and Mary of Leeds."
APPLIED = "Interviewer: Who?\n\nRespondent: Person A did. Then Mary, and Mary of Leeds."


@pytest.fixture
def source(study):
    return factories.source(study, "101", words=WORDS)


@pytest.fixture
def nuala(study, source, bob):
    made = identifying.replacement(study, "Person A", "Nuala Keane")
    deciding.decide(made, "accepted", by=bob)
    return made


@pytest.fixture
def mary(study, source):
    return identifying.replacement(study, "Person B", "Mary")


def at(study, name: str = "anonymise_apply", **values: object) -> str:
    return reverse(f"interviews:{name}", kwargs={"slug": study.slug, **values})


@pytest.fixture
def applied(as_user, bob, study, source, nuala, mary):
    as_user(bob).post(at(study), {"source": [str(source.pk)]})
    return source


def test_it_says_in_numbers_what_will_happen(as_user, bob, study, nuala, mary):
    page = as_user(bob).get(at(study)).text
    assert "1 place in 1 interview</strong> will be replaced" in page
    assert "2 proposals are undecided and stay as they are" in page


def test_what_was_accepted_stands_in_the_words(as_user, bob, study, applied):
    applied.refresh_from_db()
    assert applied.latest_text.text == APPLIED
    assert not applied.texts.filter(text__contains="Nuala").exists()


def test_an_interview_counts_as_anonymised_when_nothing_in_it_is_undecided(as_user, bob, study, source, nuala, mary):
    apply = {"source": [str(source.pk)]}
    page = as_user(bob).post(at(study), apply, follow=True).text
    assert "1 interview counts as anonymised only when nothing in the words is undecided" in page
    source.refresh_from_db()
    assert source.status == "imported"
    assert as_user(bob).post(at(study), apply, follow=True).text.count("There was nothing to replace") == 1
    source.refresh_from_db()
    assert source.status == "imported"
    deciding.decide(mary, "rejected", by=bob)
    assert "marked as anonymised" in as_user(bob).post(at(study), apply, follow=True).text
    source.refresh_from_db()
    assert source.status == "anonymised"


def test_an_extract_goes_with_the_words(as_user, bob, study, source, nuala):
    extract = factories.extract(source, "Nuala Keane did", factories.code(study))
    as_user(bob).post(at(study), {"source": [str(source.pk)]})
    extract.refresh_from_db()
    assert (extract.quote, extract.codings.count()) == ("Person A did", 1)


def test_the_reading_page_and_the_list_say_anonymised(as_user, rita, bob, study, source, nuala):
    as_user(bob).post(at(study), {"source": [str(source.pk)]})
    for name, values in (("source_read", {"pk": source.pk}), ("source_list", {})):
        page = as_user(rita).get(at(study, name, **values)).text
        assert "Anonymised" in page and "Nuala" not in page


def test_once_applied_analysts_see_the_replacement_alone(as_user, bob, study, applied, nuala):
    page = as_user(bob).get(at(study, "anonymise"), {"entity": str(nuala.pk)}).text
    assert "Nuala" not in page
    assert "<mark>Person A</mark>" in page


def test_only_interviews_with_something_to_replace_are_counted(as_user, bob, study, source, nuala):
    sources = [source, factories.source(study, "102", words="Respondent: Nobody.")]
    ticked = {"source": [str(each.pk) for each in sources]}
    assert "1 place replaced in 1 interview." in as_user(bob).post(at(study), ticked, follow=True).text
    assert "There was nothing to replace" in as_user(bob).post(at(study), ticked, follow=True).text
    assert set(study.sources.values_list("status", flat=True)) == {"anonymised"}


def test_nothing_chosen_is_422(as_user, bob, study, source):
    for sent in ({}, {"source": "nonsense"}):
        assert as_user(bob).post(at(study), sent).status_code == 422


def test_readers_and_strangers_do_not_apply(as_user, rita, charlie, study, source, nuala):
    for user, status in ((rita, 403), (charlie, 404)):
        assert as_user(user).get(at(study)).status_code == status
        assert as_user(user).post(at(study), {"source": [str(source.pk)]}).status_code == status
    assert source.latest_text.text == WORDS


def test_a_restricted_analyst_applies_to_their_own_sources(as_user, study, source, nuala):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert "101" not in as_user(sam).get(at(study)).text
    assert as_user(sam).post(at(study), {"source": [str(source.pk)]}).status_code == 422
    assert source.latest_text.text == WORDS


def test_many_interviews_are_applied_in_the_background(as_user, bob, study):
    sources = [factories.source(study, str(200 + n), words=WORDS) for n in range(9)]
    deciding.decide(identifying.replacement(study, "Person A", "Nuala Keane"), "accepted", by=bob)
    as_user(bob).post(at(study), {"source": [str(source.pk) for source in sources]})
    done = jobs.run(Job.objects.get())
    assert (done.state, done.message) == ("done", "9 places replaced in 9 interviews.")
    assert {source.latest_text.text for source in sources} == {APPLIED}
    Job.objects.update(state="waiting")
    assert jobs.run(Job.objects.get()).message == "0 places replaced in 0 interviews."
    assert {source.texts.count() for source in sources} == {2}


def test_an_owner_looks_at_one_original_and_the_journal_tells(as_user, alice, study, applied, nuala):
    address = at(study, "place_original", pk=nuala.places.get().pk)
    assert "Nuala" not in as_user(alice).get(address).text
    assert not JournalEntry.objects.filter(deed__startswith="looked").exists()
    assert "Nuala Keane" in as_user(alice).post(address).text
    assert JournalEntry.objects.get(deed="looked at the original of").by == alice


def test_an_owner_looks_at_all_originals_of_an_interview(as_user, alice, study, applied):
    address = at(study, "source_originals", pk=applied.pk)
    assert "Nuala" not in as_user(alice).get(address).text
    assert "Nuala Keane" in as_user(alice).post(address).text
    assert JournalEntry.objects.filter(deed="looked at the original of", thing=applied.pk).exists()


def test_others_never_see_originals(as_user, bob, rita, charlie, study, applied, nuala):
    for name, pk in (("place_original", nuala.places.get().pk), ("source_originals", applied.pk)):
        for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
            assert as_user(user).get(at(study, name, pk=pk)).status_code == status
            assert as_user(user).post(at(study, name, pk=pk)).status_code == status


def test_a_place_that_is_not_applied_has_no_original(as_user, alice, study, mary):
    assert as_user(alice).get(at(study, "place_original", pk=mary.places.first().pk)).status_code == 404


def test_an_owner_brings_the_words_back(as_user, alice, bob, study, applied, nuala):
    undo = at(study, "source_undo", pk=applied.pk)
    assert as_user(bob).post(undo).status_code == 403
    assert as_user(alice).get(undo).status_code == 405
    as_user(alice).post(undo)
    applied.refresh_from_db()
    assert (applied.latest_text.text, applied.status) == (WORDS, "imported")
    assert nuala.places.to_apply().count() == 1
    assert as_user(alice).post(undo).status_code == 422


def test_the_key_is_destroyed_once_the_title_is_typed(as_user, alice, bob, study, applied, nuala):
    address = at(study, "study_key")
    assert as_user(bob).get(address).status_code == 403
    assert as_user(bob).post(address, {"title": study.title}).status_code == 403
    assert "Nobody can undo this" in as_user(alice).get(address).text
    assert as_user(alice).post(address, {"title": "another"}).status_code == 422
    assert sealing.can_unseal(study)
    as_user(alice).post(address, {"title": study.title})
    assert not sealing.can_unseal(study)
    assert JournalEntry.objects.filter(deed="destroyed the key of").count() == 1
    for name, pk in (("place_original", nuala.places.get().pk), ("source_undo", applied.pk)):
        assert as_user(alice).post(at(study, name, pk=pk)).status_code == 422
    assert as_user(alice).get(at(study)).status_code == 200


def test_strangers_find_no_key(as_user, charlie, study):
    assert as_user(charlie).get(at(study, "study_key")).status_code == 404
