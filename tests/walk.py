"""All addresses of a study, found in the URL patterns: a new page is walked without a word here.

The values for an address are looked for in a filled study (tests/filled.py): for a UUID every row is tried, those of
the kind that the URL name begins with first, until the owner of the study gets something other than 404.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.converters import UUIDConverter

from accounts.models import Study

STUDY = "studies/<slug:slug>/"
ASKED: dict[str, Callable[[Study], dict[str, Any]]] = {  # pages that are nothing without a query
    "cmo:comparison_new": lambda study: {"configuration": study.configurations.order_by("number")[0].pk},
}
FLOORS = ("accounts", "tracers", "interviews", "cmo", "reports", "exchange")


@dataclass(frozen=True)
class Page:
    """An address pattern; `kinds` are the converters of its values but for the study's slug."""

    name: str
    route: str
    kinds: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.name

    def at(self, slug: str, values: dict[str, Any]) -> str:
        """The address; what stands under "?" becomes its query."""
        named = {name: value for name, value in values.items() if name != "?"}
        own = {"slug": slug} if "<slug:slug>" in self.route else {}
        return reverse(self.name, kwargs=own | named, query=values.get("?"))


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
                tuple((name, "uuid" if kind is UUIDConverter else "word") for name, kind in kinds.items()),
            )


def _converters(route: str, pattern: URLPattern) -> dict[str, Any]:
    names = re.findall(r"<(?:\w+:)?(\w+)>", route)
    known = dict(pattern.pattern.converters)
    return {name: known.get(name) for name in names if name != "slug"}


def values_for(page: Page, study: Study, client: Client) -> dict[str, Any]:
    """Values with which this client's user meets something there. Fails where the filled study has nothing for it."""
    names = [name for name, _ in page.kinds]
    asked = {"?": ASKED[page.name](study)} if page.name in ASKED else {}
    for values in product(*(_candidates(page, name, kind, study) for name, kind in page.kinds)):
        found = dict(zip(names, values, strict=True)) | asked
        if answer(client, page, study.slug, found, "GET").status_code not in {404, 405}:
            return found
        if answer(client, page, study.slug, found, "POST").status_code not in {404, 405}:
            return found
    raise AssertionError(
        f"{page.name} ({page.route}) answers 404 to everything: extend tests/filled.py or _words here."
    )


def answer(client: Client, page: Page, slug: str, values: dict[str, Any], method: str) -> HttpResponse:
    """The answer to an empty request; what it changes is taken back."""
    with transaction.atomic():
        response = client.generic(method, page.at(slug, values))
        transaction.set_rollback(True)
    return response


def takes(client: Client, page: Page, slug: str, values: dict[str, Any], method: str) -> bool:
    """Whether the page knows the method, asked by somebody who may do everything."""
    return answer(client, page, slug, values, method).status_code != 405


def _candidates(page: Page, name: str, kind: str, study: Study) -> list[Any]:
    if kind == "word":
        return _words(study)
    rows = [(model, row.pk, row) for model in _models() for row in model._default_manager.all()]
    noun = (page.name.rpartition(":")[2].partition("_")[0] if name == "pk" else name).replace("_", "")
    rows.sort(key=lambda each: each[0]._meta.model_name != noun)
    return list(
        dict.fromkeys([*(pk for _, pk, _ in rows), *(row.batch for _, _, row in rows if hasattr(row, "batch"))])
    )


def _models() -> list[Any]:
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in FLOORS and model.__name__ not in {"Study", "User", "JournalEntry"}
    ]


def _words(study: Study) -> list[str]:
    """Codes, short names and the like that stand in addresses of this study."""
    from tracers.kinds import KINDS

    codes = [row.code for model in _models() for row in model._default_manager.all() if hasattr(row, "code")]
    names = [report.name for report in study.reports.all()]
    return [*KINDS, *names, *codes, "pdf", "docx", "html", "csv", "up", "down"]
