"""Names of one person that have no word in common, said beside one another: title and surname, first name, nickname."""

import re
from collections.abc import Collection
from dataclasses import replace

from interviews.anonymise.naming.apposition import Plainly
from interviews.anonymise.naming.nicknames import is_given, same_given, sex_of
from interviews.anonymise.naming.people import MEN, WOMEN, Name, fits

_SHORT = 15  # characters between "the other Trevor" and his full name
_PRONOUN = re.compile(r"\b(he|she)(?=['’]?s\b|\s)", re.IGNORECASE)
_SHORTEST = 4  # letters of a bare word that is taken for a surname


def introduced(
    one: Name, other: Name, plainly: Plainly, between: str, new: tuple[bool, bool], full: Collection[Name]
) -> tuple[Name, ...] | None:
    """What else one person is named, when `one` and then `other` are said of the same person; None when they are not.
    `new` tells which of the two is said for the first time, `full` are all full names of the source."""
    if not (one.parts and other.parts) or (plainly == Plainly.NOT and between.strip(", ") != "or"):
        return None
    alike = max(fits(one, other), fits(other, one))
    if alike:
        close = between.rstrip()[-1:] in {"–", "—", "-", ":"} or (one.beside == "other" and len(between) <= _SHORT)
        close = close or between.strip(", ") == "or"
        return () if between and (plainly >= Plainly.BESIDE or close) else None
    if _broken_off(one, other, between) or (plainly == Plainly.SAME and _only_initial(one, other)):
        return ()
    if plainly == Plainly.NOT:
        return None
    if _tagged(one, other) and plainly >= Plainly.NEAR and (plainly > Plainly.NEAR or between.rstrip()[-1:] in "–—-"):
        return ()
    whole = _whole(one, other, plainly, between, new)
    if whole:
        return (whole,) if _may_be(whole, one, other, plainly, new, full) else None
    return () if _nickname(one, other, plainly, between, new, full) else None


def _broken_off(one: Name, other: Name, between: str) -> bool:
    """ "this is Tr, this is Trevor"."""
    word = "".join(one.parts)
    return 2 <= len(word) <= 3 and len(between) <= 12 and any(part.startswith(word) for part in other.parts[:1])


def _only_initial(one: Name, other: Name) -> bool:
    """ "Mark B. in Procurement – Bell, I mean"."""
    return len(one.parts) == 2 and len(one.parts[1]) == 1 and other.parts[0].startswith(one.parts[1])


def _tagged(one: Name, other: Name) -> bool:
    """ "Iona on the desk – wee Iona": one first name, once with the word that tells two apart."""
    same = len(one.parts) == len(other.parts) == 1 and same_given(one.parts[0], other.parts[0])
    return same and bool(one.beside) != bool(other.beside)


def _whole(one: Name, other: Name, plainly: Plainly, between: str, new: tuple[bool, bool]) -> Name | None:
    """First name and surname, if one of the two is the first name and the other the surname."""
    if one.initials or other.initials or {one.full, other.full} == {True}:
        return None
    if plainly == Plainly.SAME and "surname" in between and len(one.parts) == len(other.parts) == 1:
        return Name(one.parts + other.parts, one.title, one.sex, one.beside)
    for given, surname in ((one, other), (other, one)):
        if _is_first(
            given, surname, plainly if surname is one or plainly == Plainly.SAME else Plainly.BESIDE
        ) and _is_last(surname, given, plainly, between, first=surname is one):
            sex = given.sex or surname.sex
            sex = sex or _pronoun(between)
            if sex and sex_of(given.parts[0]) not in {"", sex}:
                continue
            title = surname.title or given.title
            beside = given.beside or surname.beside
            return Name(given.parts + surname.parts, title, sex, beside)
    return None


def _pronoun(between: str) -> str:
    """ "… Thomas, so she was a Hindmarsh": not Thomas."""
    told = _PRONOUN.findall(between)
    return {"he": MEN, "she": WOMEN}[told[-1].lower()] if told else ""


def _is_first(name: Name, surname: Name, plainly: Plainly) -> bool:
    if len(name.parts) > 2 or (len(name.parts) == 2 and not all(map(is_given, name.parts))):
        return False
    if name.title:
        called = plainly >= Plainly.SAME and surname.title == name.title
        return (is_given(name.parts[0]) or called) and not is_given(surname.parts[-1])
    if plainly == Plainly.SAME and not surname.title:
        return not is_given(surname.parts[-1])
    return is_given(name.parts[0]) or (surname.title != "" and not is_given(surname.parts[-1]))


def _is_last(name: Name, given: Name, plainly: Plainly, between: str, *, first: bool) -> bool:
    if name.title and (name.surname_only or not is_given(name.parts[0])):
        return plainly >= Plainly.BESIDE or (first and not given.title)
    word = name.parts[-1]
    if len(name.parts) > 1 or is_given(word) or len(word) < (3 if between == " " else _SHORTEST):
        return False
    return plainly == Plainly.SAME or between in {" ", "'s ", "’s "} if not first else plainly == Plainly.SAME


def _may_be(
    whole: Name, one: Name, other: Name, plainly: Plainly, new: tuple[bool, bool], full: Collection[Name]
) -> bool:
    """Nobody else has the first name or the surname; but what is said plainly may be of another one."""
    bare = replace(whole, beside="")
    full = [known for known in full if known not in {one, other}]
    if any(max(fits(bare, known), fits(known, bare)) for known in full):
        return True
    if not any(new) or (plainly == Plainly.NEAR and not new[1]):
        return False
    if plainly >= Plainly.SAME or one.beside or other.beside:
        return True
    return not any(fits(part, known) > 0.8 for part in (one, other) for known in full)


def _nickname(
    one: Name, other: Name, plainly: Plainly, between: str, new: tuple[bool, bool], full: Collection[Name]
) -> bool:
    """ "Graham Postlethwaite. Pozzy." "They call him Degsy." """
    single = len(other.parts) == 1 and not other.title and not other.initials
    if not (single and new[1]) or any(fits(other, known) > 0.8 for known in full):
        return False
    if plainly == Plainly.CALLED:
        return len(one.parts) > 1 or not one.title
    return plainly == Plainly.BESIDE and between.strip() == "." and (one.full or bool(one.title))
