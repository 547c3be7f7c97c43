"""Putting the accepted replacements into the words, and taking them back."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import sealing
from accounts.models import JournalEntry, Study
from exchange.studyfolder.dump import dump
from exchange.studyfolder.load import load
from interviews import rewriting
from interviews.anonymise import applying
from interviews.edits import Edit
from interviews.models import Extract, Participation, Place, Replacement, Source
from interviews.turns import find_turns
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("Holt", "Skipdale", "Penn")
WORDS = """Jo Penn: How did Skipdale take it?

Dr Mae Holt: Well, Skipdale hospital sat in the same room as us. I’m Mae Holt, by the way, and it was awkward at first.

Jo Penn: And then, Dr Holt?

DR MAE HOLT: Then Skipdale took the budget. Penn said so, didn’t you?"""
FORMS = {
    "person": ("Dr A", ["Dr Mae Holt", "DR MAE HOLT", "Mae Holt", "Dr Holt"]),
    "place": ("[town A]", ["Skipdale"]),
    "title": ("Person B", ["Jo Penn", "Penn"]),
}


def transcript(study: Study, printed_id: str = "20417") -> Source:
    """Both who asks and who answers bear a name."""
    return Source.objects.bring_in(
        study,
        printed_id=printed_id,
        text=WORDS,
        turns=find_turns(WORDS, speakers=["Dr Mae Holt"], interviewers=["Jo Penn"]),
        interviewers=["Jo Penn"],
        by=None,
        participations=[Participation(site=study.sites.get(code="A1"), speaker="Dr Mae Holt")],
    )


def propose(source: Source, *kinds: str, state: str = "accepted") -> list[Place]:
    """Places for every form, the longer before those within."""
    places: list[Place] = []
    text = source.latest_text
    for kind in kinds or FORMS:
        label, forms = FORMS[kind]
        held = Replacement.objects.filter(study=source.study, label=label).first() or Replacement.objects.create(
            study=source.study, type=kind, label=label, sealed=sealing.seal(source.study, forms[0]), state=state
        )
        pattern = "|".join(map(re.escape, forms))
        places += [
            Place.objects.create(replacement=held, text=text, start=found.start(), end=found.end())
            for found in re.finditer(pattern, text.text)
        ]
    return places


def said(model: Any) -> str:
    """Everything that stands in a table, bytes included; not what is sealed, where chance may make a name."""
    return "\n".join(
        repr({**row, **{k: _unsealed(bytes(v)) for k, v in row.items() if isinstance(v, memoryview)}})
        for row in model.objects.values()
    )


def _unsealed(held: bytes) -> bytes:
    return b"" if held.startswith(b"gAAAA") else held


def test_names_are_put_out_of_the_words(study, alice):
    source = transcript(study)
    places = propose(source)
    [applied] = applying.apply(study, sources=[source], by=alice)
    text = source.latest_text
    assert text.text.startswith("Person B: How did [town A] take it?\n\nDr A: Well, [town A] hospital sat")
    assert "DR" not in text.text
    assert (applied.places, applied.result.left_places) == (len(places), [])
    assert all(Place.objects.get(pk=place.pk).applied for place in places)
    assert {text.text[place.start : place.end] for place in text.places.all()} == {"Dr A", "[town A]", "Person B"}
    assert text.spoken == find_turns(text.text, speakers=["Dr A"], interviewers=["Person B"])
    source.refresh_from_db()
    assert (source.status, source.interviewers) == ("anonymised", ["Person B"])
    assert source.participations.get().speaker == "Dr A"
    assert JournalEntry.objects.filter(deed="anonymised", thing=source.pk, by=alice).count() == 1


def test_afterwards_the_names_are_in_no_table_of_the_interviews(study, alice):
    source = transcript(study)
    code = factories.code(study)
    typo = source.latest_text.text.index("awkward")
    printed = factories.extract(source, "Then Skipdale took the budget. Penn said so", code, by=alice)
    printed.print_as("Then Skipdale took the budget. Penn said [to Dr Holt] so", by=alice)
    rewriting.correct(source, [Edit(typo, typo + 7, "odd")], by=alice)
    factories.extract(source, "I’m Mae Holt, by the way", code, by=alice).print_as("I’m Mae Holt …", by=alice)
    factories.extract(source, "Holt", code, by=alice)
    factories.extract(source, "sat in the same room", code, by=alice)
    place = source.latest_text.text.index("How did Skipdale")
    Extract.objects.mark(source.latest_text, place - 9, place, by=alice)  # the label itself
    propose(source)
    applying.apply(study, sources=[source], by=alice)
    for model in apps.get_app_config("interviews").get_models():
        found = [name for name in NAMES if name.casefold() in said(model).casefold()]
        assert not found, f"{found} in {model.__name__}"
    assert source.texts.count() == 3
    assert sorted(extract.quote for extract in source.latest_text.extracts.all()) == [
        "Dr A",
        "I’m Dr A, by the way",
        "Person B: ",
        "Then [town A] took the budget. Person B said so",
        "sat in the same room",
    ]


def test_a_printed_form_holds_the_new_words_too(study, alice):
    source = transcript(study)
    kept = factories.extract(source, "Then Skipdale took the budget. Penn said so", by=alice)
    kept.print_as("Then Skipdale … [Mae Holt’s] budget. Penn said so", by=alice)
    lost = factories.extract(source, "I’m Mae Holt, by the way", by=alice)
    lost.print_as("I’m Mae … by the way", by=alice)
    propose(source)
    [applied] = applying.apply(study, sources=[source], by=alice)
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert kept.published == "Then [town A] … [Dr A’s] budget. Person B said so"
    assert (applied.result.unprinted, lost.published) == ([lost], "")
    applying.undo(source, by=alice)
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert kept.published == "Then Skipdale … [Mae Holt’s] budget. Penn said so"
    assert lost.published == "I’m Mae … by the way"


def test_undoing_brings_everything_back_as_it_was(study, alice):
    source = transcript(study)
    extract = factories.extract(source, "Mae", by=alice)
    places = propose(source)
    turns = source.latest_text.turns
    applying.apply(study, sources=[source], by=alice)
    result = applying.undo(source, by=alice)
    text = source.latest_text
    assert (text, text.version, text.text, text.turns) == (result.text, 3, WORDS, turns)
    extract.refresh_from_db()
    assert (extract.quote, extract.text) == ("Mae", text)
    for place in places:
        there = Place.objects.get(pk=place.pk)
        assert (there.start, there.end, there.applied, there.text) == (place.start, place.end, False, text)
    source.refresh_from_db()
    assert (source.status, source.interviewers) == ("imported", ["Jo Penn"])
    assert source.participations.get().speaker == "Dr Mae Holt"
    assert JournalEntry.objects.filter(thing=source.pk).latest("pk").deed == "undid the anonymising of"
    assert not JournalEntry.objects.filter(deed="stepped back in").exists()
    with pytest.raises(ValidationError, match="apply the replacements again"):
        rewriting.step_back(source, by=alice)

    applying.apply(study, sources=[source], by=alice)
    assert "Holt" not in said(type(text))
    applying.undo(source, by=alice)
    assert source.latest_text.text == WORDS


def test_undoing_keeps_what_was_corrected_since(study, alice):
    source = transcript(study)
    propose(source)
    applying.apply(study, sources=[source], by=alice)
    place = source.latest_text.text.index("awkward")
    rewriting.correct(source, [Edit(place, place + 7, "odd")], by=alice)
    applying.undo(source, by=alice)
    assert source.latest_text.text == WORDS.replace("awkward", "odd")
    assert not source.latest_text.places.filter(applied=True).exists()
    assert source.latest_text.spoken == find_turns(
        source.latest_text.text, speakers=["Dr Mae Holt"], interviewers=["Jo Penn"]
    )


def test_what_was_put_in_later_is_undone_first(study, alice):
    source = transcript(study)
    propose(source, "person", "title")
    applying.apply(study, sources=[source], by=alice)
    first = source.latest_text.text
    propose(source, "place")
    applying.apply(study, sources=[source], by=alice)
    assert "Skipdale" not in source.latest_text.text
    assert source.texts.get(version=2).text == ""
    applying.undo(source, by=alice)
    assert source.latest_text.text == first
    assert source.status == "anonymised"
    applying.undo(source, by=alice)
    assert source.latest_text.text == WORDS
    assert source.status == "imported"
    with pytest.raises(ValidationError, match="No names were taken out"):
        applying.undo(source, by=alice)


def test_only_an_owner_may_undo(study, alice, bob):
    source = transcript(study)
    propose(source)
    applying.apply(study, sources=[source], by=bob)
    with pytest.raises(PermissionDenied, match="owner"):
        applying.undo(source, by=bob)


def test_without_the_key_nothing_can_be_undone(study, alice):
    source = transcript(study)
    propose(source)
    applying.apply(study, sources=[source], by=alice)
    sealing.destroy(study, by=alice)
    with pytest.raises(sealing.Sealed, match="destroyed"):
        applying.undo(source, by=alice)
    assert source.texts.count() == 2


def test_applying_again_changes_nothing(study, alice):
    source = transcript(study)
    propose(source)
    applying.apply(study, sources=[source], by=alice)
    [again] = applying.apply(study, sources=[source], by=alice)
    assert (again.places, again.result) == (0, None)
    assert source.texts.count() == 2
    assert JournalEntry.objects.filter(deed="anonymised").count() == 1


def test_a_source_without_accepted_places_is_anonymised_as_it_is(study, alice):
    source = transcript(study)
    propose(source, state="rejected")
    [applied] = applying.apply(study, sources=[source], by=alice)
    source.refresh_from_db()
    assert (applied.places, source.status, source.texts.count()) == (0, "anonymised", 1)


def test_a_source_without_words_is_passed_over(study, alice):
    source = transcript(study)
    source.texts.all().delete()
    assert applying.apply(study, sources=[source], by=alice)[0].places == 0


def test_a_decision_at_one_place_goes_before_that_about_all(study, alice):
    source = transcript(study)
    first, second, *_ = propose(source, "place")
    Place.objects.filter(pk=first.pk).update(state="rejected")
    Place.objects.filter(pk=second.pk).update(label="the next town")
    applying.apply(study, sources=[source], by=alice)
    text = source.latest_text.text
    assert text.startswith("Jo Penn: How did Skipdale take it?")
    assert "Well, the next town hospital" in text
    assert "Then [town A] took" in text


def test_of_places_that_overlap_nothing_stays_in_the_words(study, alice):
    source = transcript(study)
    labels = [
        Replacement.objects.create(study=study, type="place", label=f"[{name}]", sealed=b"", state="accepted")
        for name in ("one", "two", "three")
    ]
    for label, words in zip(labels, ("Skipdale hospital", "hospital sat", "dale"), strict=True):
        start = WORDS.index(words, WORDS.index("Skipdale hospital"))
        Place.objects.create(replacement=label, text=source.latest_text, start=start, end=start + len(words))
    [applied] = applying.apply(study, sources=[source], by=alice)
    assert "Well, [one][two] in the same room" in source.latest_text.text
    assert [place.replacement.label for place in applied.result.left_places] == ["[three]"]


def test_a_source_that_was_withdrawn_or_may_not_be_used_is_anonymised_too(study, alice):
    source = transcript(study)
    Source.objects.filter(pk=source.pk).update(withdrawn="2017-01", consent="none")
    propose(source)
    applying.apply(study, sources=[Source.objects.get(pk=source.pk)], by=alice)
    assert "Holt" not in source.latest_text.text


def test_each_source_is_done_for_itself_and_told(study, alice):
    sources = [transcript(study, f"2000{number}") for number in range(3)]
    for source in sources:
        propose(source)
    told = []
    applying.apply(study, sources=sources, by=alice, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert all("Holt" not in source.latest_text.text for source in sources)


def test_a_source_of_another_study_is_refused(study, alice):
    stranger = transcript(factories.study("other", "Another"))
    with pytest.raises(ValidationError, match="another study"):
        applying.apply(study, sources=[stranger], by=alice)


def test_deeds_ask_as_often_however_much_stands_on_the_words(study, alice, django_assert_max_num_queries):
    source = transcript(study)
    propose(source)
    for start in range(0, len(WORDS) - 20, 5):
        Extract.objects.mark(source.latest_text, start, start + 15, by=alice)
    # Seven of them lay the words down for search, one lets the words of the history go with the names.
    with django_assert_max_num_queries(41):
        applying.apply(study, sources=[source], by=alice)


def test_the_exported_study_holds_the_new_words_alone_and_comes_back(study, alice, tmp_path):
    source = transcript(study)
    extract = factories.extract(source, "Then Skipdale took the budget", factories.code(study), by=alice)
    extract.print_as("… Skipdale took the budget", by=alice)
    propose(source)
    applying.apply(study, sources=[source], by=alice)
    dump(study, tmp_path / "one")
    first = {file.relative_to(tmp_path / "one"): file.read_text() for file in (tmp_path / "one").rglob("*.*")}
    assert not [name for name in NAMES if name.casefold() in " ".join(first.values()).casefold()]
    study.delete()
    again, problems = load(tmp_path / "one")
    assert not problems.errors and not problems.notices, (problems.errors, problems.notices)
    dump(again, tmp_path / "two")
    assert first == {file.relative_to(tmp_path / "two"): file.read_text() for file in (tmp_path / "two").rglob("*.*")}
    text = again.sources.get().latest_text
    assert text.text.startswith("Person B: How did [town A]")
    assert [turn.speaker for turn in text.spoken] == ["Person B", "Dr A", "Person B", "Dr A"]
