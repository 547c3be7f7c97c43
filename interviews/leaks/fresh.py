"""Identifiers that nobody has decided about, the certain kinds alone: numbers and addresses that mean one person.

Pure and quick. `find` is sure of what it gives; `called` gives names with a title (“Dr Keane”), which may be anybody.

What has one shape alone is found as detecting/ finds it, and then asked for capitals. Telephone and NHS numbers have
patterns of their own: those of detecting/numbers.py are a wide net for people who decide about each catch (dots within,
decimals, any ten figures from the first one on), and here nobody is asked before an export says what it found.
"""

import re
from collections.abc import Callable, Iterator

from interviews.detecting.contacts import EMAIL, POSTCODE
from interviews.detecting.numbers import NINO, valid_nhs
from interviews.identifiers import Found

_PERSONAL_PAGE = re.compile(
    r"(?:https?://)?(?:www\.|uk\.)?(?:linkedin\.com/in|facebook\.com|twitter\.com|x\.com|instagram\.com)/[\w.@-]{3,}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w./+-])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:\)?[ -]?\d){8,10}(?![\w/]|[.-]\d)")
_NHS = re.compile(
    r"(?<![\w.-])\d{3}([ -])\d{3}\1\d{4}(?![\w-])|(?i:(?<=NHS number )|(?<=NHS no. )|(?<=NHS no ))\d{10}\b"
)
_NEVER_GIVEN = ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ")  # National Insurance numbers begin with none of these
_NEVER_INWARD = frozenset("CIKMOV")  # letters at the end of no postcode: “B4 3PM” is a time
_TITLED = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame|Cllr|Councillor|Rev|Reverend)\b\.? "
    r"(?:[A-Z]\.? )?(?![A-Z]['’]s)[A-Z][\w'’]*[a-zà-ÿ](?:-[A-Z][\w'’]+)?(?: [A-Z][\w'’]*[a-zà-ÿ](?:-[A-Z][\w'’]+)?)?"
)
_ISBN = re.compile(r"ISBN[-: \d]*$", re.IGNORECASE)


def find(text: str) -> list[Found]:
    """E-mail addresses, personal pages, telephone, NHS and National Insurance numbers, postcodes; none overlapping."""
    found: list[Found] = []
    for type_, sign, pattern, is_one in _KINDS:
        for match in pattern.finditer(text) if sign in text else ():
            if is_one(match) and not any(each.start < match.end() and match.start() < each.end for each in found):
                found.append(Found(match.start(), match.end(), type_, 1.0))
    return sorted(found, key=lambda each: each.start)


def called(text: str) -> Iterator[Found]:
    """Names with a title before them. “Dr A” is none: so reads what stands for a name."""
    for match in _TITLED.finditer(text):
        yield Found(match.start(), match.end(), "person", 0.5)


def _any(match: re.Match[str]) -> bool:
    return True


def _no_book(match: re.Match[str]) -> bool:
    """A number of a book may begin with 0 like that of a telephone."""
    return not _ISBN.search(match.string, max(0, match.start() - 24), match.start())


def _is_nhs(match: re.Match[str]) -> bool:
    return valid_nhs("".join(sign for sign in match[0] if sign.isdigit()))


def _is_nino(match: re.Match[str]) -> bool:
    return match[0].isupper() and not match[0].startswith(_NEVER_GIVEN)


def _is_postcode(match: re.Match[str]) -> bool:
    return match[0].isupper() and _NEVER_INWARD.isdisjoint(match[0][-2:])


_KINDS: tuple[tuple[str, str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("email", "@", EMAIL, _any),
    ("url", "m/", _PERSONAL_PAGE, _any),
    ("nhs_number", "", _NHS, _is_nhs),
    ("phone", "0", _PHONE, _no_book),
    ("nino", "", NINO, _is_nino),
    ("postcode", "", POSTCODE, _is_postcode),
)
"""Each with a sign without which there is none of it: most texts have none."""
