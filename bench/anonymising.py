"""How well identifiers are found in the gold transcripts (bench/gold.py), judged as bench/scoring.py says.

Both halves are stated apart. `open` was there to be read while the rules were written; `held` was made by somebody who
never saw them, and nobody looks at its single results: only figures are printed.

Lower-case transcripts are read without the study's own list, with half of it and with all. The list has one row for
each person, organisation and place of all lower-case transcripts of the half: its fullest form, written with capitals
as a team would type it; half of the list is every second row in order of first appearance. Other identifiers (job
titles, numbers …) are in no list.

One entity one replacement: the share of entities whose found mentions were all given the same replacement, each
transcript being a study of its own, everything found being grouped. Different entities different: the share of people,
organisations, places and titles that share no replacement with another one. These count every entity that is touched;
beside them stand the gentler figures by pairs (two mentions of one entity; two entities), and both as they would be,
were exactly the marks found.

    python -m bench.anonymising             figures of the open half, and of what was written later
    python -m bench.anonymising --misses    … and every miss in them, as Markdown
    python -m bench.anonymising --grouping  … and what is grouped wrongly when all marks are found
    python -m bench.anonymising --held      figures of everything
"""

import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from bench.frame import Figure, table
from bench.gold import HALVES, LATER, Mark, Transcript, transcripts
from bench.scoring import Judged, hits, judge, share
from interviews.anonymise.entities import Mention, group, said
from interviews.anonymise.known import Entry, Form, forms
from interviews.anonymise.naming.words import folded
from interviews.anonymise.pseudonyms import Thing, propose
from interviews.detection import find
from interviews.identifiers import TYPES, Found
from interviews.turns import find_turns

LISTED = ("person", "organisation", "place")
NAMED = (*LISTED, "title")  # different ones must become different
PLACES = ("place", "organisation", "title")
SPOKEN = ("address", "postcode", "phone", "email", "url", "nhs_number", "nino", "dob", "age", "number")
SMALL = frozenset(
    ["of", "and", "the", "for", "on", "upon", "under", "in", "at", "an", "ap", "al", "de", "la", "dela", "le"]
)


def measure() -> list[Figure]:
    speed = _speed([transcript for half in HALVES for transcript in transcripts(half)])
    return [*speed, *(figure for half in HALVES for figure in figures(half, transcripts(half))), *later()]


def later() -> list[Figure]:
    """Without goals, which are for the two halves: this set is harder."""
    return [replace(figure, goal=None, at_least=None) for figure in figures(LATER, transcripts(LATER))]


def figures(half: str, gold: Sequence[Transcript]) -> Iterator[Figure]:
    cased = [judge(one, _find(one)) for one in gold if one.style == "cased"]
    lower = [one for one in gold if one.style == "lower"]
    listed = entries(lower)
    plain = [judge(one, _find(one)) for one in lower]
    yield from _of_style(f"{half}, cased", cased, recall=0.93, exact=0.90, loose=0.80, precision=0.75, decoys=0.10)
    yield from _of_style(f"{half}, lower, no list", plain, recall=0.55)
    for what, rows, goal in (("half the list", listed[::2], 0.80), ("all the list", listed, 0.92)):
        known = forms(rows)
        with_list = [judge(one, _find(one, known)) for one in lower]
        yield from _of_style(f"{half}, lower, {what}", with_list, recall=goal)
    spoken = [found for one in plain for mark, found in _marks(one) if mark.type in SPOKEN]
    yield Figure(f"{half}, lower: numbers and addresses, no list", share(spoken), "share", at_least=0.95)
    yield from _of_replacements(half, [*cased, *plain], 0.98, 0.99)
    yield from _of_replacements(f"{half}, were all found", [as_marked(one) for one in gold])
    yield Figure(f"{half}: type as marked, of those found", _typed([*cased, *plain]), "share")


def entries(gold: Iterable[Transcript]) -> list[Entry]:
    """The study's own list: the fullest form of each person, organisation and place."""
    said: dict[tuple[str, str, str], list[str]] = {}
    for transcript in gold:
        for mark in transcript.marks:
            if mark.type in LISTED:
                said.setdefault((transcript.name, mark.type, mark.entity), []).append(mark.words)
    return [
        Entry(_capitals(_fullest(entity, words)), of_type, f"{name} {entity}")
        for (name, of_type, entity), words in said.items()
    ]


