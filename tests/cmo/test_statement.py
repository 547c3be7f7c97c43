"""The formal sentence of a configuration."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.statement import Part, formal_sentence

FULL = [
    Part("outcome", "Referrals are talked over before they are made."),
    Part("context", "One building for health and social care"),
    Part("resource", "A weekly meeting is held"),
    Part("reasoning", "Staff feel answerable to one another"),
]


def test_the_sentence_stands_in_its_order_whatever_the_order_of_the_items():
    assert formal_sentence(FULL) == (
        "In one building for health and social care, when a weekly meeting is held, "
        "then referrals are talked over before they are made, because staff feel answerable to one another."
    )


def test_without_reasoning_the_lists_speak_for_themselves():
    assert formal_sentence([part for part in FULL if part.role != "reasoning"]) == ""


def test_a_part_that_is_missing_is_left_out():
    assert formal_sentence([Part("reasoning", "they fear blame")]) == "Because they fear blame."


def test_two_items_are_joined_by_and_three_by_semicolons():
    two = [Part("context", "no budget"), Part("context", "little time"), Part("reasoning", "nobody asks")]
    assert formal_sentence(two) == "In no budget and little time, because nobody asks."
    three = [Part("context", "few beds"), *two]
    assert formal_sentence(three) == "In few beds; no budget; and little time, because nobody asks."


def test_an_unintended_outcome_says_so():
    parts = [Part("outcome", "Beds are lost", intended=False), Part("reasoning", "nobody asks")]
    assert formal_sentence(parts) == "Then (unintended) beds are lost, because nobody asks."


@pytest.mark.parametrize("name", ["NHSE takes over", "GPs refer", "Area 1 has beds", "North Town has beds", "CCGs"])
def test_what_may_be_a_name_keeps_its_capital(name):
    assert name in formal_sentence([Part("context", name), Part("reasoning", "it is so")])


parts = st.builds(
    Part,
    st.sampled_from(["context", "actor", "resource", "mechanism", "reasoning", "outcome"]),
    st.text(),
    st.booleans(),
)


@given(st.lists(parts))
def test_there_is_a_sentence_just_where_somebody_reasons(items):
    sentence = formal_sentence(items)
    reasons = any(item.role == "reasoning" and item.text.strip() for item in items)
    assert bool(sentence) == reasons
    assert not sentence or sentence.endswith(".")
