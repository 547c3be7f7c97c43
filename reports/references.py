"""References from CSL data, in the manner of Harvard: Weiss, C.H. (1998) *Title*. Place: Publisher. Available at: …"""

from collections.abc import Mapping, Sequence
from typing import Any

from tracers import dates

type Csl = Mapping[str, Any]


def mark(csl: Csl) -> str:
    """What stands in the sentence: "Weiss, 1998", "Pawson and Tilley, 1997", "Wong et al., 2016"."""
    return f"{_families(csl)}, {year(csl)}"


def entry(csl: Csl) -> str:
    """The entry in the list, in Markdown; what is not known is left out."""
    title = _escaped(str(csl.get("title", "")).strip().rstrip("."))
    container = _escaped(str(csl.get("container-title", "")).strip())
    head = f"{_escaped(_authors(csl))} ({year(csl)})"
    parts = [f"{head} ‘{title}’, *{container}*{_volume(csl)}" if container else f"{head} *{title}*", _publisher(csl)]
    said = ". ".join(filter(None, parts)) + "."
    address = str(csl.get("URL") or (csl.get("DOI") and f"https://doi.org/{csl['DOI']}") or "")
    return f"{said} Available at: <{address}>{_accessed(csl)}." if address.startswith(("http://", "https://")) else said


def year(csl: Csl) -> str:
    parts = _date_parts(csl.get("issued"))
    literal = (csl.get("issued") or {}).get("literal", "") if isinstance(csl.get("issued"), dict) else ""
    return str(parts[0]) if parts else str(literal) or "n.d."


def _families(csl: Csl) -> str:
    names = [_family(name) for name in _people(csl)] or [str(csl.get("publisher") or csl.get("title") or "Anon.")]
    if len(names) > 2:
        return f"{names[0]} et al."
    return " and ".join(names)


def _authors(csl: Csl) -> str:
    names = [_full(name) for name in _people(csl)] or [str(csl.get("publisher") or "Anon.")]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _people(csl: Csl) -> Sequence[Mapping[str, str]]:
    return csl.get("author") or csl.get("editor") or []


def _family(name: Mapping[str, str]) -> str:
    return name.get("family") or name.get("literal") or name.get("given") or ""


def _full(name: Mapping[str, str]) -> str:
    initials = "".join(f"{part[0]}." for part in name.get("given", "").replace("-", " ").split() if part[0].isalpha())
    return ", ".join(filter(None, [_family(name), initials if name.get("family") else ""]))


def _volume(csl: Csl) -> str:
    volume, issue, page = (str(csl.get(key, "")).strip() for key in ("volume", "issue", "page"))
    numbered = volume + (f"({issue})" if issue else "")
    pages = f"pp. {page.replace('-', '–')}" if page else ""
    return "".join(f", {part}" for part in (numbered, pages) if part)


def _publisher(csl: Csl) -> str:
    place, publisher = (str(csl.get(key, "")).strip() for key in ("publisher-place", "publisher"))
    if not place and publisher == _authors(csl):
        return ""
    return _escaped(": ".join(filter(None, [place, publisher])))


def _accessed(csl: Csl) -> str:
    parts = _date_parts(csl.get("accessed"))
    if len(parts) < 3:
        return ""
    return f" (Accessed {dates.show('{:04}-{:02}-{:02}'.format(*map(int, parts)))})"


def _date_parts(date: Any) -> Sequence[int]:
    parts = date.get("date-parts") if isinstance(date, dict) else None
    return parts[0] if parts and parts[0] and parts[0][0] else []


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\*_[]<>`" else sign for sign in text)
