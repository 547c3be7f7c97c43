"""Names found again in texts, in whatever shape, and never within longer words."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interviews.anonymise.known import Form
from interviews.leaks.names import Names, squeezed


def form(words: str, type: str = "person", weight: float = 1.0) -> Form:
    return Form(words, type, words, weight)


def hits(text: str, *forms: Form, standing: tuple[str, ...] = ()) -> list[str]:
    return [text[hit.start : hit.end] for hit in Names(forms, standing).find(text)]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Keane", "Then KEANE came", "KEANE"),
        ("Keane", "keane's house", "keane"),
        ("Keane", "Keane’s house", "Keane"),
        ("Keane", "the Keane-led board", "Keane"),
        ("Keane", "ask siobhan_keane@example.org", "keane"),
        ("Siobhán Keane", "Siobhan Keane", "Siobhan Keane"),
        ("Siobhan Keane", "Siobhán\nKeane", "Siobhán\nKeane"),
        ("Siobhán Keane", unicodedata.normalize("NFD", "Siobhán Keane"), unicodedata.normalize("NFD", "Siobhán Keane")),
        ("Keane-Hobbs", "Keane‑Hobbs", "Keane‑Hobbs"),
        ("Keane-Hobbs", "keane hobbs", "keane hobbs"),
        ("Keane-Hobbs", "Keanehobbs", "Keanehobbs"),
        ("Keane-Hobbs", "Kea\u00adne–Hobbs", "Kea\u00adne–Hobbs"),
        ("O’Dowd", "O'Dowd", "O'Dowd"),
        ("O’Dowd", "odowd", "odowd"),
        ("O'Dowd", "O Dowd", ""),
        ("St Luke's", "St. Luke’s ward", "St. Luke"),
        ("St Luke's", "at St Lukes", "St Lukes"),
        ("Łukasz Zieliński", "lukasz zielinski", "lukasz zielinski"),
        ("14 Mill Road, Leeds", "14 Mill Road Leeds", "14 Mill Road Leeds"),
        ("J. B. Keane", "J.B. Keane", "J.B. Keane"),
        ("Siobhan Keane", "**Siobhan** *Keane*", "Siobhan** *Keane"),
    ],
)
def test_a_name_is_found_in_another_shape(name, text, found):
    assert hits(text, form(name)) == [found] * bool(found)


@pytest.mark.parametrize(
    "text", ["Keanesville", "McKeane", "O’Keane", "Keaneside", "Hobbs, and Keane\n\nHobbs", "Keane and Hobbs", "keen"]
)
def test_within_longer_words_and_across_paragraphs_there_is_none(text):
    assert hits(text, form("Keane Hobbs")) == []


def test_the_longest_name_is_told_whole():
    assert hits("Dr Siobhan Keane came", form("Keane"), form("Siobhan Keane")) == ["Siobhan Keane"]


@pytest.mark.parametrize("name", ["Will", "will"])
@pytest.mark.parametrize(("text", "found"), [("Will said", ["Will"]), ("he will", []), ("Wills", [])])
def test_an_ordinary_word_counts_with_a_capital_and_is_not_sure(name, text, found):
    names = Names([form(name, weight=0.4)])
    assert [text[hit.start : hit.end] for hit in names.find(text)] == found
    assert not any(hit.sure for hit in names.find(text))


def test_a_name_is_found_as_often_as_it_stands():
    words = "We sat in the same room so nobody could pass people on and Will said that it changed things. " * 500
    names = Names([form(f"Given{n} Surname{n}") for n in range(300)] + [form("Will", weight=0.4)])
    assert len(names.find(words)) == 500


def test_initials_and_job_titles_are_not_sure():
    names = Names([form("JB"), form("Director of Finance", "title")])
    assert [hit.sure for hit in names.find("JB, the Director of Finance; jb, a director of finance")] == [False, False]


@pytest.mark.parametrize(
    ("text", "found"), [("As I said.", []), ("So AS rang.", ["AS"]), ("as", []), ("A.S. rang", ["A.S"])]
)
def test_initials_count_in_capitals_alone(text, found):
    names = Names([form("AS", weight=0.4), form("A S", weight=0.4)])
    assert [text[hit.start : hit.end] for hit in names.find(text)] == found


def test_what_only_follows_from_a_name_is_not_sure():
    names = Names([form("James Park"), form("jim", weight=0.6), form("Mr b", weight=0.9)])
    assert [(hit.start, hit.sure) for hit in names.find("James Park, jim and Mr B, mr b")] == [
        (0, True),
        (12, False),
        (20, False),
    ]


def test_a_number_is_found_without_its_gaps_and_an_age_is_no_name():
    assert hits("ls29jt or LS2 9JT", form("LS2 9JT", "postcode")) == ["ls29jt", "LS2 9JT"]
    assert hits("94 of 100", form("94", "age")) == []


def test_what_stands_for_a_name_now_does_not_leak():
    trust = form("Riverside Trust", "organisation")
    assert hits("[Riverside A] and Riverside Trust", form("A Riverside"), trust, standing=("[Riverside A]",)) == [
        "Riverside Trust"
    ]
    assert hits("Dr A, A Keane", form("A Keane"), standing=("Dr A",)) == ["A Keane"]


def test_a_replacement_that_says_the_name_leaks():
    assert hits("[Keane’s hospital]", form("Keane"), standing=("[Keane’s hospital]",)) == ["Keane"]


@pytest.mark.parametrize("text", ["", " ", "’", "-", "\x00", "𝔘𝔫𝔦", "🙂 Keane"])
def test_odd_texts_break_nothing(text):
    assert hits(text, form("Keane")) == ["Keane"] * ("Keane" in text)


def test_words_are_squeezed_to_letters_and_figures():
    assert squeezed("(0161) 496-0123") == "01614960123" and squeezed("Siobhán O’Dowd’s") == "siobhanodowd"


# Laws

LETTERS = st.text("abcdefghijklmnopqrstuvwxyzáéłñ", min_size=3, max_size=9)
NAMES = st.lists(LETTERS.map(str.title), min_size=1, max_size=3)
AROUND = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
EDGES = st.sampled_from([" ", "\n\n", " (", "“", "… ", ". ", "! "])


@given(NAMES, AROUND, EDGES, EDGES, AROUND, st.sampled_from([str, str.upper, str.lower]), st.sampled_from(" -‑–\n"))
def test_a_name_between_any_two_texts_is_found(name, before, opening, closing, after, cased, joint):
    text = f"{before}\n\n{opening}{cased(joint.join(name))}{closing}\n\n{after}"
    start = len(before) + 2 + len(opening)
    assert any(
        hit.start <= start and hit.end >= start + len(joint.join(name))
        for hit in Names([form(" ".join(name))]).find(text)
    )


@given(st.lists(NAMES, min_size=1, max_size=5), AROUND)
def test_a_text_in_which_no_first_word_stands_gives_nothing(names, text):
    firsts = {squeezed(name[0]) for name in names}
    assume(not any(first in squeezed(text) for first in firsts))
    assert Names([form(" ".join(name)) for name in names]).find(text) == []


@given(st.lists(NAMES, min_size=1, max_size=4), st.text("abcdefg -’'.\nABC", max_size=80))
def test_hits_stand_in_order_and_none_lies_within_another(names, text):
    found = Names([form(" ".join(name)) for name in names]).find(f"{text} {' '.join(names[0])} {text}")
    assert found
    assert all(one.end <= other.start for one, other in pairwise(found))