def _fullest(entity: str, said: Iterable[str]) -> str:
    """The form that has most of the words of its entity's name, and fewest others: not a misheard one."""
    slug = set(folded(entity.replace("-", " ")))

    def fullness(words: str) -> tuple[int, int, int]:
        parts = set(folded(words))
        return len(parts & slug) or int("".join(folded(words)) in "".join(slug)), -len(parts - slug), len(words)

    return max(dict.fromkeys(said), key=fullness)


def _capitals(words: str) -> str:
    return " ".join(
        word if word in SMALL and place else word[:1].upper() + word[1:] for place, word in enumerate(words.split())
    )


def _find(transcript: Transcript, known: Sequence[Form] = ()) -> list[Found]:
    return find(transcript.text, known=known, speakers=_speakers(transcript.text))


@cache
def _speakers(text: str) -> frozenset[str]:
    return frozenset(turn.speaker for turn in find_turns(text) if turn.speaker)


def _of_style(
    what: str,
    judged: Sequence[Judged],
    *,
    recall: float,
    exact: float | None = None,
    loose: float | None = None,
    precision: float | None = None,
    decoys: float | None = None,
) -> Iterator[Figure]:
    marks = [pair for one in judged for pair in _marks(one)]
    entities = [pair for one in judged for pair in one.whole()]
    yield Figure(f"{what}: mentions found", share(found for _, found in marks), "share", at_least=recall)
    yield Figure(
        f"{what}: people, numbers, addresses found whole",
        share(whole for of_type, whole in entities if of_type not in PLACES),
        "share",
        at_least=exact,
    )
    yield Figure(
        f"{what}: places, organisations, titles found whole",
        share(whole for of_type, whole in entities if of_type in PLACES),
        "share",
        at_least=loose,
    )
    right = share(right for one in judged for right in one.spans)
    yield Figure(f"{what}: proposals that are right", right, "share", at_least=precision)
    masked = share(masked for one in judged for masked in one.decoys)
    yield Figure(f"{what}: words that only look like names masked", masked, "share", goal=decoys)
    for one_type in TYPES:
        of_type = [found for mark, found in marks if mark.type == one_type]
        if of_type:
            yield Figure(f"{what}: {one_type.replace('_', ' ')} ({len(of_type)})", share(of_type), "share")


def _marks(judged: Judged) -> Iterator[tuple[Mark, bool]]:
    return zip(judged.transcript.marks, judged.marks, strict=True)


def _typed(judged: Iterable[Judged]) -> float:
    return share(one.found[place].type == mark.type for one in judged for place, mark in hits(one))


def as_marked(transcript: Transcript) -> Judged:
    """As if detecting had found just what is marked."""
    return judge(transcript, [Found(mark.start, mark.end, mark.type, 1.0) for mark in transcript.marks])


def _of_replacements(
    half: str, judged: Sequence[Judged], one: float | None = None, different: float | None = None
) -> Iterator[Figure]:
    given = [replacements(one) for one in judged]
    whole = [len(words) == 1 for became in given for words in became.values()]
    yield Figure(f"{half}: one entity one replacement", share(whole), "share", at_least=one)
    mentions = [pair for one in judged for pair in _pairs_of_mentions(one)]
    yield Figure(f"{half}: one entity one replacement, by pairs", share(mentions), "share")
    named = [{entity: words for entity, words in became.items() if entity[0] in NAMED} for became in given]
    apart = [not (set().union(*_others(became, entity)) & became[entity]) for became in named for entity in became]
    yield Figure(f"{half}: different entities different", share(apart), "share", at_least=different)
    pairs = [not (a & b) for became in named for a, b in combinations(became.values(), 2)]
    yield Figure(f"{half}: different entities different, by pairs", share(pairs), "share")


def _pairs_of_mentions(judged: Judged) -> Iterator[bool]:
    """Of every two found mentions of one entity, whether they became the same."""
    became: dict[tuple[str, str], list[str]] = defaultdict(list)
    for entity, words in _became(judged):
        became[entity].append(words)
    return (one == other for words in became.values() for one, other in combinations(words, 2))


def _others(given: Mapping[tuple[str, str], set[str]], entity: tuple[str, str]) -> list[set[str]]:
    return [words for other, words in given.items() if other != entity]


def replacements(judged: Judged) -> dict[tuple[str, str], set[str]]:
    """For each entity (type, slug) with a found mention, what its mentions became."""
    became: dict[tuple[str, str], set[str]] = defaultdict(set)
    for entity, words in _became(judged):
        became[entity].add(words)
    return became


