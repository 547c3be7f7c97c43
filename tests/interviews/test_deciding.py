"""What people decide: everywhere, at one place, and what belongs together."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import JournalEntry, Membership
from interviews.anonymise import adding, deciding, originals
from interviews.models import Place
from interviews.models.anonymising import State
from tests import factories, identifying

WORDS = "Interviewer: Who?\n\nRespondent: Nuala Keane did. Then Nuala left, and Mary, and Mary of Leeds. MARY too."


@pytest.fixture
def source(study):
    return factories.source(study, "101", words=WORDS)


@pytest.fixture
def nuala(study, source):
    made = identifying.replacement(study, "Person A", "Nuala Keane")
    text = source.latest_text
    start = text.text.index("Nuala left")
    made.sealed = originals.sealed(study, [["Nuala Keane", "Nuala"]])[0]
    made.save()
    made.places.create(text=text, start=start, end=start + 5, form=1)
    return made


@pytest.fixture
def mary(study, source):
    return identifying.replacement(study, "Person B", "Mary")


@pytest.fixture
def asking(study, bob):
    return Membership.objects.get(user=bob)


@pytest.fixture
def sam(study):
    """Sees the sources of Area 2 alone."""
    user = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    return Membership.objects.select_related("study", "user").get(user=user)


def states(replacement) -> list[str]:
    return list(replacement.places.judged().order_by("text", "start").values_list("judgement", flat=True))


def test_accepting_holds_for_all_places(nuala, bob):
    deciding.decide(nuala, State.ACCEPTED, by=bob)
    assert states(nuala) == ["accepted", "accepted"]
    assert (nuala.decided_by, JournalEntry.objects.latest("at").deed) == (bob, "accepted")


def test_one_place_apart_stays_apart(nuala, bob):
    deciding.decide_here(nuala.places.last(), State.REJECTED, by=bob)
    deciding.decide(nuala, State.ACCEPTED, by=bob)
    assert sorted(states(nuala)) == ["accepted", "rejected"]
    deciding.decide_here(nuala.places.get(state=State.REJECTED), "", by=bob)
    assert states(nuala) == ["accepted", "accepted"]


def test_deciding_anew_undoes(nuala, bob):
    deciding.decide(nuala, State.ACCEPTED, by=bob)
    deciding.decide(nuala, State.PROPOSED, by=bob)
    assert (states(nuala), nuala.decided_by, nuala.decided_at) == (["proposed", "proposed"], None, None)


def test_another_name_accepts(nuala, bob):
    deciding.rename(nuala, "  the   nurse ", by=bob)
    assert (nuala.label, nuala.state) == ("the nurse", State.ACCEPTED)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("", "Type the words"),
        ("x" * 121, "at most 120"),
        ("nuala (nurse)", "would still say “Nuala”"),
        ("person b", "stands for somebody or something else"),
    ],
)
def test_a_replacement_that_will_not_do_is_refused(nuala, mary, bob, label, told):
    with pytest.raises(ValidationError, match=told):
        deciding.rename(nuala, label, by=bob)
    nuala.refresh_from_db()
    assert (nuala.label, nuala.state) == ("Person A", State.PROPOSED)


def test_what_stands_in_the_words_is_not_renamed(nuala, bob):
    nuala.places.update(applied=True)
    with pytest.raises(ValidationError, match="stands in the words of interviews already"):
        deciding.rename(nuala, "the nurse", by=bob)
    with pytest.raises(ValidationError, match="stands in the words already"):
        deciding.decide_here(nuala.places.first(), State.REJECTED, by=bob)


def test_one_place_can_read_differently(nuala, bob):
    place = nuala.places.last()
    deciding.rename_here(place, "she", by=bob)
    assert (place.reads, place.state) == ("she", State.ACCEPTED)
    deciding.decide_here(place, "", by=bob)
    assert place.reads == "Person A"


def test_two_become_one_and_keep_their_forms(study, nuala, mary, bob):
    merged = deciding.merge(nuala, mary, by=bob)
    assert merged == nuala
    forms = originals.forms(study, [merged])[merged.pk]
    assert forms == ("Nuala Keane", "Nuala", "Mary")
    said = {forms[place.form] == place.words for place in merged.places.in_context()}
    assert said == {True}
    assert not study.replacements.filter(pk=mary.pk).exists()


def test_what_was_decided_about_one_holds_for_both(nuala, mary, bob):
    deciding.decide(mary, State.ACCEPTED, by=bob)
    assert deciding.merge(nuala, mary, by=bob).state == State.ACCEPTED


def test_the_one_in_the_words_wins(nuala, mary, bob):
    mary.places.filter(pk=mary.places.first().pk).update(applied=True)
    assert deciding.merge(nuala, mary, by=bob).label == "Person B"


def test_two_in_the_words_cannot_be_merged(nuala, mary, bob):
    Place.objects.update(applied=True)
    with pytest.raises(ValidationError, match="Undo one of them first"):
        deciding.merge(nuala, mary, by=bob)


def test_some_places_are_somebody_else(study, mary, bob):
    chosen = list(mary.places.all()[1:])
    made = deciding.split(mary, chosen, by=bob)
    assert (mary.places.count(), made.places.count()) == (1, len(chosen))
    assert originals.forms(study, [made])[made.pk] == ("Mary",)
    assert made.label not in ("", "-", mary.label)


def test_all_or_none_is_no_split(mary, nuala, bob):
    for places, told in ((list(mary.places.all()), "all of its places"), (list(nuala.places.all()), "Choose")):
        with pytest.raises(ValidationError, match=told):
            deciding.split(mary, places, by=bob)


def test_a_new_type_renames_what_nobody_decided(nuala, bob):
    deciding.retype(nuala, "place", by=bob)
    assert nuala.label.startswith("[")
    deciding.decide(nuala, State.ACCEPTED, by=bob)
    before = nuala.label
    deciding.retype(nuala, "person", by=bob)
    assert (nuala.label, nuala.type) == (before, "person")


def test_an_unknown_type_is_refused(nuala, bob):
    with pytest.raises(ValidationError):
        deciding.retype(nuala, "nurse", by=bob)


def test_a_pattern_renames_only_what_is_undecided(study, nuala, mary, bob):
    deciding.decide(mary, State.ACCEPTED, by=bob)
    assert deciding.choose_pattern(study, {"person": "Participant {number}", "place": " "}, by=bob) == 1
    nuala.refresh_from_db()
    mary.refresh_from_db()
    assert (nuala.label, mary.label) == ("Participant 1", "Person B")
    assert study.replacement_pattern == {"person": "Participant {number}"}


def test_a_pattern_that_tells_nobody_apart_is_refused(study, nuala, bob):
    with pytest.raises(ValidationError, match="needs"):
        deciding.choose_pattern(study, {"person": "somebody"}, by=bob)
    study.refresh_from_db()
    assert study.replacement_pattern == {}


def test_many_at_once_are_one_deed(study, nuala, mary, asking, bob):
    deciding.decide(mary, State.REJECTED, by=bob)
    JournalEntry.objects.all().delete()
    assert deciding.decide_all(study, [nuala.pk, mary.pk], State.ACCEPTED, by=bob, member=asking) == 1
    assert (states(nuala), states(mary)[0]) == (["accepted"] * 2, "rejected")
    assert JournalEntry.objects.get().count == 1


def test_many_at_once_takes_new_places_of_something_decided(study, nuala, asking, bob):
    deciding.decide(nuala, State.ACCEPTED, by=bob)
    nuala.places.filter(form=1).update(state=State.PROPOSED)
    assert deciding.decide_all(study, [nuala.pk], State.ACCEPTED, by=bob, member=asking) == 1
    assert states(nuala) == ["accepted"] * 2


def test_words_nobody_proposed_are_found_everywhere(study, source, asking, bob):
    factories.source(study, "102", words="Respondent: It was\nin  leeds, not in Leedsham.")
    added = adding.add_words(asking, "Leeds", kind="place", by=bob)
    assert (added.places, added.sources, added.covered) == (2, 2, 0)
    assert states(added.replacement) == ["accepted", "accepted"]
    assert set(originals.forms(study, [added.replacement])[added.replacement.pk]) == {"Leeds", "leeds"}


def test_words_in_several_lines_are_found(study, asking, bob):
    factories.source(study, "102", words="Respondent: Cedar\nHouse and Cedar House.")
    assert adding.add_words(asking, "cedar house", kind="place", by=bob).places == 2


def test_a_longer_phrase_takes_the_place_of_a_proposal(study, mary, asking, bob):
    added = adding.add_words(asking, "Mary of Leeds", kind="person", by=bob)
    assert (added.places, added.covered) == (1, 0)
    assert mary.places.count() == 1


def test_decided_places_are_in_the_way(study, mary, asking, bob):
    deciding.decide(mary, State.REJECTED, by=bob)
    added = adding.add_words(asking, "Mary of Leeds", kind="person", by=bob)
    assert (added.replacement, added.places, added.covered) == (None, 0, 1)


def test_words_can_be_added_to_something_known(study, nuala, asking, bob):
    added = adding.add_words(asking, "MARY", kind="person", by=bob, replacement=nuala)
    assert added.replacement == nuala
    assert nuala.places.count() == 5


def test_words_without_letters_are_refused(asking, bob):
    with pytest.raises(ValidationError, match="Type the words"):
        adding.add_words(asking, " … ", kind="person", by=bob)


def test_restricted_analysts_decide_for_what_they_see(study, nuala, mary, sam):
    other = factories.source(study, "102", site="A2", words="Respondent: I am Mary.")
    text = other.latest_text
    mine = mary.places.create(text=text, start=text.text.index("Mary"), end=text.text.index("Mary") + 4)
    deciding.decide(mary, State.ACCEPTED, by=sam.user, member=sam)
    mary.refresh_from_db()
    mine.refresh_from_db()
    assert (mary.state, mine.state) == (State.PROPOSED, State.ACCEPTED)
    assert mary.places.to_apply().get() == mine
    for refused in (
        lambda: deciding.retype(mary, "place", by=sam.user, member=sam),
        lambda: deciding.merge(mary, nuala, by=sam.user, member=sam),
    ):
        with pytest.raises(ValidationError, match="interviews that you may not see"):
            refused()
    assert adding.add_words(sam, "Leeds", kind="place", by=sam.user).places == 0
    assert deciding.decide_all(study, [nuala.pk], State.ACCEPTED, by=sam.user, member=sam) == 0


def test_two_who_add_forms_at_once_lose_none(study, nuala, asking, bob):
    """One forms list is read before the other’s deed and written after it: both forms must be there."""
    stale = study.replacements.get(pk=nuala.pk)
    adding.add_words(asking, "Mary", kind="person", by=bob, replacement=nuala)
    adding.add_words(asking, "Leeds", kind="person", by=bob, replacement=stale)
    forms = originals.forms(study, [study.replacements.get(pk=nuala.pk)])[nuala.pk]
    assert {"Nuala Keane", "Nuala", "Mary", "Leeds"} <= set(forms)
    for place in Place.objects.filter(replacement=nuala).in_context():
        assert forms[place.form] == place.words
