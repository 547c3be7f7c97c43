"""What a marker asks to be counted or drawn: words, then options. Pure.

    codes site count=people share=column role="GP" as=bars

What is not one plain word stands in quotation marks; signs that a marker cannot hold are written as %22 and the like.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

MATRIX, TIMELINE, CHAINS, COMPARISON = "matrix", "timeline", "chains", "comparison"
KINDS = frozenset({MATRIX, TIMELINE, CHAINS})
PICTURE, TABLE = "picture", "table"
USUAL_ROWS, CONFIGURATIONS, COLUMNS = "codes", "configurations", "columns"
LONGEST = 300

_PLAIN = re.compile(r"[^\s\"“”{}%=;]+")
_QUOTED = r'(?:"(?P<{0}straight>[^"]*)"|“(?P<{0}curly>[^”]*)”)'
_TOKEN = re.compile(
    rf'(?P<name>[^\s"“”=;]+)=(?:{_QUOTED.format("v_")}|(?P<bare>[^\s"“”;]*))'
    rf'|{_QUOTED.format("w_")}|(?P<word>[^\s"“”;]+)'
)


@dataclass(frozen=True, slots=True)
class Asked:
    """No word, name or value is empty or begins or ends with a blank; `columns` alone may stand there several times."""

    words: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str:
        return dict(self.options).get(name, "")

    def without(self, *names: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, value) for name, value in self.options if name not in names)


def read(text: str) -> Asked:
    """What stands in a marker after its name."""
    words: list[str] = []
    options: list[tuple[str, str]] = []
    for found in _TOKEN.finditer(text):
        if found["name"]:
            name, value = (_plain(each) for each in (found["name"], _first(found, "v_straight", "v_curly", "bare")))
            if name and value:
                options.append((name, value))
        elif word := _plain(_first(found, "w_straight", "w_curly", "word")):
            words.append(word)
    return Asked(tuple(words), _once(options))


def written(asked: Asked) -> str:
    options = (f"{_escaped(name, ' =;')}={_quoted(value)}" for name, value in asked.options)
    return " ".join([*map(_quoted, asked.words), *options])


def is_of_findings(text: str) -> bool:
    """Whether a matrix shows what was found at each site, as `configurations sites` does."""
    made = read(text)
    return not made.options and " ".join(made.words).casefold() in {"configurations sites", "configurations site"}


def of_address(kind: str, sent: Iterable[tuple[str, str]]) -> Asked | None:
    """What the marker says of a page at this address; None for a page that no marker shows."""
    pairs = [(name, value) for name, value in ((_plain(name), _plain(value)) for name, value in sent) if name and value]
    told = dict(pairs)
    if kind == MATRIX and told.get("by"):
        rows = told.get("rows", USUAL_ROWS)
        if rows == CONFIGURATIONS and "count" not in told:  # without, it would be what was found at each site
            pairs.insert(0, ("count", "people"))
        options = [pair for pair in pairs if pair[0] not in {"rows", "by"}]
        return Asked((rows, told["by"]), _once(options))
    if kind == TIMELINE:
        return Asked(options=tuple((name, told[name]) for name in ("tracer", "as") if name in told))
    if kind in {CHAINS, COMPARISON}:
        words = tuple(filter(None, (told.get("of") or told.get("tracer"),)))
        return Asked(words, tuple((name, told[name]) for name in ("as",) if name in told))
    return None


def sent(asked: Asked) -> list[tuple[str, str]]:
    """The same as the address of the table has it."""
    rows, by, *_ = *asked.words, "", ""
    return [("rows", rows), ("by", by), *asked.without("as", "with")]


def _once(options: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of a name that is said twice the last; of columns each."""
    held = {(name, value if name == COLUMNS else ""): (name, value) for name, value in options}
    return tuple(held.values())


def _first(found: re.Match[str], *names: str) -> str:
    return next((found[name] for name in names if found[name] is not None), "")


def _plain(value: str) -> str:
    return " ".join(unquote(value).split())[:LONGEST].strip()


def _quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else f'"{_escaped(value)}"'


def _escaped(value: str, more: str = "") -> str:
    return "".join(quote(sign, safe="") if sign in '"“”{}%' or sign in more else sign for sign in value)
