"""Finding the forms of the study's own list in a text: whatever their case, misspelt, misheard, split or joined.

A word of the text is taken for a word of the list when it is alike in sound or spelling and no ordinary word. Beside
another word of the same name an ordinary one will do: "keen hobs" is Keane Hobbs, "keen" alone is nobody.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from interviews.anonymise.known import Form
from interviews.anonymise.naming.sounds import Alike, first_vowel, nearness, sound
from interviews.anonymise.naming.words import Word, folded, listed, words
from interviews.detecting.lexicon import is_given, is_surname, is_word, single

HEARD = 0.7  # as near a word must be
HEARD_NAME = 0.75  # … when it is a name itself, somebody else's perhaps
SHORTEST = 5  # letters of a word that may be misspelt by itself
SHORTEST_JOINED = 6
_EVERYWHERE = frozenset(
    listed("a i o one the and or it is in on to of he she we you they at as be so no my not was that")
)
_NATIONAL = frozenset(listed("family college colleges mail society navy commission assent air baby wedding general of"))
_MOST_APART = 3  # characters between two words of one name
_CAPITALS = 3  # so many letters or fewer, in capitals, are initials and must be capitals in the text


@dataclass(frozen=True, slots=True)
class Match:
    """A form at start … end of a text (a possessive is left out); `score` joins its weight with how near it is. Under
    0.5 it is doubtful: an ordinary word, to be asked of the words around it."""

    start: int
    end: int
    form: Form
    score: float


def matches(text: str, known: Sequence[Form]) -> list[Match]:
    """Where the forms stand, in order of place, none overlapping another: of several the longest, then the surest."""
    return list(_matcher(tuple(known)).find(text)) if known else []


class _Node:
    __slots__ = ("form", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.form: Form | None = None


class _Matcher:
    """The forms as a tree of folded words, and which words of a text may be words of it."""

    def __init__(self, known: Sequence[Form]) -> None:
        self.root = _Node()
        self.alike = Alike()
        self.by_sound: dict[str, set[str]] = defaultdict(set)
        for form in known:
            self._add(folded(form.words), form)
        self._meant: dict[str, tuple[tuple[str, float], ...]] = {}

    def _add(self, parts: tuple[str, ...], form: Form) -> None:
        node = self.root
        for part in parts:
            node = node.next.setdefault(part, _Node())
            if len(part) >= SHORTEST - 1:
                self.alike.add(part)
                self.by_sound[sound(part)].add(part)
        if parts and (node.form is None or node.form.weight < form.weight):
            node.form = form
        whole = "".join(parts)
        if len(parts) > 1 and len(whole) >= SHORTEST_JOINED and not is_word(whole) and min(map(len, parts)) > 1:
            node = self.root.next.setdefault(whole, _Node())
            node.form = node.form or form

    def find(self, text: str) -> Iterator[Match]:
        said = list(words(text))
        lower = not any(c.isupper() for c in text)
        at = 0
        while at < len(said):
            length, match = self._longest(text, said, at, lower)
            if match and said[at].folded == "the":  # "the Royal" is less than "Royal Cornwall"
                one_less, without = self._longest(text, said, at + 1, lower)
                length, match = (one_less + 1, without) if without and one_less >= length else (length, match)
            if match:
                yield match
            at += length

    def _longest(self, text: str, said: Sequence[Word], at: int, lower: bool) -> tuple[int, Match | None]:
        """The match that begins at a word and takes the most words, of those the surest; and how many that is, or 1."""
        found = self._at(text, said, at, lower) if at < len(said) else iter(())
        return max(found, key=lambda found: (found[0], found[1].score), default=(1, None))

    def _at(self, text: str, said: Sequence[Word], at: int, lower: bool) -> Iterator[tuple[int, Match]]:
        """The forms that begin at a word: how many words they take, and the match."""
        for node, length, near, real in self._walk(text, said, at, self.root, 0, 1.0, False):
            form, taken = node.form, said[at : at + length]
            if form and _near_enough(taken, near, real) and _fits(text, taken, form, lower):
                following = said[at + length].folded if at + length < len(said) else ""
                letters = length == 2 and all(len(word.folded) == 1 for word in taken)
                within = letters and (len(following) == 1 or (at and len(said[at - 1].folded) == 1))  # n h s
                if not within and not (taken[0].folded == "the" and length == 2 and following in _NATIONAL):
                    yield length, Match(taken[0].start, taken[-1].end, form, form.weight * near)

    def _walk(
        self, text: str, said: Sequence[Word], at: int, node: _Node, length: int, near: float, real: bool
    ) -> Iterator[tuple[_Node, int, float, bool]]:
        """Down the tree along the words of the text. `real`: a word that is not ordinary, or two words, bear it out."""
        if length and (at >= len(said) or not _beside(text, said[at - 1], said[at])):
            return
        for step, part, how, bears in self._steps(text, said, at):
            following = node.next.get(part)
            if following is not None and (how == 1.0 or length or bears or following.next):
                told = length and said[at - 1].folded != "the"  # "the health" is not the Heath
                sure = real or bears or bool(told and len(part) >= SHORTEST - 1)
                yield following, length + step, min(near, how), sure
                yield from self._walk(text, said, at + step, following, length + step, min(near, how), sure)

    def _steps(self, text: str, said: Sequence[Word], at: int) -> Iterator[tuple[int, str, float, bool]]:
        """Words of the list that the next one or two words of the text may be."""
        word = said[at].folded
        for part, near in self.meant(word):
            yield 1, part, near, near < 1.0 and not is_word(word)
        if at + 1 < len(said) and _beside(text, said[at], said[at + 1]):
            for part, near in self._joined(word, said[at + 1].folded):
                yield 2, part, near, True

    def meant(self, word: str) -> tuple[tuple[str, float], ...]:
        """The words of the list that a word of the text may be, with their nearness; itself when it is one."""
        if (known := self._meant.get(word)) is None:
            known = self._meant[word] = tuple(self._near(word))
        return known

    def _near(self, word: str) -> Iterator[tuple[str, float]]:
        yield word, 1.0
        if len(word) >= SHORTEST - 1 and not word.isdigit():
            for part, near in self.alike.get(word):
                if part != word and near >= HEARD and first_vowel(part) == first_vowel(word):
                    yield part, near

    def _joined(self, one: str, other: str) -> Iterator[tuple[str, float]]:
        """Two words heard for one: "koval chick"; at least one of them no ordinary word."""
        whole = one + other
        if (
            len(whole) < SHORTEST_JOINED
            or (is_word(one) and is_word(other))
            or not _EVERYWHERE.isdisjoint((one, other))
        ):
            return
        heard = sound(one) + sound(other).removeprefix("A")
        for part in self.by_sound.get(heard, ()):
            if len(part) >= SHORTEST and (near := nearness(whole, part)) >= HEARD:
                yield part, near


@lru_cache(maxsize=4)
def _matcher(known: tuple[Form, ...]) -> _Matcher:
    return _Matcher(known)


def _beside(text: str, one: Word, other: Word) -> bool:
    between = text[one.end : other.start].removeprefix("'s").removeprefix("’s")
    return len(between) <= _MOST_APART and "\n" not in between and not set(between) & set("!?;:()")


def _near_enough(said: Sequence[Word], near: float, real: bool) -> bool:
    """One word by itself must be nearer where it is a name, somebody else's perhaps."""
    word = said[0].folded
    if near == 1.0 or len(said) > 1:
        return near == 1.0 or real
    return real and near >= (HEARD_NAME if is_given(word) or is_surname(word) else HEARD)


def _fits(text: str, said: Sequence[Word], form: Form, lower: bool) -> bool:
    """Initials are written in capitals, or apart; in a text without capitals they must be no word or abbreviation."""
    if len(said) > 1 or not form.words.isupper() or len(form.words) > _CAPITALS + 2:
        return True
    word = text[said[0].start : said[0].end]
    return word.isupper() or (lower and not is_word(said[0].folded) and said[0].folded not in single("acronyms"))
