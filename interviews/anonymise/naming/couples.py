"""Two who share a surname that is said once: "Ron and Mavis Holt", "Ron and his wife Mavis Holt"."""

import re
from collections.abc import Collection
from dataclasses import replace

from interviews.anonymise.naming.people import Name, fits
from interviews.detecting.lexicon import is_given, is_surname

_AND = re.compile(r"^\s+(?:and|&)\s+(?:(?:his|her)\s+(?:wife|husband|partner),?\s+)?$", re.IGNORECASE)


def with_surname(one: Name, other: Name, between: str, full: Collection[Name]) -> Name | None:
    """The first one with the surname of the second, where it is said of both and the first has no other."""
    given = one.given_only or (len(one.parts) == 1 and is_given(one.parts[0]) and not is_surname(one.parts[0]))
    if not (given and other.full and _AND.match(between)) or one.title or other.title:
        return None
    if fits(one, other) or any(fits(one, name) for name in full):
        return None
    return replace(one, parts=one.parts + other.parts[1:])
