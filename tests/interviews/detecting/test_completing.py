"""What the study's own list knows of a name, beside what the rules read; and words run together without apostrophes."""

import pytest

from interviews.anonymise.known import Entry, forms
from interviews.detecting.lexicon import is_given, is_word
from interviews.detection import find

LIST = forms(
    [
        Entry("Derek Hindle", "person", "derek"),
        Entry("Preston", "place", "town"),
        Entry("Tomasz", "person", "tomasz"),
        Entry("Ramsey", "place", "ramsey"),
        Entry("Nadia Sandhu", "person", "nadia"),
    ]
)


def found(text):
    return [(text[one.start : one.end], one.type, one.entity) for one in find(text, known=LIST)]


@pytest.mark.parametrize(
    ("text", "words", "entity"),
    [
        ("that was grace hindle the neighbour", "grace hindle", ""),
        ("we had father eamonn preston in on sundays", "eamonn preston", ""),
        ("i was on ramsey ward for a month", "ramsey ward", ""),
        ("it comes from sandhu pharmacy in a bag", "sandhu pharmacy", ""),
        ("and tomasz zielinski carried me out", "tomasz zielinski", "tomasz"),
        ("it was derek hindle who rang", "derek hindle", "derek"),
        ("i moved to preston in march", "preston", "town"),
    ],
)
def test_a_listed_name_within_a_longer_one_never_hides_less(text, words, entity):
    assert [(said, whose) for said, _, whose in found(text)] == [(words, entity)]


def test_of_several_listed_in_one_run_each_stays_and_so_does_the_rest():
    text = "there was nadia tomasz denise and me"
    assert [(said, whose) for said, _, whose in found(text)] == [
        ("nadia", "nadia"),
        ("tomasz", "tomasz"),
        ("denise", ""),
    ]


@pytest.mark.parametrize(
    "text",
    ["Preston Road Surgery rang Derek about it.", "she saw doctor rosalind hindle at preston road surgery in deepdale"],
)
def test_with_a_list_no_letter_less_is_found(text):
    covered = {at for one in find(text, known=LIST) for at in range(one.start, one.end)}
    assert covered >= {at for one in find(text) for at in range(one.start, one.end)}


@pytest.mark.parametrize("word", ["theres", "thatll", "youd", "itll", "whod", "couldve", "mustnt", "oclock", "wasnae"])
def test_words_run_together_are_words(word):
    assert is_word(word)
    assert not is_given(word)


@pytest.mark.parametrize("word", ["youse", "hisself", "payslip", "atorvastatin", "fluconazole", "adalimumab"])
def test_words_of_speech_and_of_medicine_are_words(word):
    assert is_word(word)


@pytest.mark.parametrize("word", ["julies", "annies", "katies"])
def test_whose_it_is_makes_no_word_of_a_name(word):
    assert not is_word(word)
