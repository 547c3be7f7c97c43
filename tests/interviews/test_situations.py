"""What the study would be left with: talk whose truth is known (situations.py), found, typed, grouped and replaced."""

import pytest

from bench.anonymising import as_marked, replacements
from bench.gold import Transcript, read
from bench.scoring import Judged, judge, share
from interviews.detection import find
from tests.interviews.situations import transcript

SEEDS = range(5000, 5060)
NAMED = ("person", "organisation", "place", "title")


def gold(style: str) -> list[Transcript]:
    made = (read(f"made {seed}", transcript(seed)) for seed in SEEDS)
    return [one for one in made if one.style == style]


def found(one: Transcript) -> Judged:
    return judge(one, find(one.text))


def one_each(judged: list[Judged]) -> float:
    """The share of entities all of whose mentions become one."""
    return share(len(words) == 1 for one in judged for words in replacements(one).values())


def each_its_own(judged: list[Judged]) -> float:
    """The share of entities that share no replacement with another."""
    whole = []
    for one in judged:
        given = {entity: words for entity, words in replacements(one).items() if entity[0] in NAMED}
        whole += [
            not any(words & more for other, more in given.items() if other != entity) for entity, words in given.items()
        ]
    return share(whole)


@pytest.mark.parametrize(("style", "one", "apart"), [("cased", 0.95, 0.97), ("lower", 0.94, 0.95)])
def test_nearly_every_entity_has_one_replacement_of_its_own(style, one, apart):
    judged = [found(each) for each in gold(style)]
    assert one_each(judged) >= one
    assert each_its_own(judged) >= apart


@pytest.mark.parametrize("style", ["cased", "lower"])
def test_what_is_found_right_is_grouped_right(style):
    judged = [as_marked(each) for each in gold(style)]
    assert one_each(judged) >= 0.97
    assert each_its_own(judged) >= 0.98


def test_nothing_else_is_proposed():
    judged = [found(each) for style in ("cased", "lower") for each in gold(style)]
    assert share(right for one in judged for right in one.spans) >= 0.99


def test_the_same_seed_makes_the_same_talk():
    assert transcript(7) == transcript(7) != transcript(8)
