"""The history of an extract and of a code, in sentences."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.history.past import Happened, past
from accounts.models import Change, Study
from interviews.codetree import branches, flat
from interviews.models import Code, CodeTheme, Coding, Extract, ExtractSite, ExtractTracer, SourceText

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
GONE = "something that is gone"
INSERT, UPDATE, DELETE = Change.Op.INSERT, Change.Op.UPDATE, Change.Op.DELETE

type Values = Mapping[str, Any]


@dataclass(frozen=True)
class Sentence:
    at: datetime
    who: str
    what: str


def of_extract(extract: Extract) -> list[Sentence]:
    """The same number of queries however much happened."""
    happened = list(past(extract.pk))
    names, texts = _names(extract.text.source.study), _texts(happened)
    told = (_sentence(each, _extract_deeds(each, names, texts)) for each in happened)
    return [sentence for sentence in told if sentence.what]


def of_code(code: Code) -> list[Sentence]:
    names = _names(code.study)
    told = (_sentence(each, _code_deeds(each, names)) for each in past(code.pk))
    return [sentence for sentence in told if sentence.what]


def _sentence(happened: Happened, deeds: Iterable[str]) -> Sentence:
    what = "; ".join(deeds)
    return Sentence(happened.at, happened.who, f"{what} ({happened.way})" if what and happened.way else what)


def _extract_deeds(happened: Happened, names: Mapping[str, str], texts: Mapping[str, str]) -> Iterator[str]:
    parts: dict[str, list[Change]] = {}
    for change in happened.changes:
        parts.setdefault(change.kind, []).append(change)
    for change in parts.get(Extract._meta.label, ()):
        yield from _own(change, texts)
    for change in parts.get(Coding._meta.label, ()):
        yield from _coded(change, names)
    for kind, column in ((ExtractSite._meta.label, "site_id"), (ExtractTracer._meta.label, "tracer_id")):
        yield from _about(parts.get(kind, ()), column, names)


def _own(change: Change, texts: Mapping[str, str]) -> Iterator[str]:
    before, after = _ends(change)
    if change.op != UPDATE:
        yield "marked it" if change.op == INSERT else "deleted it"
    elif before.get("text_id") != after.get("text_id"):
        yield "changed the words of the interview, and it moved along"
    else:
        for end, name in (("start", "start"), ("end", "end")):
            if before[end] != after[end]:
                yield f"moved its {name}{_by_words(texts.get(str(after['text_id']), ''), before[end], after[end])}"
        yield from _described(before, after)
    if change.op == UPDATE and change.worded:
        yield "changed its printed form"


def _described(before: Values, after: Values) -> Iterator[str]:
    if "nowhere" in after:
        yield "said that it speaks of nowhere in particular" if after["nowhere"] else "said that it speaks of somewhere"
    if "claim" in after:
        yield f"called it {after['claim']}" if after["claim"] else "no longer said what kind of claim it makes"
    if "quotable" in after:
        yield "said that it may be quoted" if after["quotable"] else "said that it may not be quoted"


def _coded(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    before, after = (names.get(str(values.get("code_id")), GONE) for values in _ends(change))
    if change.op == INSERT:
        yield f"coded it with {after}"
    elif change.op == DELETE:
        yield f"took the code {before} off"
    elif "code_id" in (change.after or {}):
        yield f"changed its code {before} to {after}"


def _about(changes: Iterable[Change], column: str, names: Mapping[str, str]) -> Iterator[str]:
    """Those that were not said before, and those no longer said: what is said again counts for nothing."""
    ends = [_ends(change) for change in changes]
    old = [values[column] for values, _ in ends if column in values]
    new = [values[column] for _, values in ends if column in values]
    if added := [names.get(each, GONE) for each in new if each not in old]:
        yield f"said that it speaks of {', '.join(added)}"
    if gone := [names.get(each, GONE) for each in old if each not in new]:
        yield f"no longer said that it speaks of {', '.join(gone)}"


WORDED: Mapping[str, str] = {
    "description": "changed its description",
    "include": "changed what it includes",
    "exclude": "changed what it excludes",
    "attributes": "changed its attributes",
}


def _code_deeds(happened: Happened, names: Mapping[str, str]) -> Iterator[str]:
    for change in happened.changes:
        tell: Callable[[Change, Mapping[str, str]], Iterator[str]]
        tell = _theme if change.kind == CodeTheme._meta.label else _code
        yield from tell(change, names)


def _code(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    after = _ends(change)[1]
    if change.op != UPDATE:
        yield "made it" if change.op == INSERT else "removed it"
        return
    was, became = change.told or ({}, {})
    if "name" in became:
        yield f"renamed it from “{was['name']}” to “{became['name']}”"
    yield from (said for column, said in WORDED.items() if column in became)
    if change.worded and not change.told:
        yield "changed what is written of it (kept no more since names were taken out)"
    if "parent_id" in after:
        yield f"moved it under {names.get(after['parent_id'], GONE)}" if after["parent_id"] else "moved it to the top"
    if "hue" in after:
        yield "gave it another colour"
    if "kind" in after:
        yield f"called it {Code.Kind(after['kind']).label.lower()}"
    if "retired" in after:
        yield "retired it" if after["retired"] else "brought it back"


def _theme(change: Change, names: Mapping[str, str]) -> Iterator[str]:
    before, after = _ends(change)
    if change.op == INSERT:
        yield f"joined it to the theme {names.get(after['theme_id'], GONE)}"
    elif change.op == DELETE:
        yield f"took the theme {names.get(before['theme_id'], GONE)} off"


def _ends(change: Change) -> tuple[Values, Values]:
    return change.before or {}, change.after or {}


def _names(study: Study) -> Mapping[str, str]:
    """What codes (with their path), sites, tracers and themes are called."""
    codes = {str(branch.code.pk): branch.path for branch in flat(branches(study.codes.all()))}
    frame = (study.sites.all(), study.tracers.all(), study.themes.all())
    return codes | {str(row.pk): str(row) for rows in frame for row in rows}


def _texts(happened: Sequence[Happened]) -> Mapping[str, str]:
    """The words on which ends were moved."""
    moved = {
        after["text_id"]
        for each in happened
        for change in each.changes
        for before, after in [_ends(change)]
        if change.kind == Extract._meta.label and change.op == UPDATE and before.get("text_id") == after.get("text_id")
        if (before["start"], before["end"]) != (after["start"], after["end"])
    }
    found = SourceText.objects.filter(pk__in=moved).values_list("pk", "text") if moved else ()
    return {str(pk): text for pk, text in found}


def _by_words(text: str, before: int, after: int) -> str:
    number = len(text[min(before, after) : max(before, after)].split())
    if not number:
        return ""
    return f" by {NUMBERS[number] if number < len(NUMBERS) else number} word{'' if number == 1 else 's'}"
