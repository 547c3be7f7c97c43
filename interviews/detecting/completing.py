"""Where an entry of the study's own list is only part of a longer name that the rules read.

"grace hindle" is nobody's Derek Hindle, though he alone is listed; "ramsey ward" is no man called Ramsey. A list must
never hide less than no list would: nothing of the longer name is lost.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from interviews.anonymise.known import Form
from interviews.anonymise.naming.words import folded, words
from interviews.detecting import vocabulary as voc
from interviews.detecting.proposal import is_exact, settle
from interviews.identifiers import Found

BESIDE = voc.TITLES | voc.ROLES | voc.KIN | voc.OLD  # doctor, auntie, big: say nothing of who it is
SMALL = voc.FUNCTION | voc.DETERMINERS | voc.PREPOSITIONS | {"s"}


def reconciled(text: str, proposals: Iterable[Found], known: Sequence[Form]) -> list[Found]:
    """The settled proposals, those of the list made longer, left out or completed by what the rules read."""
    proposals = list(proposals)
    listed = settle(one for one in proposals if one.entity)
    ruled = settle(one for one in proposals if not one.entity)
    if not listed:
        return ruled
    forms = _words_of_entities(tuple(known))
    return settle(_reconciled(text, listed, ruled, forms))


def _reconciled(text: str, listed: list[Found], ruled: list[Found], forms: dict[str, set[str]]) -> Iterator[Found]:
    """Both in order of place; each is yielded once, or in pieces."""
    at, left = 0, list(listed)
    for one in ruled:
        while at < len(left) and left[at].end <= one.start:
            yield left[at]
            at += 1
        end = at
        while end < len(left) and left[end].start < one.end:
            end += 1
        reaching = end > at and left[end - 1].end > one.end  # into what follows: asked of that again
        within = left[at:end]
        if not within or is_exact(one):
            yield one
        elif (whole := _whole(text, one, within, forms)) is not None:
            yield whole
        else:
            yield from within
            yield from _rest(text, one, within)
        at = end - 1 if reaching else end
    yield from left[at:]


def _whole(text: str, one: Found, within: Sequence[Found], forms: dict[str, set[str]]) -> Found | None:
    """The longer name, of a listed entity where it is that one's, or None where it is no one name."""
    if one.start > within[0].start or one.end < within[-1].end:
        return None
    inside = {at for entry in within for at in range(entry.start, entry.end)}
    if inside.issuperset(range(one.start, one.end)):
        return None
    if one.type not in ("person", "place", "organisation"):
        return one
    entry = within[0]
    if one.type == "person" and len(within) > 1:
        return None
    return replace(entry, start=one.start, end=one.end) if _is_that(text, one, entry, forms) else one


def _is_that(text: str, one: Found, entry: Found, forms: dict[str, set[str]]) -> bool:
    """Whether the words that the list does not know may still be of its entry."""
    if one.type != entry.type or one.type != "person":
        return one.type == entry.type
    own = forms.get(entry.entity, set())
    further = set(folded(text[one.start : one.end])) - set(folded(text[entry.start : entry.end]))
    return not own or further <= own | BESIDE


@lru_cache(maxsize=4)
def _words_of_entities(known: tuple[Form, ...]) -> dict[str, set[str]]:
    """The words by which each entity is met in names of more than one word: those of its full name."""
    found: dict[str, set[str]] = defaultdict(set)
    for form in known:
        parts = folded(form.words)
        if len(parts) > 1 and parts[0] not in BESIDE:
            found[form.entity].update(parts)
    return found


def _rest(text: str, one: Found, within: Sequence[Found]) -> Iterator[Found]:
    """What the listed ones leave of a name, without small words at its edges."""
    start = one.start
    for end, after in [*((entry.start, entry.end) for entry in within), (one.end, one.end)]:
        said = [
            word for word in words(text[start : max(start, end)]) if word.folded not in SMALL and len(word.folded) > 1
        ]
        if said:
            yield replace(one, start=start + said[0].start, end=start + said[-1].end)
        start = after
