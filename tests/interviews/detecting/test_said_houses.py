"""Addresses and postcodes said aloud, made by the thousand (addresses_said.py); and talk that only sounds like them."""

from collections.abc import Iterable

import pytest

from interviews.detection import find
from tests.interviews.detecting import addresses_said
from tests.interviews.detecting.addresses_said import Sentence

FEWEST = 0.97
COUNT = 500


def missed(sentences: Iterable[Sentence]) -> list[str]:
    """Those where something of the identifier, a leading "the" aside, is not proposed."""
    return [sentence.text for sentence in sentences if not is_found(sentence)]


def is_found(sentence: Sentence) -> bool:
    start = sentence.start + 4 * sentence.text.startswith("the ", sentence.start)
    covered = {at for found in find(sentence.text) for at in range(found.start, found.end)}
    return all(at in covered for at in range(start, sentence.end) if sentence.text[at].isalnum())


@pytest.mark.parametrize("seed", [1, 2])
def test_nearly_all_spoken_addresses_are_found(seed):
    left = missed(addresses_said.addresses(seed, COUNT))
    assert len(left) <= (1 - FEWEST) * COUNT, left


@pytest.mark.parametrize("seed", [1, 2])
def test_nearly_all_spoken_postcodes_are_found(seed):
    left = missed(addresses_said.postcodes(seed, COUNT))
    assert len(left) <= (1 - FEWEST) * COUNT, left


def test_an_address_and_its_postcode_in_one_breath_are_both_found():
    left = missed(sentence for pair in addresses_said.both(3, COUNT) for sentence in pair)
    assert len(left) <= (1 - FEWEST) * 2 * COUNT, left


@pytest.mark.parametrize(
    "words",
    [
        "flat twelve ground floor ivy mansions on birch road",
        "flat d number twelve swan close",
        "double nine clay walk",
        "six stroke eight nelson green",
        "three seventy nine ffordd mawr",
        "hill top farm in quarry wharf",
        "old post office weavers road",
        "ninety six the ridgeway",
        "bfpo fifty three",
        "p o box one thirty three",
        "seventy five springfield close",
    ],
)
def test_an_address_is_found_in_one_piece(words):
    text = f"right okay so she lives at {words} and she's been there for years"
    assert [(text[found.start : found.end], found.type) for found in find(text)] == [(words, "address")]


@pytest.mark.parametrize(
    "words",
    [
        "b for bravo s for sugar eight six q for queen a for apple",
        "oh l ten nine dee aitch",
        "see are twenty three nine gee d",
        "dl twenty six two bu",
        "s for sugar o for oscar seventeen three n for november l for lima",
    ],
)
def test_a_postcode_is_found_in_one_piece(words):
    text = f"so he typed {words} into the thing"
    assert [(text[found.start : found.end], found.type) for found in find(text)] == [(words, "postcode")]


@pytest.mark.parametrize(
    "line",
    [
        "she got a flat a nice house really and it was a great place",
        "the ward has twenty eight beds and a side room on the close",
        "i counted sixty the grove was busy",
        "it took ten minutes to walk and three bus rides a day",
        "the farm on the hill and the lodge in the woods were lovely",
        "so for twenty five years i worked in the old mill in town and then the old school on the hill",
        "from one to two people walk the park and two for one at the court yard",
        "bay two green side room three red side",
        "two to three hour drive to the coast",
        "they're on flat rate five pound parking at the court house",
        "i see a one two be are you and so on",
        "can you see are two nine see a",
        "about forty to fifty staff park there",
    ],
)
def test_ordinary_talk_has_no_address(line):
    assert not [found for found in find(line) if found.type in ("address", "postcode")]
