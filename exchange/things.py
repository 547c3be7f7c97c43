"""What a memo can be on: each kind of thing by the word that stands for it in memos.csv, its name and its page."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models
from django.urls import reverse

from accounts.models import Membership, Study
from cmo.models import Configuration, ProgrammeTheory
from interviews.models import Code, Extract, Participant, Source
from tracers.models import Site, Theme, Tracer

LONGEST = 80  # characters of a name made of words


@dataclass(frozen=True, slots=True)
class Kind:
    """`fields` make the name, the last in quotation marks where it is words; `page` is the name of its address, if it
    has a page of its own, asked for by `asked` of the thing."""

    model: type[models.Model]
    fields: tuple[str, ...]
    study: str = "study"
    page: str = ""
    asked: str = "pk"
    quoted: bool = False


KINDS: dict[str, Kind] = {
    "configuration": Kind(Configuration, ("code", "label"), page="cmo:configuration_detail"),
    "source": Kind(Source, ("printed_id", "title"), page="interviews:source_read"),
    "code": Kind(Code, ("name",), page="interviews:code_detail"),
    "theme": Kind(Theme, ("label",)),
    "tracer": Kind(Tracer, ("label",), page="cmo:board", asked="code"),
    "theory": Kind(ProgrammeTheory, ("code", "statement"), page="cmo:theory_detail"),
    "site": Kind(Site, ("label",), page="site_detail"),
    "participant": Kind(Participant, ("code",)),
    "extract": Kind(
        Extract, ("text__source__printed_id", "quote"), "text__source__study", "interviews:extract_detail", quoted=True
    ),
}


@dataclass(frozen=True, slots=True)
class Thing:
    """`address` is "" where the thing has no page of its own."""

    kind: str
    pk: UUID
    name: str
    address: str


def seen(member: Membership, kind: str) -> "models.QuerySet[Any]":
    """The things of a kind that this member may see. KeyError for an unknown kind."""
    sort = KINDS[kind]
    if kind in ("source", "extract"):
        return sort.model._default_manager.visible_to(member)  # type: ignore[attr-defined]
    things = sort.model._default_manager.filter(**{sort.study: member.study_id})
    if kind == "participant" and member.site_restricted:
        return things.filter(participations__source__in=Source.objects.visible_to(member)).distinct()
    return things


def named(member: Membership, wanted: Iterable[tuple[str, UUID]]) -> dict[UUID, Thing]:
    """The things that these kinds and ids mean and that the member may see; a query a kind."""
    ids: dict[str, set[UUID]] = defaultdict(set)
    for kind, pk in wanted:
        if kind in KINDS:
            ids[kind].add(pk)
    return {thing.pk: thing for kind, some in ids.items() for thing in _named(member, kind, some)}


def _named(member: Membership, kind: str, ids: Iterable[UUID]) -> Iterable[Thing]:
    sort = KINDS[kind]
    for pk, asked, *parts in seen(member, kind).filter(pk__in=ids).values_list("pk", sort.asked, *sort.fields):
        name = _name([str(part) for part in parts if part], quoted=sort.quoted)
        yield Thing(kind, pk, name, address(member.study, kind, asked))


def address(study: Study, kind: str, asked: object) -> str:
    """The page of a thing; "" where it has none."""
    sort = KINDS.get(kind)
    if sort is None or not sort.page or not asked:
        return ""
    return reverse(sort.page, kwargs={"slug": study.slug, "pk" if sort.asked == "pk" else kind: asked})


def _name(parts: Sequence[str], *, quoted: bool) -> str:
    *first, last = parts or ("?",)
    last = last if len(last) <= LONGEST else f"{last[: LONGEST - 1]}…"
    return " ".join([*first, f"“{last}”" if quoted else last])
