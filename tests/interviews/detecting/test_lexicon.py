import re

import pytest

from interviews.detecting import lexicon, vocabulary
from interviews.detecting.lexicon import DATA

LISTS = sorted(file.stem for file in DATA.glob("*.txt"))
SORTED = ("given", "given_words", "surnames", "surname_words", "places", "place_words", "words", "organisations")


@pytest.mark.parametrize("name", SORTED)
def test_a_list_is_sorted_and_says_nothing_twice(name):
    entries = list(lexicon.lines(f"{name}.txt"))
    assert entries == sorted(set(entries))


def test_the_lists_are_told_of_and_stay_small():
    told = (DATA / "README.md").read_text(encoding="utf-8")
    assert [name for name in LISTS if f"`{name}.txt`" not in told] == []
    assert sum(file.stat().st_size for file in DATA.iterdir()) < 1_500_000


def test_a_name_is_no_word_and_a_word_may_be_a_name():
    assert lexicon.is_given("oluwaseun")
    assert not lexicon.is_word("oluwaseun")
    assert lexicon.is_word("grace")
    assert lexicon.is_given_word("grace")


@pytest.mark.parametrize("word", ["walking", "walked", "houses", "organize", "doesn't", "babies"])
def test_a_word_with_an_ending_is_a_word(word):
    assert lexicon.is_word(word)


def test_the_longest_entry_counts():
    assert lexicon.longest("not_identifiers", ["nhs", "england", "said"], 0) == 2
    assert lexicon.longest("not_identifiers", ["said", "nobody"], 0) == 0


def test_nicknames_are_known_by_the_full_name():
    assert "bev" in lexicon.nicknames()["beverley"]


def test_every_set_that_the_rules_ask_for_exists():
    asked = {
        name
        for file in DATA.parent.glob("*.py")
        for name in re.findall(r'words_of\("([a-z_]+)"\)', file.read_text(encoding="utf-8"))
    }
    assert [name for name in asked if not vocabulary.words_of(name)] == []
