"""Names said side by side: those that are one's become one, those that are two's stay two (joins/apart.txt, one.txt).

A line marks its names as [words]letter, one letter an entity; "o:" before the words of an organisation, "p:" of a
place. A line break in it is written \\n.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from interviews.anonymise.entities import Mention, group, said

HERE = Path(__file__).parent / "joins"
NAME = re.compile(r"\[(?:([op]):)?([^\]]+)\]([a-z])")
TYPES = {"o": "organisation", "p": "place", None: "person"}


def lines(name: str) -> list[str]:
    return [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


def entities(line: str) -> tuple[set[tuple[str, ...]], set[tuple[str, ...]]]:
    """As they are grouped, and as they are marked: each as its words with their places."""
    line = line.replace("\\n", "\n")
    text = NAME.sub(lambda name: name[2], line)
    mentions: list[Mention] = []
    marked: dict[str, list[int]] = defaultdict(list)
    signs = 0  # that are no words of the text, so far
    for name in NAME.finditer(line):
        start = name.start() - signs
        at = start + len(name[2])
        signs += len(name[0]) - len(name[2])
        words, before, after = said(text, start, at)
        marked[name[3]].append(len(mentions))
        mentions.append(Mention("1", start, at, words, TYPES[name[1]], before=before, after=after))

    def as_words(groups) -> set[tuple[str, ...]]:
        return {tuple(f"{mentions[place].words} {place}" for place in places) for places in groups}

    return as_words(group(mentions)), as_words(marked.values())


@pytest.mark.parametrize("line", lines("apart.txt"))
def test_two_who_are_named_side_by_side_stay_two(line):
    grouped, marked = entities(line)
    assert grouped == marked


@pytest.mark.parametrize("line", lines("one.txt"))
def test_names_of_one_become_one(line):
    grouped, marked = entities(line)
    assert grouped == marked
