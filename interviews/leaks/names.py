"""Names that were taken out, found again: a pure matcher, quick enough for every word of a study.

Words are compared without case, accents and the shape of apostrophes, hyphens and spaces; a possessive belongs to its
name, and a name never lies within a longer word. What only follows from a name (“Jim” from James) is not sure; nor are
forms that are ordinary words as well (“Will”, “May”), initials and job titles, which count with capitals alone.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice

from interviews.anonymise.known import Form
from interviews.anonymise.naming.variants import TITLES
from interviews.anonymise.naming.words import APOSTROPHES, POSSESSIVE, fold

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_DASHES = "‐-―−﹘﹣－-"
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}{_MARKS}{_UNSEEN}]+[^\W_]+)*[{_MARKS}]*")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_LOST = re.compile(rf"[{_MARKS}{_UNSEEN}{APOSTROPHES}]")
_GAP = re.compile(rf"[ \t\u00a0\u2000-\u200a\u202f\r\n.,_*/{APOSTROPHES}{_UNSEEN}{_DASHES}]{{1,5}}")
_HYPHEN = re.compile(rf"(?<=\w)[{_DASHES}](?=\w)")
SURE, ORDINARY = 0.8, 0.5
"""From this weight on (anonymise/known.py) a form means its entity; under the other it is an ordinary word as well."""
FEWEST_LETTERS, FEWEST_FIGURES = 3, 5
_TITLES = {*map(fold, TITLES), "sir", "dame"}
NEVER_SURE = {"title", "age"}
FIGURES = {"phone", "nhs_number", "nino", "postcode", "number"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A name at start … end of a text, a possessive left out; not `sure` where it may well be another word."""

    start: int
    end: int
    type: str
    entity: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Said:
    end: int
    folded: str
    cased: str


@dataclass(frozen=True)
class _Name:
    said: tuple[_Said, ...]
    form: Form

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(each.folded for each in self.said)

    @cached_property
    def is_long(self) -> bool:
        return sum(len(word) for word in self.words if word not in _TITLES) >= FEWEST_LETTERS

    @cached_property
    def sure(self) -> bool:
        return self.form.weight >= SURE and self.form.type not in NEVER_SURE and self.is_long

    @cached_property
    def any_case(self) -> bool:
        return self.sure or (self.form.weight >= ORDINARY and self.form.type not in NEVER_SURE and self.is_long)

    def stands(self, said: Sequence[_Said]) -> bool:
        """Whether words that are the same but for case mean this name."""
        cased, own = [each.cased for each in said], [each.cased for each in self.said]
        return self.any_case or all(map(_capital, cased, own)) or cased == own != list(self.words)


def _capital(word: str, own: str) -> bool:
    """“Will” counts with a capital, “AS” in capitals alone: a sentence may begin with “As”."""
    return word.isupper() if own.isupper() and len(own) > 1 else word[0].isupper()


class Names:
    """What to look for. `standing` are the words that stand for names now (“Dr A”): within them nothing leaks."""

    def __init__(self, forms: Iterable[Form], standing: Iterable[str] = ()) -> None:
        self._names: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
        self._standing: set[tuple[str, ...]] = set()
        self._longest: dict[str, int] = {}
        for form in forms:
            for said in _variants(form):
                name = _Name(said, form)
                self._names[name.words].append(name)
                self._begin(name.words)
        for names in self._names.values():
            names.sort(key=lambda name: (not name.sure, not name.any_case))
        for label in [label for label in set(standing) if not any(hit.sure for hit in self.find(label))]:
            if words := tuple(_folded(match[0]) for match in _WORD.finditer(label)):
                self._standing.add(words)
                self._begin(words)

    def _begin(self, words: tuple[str, ...]) -> None:
        self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def __bool__(self) -> bool:
        return bool(self._names)

    def find(self, text: str) -> list[Hit]:
        """Where the names stand, in order, none within another."""
        met = {word for word in set(_WORD.findall(text)) if _folded(word) in self._longest}
        return list(self._at(text, met)) if met else []

    def _at(self, text: str, met: set[str]) -> Iterator[Hit]:
        done = 0
        for match in _WORD.finditer(text):
            if match[0] not in met or match.start() < done:
                continue
            said = list(islice(_said(text, match.start()), self._longest[_folded(match[0])]))
            for length in range(len(said), 0, -1):
                here = said[:length]
                words = tuple(each.folded for each in here)
                name = next((name for name in self._names.get(words, ()) if name.stands(here)), None)
                if name or words in self._standing:
                    done = here[-1].end
                if name and words not in self._standing:
                    yield Hit(match.start(), done, name.form.type, name.form.entity, name.sure)
                if done > match.start():
                    break


def squeezed(words: str) -> str:
    """Words as they are told apart from others when nothing but letters and figures counts: “LS2 9JT” → “ls29jt”."""
    return "".join(_folded(match[0]) for match in _WORD.finditer(words))


def _variants(form: Form) -> Iterator[tuple[_Said, ...]]:
    """The words of a form: as they are, without apostrophes, and as one word where a hyphen joins them or a number."""
    spelled = {form.words, _HYPHEN.sub("", form.words), _APOSTROPHE.sub("", form.words)}
    if form.type in FIGURES:
        spelled.add(squeezed(form.words))
    for words in spelled:
        said = tuple(_said(words, 0, any_gap=True))
        figures = squeezed(words)
        if said and not (figures.isdigit() and len(figures) < FEWEST_FIGURES):
            yield said


def _said(text: str, start: int, *, any_gap: bool = False) -> Iterator[_Said]:
    """The words from `start` on that may belong to one name: until something parts them."""
    end = start
    for match in _WORD.finditer(text, start):
        if match.start() > start and not any_gap and not _joins(text, end, match.start()):
            return
        owner = POSSESSIVE.search(match[0])
        bare = match[0][: owner.start()] if owner else match[0]
        yield _Said(match.start() + len(bare), _folded(match[0]), _LOST.sub("", unicodedata.normalize("NFKD", bare)))
        end = match.end()


def _joins(text: str, start: int, end: int) -> bool:
    return bool(_GAP.fullmatch(text, start, end)) and text.count("\n", start, end) <= 1


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    """One word as it is compared, without its possessive."""
    return fold(_LOST.sub("", POSSESSIVE.sub("", unicodedata.normalize("NFC", word))))
