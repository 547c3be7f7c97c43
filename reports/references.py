"""References from CSL data, in the manner of Harvard: Weiss, C.H. (1998) *Title*. Place: Publisher. Available at: …

Programs write CSL data in many shapes: whatever a value is, it is read as text or left out, and nothing here raises.
"""

import re
from collections.abc import Mapping
from typing import Any

from tracers import dates

type Csl = Mapping[str, Any]

_YEAR = re.compile(r"\b(?:1[5-9]|20)[0-9]{2}\b")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def mark(csl: Csl) -> str:
    """What stands in the sentence: "Weiss, 1998", "Pawson and Tilley, 1997", "Wong et al., 2016"."""
    return f"{_families(csl)}, {year(csl)}"


def entry(csl: Csl) -> str:
    """The entry in the list, in Markdown; what is not known is left out."""
    title = _escaped(_said(csl, "title").rstrip("."))
    container = _escaped(_said(csl, "container-title"))
    head = f"{_escaped(_authors(csl))} ({_escaped(year(csl))})"
    named = f" ‘{title}’, *{container}*{_volume(csl)}" if container else f" *{title}*" if title else ""
    said = ". ".join(filter(None, [head + named, _publisher(csl)])) + "."
    doi = _said(csl, "DOI")
    address = _said(csl, "URL") or (doi and f"https://doi.org/{doi}")
    return f"{said} Available at: <{address}>{_accessed(csl)}." if _ADDRESS.fullmatch(address) else said


def year(csl: Csl) -> str:
    issued = csl.get("issued")
    if parts := _date_parts(issued):
        return str(parts[0])
    told = _text(issued) or next(filter(None, (_said(issued, key) for key in ("literal", "raw"))), "")
    found = _YEAR.search(told)
    return found[0] if found else told or "n.d."


def _families(csl: Csl) -> str:
    names = [_family(name) for name in _people(csl)] or [_said(csl, "publisher") or _said(csl, "title") or "Anon."]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def _authors(csl: Csl) -> str:
    names = [_full(name) for name in _people(csl)] or [_said(csl, "publisher") or "Anon."]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _people(csl: Csl) -> list[Csl]:
    """The authors, or failing these the editors: those who have a name of any kind."""
    for key in ("author", "editor"):
        value = csl.get(key)
        several = value if isinstance(value, list) else [value]
        people = [each if isinstance(each, Mapping) else {"literal": _text(each)} for each in several]
        if named := [person for person in people if _family(person)]:
            return named
    return []


def _family(name: Csl) -> str:
    return _said(name, "family") or _said(name, "literal") or _said(name, "given")


def _full(name: Csl) -> str:
    given = _said(name, "given").replace("-", " ").split()
    initials = "".join(f"{part[0]}." for part in given if part[0].isalpha())
    return ", ".join(filter(None, [_family(name), initials if _said(name, "family") else ""]))


def _volume(csl: Csl) -> str:
    volume, issue, page = (_escaped(_said(csl, key)) for key in ("volume", "issue", "page"))
    numbered = volume + (f"({issue})" if issue else "")
    pages = f"pp. {page.replace('-', '–')}" if page else ""
    return "".join(f", {part}" for part in (numbered, pages) if part)


def _publisher(csl: Csl) -> str:
    place, publisher = (_said(csl, key) for key in ("publisher-place", "publisher"))
    if not place and publisher == _authors(csl):
        return ""
    return _escaped(": ".join(filter(None, [place, publisher])))


def _accessed(csl: Csl) -> str:
    parts = _date_parts(csl.get("accessed"))
    try:
        day = "{:04}-{:02}-{:02}".format(*parts[:3])
        return f" (Accessed {dates.show(dates.parse(day))})"
    except (ValueError, IndexError):
        return ""


def _date_parts(date: Any) -> list[int]:
    """Year, month and day as far as they are given: of [[2016, 3]], [["2016", "3"]] or [2016, 3]."""
    parts = date.get("date-parts") if isinstance(date, Mapping) else None
    parts = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else parts
    found: list[int] = []
    for part in parts if isinstance(parts, list) else ():
        if not re.fullmatch(r"[0-9]{1,4}", _text(part)):
            break
        found.append(int(_text(part)))
    return found


def _said(csl: Any, key: str) -> str:
    return _text(csl.get(key)) if isinstance(csl, Mapping) else ""


def _text(value: Any) -> str:
    """A value as one line of text: the first of a list, "" for what is no text."""
    if isinstance(value, list):
        value = value[0] if value else ""
    is_text = isinstance(value, str | int | float) and not isinstance(value, bool)
    return " ".join(str(value).split()) if is_text else ""


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\*_[]<>`{}" else sign for sign in text)
