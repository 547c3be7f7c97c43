"""Numbers and addresses said as words, in invented lines of speech-to-text: `said.txt` with marks as in the gold
transcripts (⟦the words|type⟧; ⏎ for a new line), `said_otherwise.txt` with quantities, times and prices that
identify nobody."""

import re
from pathlib import Path

import pytest

from interviews.detection import find

HERE = Path(__file__).parent
MARK = re.compile(r"⟦([^|⟧]*)\|(\w+)⟧")
SMALL = {"the", "of", "and", "at", "in", "on", "dot"}
SAID = frozenset(["address", "postcode", "phone", "email", "url", "nhs_number", "nino", "dob", "age", "number"])


def lines(name):
    return [line.replace(" ⏎ ", "\n") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("line", lines("said.txt"))
def test_what_is_said_as_words_is_found_whole(line):
    text = MARK.sub(r"\1", line)
    covered = {at for one in find(text) for at in range(one.start, one.end)}
    shift = 0
    for mark in MARK.finditer(line):
        start = mark.start() - shift
        shift += len(mark.group()) - len(mark[1])
        for word in re.finditer(r"[^\W_]+", mark[1]):
            at = range(start + word.start(), start + word.end())
            assert word.group() in SMALL or covered.issuperset(at), (mark[1], word.group())


@pytest.mark.parametrize("line", lines("said_otherwise.txt"))
def test_what_only_counts_or_measures_is_left(line):
    assert [line[one.start : one.end] for one in find(line) if one.type in SAID] == []


@pytest.mark.parametrize(
    ("before", "words", "after", "kind"),
    [
        ("so it's ", "oh one six three two, sorry, oh one six three three nine six oh one double two", "", "phone"),
        ("we're at ", "en ee four seven dee tee", " now", "postcode"),
        ("they do it by postcode so ", "s k six", " gets it", "postcode"),
        ("the website's ", "harbour minds dot org", "", "url"),
        ("he is at ", "penrhyn avenue number sixty", "", "address"),
    ],
)
def test_it_is_one_find_of_its_type(before, words, after, kind):
    text = before + words + after
    assert [(text[one.start : one.end], one.type) for one in find(text) if one.type in SAID] == [(words, kind)]
