"""Passages like those of a code: cut, learned and judged."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.searching.words import words
from interviews.suggesting import judging
from interviews.suggesting.judging import Judged, judged, met_by_chance, sentence
from interviews.suggesting.learning import learn
from interviews.suggesting.passages import (
    Likeness,
    Material,
    Place,
    Said,
    aim,
    cut,
    groups,
    turns_of_holding,
)

SUBJECT = ["budget", "pooled", "underspend", "invoice", "ledger", "deficit"]
OTHER = [f"{one}{two}{three}" for one in "bdfgklmnprst" for two in "aeiou" for three in ("n", "rk", "st", "l")]


def a_study(sources: int, each: int, coded: int, *, planted: bool, seed: int = 1) -> tuple[Material, list[list[str]]]:
    """Made-up passages of ten words; in each source `coded` are extracts, which speak of the subject if `planted`."""
    chance = random.Random(seed)
    texts, places, marks = [], [], {}
    for source in range(sources):
        picked, at = set(chance.sample(range(each), coded)), 0
        for number in range(each):
            said = chance.choices(OTHER, k=10)
            if planted and number in picked:
                said[2:5] = chance.sample(SUBJECT, 3)
            texts.append(" ".join(said))
            places.append(Place(source, at, at + len(texts[-1])))
            if number in picked:
                marks.setdefault(source, []).append((at, at + len(texts[-1])))
            at += len(texts[-1]) + 1
    return Material(texts, places, marks, {}), [text.split() for text in texts]


@pytest.mark.parametrize("sources", [10, 2])
def test_a_planted_vocabulary_is_found_nearly_perfectly(sources):
    material, stems = a_study(sources, 600 // sources, 40 // sources, planted=True)
    told = learn(material, stems).judged
    assert (told.held, told.among, told.whole) == (40, 80, sources > 2)
    assert told.found >= 38
    assert told.by_chance < 10


def test_random_labels_come_out_near_chance():
    tries = [learn(*a_study(10, 60, 4, planted=False, seed=seed)).judged for seed in range(8)]
    found, by_chance = sum(told.found for told in tries), sum(told.by_chance for told in tries)
    assert abs(found - by_chance) < 3 * by_chance**0.5


def test_the_suggestions_are_those_that_were_left_uncoded():
    material, stems = a_study(8, 60, 5, planted=True)
    forgotten = {source: marks[:1] for source, marks in material.marks.items()}
    marks = {source: marks[1:] for source, marks in material.marks.items()}
    named = learn(Material(material.texts, material.places, marks, {}), stems).named
    first = {(material.places[each.passage].source, material.places[each.passage].start) for each in named[:8]}
    assert first == {(source, mark[0][0]) for source, mark in forgotten.items()}
    assert all(each.stems & set(SUBJECT) for each in named[:8])


def test_with_few_extracts_nothing_is_held_back():
    material, stems = a_study(9, 30, 1, planted=True)
    learned = learn(material, stems)
    assert learned.judged == Judged()
    assert learned.named


def test_small_words_alone_teach_nothing():
    assert learn(Material(["a", "b"], [Place(0, 0, 1), Place(0, 2, 3)], {0: [(0, 1)]}, {}), [[], []]).named == []


def test_where_everything_is_coded_there_is_nothing_to_suggest():
    material = Material(["aa bb", "bb cc"], [Place(0, 0, 5), Place(0, 6, 11)], {0: [(0, 11)]}, {})
    assert learn(material, [["aa", "bb"], ["bb", "cc"]]).named == []


def test_the_figure_of_a_case_made_by_hand():
    """Ten passages were held back, the extracts are 7, and 3 with 4; 4 passages are looked at: 3 is among them."""
    told = judged([3, 0, 1, 2, 4, 5, 6, 7, 8, 9], [[7], [3, 4]], whole=True)
    assert (told.held, told.found, told.among) == (2, 1, 4)
    assert told.by_chance == pytest.approx(4 / 10 + (1 - 6 * 5 / (10 * 9)))


@pytest.mark.parametrize(
    ("wanted", "drawn", "everything", "likely"), [(1, 10, 100, 0.1), (3, 8, 10, 1), (2, 1, 4, 0.5)]
)
def test_what_chance_would_meet(wanted, drawn, everything, likely):
    assert met_by_chance(wanted, drawn, everything) == pytest.approx(likely)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            Judged(20, 13, 40, 1.2),
            (
                "Of 20 extracts it had not seen, 13 were among the first 40 passages it named; "
                "by chance it would have been 1."
            ),
        ),
        (
            Judged(10, 1, 20, 0.2),
            (
                "Of 10 extracts it had not seen, 1 was among the first 20 passages it named; "
                "by chance it would have been none."
            ),
        ),
        (Judged(), "There were too few extracts to hold some back, so nobody can say how good these suggestions are."),
    ],
)
def test_how_good_it_was_is_said_in_a_sentence(told, said):
    assert sentence(told) == said


def test_what_is_hardly_better_than_chance_says_so():
    assert Judged(20, 4, 40, 3.0).is_chance
    assert not Judged(20, 13, 40, 3.0).is_chance


@pytest.mark.parametrize(("lengths", "words_aimed_at"), [([30, 40, 50], 40), ([2, 3], 15), ([400], 60), ([], 60)])
def test_passages_are_about_as_long_as_the_extracts(lengths, words_aimed_at):
    assert aim(lengths) == words_aimed_at


def test_passages_are_whole_sentences_of_one_turn():
    said = [Said(13, "We sat in one room. It was awkward. Dr. Moss said so."), Said(90, "…"), Said(100, "Yes.")]
    assert [each.words for each in cut(said, 8)] == ["We sat in one room. It was awkward.", "Dr. Moss said so.", "Yes."]
    assert [each.start for each in cut(said, 8)] == [13, 49, 100]


def test_a_passage_of_which_little_is_marked_is_neither():
    places = [Place(0, 0, 100), Place(0, 100, 200), Place(0, 200, 300)]
    material = Material(["", "", ""], places, {0: [(10, 110)]}, {})
    assert material.likeness == [Likeness.LIKE, Likeness.PARTLY, Likeness.OTHER]
    assert material.extracts == [[0, 1]]
    assert material.free == [2]


def test_what_an_interviewer_says_is_no_extract_to_learn_from():
    assert Material(["x"], [Place(0, 50, 60)], {0: [(0, 40)]}, {}).extracts == []


def test_each_source_is_held_back_once():
    material, _ = a_study(7, 10, 2, planted=False)
    sets = turns_of_holding(groups(material, whole=True), material.extracts, judging.AT_MOST)
    assert sorted(group for each in sets for group in each) == list(range(7))
    assert [len(each) for each in sets] == [2, 2, 1, 1, 1]


def test_where_there_are_few_sources_stretches_of_them_are_held_back():
    material, _ = a_study(2, 20, 5, planted=False)
    group = groups(material, whole=False)
    assert len(set(group)) == 20
    assert group == sorted(group)


spans = st.tuples(st.integers(0, 400), st.integers(1, 60)).map(lambda each: (each[0], each[0] + each[1]))


@st.composite
def materials(draw) -> Material:
    """Sentences of a few words that are cut into passages, with marks and rejected places anywhere."""
    kinds = st.sampled_from(["we", "money", "pooled", "room", "clinic", "nobody", "asked", "third", "budget"])
    sentence_ = st.lists(kinds, min_size=1, max_size=7).map(lambda said: " ".join(said).capitalize() + ".")
    texts, places = [], []
    for source in range(draw(st.integers(1, 4))):
        said = Said(draw(st.integers(0, 20)), " ".join(draw(st.lists(sentence_, min_size=1, max_size=12))))
        for passage in cut([said], 6):
            texts.append(passage.words)
            places.append(Place(source, passage.start, passage.end))
    several = st.dictionaries(st.integers(0, 3), st.lists(spans, max_size=6), max_size=4)
    return Material(texts, places, draw(several), draw(several))


def stems_of(material: Material) -> list[list[str]]:
    return [[word.word.lower() for word in words(text)] for text in material.texts]


@settings(max_examples=60, deadline=None)
@given(materials())
def test_laws_of_a_run(material):
    learned = learn(material, stems_of(material))
    assert learn(material, stems_of(material)) == learned, "the same again"
    scores = [each.score for each in learned.named]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len({each.passage for each in learned.named}) == len(scores)
    for each in learned.named:
        place = material.places[each.passage]
        for start, end in (*material.marks.get(place.source, ()), *material.taken.get(place.source, ())):
            assert end <= place.start or place.end <= start, "it overlaps nothing that is coded or was rejected"
        assert each.stems
        assert each.stems <= set(stems_of(material)[each.passage])
    told = learned.judged
    assert 0 <= told.found <= told.held
    assert told.found <= told.among * max(1, len(material.extracts))
    assert 0 <= told.by_chance <= told.held


@given(st.lists(st.text("ab.? ’\n", max_size=60), max_size=4), st.integers(1, 12))
def test_passages_are_cut_from_the_words_in_order(texts, most):
    said = [Said(1000 * number, text) for number, text in enumerate(texts)]
    met = list(cut(said, most))
    assert met == sorted(met, key=lambda each: each.start)
    for one, other in pairwise(met):
        assert one.end <= other.start
    for each in met:
        turn = said[each.start // 1000]
        assert turn.words[each.start - turn.start : each.end - turn.start] == each.words
    kept = "".join(sign for each in met for sign in each.words if sign.isalnum())
    assert kept == "".join(sign for text in texts for sign in text if sign.isalnum()), "no word is lost"
