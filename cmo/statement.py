"""The formal sentence of a configuration: “In …, when …, then …, because …”.

It is offered where there are reasoning items; a part without items is left out. People write the plain sentence.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_FIRST_WORD = re.compile(r"([^\W\d_])([^\W\d_]*)(\s+\S)?")


@dataclass(frozen=True, slots=True)
class Part:
    """An item: its role (context, mechanism, resource …) and its text; for an outcome, whether it was intended."""

    role: str
    text: str
    intended: bool = True


def formal_sentence(parts: Iterable[Part]) -> str:
    """The sentence, or "" where no item says what people reasoned.

    >>> formal_sentence([Part("context", "One building"), Part("reasoning", "staff trust each other")])
    'In one building, because staff trust each other.'
    """
    items = [part for part in parts if part.text.strip()]
    if not any(item.role == "reasoning" for item in items):
        return ""
    said = [
        _clause("in", _texts(items, "context")),
        _clause("for", _texts(items, "actor")),
        _clause("when", _texts(items, "intervention", "resource", "mechanism")),
        _clause("then", _outcomes(items)),
        _clause("because", _texts(items, "reasoning")),
    ]
    sentence = ", ".join(filter(None, said))
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _texts(items: Sequence[Part], *roles: str) -> list[str]:
    return [item.text for role in roles for item in items if item.role == role]


def _outcomes(items: Sequence[Part]) -> list[str]:
    outcomes = [item for item in items if item.role == "outcome"]
    intended = [item.text for item in outcomes if item.intended]
    return intended + [f"(unintended) {_within(item.text)}" for item in outcomes if not item.intended]


def _clause(word: str, texts: Sequence[str]) -> str:
    said = [_within(text) for text in texts]
    if len(said) < 3:
        return f"{word} {' and '.join(said)}" if said else ""
    return f"{word} {'; '.join(said[:-1])}; and {said[-1]}"


def _within(text: str) -> str:
    """The text as part of a sentence: on one line, no full stop, a small first letter unless it may begin a name."""
    text = " ".join(text.split()).rstrip(".;, ")
    match = _FIRST_WORD.match(text)
    if not match or match[2] != match[2].lower() or (match[3] and not match[3].strip()[0].islower()):
        return text
    return text[0].lower() + text[1:]
