"""What must not stand in a study any more: names that were taken out of it, and identifiers nobody decided about."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from accounts.models import Study
from accounts.sealing import Sealed
from interviews.anonymise import listing, originals
from interviews.anonymise.known import Entry, Form, forms
from interviews.leaks import fresh
from interviews.leaks.names import FIGURES, ORDINARY, SURE, Names, squeezed
from interviews.models import Place, Replacement, SetAside
from interviews.models.anonymising import TYPE_NAMES, State
from interviews.models.leaks import digest

TAKEN_OUT, NEW, PERHAPS = "taken out", "new", "perhaps"
AROUND = 70  # characters shown on either side
_LINES = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Leak:
    """Words at start … end of a text that should not stand there: `kind` is TAKEN_OUT, NEW or PERHAPS.

    `entity` is the id of the replacement, where the words have one.
    """

    start: int
    end: int
    kind: str
    type: str
    entity: str = ""


@dataclass(frozen=True)
class Lookout:
    """`sealed` says why the names that were taken out cannot be looked for; then only new identifiers are found.

    `left` are words that a person decided to leave as they are, `numbers` those taken out, both squeezed.
    """

    study: UUID
    names: Names = field(default_factory=lambda: Names(()))
    sealed: str = ""
    left: frozenset[str] = frozenset()
    numbers: Mapping[str, str] = field(default_factory=dict)
    aside: frozenset[tuple[UUID, str]] = frozenset()

    @property
    def seeks(self) -> bool:
        """Whether anything was taken out that could be found."""
        return bool(self.names) or bool(self.numbers)

    def look(self, text: str) -> list[Leak]:
        """What leaks in a text, in order, none overlapping another."""
        found = [
            Leak(hit.start, hit.end, TAKEN_OUT if hit.sure else PERHAPS, hit.type, hit.entity)
            for hit in self.names.find(text)
        ]
        for leak in self._undecided(text):
            if not any(each.start < leak.end and leak.start < each.end for each in found):
                found.append(leak)
        return sorted(found, key=lambda leak: leak.start)

    def _undecided(self, text: str) -> Iterator[Leak]:
        for kind, all_found in ((NEW, fresh.find(text)), (PERHAPS, fresh.called(text))):
            for each in all_found:
                words = squeezed(text[each.start : each.end])
                if words in self.numbers:
                    yield Leak(each.start, each.end, TAKEN_OUT, each.type, self.numbers[words])
                elif words not in self.left:
                    yield Leak(each.start, each.end, kind, each.type)

    def is_aside(self, words: str, things: Iterable[UUID]) -> bool:
        """Whether a person said that these words are no leak in one of these things."""
        known = digest(self.study, words)
        return any((thing, known) in self.aside for thing in things)

    def is_aside_anywhere(self, words: str) -> bool:
        known = digest(self.study, words)
        return any(known == each for _, each in self.aside)


@dataclass(frozen=True, slots=True)
class Shown:
    """A leak as people are told of it: its words, what stands around them, and `where` in words."""

    kind: str
    type: str
    words: str
    before: str
    after: str
    where: str

    @property
    def type_name(self) -> str:
        return TYPE_NAMES.get(self.type, self.type)

    def __str__(self) -> str:
        return f"{self.where}: “{self.before}{self.words}{self.after}” ({self.type_name.lower()})"


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands before and after, on one line, cut between words with an ellipsis."""
    before = _LINES.sub(" ", text[max(0, start - 4 * AROUND) : start])
    after = _LINES.sub(" ", text[end : end + 4 * AROUND])
    if len(before) > AROUND:
        before = f"…{before[-AROUND:].partition(' ')[2]}"
    if len(after) > AROUND:
        after = f"{after[:AROUND].rpartition(' ')[0]}…"
    return before, after


def lookout(study: Study) -> Lookout:
    """The same number of queries however many names there are. It holds names: nobody is shown it."""
    aside = SetAside.objects.filter(study=study).known()
    replacements = _decided(study)
    try:
        called = originals.forms(study, replacements)
        listed = [entry for _, entry in listing.entries(study)]
    except Sealed as problem:
        return Lookout(study.pk, sealed=str(problem), aside=aside)
    left = {squeezed(words) for each in replacements if not _is_out(each) for words in called[each.pk]}
    out = [Entry(words, each.type, str(each.pk)) for each in replacements if _is_out(each) for words in called[each.pk]]
    own = {squeezed(entry.form) for entry in out}
    known = [entry for entry in listed if squeezed(entry.form) not in left | own]
    labels = {each.label for each in replacements if _is_out(each)}
    here = Place.objects.filter(replacement__study=study).exclude(label="").values_list("label", flat=True)
    return Lookout(
        study.pk,
        names=Names(_looked_for(out, left) + _looked_for(known, left), labels | set(here)),
        left=frozenset(left - own),
        numbers={squeezed(entry.form): entry.whose for entry in out if entry.type in FIGURES},
        aside=aside,
    )


def _decided(study: Study) -> list[Replacement]:
    """The replacements that were accepted, put into the words or left as they are, each with `is_applied`."""
    applied = Exists(Place.objects.filter(replacement=OuterRef("pk"), applied=True))
    rows = study.replacements.annotate(is_applied=applied)
    return list(rows.filter(Q(state__in=[State.ACCEPTED, State.REJECTED]) | Q(is_applied=True)))


def _is_out(replacement: Replacement) -> bool:
    return replacement.state == State.ACCEPTED or bool(replacement.is_applied)  # type: ignore[attr-defined]


def _looked_for(entries: list[Entry], left: set[str]) -> list[Form]:
    """The entries and what follows from them, a surname alone being as sure as the name; but not what was left."""
    given = {squeezed(entry.form) for entry in entries}
    surnames = {(entry.whose, name) for entry in entries if entry.type == "person" for name in _surnames(entry.form)}
    return [
        replace(form, weight=max(form.weight, SURE)) if _is_surname(form, surnames) else form
        for form in forms(entries)
        if squeezed(form.words) in given or squeezed(form.words) not in left
    ]


def _is_surname(form: Form, surnames: set[tuple[str, str]]) -> bool:
    return form.weight >= ORDINARY and (form.entity, squeezed(form.words)) in surnames


def _surnames(name: str) -> set[str]:
    """The last word of a name of several, and its parts: “Keane-Hobbs”, “Keane” and “Hobbs”."""
    *before, last = name.split() or [""]
    return {squeezed(part) for part in (last, *last.split("-"))} if before else set()