def _became(judged: Judged) -> Iterator[tuple[tuple[str, str], str]]:
    """For each found span that touches a mark, the mark's entity and what the span became."""
    text = judged.transcript.text
    mentions = [
        Mention(
            judged.transcript.name,
            span.start,
            span.end,
            words,
            span.type,
            span.entity,
            before,
            after,
        )
        for span in judged.found
        for words, before, after in [said(text, span.start, span.end)]
    ]
    given = _given(mentions)
    return (((mark.type, mark.entity), given[place]) for place, mark in hits(judged))


def _given(mentions: Sequence[Mention]) -> dict[int, str]:
    """What each mention becomes, by its place in the sequence."""
    groups = group(mentions)
    things = [
        Thing(_type(mentions, places), tuple(dict.fromkeys(mentions[place].words for place in places)))
        for places in groups
    ]
    return {place: words for places, words in zip(groups, propose(things), strict=True) for place in places}


def _type(mentions: Sequence[Mention], places: Iterable[int]) -> str:
    """The one that most of them were proposed under, as the queue has it (interviews/anonymise/proposing.py)."""
    return Counter(mentions[place].type for place in places).most_common(1)[0][0]


def _speed(gold: Sequence[Transcript]) -> list[Figure]:
    """Everything once, nothing of it seen before; rules and lists are loaded by another text. Seconds of one core."""
    known = forms(entries(one for one in gold if one.style == "lower"))
    find("Nothing here but Anna, of Leeds.", known=known)
    return [
        Figure("detecting: without a list", _words_a_second(gold, ()), "words/s", at_least=20_000),
        Figure(f"detecting: with a list of {len(known)} forms", _words_a_second(gold, known), "words/s"),
    ]


def _words_a_second(gold: Sequence[Transcript], known: Sequence[Form]) -> float:
    speakers = [_speakers(one.text) for one in gold]
    begun = time.process_time()
    for one, names in zip(gold, speakers, strict=True):
        find(one.text, known=known, speakers=names)
    return sum(len(one.text.split()) for one in gold) / (time.process_time() - begun)


def misses(gold: Iterable[Transcript]) -> Iterator[str]:
    """Markdown: what was missed, wrongly masked, split and joined; for those who write the rules, of the open half."""
    for one in gold:
        judged = judge(one, _find(one))
        yield f"\n## {one.name} ({one.style})\n"
        yield from (f"- missed {mark.type} **{mark.words}**: {_around(one.text, mark)}" for mark in _missed(judged))
        for span, right in zip(judged.found, judged.spans, strict=True):
            if not right:
                words = one.text[span.start : span.end]
                yield f"- wrong {span.type} {span.score:.2f} **{words}**: {_around(one.text, span)}"
        masked = [decoy for decoy, hit in zip(one.decoys, judged.decoys, strict=True) if hit]
        yield from (f"- decoy masked **{decoy.words}**: {_around(one.text, decoy)}" for decoy in masked)
        yield from _confused(judged)


def _missed(judged: Judged) -> Iterator[Mark]:
    return (mark for mark, found in _marks(judged) if not found)


def _confused(judged: Judged) -> Iterator[str]:
    became = replacements(judged)
    said: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for place, mark in hits(judged):
        span = judged.found[place]
        said[mark.type, mark.entity][judged.transcript.text[span.start : span.end] + f" ({span.type})"] = None
    for entity, words in became.items():
        if len(words) > 1:
            yield f"- split {'/'.join(entity)}: {', '.join(said[entity])} → {', '.join(sorted(words))}"
    named = {entity: words for entity, words in became.items() if entity[0] in NAMED}
    for a, b in combinations(named, 2):
        if named[a] & named[b]:
            yield f"- joined {'/'.join(a)} and {'/'.join(b)}: {', '.join(said[a])}; {', '.join(said[b])}"


def _around(text: str, span: Mark | Found) -> str:
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 30]
    return f"{before}[{text[span.start : span.end]}]{after}".replace("\n", " ")


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "only-for-benchmarks")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    gold = transcripts("open")
    readable = [*gold, *transcripts(LATER)]
    if "--misses" in sys.argv:
        print("\n".join(misses(readable)))
    if "--grouping" in sys.argv:
        print("\n".join(line for one in readable for line in (f"## {one.name}", *_confused(as_marked(one)))))
    print(table(measure() if "--held" in sys.argv else [*_speed(gold), *figures("open", gold), *later()]))


if __name__ == "__main__":
    main()
