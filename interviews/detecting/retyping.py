"""A listed place that was read as a first name: "in devon", "he's from alexandria"; then everywhere in the text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from interviews.detecting.lexicon import listed
from interviews.identifiers import Found

LOCATED = re.compile(
    r"\b(?:in|near|around|across|throughout|out of|(?:she|he|i|they)['’](?:s|m|re) from|originally from|"
    r"(?:moved|came|comes|come|drove|travelled) (?:down |up |over |here )?(?:to|from))\s+$",
    re.IGNORECASE,
)


def retyped(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """What is found, with people of one word made places where that word is located and never part of a longer name."""
    all_found = list(found)
    people = [one for one in all_found if one.type == "person" and not one.entity]
    longer = {part for one in people if " " in (words := _low(text, one)) for part in words.split()}
    located = {
        low
        for one in people
        if (low := _low(text, one)) in listed("places")
        and low not in longer
        and LOCATED.search(text, max(0, one.start - 30), one.start)
    }
    for one in all_found:
        is_place = one.type == "person" and not one.entity and _low(text, one) in located
        yield replace(one, type="place") if is_place else one


def _low(text: str, found: Found) -> str:
    return text[found.start : found.end].lower()
