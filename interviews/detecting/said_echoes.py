"""Parts of a number that are said once more: read back by whoever asks, begun anew, "that's it, four six two"."""

from bisect import bisect
from collections.abc import Iterator, Sequence

from interviews.detecting.spoken import Said, stretches
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

NEAR = 60  # words
NEIGHBOURS = 12  # numbers before and after
FEWEST = 3  # digits


def find(words: Words, numbers: Sequence[Said]) -> Iterator[Found]:
    """Every stretch that says a part of one of these numbers again, near it."""
    if not numbers:
        return
    taken = {at for number in numbers for at in range(number.first, number.last + 1)}
    for said in stretches(words, fewest=FEWEST):
        place = bisect(numbers, said.first, key=lambda one: one.first)
        near = numbers[max(place - NEIGHBOURS, 0) : place + NEIGHBOURS]
        if said.first not in taken and any(_says(said, number) for number in near):
            yield Found(*words.span(said.first, said.last), "number", 0.75)


def _says(said: Said, number: Said) -> bool:
    near = said.first - number.last > -NEAR and said.last - number.first < NEAR
    return near and said.single >= FEWEST and said.spelt.isdigit() and said.spelt in number.spelt
