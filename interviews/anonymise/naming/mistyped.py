"""A short name that was taken for another type than the full name it belongs to: "Copperhouse", proposed as a person,
where "Copperhouse Medical Centre" is named; "Brough", proposed as a place, where Heather Brough is."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from interviews.anonymise.naming import organisations, people
from interviews.anonymise.naming.nicknames import is_given, sex_of
from interviews.anonymise.naming.words import folded

ELSEWHERE = ("organisation", "place")
_THE = re.compile(r"\bthe\s+$", re.IGNORECASE)  # "the Jellicoe"
_WHERE = re.compile(r"\b(?:in|at|of|from|near|around|outside|towards?|via|through|a)\s+$", re.IGNORECASE)


def types(said: Sequence[tuple[str, str, str]]) -> list[str]:
    """The type that each (words, type, words before it) of one source has, or should have."""
    people_, surnames, houses = _full([(words, kind) for words, kind, _ in said])
    alone = _alone([(words, kind) for words, kind, _ in said])

    def meant(words: str, kind: str, before: str) -> str:
        parts = folded(words)
        word = parts[0] if len(parts) == 1 else ""
        if kind in ELSEWHERE and word in surnames:
            somewhere = word in houses or (_THE if kind == "organisation" else _WHERE).search(before)
            return kind if somewhere else "person"
        if kind == "person" and word and word not in people_ and not sex_of(word):
            return "organisation" if word in houses and not is_given(word) else alone[word]
        return kind

    return [meant(*each) for each in said]


def _full(said: Sequence[tuple[str, str]]) -> tuple[set[str], set[str], set[str]]:
    """The words of people's full or titled names; the surnames of the full ones; the first words of organisations'. A
    place that an organisation is called after ("Kettering General") remains a place: only people become houses."""
    people_: set[str] = set()
    surnames: set[str] = set()
    houses: set[str] = set()
    for words, kind in said:
        if kind == "person":
            name = people.parse(words)
            people_.update(name.parts if name.full or name.title else ())
            surnames.update(name.parts[1:] if name.full else ())
        elif kind == "organisation":
            body = organisations.parse(words)
            houses.update(body.core[:1] if len(body.every) > 1 else ())
    return people_, surnames, houses - organisations.DIRECTIONS


def _alone(said: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Of single words what they are when they are not people, most often; else person."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for words, kind in said:
        if kind in ELSEWHERE and len(parts := folded(words)) == 1:
            counted[parts[0]][kind] += 1
    kinds = {word: max(counts.items(), key=lambda pair: (pair[1], pair[0]))[0] for word, counts in counted.items()}
    return defaultdict(lambda: "person", kinds)
