"""What stands on a text, after its words were changed: turns with their speaker labels, and printed forms."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from interviews.edits import Carrier, Edit
from interviews.published import published_form_ok
from interviews.spans import Span
from interviews.turns import Turn
from tracers.names import fold

_QUOTES = "'‘’‚‛"


class Swaps:
    """The words that edits took out and those they put there, for words that stand elsewhere: whole, in any case."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        self.words: dict[str, list[str]] = defaultdict(list)
        for edit in edits:
            if any(sign.isalnum() for sign in text[edit.start : edit.end]):
                self.words[_key(text[edit.start : edit.end])].append(edit.words)
        longest_first = sorted(self.words, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(_whole, longest_first)), re.IGNORECASE) if longest_first else None

    def __call__(self, words: str) -> str:
        """Words that became different things become them in turn."""
        left = {key: list(become) for key, become in self.words.items()}

        def become(found: re.Match[str]) -> str:
            choices = left.get(_key(found[0])) or self.words.get(_key(found[0]), [found[0]])
            new = choices.pop(0) if len(choices) > 1 else choices[0]
            boxed = words[: found.start()].endswith("[") and words[found.end() :].startswith("]")
            return _unboxed(new) if boxed else new

        return self.pattern.sub(become, words) if self.pattern else words


def turns_after(text: str, new: str, turns: Sequence[Turn], edits: Sequence[Edit]) -> list[tuple[Turn, Turn]]:
    """Each turn with what became of it, in their order; one that has no words any more is gone.

    Words put in at the very beginning or end of a turn belong to it.
    """
    carrier, swaps = Carrier(edits, widely=True), Swaps(text, edits)
    pairs: list[tuple[Turn, Turn]] = []
    spellings: dict[tuple[str, str], str] = {}  # one speaker keeps one spelling
    last = done = 0
    for turn in turns:
        span = carrier(Span(turn.start, turn.end))
        start, end = _trimmed(new, max(span.start, done), span.end)
        if start < end:
            speaker = _label(text, new, last, turn, edits, carrier, swaps) if turn.speaker else ""
            speaker = spellings.setdefault((turn.speaker, fold(speaker)), speaker)
            pairs.append((turn, replace(turn, start=start, end=end, speaker=speaker)))
            done = end
        last = turn.end
    return pairs


def labels_after(pairs: Iterable[tuple[Turn, Turn]]) -> dict[str, str]:
    """What each label became, by its key (fold); labels that stayed are not named."""
    became: dict[str, str] = {}
    for old, new in pairs:
        if old.speaker != new.speaker:
            became.setdefault(fold(old.speaker), new.speaker)
    return became


def printed_after(published: str, quote: str, own: Swaps, others: Swaps | None = None) -> str:
    """The printed form with its words replaced too; "" when it does not keep to the words any more.

    `own` are the changes within the quotation; `others` those of the whole text, for what stands in brackets.
    """
    printed = own(published)
    if others and others(printed) != printed and others(quote) == quote:
        printed = others(printed)
    return printed if published and published_form_ok(quote, printed) else ""


def speaker_at(turns: Iterable[Turn], place: int) -> str:
    return next((turn.speaker for turn in turns if turn.start <= place < turn.end), "")


def _label(text: str, new: str, last: int, turn: Turn, edits: Sequence[Edit], carrier: Carrier, swaps: Swaps) -> str:
    """What the label of a turn reads now: it stands somewhere between the turn before and the words."""
    pattern = re.compile(_loosely(turn.speaker), re.IGNORECASE)
    found = [match.span() for match in pattern.finditer(text, last, turn.start)]
    if not found:
        return swaps(turn.speaker)
    start, end = found[-1]
    if not any(edit.start < end and edit.end > start for edit in edits):
        return turn.speaker
    span = carrier(Span(start, end))
    return _unboxed(" ".join(new[span.start : span.end].split())) or turn.speaker


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    return start, start + len(part.strip())


def _unboxed(words: str) -> str:
    return words[1:-1] if words[:1] == "[" and words.find("]") == len(words) - 1 else words


def _key(words: str) -> str:
    return fold(re.sub(f"[{_QUOTES}]", "'", words))


def _whole(key: str) -> str:
    before = r"(?<!\w)" if key[0].isalnum() else ""
    after = r"(?!\w)" if key[-1].isalnum() else ""
    return f"{before}{_loosely(key)}{after}"


def _loosely(words: str) -> str:
    """A pattern of the words, whatever the shape of their spaces and quotation marks."""
    parts = [re.sub(f"[{_QUOTES}]", f"[{_QUOTES}]", re.escape(part)) for part in words.split()]
    return r"\s+".join(parts)
