"""Laws of finding, and the trained pipeline beside the rules."""

import os
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from django.test import override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.anonymise.known import Entry, forms
from interviews.checks import trained_pipeline
from interviews.detecting.proposal import settle
from interviews.detection import find, is_installed
from interviews.identifiers import TYPES, Found

PIECES = [
    "\nDr Patel",
    "will",
    "Will",
    "Mrs",
    "st",
    "Sister",
    "NHS",
    "oh seven",
    "double",
    "at",
    "dot",
    "dot net",
    "the",
    "Royal",
    "ninety",
    "born on",
    "3/4/48",
    "number",
    "a hundred and\nroad",
    "Road",
    "'s",
    "’s",
    ",",
    ".",
    ":",
    "-",
    "J.",
    "&",
    "E1 6QL",
    "of",
    "and",
    "@",
    "slash",
    "Ward 9",
    "ſ",
    "İ",
    "ß",
    "🙂",
    "́",
    "x",
    "1",
    "Q.",
    "al-",
    "Keele",
    "in",
    "(",
    '"',
    "\n\n\n",
]
pieces = st.lists(st.sampled_from(PIECES), max_size=25)
texts = st.one_of(st.text(), pieces.map(" ".join), pieces.map("".join))


@given(texts)
@settings(max_examples=400, deadline=None)
def test_what_is_found_lies_in_the_text_in_order_and_apart(text):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) and one.type in TYPES and 0 <= one.score <= 1 for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(texts, texts, st.sampled_from(["Oyelaran", "Mary Whitcombe", "Fernlea Surgery", "Kidderminster"]))
@settings(max_examples=100, deadline=None)
def test_a_name_of_the_list_is_found_wherever_it_stands(before, after, name):
    text = f"{before}\n\nThen it was {name} again.\n\n{after}"
    start = len(before) + len("\n\nThen it was ")
    kinds = {"Fernlea Surgery": "organisation", "Kidderminster": "place"}
    covered = {
        at for one in find(text, forms([Entry(name, kinds.get(name, "person"))])) for at in range(one.start, one.end)
    }
    assert {at for at in range(start, start + len(name)) if text[at] != " "} <= covered


def test_the_list_wins_over_the_rules_and_an_address_over_the_list():
    known = forms([Entry("Whitcombe", "person", "mary"), Entry("Acacia Avenue", "place", "street")])
    text = "I met Dr Whitcombe, whitcombe@care.example, at 14 Acacia Avenue."
    found = {text[one.start : one.end]: (one.type, one.entity) for one in find(text, known)}
    assert found["whitcombe@care.example"] == ("email", "")
    assert found["14 Acacia Avenue"] == ("address", "")
    assert ("person", "mary") in found.values()


@pytest.mark.parametrize(
    "piece",
    [
        "A",
        "1.",
        "a-",
        "dot ",
        "1-",
        "+44",
        "  ",
        "Mary of ",
        "a dot b at c ",
        "ninety ",
        "[",
        "a@",
        "b three and ",
        "oh seven no ",
        "dash a dot com ",
    ],
)
def test_a_hostile_text_is_read_in_time_that_grows_with_it_alone(piece):
    text = piece * (60_000 // len(piece))
    begun = time.process_time()
    find(text)
    assert time.process_time() - begun < 10  # what grows with the square takes minutes


def test_the_surer_of_two_proposals_stays():
    assert settle([Found(0, 5, "person", 0.5), Found(3, 9, "place", 0.7)]) == [Found(3, 9, "place", 0.7)]
    assert settle([Found(0, 5, "person", 0.7), Found(0, 9, "person", 0.7)]) == [Found(0, 9, "person", 0.7)]


def test_spacy_is_not_loaded_without_a_pipeline():
    program = (
        "import django; django.setup()\n"
        "from interviews.detection import find\n"
        "find('I met Dr Patel in Keele.')\n"
        "import sys; sys.exit('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False, env=_environment())
    assert done.returncode == 0


def test_a_trained_pipeline_adds_to_the_rules(tmp_path):
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "turnip club"}])
    pipeline.to_disk(tmp_path / "trained")
    text = "I met Dr Patel at the turnip club then."
    with override_settings(SPACY_PIPELINE=str(tmp_path / "trained")):
        found = [(one.type, text[one.start : one.end]) for one in find(text)]
        assert trained_pipeline() == []
    assert found == [("person", "Dr Patel"), ("organisation", "turnip club")]


def test_a_pipeline_that_is_not_there_is_said_at_start():
    assert not is_installed("no_such_pipeline")
    with override_settings(SPACY_PIPELINE="no_such_pipeline"):
        [error] = trained_pipeline()
    assert "no_such_pipeline" in error.msg


def _environment():
    return os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"}
