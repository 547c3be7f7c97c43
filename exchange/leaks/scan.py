"""One walk along all shelves of a study. The queries are as many as the shelves, however much stands on them."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst

from accounts.models import Membership, Study
from exchange.leaks.shelves import SHELVES, Hidden, Shelf, hidden_from
from interviews.anchoring import CONTEXT_WIDTH
from interviews.leaks.lookout import NEW, PERHAPS, TAKEN_OUT, Leak, Lookout, Shown, around, lookout
from interviews.leaks.names import squeezed
from interviews.models import Extract, Place, Source, SourceText
from interviews.models.anonymising import State
from interviews.models.leaks import digest

KINDS = (TAKEN_OUT, NEW, PERHAPS)


@dataclass(frozen=True, slots=True)
class Finding(Shown):
    """Words that should not stand in a field of a thing, the first of `count` places there.

    `where` is made of `what`, `name` and `field`; `address` is where it can be seen ("" for nowhere). `entity` is the
    id of the replacement that stands for the words, where there is one: for owners alone.
    """

    what: str
    name: str
    field: str
    address: str
    thing: UUID
    entity: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Scan:
    """`aside` was set aside by a person; `raw` are printed ids of sources that were never anonymised."""

    findings: tuple[Finding, ...]
    aside: tuple[Finding, ...]
    texts: int
    seconds: float
    sealed: str
    raw: tuple[str, ...]

    def of(self, kind: str) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.kind == kind)

    @property
    def taken_out(self) -> tuple[Finding, ...]:
        return self.of(TAKEN_OUT)

    @property
    def new(self) -> tuple[Finding, ...]:
        return self.of(NEW)

    @property
    def perhaps(self) -> tuple[Finding, ...]:
        return self.of(PERHAPS)


def scan(member: Membership, shelves: Sequence[Shelf] = SHELVES) -> Scan:
    """What leaks, of what this member may see. For no member in particular: Membership(study=study)."""
    began = time.perf_counter()
    walk = _Walk(member, lookout(member.study), hidden_from(member), shelves)
    found = sorted(walk.findings(), key=lambda finding: KINDS.index(finding.kind))
    known = [walk.lookout.is_aside(finding.words, [finding.thing]) for finding in found]
    return Scan(
        findings=tuple(finding for finding, aside in zip(found, known, strict=True) if not aside),
        aside=tuple(finding for finding, aside in zip(found, known, strict=True) if aside),
        texts=walk.texts,
        seconds=time.perf_counter() - began,
        sealed=walk.lookout.sealed,
        raw=tuple(walk.raw.values()),
    )


def token(study: Study, finding: Finding) -> str:
    """What a form sends to name a finding; it cannot be made up."""
    named = [str(finding.thing), digest(study.pk, finding.words), finding.kind]
    return signing.dumps(named, salt=f"leak {study.pk}", compress=True)


def named(study: Study, sent: str) -> tuple[UUID, str, str]:
    """(thing, digest, kind) of a token. Raises signing.BadSignature for one of another study, or of none."""
    thing, words, kind = signing.loads(sent, salt=f"leak {study.pk}")
    return UUID(thing), words, kind


class _Walk:
    def __init__(self, member: Membership, lookout: Lookout, hidden: Hidden, shelves: Sequence[Shelf]) -> None:
        self.member, self.lookout, self.hidden, self.shelves = member, lookout, hidden, shelves
        self.texts = 0
        raw = Source.objects.visible_to(member).filter(status=Source.Status.IMPORTED).order_by("printed_id")
        self.raw: dict[UUID, str] = dict(raw.values_list("pk", "printed_id"))
        self.said: dict[UUID, str] = {}  # words of sources that were looked through, by source
        self.left = _left_places(member.study)

    def findings(self) -> Iterator[Finding]:
        for shelf in self.shelves:
            for row in shelf.rows(self.member.study).iterator(chunk_size=200):
                if not self.hidden.hides(shelf, row):
                    yield from self._row(shelf, row)

    def _row(self, shelf: Shelf, row: dict[str, Any]) -> Iterator[Finding]:
        if shelf.model is SourceText and row["source"] not in self.raw:
            self.said[row["source"]] = row["text"]
        for field in shelf.fields:
            if field.name in shelf.words and (row[shelf.source] in self.raw or self._repeats(shelf, row, field.name)):
                continue
            for text in strings(row[field.name]):
                self.texts += 1
                yield from self._text(shelf, row, field, text)

    def _repeats(self, shelf: Shelf, row: dict[str, Any], field: str) -> bool:
        """Whether a field of an extract says what the words of its source say at that place: then they count."""
        text = self.said.get(row[shelf.source])
        if shelf.model is not Extract or text is None or field == "speaker":
            return False
        start = row["start"]
        end = start + len(row["quote"])
        stands = {"quote": (start, end), "prefix": (max(0, start - CONTEXT_WIDTH), start)}
        first, last = stands.get(field, (end, end + CONTEXT_WIDTH))
        return bool(text[first:last] == row[field])

    def _text(self, shelf: Shelf, row: dict[str, Any], field: "models.Field[Any, Any]", text: str) -> Iterator[Finding]:
        leaks = self.lookout.look(text)
        if shelf.model is SourceText and field.name == "text":
            leaks = [leak for leak in leaks if not self._is_left(row["source"], leak)]
        first: dict[tuple[str, str], Finding] = {}
        for leak in leaks:
            words = text[leak.start : leak.end]
            key = (leak.kind, squeezed(words))
            held = first.get(key)
            first[key] = replace(held, count=held.count + 1) if held else self._found(shelf, row, field, text, leak)
        yield from first.values()

    def _is_left(self, source: UUID, leak: Leak) -> bool:
        return any(start < leak.end and leak.start < end for start, end in self.left.get(source, ()))

    def _found(
        self, shelf: Shelf, row: dict[str, Any], field: "models.Field[Any, Any]", text: str, leak: Leak
    ) -> Finding:
        before, after = around(text, leak.start, leak.end)
        name = str(row.get(shelf.name) or "")
        return Finding(
            kind=leak.kind,
            type=leak.type,
            words=text[leak.start : leak.end],
            before=before,
            after=after,
            where=f"{capfirst(shelf.what)} {name}".rstrip() + f", {field.verbose_name}",
            what=shelf.what,
            name=name,
            field=str(field.verbose_name),
            address=self._address(shelf, row, leak),
            thing=row[shelf.thing],
            entity=leak.entity if self.member.owns else "",
        )

    def _address(self, shelf: Shelf, row: dict[str, Any], leak: Leak) -> str:
        if not shelf.page or (shelf.model is Study and not self.member.owns):
            return ""
        asked = {"name": shelf.word} if shelf.word else {"pk": row[shelf.at]} if shelf.at else {}
        anchor = shelf.anchor.format(**{"block": "", **{key: row[key] for key in ("pk", "block") if key in row}})
        if shelf.model is SourceText:
            anchor = _turn(row["turns"], leak.start)
        address = reverse(shelf.page, kwargs={"slug": self.member.study.slug, **asked})
        return f"{address}#{anchor}" if anchor else address


def strings(value: Any) -> Iterator[str]:
    """What is written in a field: itself, or every different piece of text in a list or table."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, dict | list):
        yield from dict.fromkeys(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _pieces(key)
            yield from _pieces(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _pieces(inner)
    elif isinstance(value, str) and value.strip():
        yield value


def _turn(turns: Sequence[dict[str, Any]], start: int) -> str:
    """The turn in which a place of the words lies, or the next one."""
    number = next((number for number, turn in enumerate(turns, 1) if start < turn["end"]), len(turns))
    return f"turn-{number}" if turns else ""


def _left_places(study: Study) -> dict[UUID, list[tuple[int, int]]]:
    """Where a person decided to leave the words as they are, by source."""
    left: dict[UUID, list[tuple[int, int]]] = {}
    judged: Any = Place.objects.filter(replacement__study=study).judged()
    rows = judged.filter(judgement=State.REJECTED)
    for source, start, end in rows.values_list("text__source", "start", "end"):
        left.setdefault(source, []).append((start, end))
    return left
