"""The study's own list, matched fast: a tree of words, the longest form wins."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from interviews.detecting.ambiguous import reads_as_name
from interviews.detecting.lexicon import is_word
from interviews.detecting.tokens import WORD, CLITIC, Words
from interviews.identifiers import Found


class Form(Protocol):
    """One way in which an entity of the study's list is said; interviews.known makes them."""

    @property
    def words(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def weight(self) -> float: ...


END = ""  # under this key of a node stands the form that ends there
Node = dict[str, Any]


def _parts(form: str) -> list[str]:
    found = []
    for word in WORD.findall(form):
        clitic = CLITIC.search(word)
        found.append((word[: clitic.start()] if clitic else word).lower().replace("’", "'"))
    return found


def tree(forms: Sequence[Form]) -> Node:
    root: Node = {}
    for form in forms:
        node = root
        for part in _parts(form.words):
            node = node.setdefault(part, {})
        if node is not root and (END not in node or node[END].weight < form.weight):
            node[END] = form
    return root


def find(words: Words, forms: Sequence[Form]) -> Iterator[Found]:
    """Every form in the text; where several begin at a word, the longest."""
    root = tree(forms)
    if not root:
        return
    at = 0
    while at < len(words.lows):
        last, form = _longest(words, root, at)
        if form is None or not _meant(words, at, last, form):
            at += 1
            continue
        yield Found(*words.span(at, last), form.type, min(1.0, 1.0 + form.weight), form.entity)
        at = last + 1


def _longest(words: Words, root: Node, at: int) -> tuple[int, Form | None]:
    node: Node | None = root.get(words.lows[at])
    best: tuple[int, Form | None] = (at, None)
    last = at
    while node is not None:
        if END in node:
            best = (last, node[END])
        last += 1
        if last >= len(words.lows) or "\n" in words.tokens[last].gap or len(words.tokens[last].gap) > 3:
            break
        node = node.get(words.lows[last])
    return best


def _meant(words: Words, first: int, last: int, form: Form) -> bool:
    """Whether a form of one ordinary word is the name here: "will" is asked of the words around it."""
    if last > first or not is_word(words.lows[first]):
        return True
    token = words.tokens[first]
    if not words.lower and not token.capital:
        return False
    if not words.lower and not token.opens:
        return True
    return (
        reads_as_name(words, first, True)
        or form.weight >= 0.95
        and not re.match(r"\s+(?:i|you|he|she|it|we|they|be|have|not)\b", words.text[token.end : token.end + 8])
    )
