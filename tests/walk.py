"""All addresses of a study, found in the URL patterns: a new page is walked without a word here.

The values for an address are looked for in a filled study (tests/filled.py): for a UUID every row is tried, those of
the kind that stands before it in the address first, until the owner of the study gets something other than 404. What
kind of row it was is remembered for the next time.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from accounts.models import JournalEntry, Study
from interviews.models import Extract, Source

STUDY = "studies/<slug:slug>/"
ASKED: dict[str, Callable[[Study], dict[str, Any]]] = {  # pages that are nothing without a query
    "reports:into_report": lambda study: {"what": "matrix", "by": "site"},
    "cmo:comparison_new": lambda study: {"configuration": study.configurations.order_by("number")[0].pk},
    "cmo:comparison_words": lambda study: {"configuration": study.configurations.order_by("number")[0].pk},
    "cmo:matching": lambda study: {"configuration": study.configurations.order_by("number")[0].pk},
}
SENT: dict[str, Callable[[Study], dict[str, Any]]] = {  # and posts that name a row
    "interviews:replacement_merger": lambda study: {"other": study.replacements.order_by("order")[0].pk},
    "reports:quotation_new": lambda study: {"extract": Extract.objects.of(study)[0].pk},
}
KINDS_OF_VALUES = {UUIDConverter: "uuid", IntConverter: "number"}
FLOORS = ("accounts", "tracers", "interviews", "cmo", "reports", "exchange")


@dataclass(frozen=True)
class Page:
    """An address pattern; `kinds` are the converters of its values but for the study's slug."""

    name: str
    route: str
    kinds: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Door:
    """A page at certain values: a thing in a study that can be asked for."""

    page: Page
    values: dict[str, Any]
    query: dict[str, Any]
    sent: dict[str, Any]
    kinds: dict[str, Any] = field(default_factory=dict, compare=False)  # of each value: its model, or the word itself

    def at(self, slug: str) -> str:
        own = {"slug": slug} if "<slug:slug>" in self.page.route else {}
        return reverse(self.page.name, kwargs=own | self.values, query=self.query)

    @property
    def names_a_row(self) -> bool:
        """Whether the address or what is sent with it holds a UUID, which means nothing in another study."""
        return any(
            isinstance(value, UUID) for given in (self.values, self.query, self.sent) for value in given.values()
        )


@cache
def pages() -> tuple[Page, ...]:
    """Every named address of the program."""
    return tuple(_pages(get_resolver(), "", ""))


def study_pages() -> list[Page]:
    return [page for page in pages() if page.route.startswith(STUDY)]


def other_pages() -> list[Page]:
    return [page for page in pages() if not page.route.startswith(STUDY)]


def _pages(resolver: URLResolver, route: str, space: str) -> Iterator[Page]:
    for each in resolver.url_patterns:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _pages(each, here, f"{space}{each.namespace}:" if each.namespace else space)
        elif isinstance(each, URLPattern) and each.name:
            kinds = {name: type(kind) for name, kind in _converters(here, each).items()}
            yield Page(
                space + each.name,
                here,
                tuple((name, KINDS_OF_VALUES.get(kind, "word")) for name, kind in kinds.items()),
            )


def _converters(route: str, pattern: URLPattern) -> dict[str, Any]:
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    known = dict(pattern.pattern.converters)
    return {name: known.get(name) for name in names if name != "slug"}


def door(page: Page, study: Study, client: Client, like: Door | None = None) -> Door:
    """The page at values where this client's user meets something. Fails where the filled study has nothing for it.

    `like` is a door that somebody else has found: only things of its kinds are tried then, which for an address with
    two ids are a few pairs of thousands.
    """
    names = [name for name, _ in page.kinds]
    query, sent = (wanted.get(page.name, lambda _: {})(study) for wanted in (ASKED, SENT))
    for chosen in _choices(page, study, like):
        values, kinds = ([each[place] for each in chosen] for place in (0, 1))
        found = Door(page, dict(zip(names, values, strict=True)), query, sent, dict(zip(names, kinds, strict=True)))
        if any(answer(client, found, study.slug, method).status_code not in {404, 405} for method in ("GET", "POST")):
            _met[page.name] = found.kinds
            return found
    raise AssertionError(
        f"{page.name} ({page.route}) answers 404 to everything: extend tests/filled.py, or say in tests/walk.py what "
        "the address asks for (ASKED) or is sent (SENT)."
    )


def answer(client: Client, door: Door, slug: str, method: str) -> HttpResponse:
    """The answer; what it changes is taken back."""
    with transaction.atomic():
        response = client.get(door.at(slug)) if method == "GET" else client.post(door.at(slug), door.sent)
        transaction.set_rollback(True)
    return response


def takes(client: Client, door: Door, slug: str, method: str) -> bool:
    """Whether the page knows the method, asked by somebody who may do everything."""
    return answer(client, door, slug, method).status_code != 405


_met: dict[str, dict[str, Any]] = {}  # by page: the kinds of the door that was found last


def _choices(page: Page, study: Study, like: Door | None) -> Iterator[tuple[tuple[Any, Any], ...]]:
    """For each value of the address what to try, with its kind: (value, kind)."""
    if kinds := like.kinds if like else _met.get(page.name):
        yield from product(*(_of_kind(kinds[name]) for name, _ in page.kinds))
    if not like:
        yield from product(*(_candidates(page, name, kind, study) for name, kind in page.kinds))


def _of_kind(kind: Any) -> list[tuple[Any, Any]]:
    return [(kind, kind)] if isinstance(kind, str | UUID) else [(row.pk, kind) for row in _with_uuid(kind)]


def _candidates(page: Page, name: str, kind: str, study: Study) -> list[tuple[Any, Any]]:
    if kind == "number":
        return [(1, "1")]
    if kind == "word":
        return [(word, word) for word in _words(study)]
    rows = [(model, row.pk) for model in _models() for row in _with_uuid(model)]
    segment = re.search(rf"([a-z]*)/<uuid:{name}>", page.route)
    likely = {name, segment[1], segment[1].removesuffix("s")} if segment else {name}
    rows.sort(key=lambda each: each[0]._meta.model_name not in likely)
    steps = JournalEntry.objects.filter(study=study).values_list("step", flat=True) if name == "step" else []
    return list(dict.fromkeys([*((step, step) for step in steps), *((pk, model) for model, pk in rows)]))


def _models() -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        and model.__name__ not in {"Study", "User", "JournalEntry", "Change", "ChangeWords", "News"}
    ]


def _with_uuid(model: Any) -> list[Any]:
    return [row for row in model._default_manager.all() if isinstance(row.pk, UUID)]


def _words(study: Study) -> list[str]:
    """Codes, short names and the like that stand in addresses of this study."""
    from exchange.things import KINDS as THINGS
    from tracers.kinds import KINDS

    codes = [row.code for model in _models() for row in model._default_manager.all() if hasattr(row, "code")]
    names = [report.name for report in study.reports.all()]
    return [*KINDS, *THINGS, *names, *codes, *Source.Kind.values, "pdf", "docx", "html", "csv", "up", "down"]
