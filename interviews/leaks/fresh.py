"""Identifiers that nobody has decided about, the certain kinds alone: numbers and addresses that mean one person.

Pure and quick. `find` is sure of what it gives; `called` gives names with a title (“Dr Keane”), which may be anybody.
"""

import re
from collections.abc import Callable, Iterator

from interviews.identifiers import Found

_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_PERSONAL_PAGE = re.compile(
    r"(?:https?://)?(?:www\.|uk\.)?(?:linkedin\.com/in|facebook\.com|twitter\.com|x\.com|instagram\.com)/[\w.@-]{3,}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w./+-])(?:\+\d{1,3}[ -]?(?:\(0\)[ -]?)?|\(?0)\d(?:\)?[ -]?\d){8,10}(?![\w/]|[.-]\d)")
_NHS = re.compile(
    r"(?<![\w.-])\d{3}([ -])\d{3}\1\d{4}(?![\w-])|(?i:(?<=NHS number )|(?<=NHS no. )|(?<=NHS no ))\d{10}\b"
)
_NINO = re.compile(r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]\b")
_POSTCODE = re.compile(
    r"\b(?:[A-PR-UWYZ]\d[A-HJKPSTUW\d]?|[A-PR-UWYZ][A-HK-Y]\d[ABEHMNPRVWXY\d]?) ?\d[ABD-HJLNP-UW-Z]{2}\b"
)
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


def check_digit_fits(number: str) -> bool:
    """Whether ten figures are a valid NHS number: weights 10 … 2, eleven less the rest, and never ten."""
    figures = [int(each) for each in number if each.isdigit()]
    rest = sum(weight * figure for weight, figure in zip(range(10, 1, -1), figures[:9], strict=True))
    return (11 - rest % 11) % 11 == figures[9] and len(set(figures)) > 1


def _any(match: re.Match[str]) -> bool:
    return True


def _no_book(match: re.Match[str]) -> bool:
    """A number of a book may begin with 0 like that of a telephone."""
    return not _ISBN.search(match.string, max(0, match.start() - 24), match.start())


_KINDS: tuple[tuple[str, str, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    ("email", "@", _EMAIL, _any),
    ("url", "m/", _PERSONAL_PAGE, _any),
    ("nhs_number", "", _NHS, lambda match: check_digit_fits(match[0])),
    ("phone", "0", _PHONE, _no_book),
    ("nino", "", _NINO, _any),
    ("postcode", "", _POSTCODE, _any),
)
"""Each with a sign without which there is none of it: most texts have none."""
