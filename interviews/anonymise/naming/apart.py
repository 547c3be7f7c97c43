"""What keeps two people of one name apart: "the other Trevor", old and young, a man and a woman, Dr and Mr."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interviews.anonymise.naming.nicknames import is_given, sex_of
from interviews.anonymise.naming.people import FAMILY, MEN, WOMEN, Name, fits, sexes_differ

_ANOTHER = re.compile(r"\b(?:the other|another|(?:a|an entirely|completely) different)\s+$", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|both) (?:two )?$", re.IGNORECASE)
_DOCTOR_OR_NOT = ({"Dr", "Mr"}, {"Dr", "Mrs"})


def told(name: Name, before: str) -> Name:
    """With "other" for "the other", "another" or "a different" said before it, "family" for the Gormans."""
    if name.beside:
        return name
    if _ANOTHER.search(before):
        return replace(name, beside="other")
    last = name.parts[-1] if name.parts and not name.title and not name.full else ""
    plural = len(last) > 4 and last.endswith("s") and not is_given(last)
    return replace(name, beside=FAMILY) if plural and _THE.search(before) else name


def is_other(names: Iterable[Name]) -> bool:
    return any(name.beside == "other" for name in names)


def clash(one: Name, other: Name) -> bool:
    """A man and a woman, the old and the young one, two full names, the doctor and Mr of one surname."""
    if sexes_differ(one, other):
        return True
    if {one.beside, other.beside} == {"elder", "younger"}:
        return True
    given = [name.parts[0] for name in (one, other) if name.parts and not name.title]
    two = one.full != other.full and len(given) == 2 and {sex_of(given[0]), sex_of(given[1])} == {MEN, WOMEN}
    if two or (one.full and other.full and not _initials_of(one, other) and not _initials_of(other, one)):
        return not (fits(one, other) or fits(other, one))
    return one.surname_only and other.surname_only and {one.title, other.title} in _DOCTOR_OR_NOT


def _initials_of(one: Name, other: Name) -> bool:
    """ "W. L. Cheung" where "Wei Ling" is said."""
    letters = "".join(part for part in one.parts if len(part) == 1)
    return bool(letters) and letters == "".join(part[0] for part in other.parts)


def strange(name: Name, others: Sequence[Name]) -> float:
    """A name without "old" or "other" rather means somebody who was never called so."""
    called = {other.beside for other in others}
    return 0.05 if any(called) and name.beside not in called - {""} else 0.0
