"""What a person types into the search, read as a tree. Pure.

budget trust          both words, in any form (stems)
budget OR trust       either; AND, OR and NOT are written in capitals
budget -trust         not with this word; also NOT trust
organis*              words that begin so
"the same room"       exactly these words; the last one may have a star
(budget OR money) trust
site:A1 code:"Shared budgets"      narrows the whole search, as the fields of the form do
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from interviews.searching.words import words

LONGEST = 500
MOST_TERMS = 40
DEEPEST = 12
LEAST_LETTERS = 2
FIELDS = ("speaker", "code", "site", "organisation", "role", "tracer", "work_stream", "participant")
_OPENING, _CLOSING = '"“”„«»', '"“”«»'
_TOKEN = re.compile(
    rf"(?P<blank>\s+)|(?P<bracket>[()])|(?P<minus>-(?=\())|(?P<field>(?:{'|'.join(FIELDS)}):)"
    rf"|(?P<phrase>-?[{_OPENING}][^{_CLOSING}]*[{_CLOSING}])|(?P<word>[^\s(){_OPENING}]+)|(?P<quote>.)"
)


class QueryError(ValueError):
    """What was typed cannot be read; the message is one sentence that says why and what to do."""


class Sought(NamedTuple):
    """A word in small letters; `prefix`: all words that begin so."""

    word: str
    prefix: bool = False

    def __str__(self) -> str:
        return f"{self.word}*" if self.prefix else self.word


@dataclass(frozen=True, slots=True)
class Term:
    """Words one after the other: a single one, one like “co-production”, or a phrase, which is taken `exact`."""

    words: tuple[Sought, ...]
    exact: bool = False

    @property
    def as_written(self) -> bool:
        """Whether the forms of the words count, and not their stems."""
        return self.exact or any(sought.prefix for sought in self.words)

    def __str__(self) -> str:
        return f'"{" ".join(map(str, self.words))}"' if self.exact else "-".join(map(str, self.words))


@dataclass(frozen=True, slots=True)
class And:
    parts: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " ".join(_bracketed(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    parts: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"

    def __str__(self) -> str:
        return f"-{_bracketed(self.part, And, Or, Not)}"


type Node = Term | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """`tree` is None where only fields were given."""

    tree: Node | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


def parse(text: str) -> Query:
    """Raises QueryError."""
    if len(text) > LONGEST:
        raise QueryError(f"This search is longer than {LONGEST} characters: make it shorter.")
    reader = _Reader(text)
    tree = reader.alternatives(0) if reader.now else None
    if reader.now:
        raise QueryError("There is a closing bracket “)” without an opening one: take it out, or add “(” before it.")
    if tree is not None:
        _check(tree)
    elif text.strip() and not reader.fields:
        raise QueryError("There is no word to look for: write one at least.")
    return Query(tree, reader.fields)


def terms(node: Node) -> Iterator[Term]:
    """Every term, those that are left out too, in the order typed."""
    match node:
        case Term():
            yield node
        case Not(part):
            yield from terms(part)
        case And(parts) | Or(parts):
            for part in parts:
                yield from terms(part)


def wanted(node: Node) -> Iterator[Term]:
    """The terms that are looked for: those whose places are hits."""
    match node:
        case Term():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)


def holds(node: Node, found: Mapping[Term, object]) -> bool:
    """Whether a passage in which these terms were found (truthy) fits the whole."""
    match node:
        case Term():
            return bool(found.get(node))
        case Not(part):
            return not holds(part, found)
        case And(parts):
            return all(holds(part, found) for part in parts)
        case Or(parts):
            return any(holds(part, found) for part in parts)


def _bracketed(node: Node, *kinds: type) -> str:
    return f"({node})" if isinstance(node, kinds) else str(node)


def _check(tree: Node) -> None:
    if sum(1 for _ in terms(tree)) > MOST_TERMS:
        raise QueryError(f"A search can have {MOST_TERMS} words or phrases at most: take some out.")
    if not _looks_for_something(tree):
        raise QueryError(
            "Say what to look for as well: a search, and each side of an OR, needs a word that is not left out."
        )


def _looks_for_something(node: Node) -> bool:
    match node:
        case Term():
            return True
        case Not():
            return False
        case And(parts):
            return any(map(_looks_for_something, parts))
        case Or(parts):
            return all(map(_looks_for_something, parts))


class _Token(NamedTuple):
    kind: str
    text: str


class _Reader:
    """Goes along the tokens. The methods are the grammar, from what binds least to what binds most."""

    def __init__(self, text: str) -> None:
        found = [_Token(each.lastgroup or "", each[0]) for each in _TOKEN.finditer(text)]
        self._tokens = [token for token in found if token.kind != "blank" and _says_something(token)]
        self._place = 0
        self.fields: dict[str, str] = {}

    @property
    def now(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def alternatives(self, depth: int) -> Node | None:
        sides = [self._together(depth)]
        while self._takes("OR"):
            sides.append(self._together(depth))
        if len(sides) > 1 and None in sides:
            raise QueryError("A word is missing beside OR: write one on each side of it, as in budget OR money.")
        return _joined(Or, [side for side in sides if side is not None])

    def _together(self, depth: int) -> Node | None:
        parts: list[Node] = []
        while self.now and not self._is("OR") and self.now != ("bracket", ")"):
            if self._takes("AND"):
                if not (parts or self.fields) or self.now is None or self._is("OR") or self._is("AND"):
                    raise QueryError("A word is missing beside AND: write one on each side of it.")
                continue
            part = self._signed(depth)
            if part is not None:
                parts.append(part)
        return _joined(And, parts)

    def _signed(self, depth: int) -> Node | None:
        token = self.now
        if token and token.kind == "minus":
            self._place += 1
        elif not self._takes("NOT"):
            return self._single(depth)
        if self.now is None or self._is("OR") or self._is("AND") or self.now == ("bracket", ")"):
            raise QueryError("A word is missing after NOT: write the one that is to be left out.")
        if self.now.kind == "field":
            raise QueryError(f"“{self.now.text}” cannot be left out: choose what is wanted in the fields instead.")
        if depth >= DEEPEST:
            raise QueryError("There are too many brackets and NOTs within one another: make the search simpler.")
        part = self._signed(depth + 1)
        return _without(part)

    def _single(self, depth: int) -> Node | None:
        token = self._tokens[self._place]
        self._place += 1
        if token.kind == "bracket":
            return self._within(depth + 1)
        if token.kind == "quote":
            raise QueryError("A quotation mark is missing: put one before and one after the words of a phrase.")
        if token.kind == "field":
            self._take_field(token.text.removesuffix(":"), depth)
            return None
        text = token.text
        if text.startswith("-"):
            return _without(_term(text[1:], exact=token.kind == "phrase"))
        return _term(text, exact=token.kind == "phrase")

    def _within(self, depth: int) -> Node | None:
        if depth > DEEPEST:
            raise QueryError("There are too many brackets and NOTs within one another: make the search simpler.")
        part = self.alternatives(depth)
        if self.now != ("bracket", ")"):
            raise QueryError("A closing bracket “)” is missing: add it where the words in brackets end.")
        self._place += 1
        if part is None:
            raise QueryError("There is nothing between the brackets: write words there, or take the brackets out.")
        return part

    def _take_field(self, name: str, depth: int) -> None:
        value = self.now
        if value is None or value.kind not in {"word", "phrase"}:
            raise QueryError(f'Nothing stands after “{name}:”. Write it as in site:A1 or code:"Shared budgets".')
        if depth:
            raise QueryError(f"“{name}:” holds for the whole search: write it outside the brackets.")
        if name in self.fields:
            raise QueryError(f"“{name}:” stands there twice: name one, and choose no other.")
        self._place += 1
        self.fields[name] = value.text.strip(f"{_OPENING}{_CLOSING}")

    def _is(self, operator: str) -> bool:
        return self.now == ("word", operator)

    def _takes(self, operator: str) -> bool:
        there = self._is(operator)
        self._place += there
        return there


def _says_something(token: _Token) -> bool:
    """A dash or another sign among the words means nothing."""
    return token.kind != "word" or bool(words(token.text)) or "*" in token.text


def _joined(kind: type[And] | type[Or], parts: list[Node]) -> Node | None:
    if not parts:
        return None
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, kind) else (part,))]
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _without(part: Node | None) -> Node | None:
    return part.part if isinstance(part, Not) else Not(part) if part is not None else None


def _term(text: str, *, exact: bool) -> Term:
    found = words(text)
    if "*" in text and any(
        not any(word.end == place for word in found) or text[place + 1 : place + 2].isalnum()
        for place, sign in enumerate(text)
        if sign == "*"
    ):
        raise QueryError("The star stands at the end of a word, as in organis*: put at least two letters before it.")
    if not found:
        raise QueryError("There is no word between the quotation marks: write one, or take the marks out.")
    sought = tuple(Sought(word.word.lower(), text[word.end : word.end + 1] == "*") for word in found)
    if any(each.prefix and len(each.word) < LEAST_LETTERS for each in sought):
        raise QueryError("The star stands at the end of a word, as in organis*: put at least two letters before it.")
    return Term(sought, exact)
