"""What the head of a column in a table of configurations means, however people write it. Pure."""

import re
from collections.abc import Sequence

ROLES = {
    "context": "context",
    "c": "context",
    "circumstance": "context",
    "condition": "context",
    "mechanism": "mechanism",
    "m": "mechanism",
    "outcome": "outcome",
    "o": "outcome",
    "consequence": "outcome",
    "resource": "resource",
    "reasoning": "reasoning",
    "response": "reasoning",
    "actor": "actor",
    "intervention": "intervention",
    "unintended outcome": "unintended",
    "unintended consequence": "unintended",
    "unintended": "unintended",
}
BESIDE = {
    "site": "sites",
    "area": "sites",
    "case": "sites",
    "location": "sites",
    "case study": "sites",
    "where": "sites",
    "tracer": "tracer",
    "service": "tracer",
    "service area": "tracer",
    "id": "id",
    "code": "id",
    "no": "id",
    "number": "id",
    "cmo": "id",
    "cmoc": "id",
    "configuration": "label",
    "cmo configuration": "label",
    "label": "label",
    "title": "label",
    "name": "label",
    "level": "level",
    "kind": "kind",
    "sentence": "statement",
    "plain sentence": "statement",
    "statement": "statement",
    "note": "note",
    "state": "state",
}
NAMED = {name: ROLES[name] for name in ("context", "mechanism", "outcome")} | {"contextual": "context"}
NUMBERING = re.compile(r"^\s*(?:\(?\d+(?:[.)]\d*)*[.):]?|\(?[ivx]+[.)]|\(?[a-z]\)|[a-z][.)](?=\s))\s+", re.IGNORECASE)
IN_BRACKETS = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
MECHANISM = re.compile(r"^mechanisms?\s*(?:[:,–—-]\s*|\s)(resources?|reasoning|responses?)$")


def meaning(words: str) -> str:
    """A column of configurations.csv, or "" for a head that says nothing known."""
    bare = NUMBERING.sub("", " ".join(words.split())).casefold()
    inside = " ".join(_bare(each) for each in IN_BRACKETS.findall(bare))
    outside = _bare(IN_BRACKETS.sub(" ", bare))
    if _known(outside) == "mechanism" and _known(inside) in {"resource", "reasoning"}:
        return _known(inside)
    if both := MECHANISM.match(outside):
        return _known(_bare(both[1]))
    return _known(outside) or (_known(inside) if not outside else "")


def _known(words: str) -> str:
    return ROLES.get(words) or BESIDE.get(words, "")


def _bare(words: str) -> str:
    """In the singular, without punctuation: “Mechanism(s):” has become “mechanism”."""
    plain = " ".join(re.sub(r"[^\w\s]", " ", words).split())
    for end, instead in (("s", ""), ("ies", "y")):
        if plain.endswith(end) and _known(plain.removesuffix(end) + instead):
            return plain.removesuffix(end) + instead
    return plain


def loosely(words: str) -> str:
    """The one of the three that a head of few words names in passing: “Key contextual factors”."""
    named = [each for each in map(_bare, re.findall(r"\w+", words.casefold())) if each in NAMED]
    return NAMED[named[0]] if len(named) == 1 and len(words.split()) <= 5 else ""


def columns(cells: Sequence[str], *, loose: bool = False) -> list[str] | None:
    """What each cell of a row means, where the row is a head: it names two of the three at least. Else None.

    `loose`: heads may say more than one of the known words. Single letters count where all three are such.
    """
    found = [meaning(cell) if len(cell) <= 60 else "" for cell in cells]
    if loose:
        found = [each or loosely(cell) for each, cell in zip(found, cells, strict=True)]
    if any(_cell(each) and len(_bare(cell)) > 1 for each, cell in zip(found, cells, strict=True)):
        found = ["" if _cell(each) and len(_bare(cell)) == 1 else each for each, cell in zip(found, cells, strict=True)]
    cells_named = {_cell(each) for each in found} - {""}
    return found if len(cells_named) >= 2 else None


def _cell(meaning: str) -> str:
    """The cell in which a role stands; "" for what is no role."""
    stands = {"context": "context", "actor": "context", "intervention": "context", "outcome": "outcome"}
    stands |= dict.fromkeys(("mechanism", "resource", "reasoning"), "mechanism") | {"unintended": "outcome"}
    return stands.get(meaning, "")
