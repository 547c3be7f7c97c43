"""One change of a configuration, or of what hangs from it, as a deed in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Change
from cmo.models import (
    Configuration,
    ConfigurationQuestion,
    ConfigurationSite,
    ConfigurationTheme,
    ConfigurationVersion,
    Evidence,
    Item,
    Link,
    Reading,
    SiteFinding,
)
from cmo.trail.known import GONE, Known, Passage

INSERT, UPDATE, DELETE = Change.Op.INSERT, Change.Op.UPDATE, Change.Op.DELETE
ROLES = {role.value: role.label.lower() for role in Item.Role}
STANCES = {
    "": "took back how it was judged",
    "supports": "said that it supports",
    "contradicts": "said that it contradicts",
    "refines": "said that it refines",
    "contextualises": "said that it contextualises",
}
USES = {
    "": "no longer said what it is used for",
    "elicited": "said that it elicited the theory",
    "tests": "said that it tests it",
}
ANSWERS = {
    "": "opened the contradiction again",
    "juxtapose": "juxtaposed the contradiction",
    "reconcile": "reconciled the contradiction",
    "adjudicate": "adjudicated the contradiction",
    "consolidate": "consolidated the contradiction",
    "situate": "situated the contradiction",
}
RESULTS = {"speaks": "that it speaks to it", "nothing": "that there is nothing", "not asked": "that it was not asked"}
LONGEST = 160

type Values = Mapping[str, Any]


@dataclass(frozen=True)
class Deed:
    """`what`: a phrase after the name of who did it; `passage`: the words it is about; `quote`: what an item says.
    `version` is the id of one that was kept."""

    what: str
    quote: str = ""
    passage: Passage | None = None
    version: str = ""


def deeds_of(change: Change, known: Known) -> Iterator[Deed]:
    """Nothing for what is told elsewhere, and for what this member may not see."""
    tell = TELLING.get(change.kind)
    if tell:
        yield from tell(change, known)


def _configuration(change: Change, known: Known) -> Iterator[Deed]:
    before, after = _ends(change)
    if change.op != UPDATE:
        yield Deed("wrote it" if change.op == INSERT else "removed it")
        return
    if "state" in after:
        yield Deed(f"changed its state from {before['state']} to {after['state']}")
    if "second_reader" in after:
        reader = after["second_reader"]
        yield Deed(f"named {reader} as its second reader" if reader else "no longer named a second reader")
    for column, thing in (("theory_id", "programme theory"), ("tracer_id", "tracer")):
        if column in after:
            name = known.names.get(str(after[column]), GONE) if after[column] else "none"
            yield Deed(f"gave it another {thing}: {name}")
    if "kind" in after:
        yield Deed(f"called it {Configuration.Kind(after['kind']).label.lower()}")
    if after.get("merged_into_id"):
        yield Deed(f"merged it into {known.names.get(str(after['merged_into_id']), GONE)}")
    if after.get("split_from_id"):
        yield Deed(f"split it from {known.names.get(str(after['split_from_id']), GONE)}")
    yield from _worded(change)


WORDED = {
    "label": "changed its label",
    "statement": "changed its sentence",
    "level": "changed its level",
    "note": "changed its note",
}


def _worded(change: Change) -> Iterator[Deed]:
    if change.worded and not change.told:
        yield Deed("changed what is written of it (kept no more since names were taken out)")
    after = change.told[1] if change.told else {}
    for column, said in WORDED.items():
        if column in after:
            yield Deed(said)
    if "agenda" in after:
        why = after["agenda"]
        yield Deed("put it on the agenda" if why else "took it off the agenda", _short(why))


def _item(change: Change, known: Known) -> Iterator[Deed]:
    before, after = _ends(change)
    words = change.told or ({}, {})
    text = _short(words[1].get("text") or words[0].get("text") or known.items.get(str(change.row), ""))
    if "configuration_id" in after and change.op == UPDATE:
        yield Deed(f"brought an item here from {known.names.get(str(before['configuration_id']), GONE)}", text)
    elif change.op != UPDATE:
        end = after if change.op == INSERT else before
        yield Deed(
            f"{'added' if change.op == INSERT else 'removed'} {_a(ROLES.get(str(end.get('role')), 'item'))}", text
        )
    elif "role" in after:
        yield Deed(f"made {_a(ROLES[before['role']])} {_a(ROLES[after['role']])}", text)
    elif change.worded:
        yield Deed("changed the words of an item", text)
    elif "intended" in after:
        yield Deed(f"said that an outcome was {'intended' if after['intended'] else 'not intended'}", text)


def _evidence(change: Change, known: Known) -> Iterator[Deed]:
    before, after = _ends(change)
    values = {**known.evidence.get(str(change.row), {}), **before, **after}
    if known.is_hidden(values):
        return
    passage = known.passage(values)
    if change.op == UPDATE:
        yield from (Deed(what, "", passage) for what in _judged(before, after, known))
        return
    deed = "added evidence" if change.op == INSERT else "removed evidence"
    yield Deed(f"{deed}{_finding_named(values, known)}{_said(values)}{_for_item(values, known)}", "", passage)


def _said(values: Values) -> str:
    """How evidence was judged when it came or went, and by whom."""
    stance, use = (values.get(name) or "" for name in ("stance", "use"))
    said = [each for each in (stance, {"elicited": "elicited the theory", "tests": "tests it"}.get(use, "")) if each]
    analyst = values.get("analyst")
    return f" that {' and '.join(said)}{f' ({analyst})' if analyst else ''}" if said else ""


def _for_item(values: Values, known: Known) -> str:
    item = known.items.get(str(values.get("item_id")), "")
    return f" – of “{_short(item, 80)}”" if item else ""


def _finding_named(values: Values, known: Known) -> str:
    return f", the finding {known.names.get(str(values['finding_id']), GONE)}" if values.get("finding_id") else ""


def _judged(before: Values, after: Values, known: Known) -> Iterator[str]:
    if "configuration_id" in after:
        yield f"brought evidence here from {known.names.get(str(before['configuration_id']), GONE)}"
    if "stance" in after:
        yield STANCES.get(after["stance"], "judged it")
    if "use" in after:
        yield USES.get(after["use"], "said what it is used for")
    if "answer" in after:
        yield ANSWERS.get(after["answer"], "answered the contradiction")
    if after.get("look_again") is False and "stance" not in after:
        yield "looked again: it still holds"


def _reading(change: Change, known: Known) -> Iterator[Deed]:
    before, after = _ends(change)
    values = {**before, **after}
    if "source_id" not in values or known.is_hidden(values) or change.op == DELETE:
        return
    if "result" in after:
        reader = f" ({values['reader']})" if values.get("reader") else ""
        noted = RESULTS.get(after["result"], after["result"])
        yield Deed(f"read a source for it and noted {noted}{reader}", "", known.passage(values))


def _link(change: Change, known: Known) -> Iterator[Deed]:
    before, after = _ends(change)
    end = after or before
    if change.op == UPDATE:
        if "answer" in after:
            yield Deed(ANSWERS.get(after["answer"], "answered a rival").replace("contradiction", "rivalry"))
        return
    start, there = (known.names.get(str(end.get(column)), GONE) for column in ("start_id", "end_id"))
    kind = Link.Kind(end["kind"]).label
    yield Deed(f"{'linked' if change.op == INSERT else 'unlinked'}: {start} {kind} {there}")


def _joined(column: str, word: str) -> Callable[[Change, Known], Iterator[Deed]]:
    def tell(change: Change, known: Known) -> Iterator[Deed]:
        before, after = _ends(change)
        if change.op == INSERT:
            yield Deed(f"joined it to the {word} {known.names.get(str(after[column]), GONE)}")
        elif change.op == DELETE:
            yield Deed(f"took the {word} {known.names.get(str(before[column]), GONE)} off")

    return tell


def _finding(change: Change, known: Known) -> Iterator[Deed]:
    before, after = _ends(change)
    site = known.names.get(str({**before, **after}.get("site_id")), "a site")
    if change.op == DELETE:
        yield Deed(f"took back what was found at {site}")
    elif "presence" in after:
        yield Deed(f"stated for {site}: {SiteFinding.Presence(after['presence']).label.lower()}")
    elif change.worded:
        yield Deed(f"changed the summary for {site}")


def _version(change: Change, known: Known) -> Iterator[Deed]:
    if change.op == INSERT:
        version = known.versions.get(str(change.row))
        yield Deed(f"kept version {version.number}" if version else "kept a version", version=str(change.row))
    elif change.op == DELETE:
        yield Deed("took a version back")


TELLING: Mapping[str, Callable[[Change, Known], Iterator[Deed]]] = {
    Configuration._meta.label: _configuration,
    Item._meta.label: _item,
    Evidence._meta.label: _evidence,
    Reading._meta.label: _reading,
    Link._meta.label: _link,
    ConfigurationSite._meta.label: _joined("site_id", "site"),
    ConfigurationTheme._meta.label: _joined("theme_id", "theme"),
    ConfigurationQuestion._meta.label: _joined("question_id", "research question"),
    SiteFinding._meta.label: _finding,
    ConfigurationVersion._meta.label: _version,
}


def _ends(change: Change) -> tuple[Values, Values]:
    return change.before or {}, change.after or {}


def _a(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _short(text: str, width: int = LONGEST) -> str:
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
