"""Words that nobody proposed: a person marks them as identifying, wherever they stand."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import Membership, Study, User
from interviews.anonymise import originals
from interviews.anonymise.deciding import make
from interviews.anonymise.proposing import latest
from interviews.models import Place, Replacement, Source, SourceText
from interviews.models.anonymising import State


@dataclass(frozen=True, slots=True)
class Added:
    """`covered` counts the places where something else is decided, proposed or put in already."""

    replacement: Replacement | None
    places: int
    sources: int
    covered: int


@transaction.atomic
def add_words(member: Membership, words: str, *, kind: str, by: User, replacement: Replacement | None = None) -> Added:
    """Mark these words wherever they stand in what the member sees: as a new accepted replacement, or as one given."""
    words = originals.one_line(words)
    if not re.search(r"\w", words):
        raise ValidationError("Type the words that identify somebody, as they stand in an interview.")
    originals.hold(member.study, *([replacement] if replacement else []))
    places, covered = [], 0
    visible = set(Source.objects.visible_to(member).values_list("pk", flat=True))
    for text in latest(member.study, visible).filter(text__icontains=words.split()[0]).iterator(chunk_size=5):
        new, in_the_way = _found(text, words)
        places += new
        covered += in_the_way
    if not places:
        return Added(None, 0, 0, covered)
    replacement, lines = _holder(replacement, member.study, kind, [said for _, said in places], by)
    for place, said in places:
        place.replacement, place.form, place.state = replacement, lines.index(said), State.ACCEPTED
    Place.objects.bulk_create([place for place, _ in places], batch_size=1000)
    member.study.replacements.filter(state=State.PROPOSED, places=None).delete()
    journal.record(member.study, by, "added by hand", replacement, count=len(places))
    return Added(replacement, len(places), len({place.text_id for place, _ in places}), covered)


def _holder(
    replacement: Replacement | None, study: Study, kind: str, said: Sequence[str], by: User
) -> tuple[Replacement, list[str]]:
    """The replacement, new where none is given, and all its forms."""
    if replacement is None:
        lines = list(dict.fromkeys(said))
        return make(study, kind, lines, state=State.ACCEPTED, by=by), lines
    lines = list(originals.forms(study, [replacement])[replacement.pk])
    lines += [words for words in dict.fromkeys(said) if words not in lines]
    replacement.sealed = originals.sealed(study, [lines])[0]
    replacement.save(update_fields=["sealed"])
    return replacement, lines


def _found(text: SourceText, words: str) -> tuple[list[tuple[Place, str]], int]:
    """New places of the words in a text. Undecided shorter proposals within them make room."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found, covered, room = [], 0, []
    there = list(text.places.judged())
    for match in re.finditer(rf"(?<!\w){pattern}(?!\w)", text.text, re.IGNORECASE):
        over = [place for place in there if place.start < match.end() and match.start() < place.end]
        inside = [place for place in over if match.start() <= place.start and place.end <= match.end()]
        if len(inside) < len(over) or _lasting(over) or any(_same(place, match) for place in over):
            covered += 1
            continue
        room += [place.pk for place in over]
        found.append((Place(text=text, start=match.start(), end=match.end()), originals.one_line(match[0])))
    Place.objects.filter(pk__in=room).delete()
    return found, covered


def _same(place: Place, match: re.Match[str]) -> bool:
    return (place.start, place.end) == match.span()


def _lasting(judged: Iterable[Any]) -> bool:
    """Whether a person decided about one of them."""
    return any(place.applied or place.judgement != State.PROPOSED for place in judged)
