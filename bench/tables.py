"""Tables: codes, themes, attributes and configurations by an attribute, what is behind their cells, and all coded
extracts as CSV: with 143 interviews and with ten times as many.

The studies are those of bench/codes.py, with twelve themes and the theory side of bench/theory.py. Served: from the
request to the last byte, through the production server, median. What stands on each code is kept in memory by each
process that serves, so the first table after a start takes longer: that is a figure of its own. Then somebody codes
something before each request, which must cost next to nothing.
"""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.request import Request, urlopen

from bench import house, theory
from bench.codes import SOURCES, a_study
from bench.frame import Figure
from bench.pictures import of_pictures
from bench.reading import fetched, logged_in

if TYPE_CHECKING:
    from accounts.models import Study, User

GOALS, FREQUENT = {1: 150, 10: 500}, {1: 80, 10: 300}
CSV = 1.5
THEMES = 12
ASKED = {
    "codes by site, people": "",
    "codes by site, extracts": "count=extracts",
    "codes by site, people, with the codes under each": "below=1",
    "codes by site, extracts, with the codes under each": "below=1&count=extracts",
    "codes by site spoken of, people": "by=place",
    "codes by organisation, per cent": "by=organisation&share=column",
    "codes by tracer, said or assumed": "by=tracer",
    "codes by site, by contrast, one organisation": "share=column&sort=contrast&organisation=provider",
    "themes by site, people": "rows=themes",
    "themes by site, extracts": "rows=themes&count=extracts",
    "tracer by site, people": "rows=tracer&by=site",
    "tracer by site, extracts": "rows=tracer&by=site&count=extracts",
    "organisation by tracer, sources, per cent": "rows=organisation&by=tracer&count=sources&share=row",
}
BEHIND = {
    "extracts of a tracer and a site": "tracer=dementia&site=A1&said=participants",
    "extracts of a theme and a site": "theme=B0&site=A1&said=participants",
    "all coded extracts": "",
}
OF_CONFIGURATIONS = {
    "configurations by site, people": "",
    "configurations by organisation, extracts": "by=organisation&count=extracts",
    "configurations by site spoken of, for it": "by=place&evidence.stance=supports",
}


def measure() -> list[Figure]:
    small, user, _ = a_study("bench-tables", SOURCES)
    large, _, _ = a_study("bench-tables-large", 10 * SOURCES, user)
    _through_an_index(large)
    for times, study in ((1, small), (10, large)):
        _themes(study)
        theory.fill(study, user, theory.EVIDENCE * times)
    with house.served() as address:
        cookie = logged_in(user)
        figures = [
            each
            for times, study in ((1, small), (10, large))
            for each in _of(address, cookie, study, user, times, f"{times * SOURCES:,} interviews")
        ]
        figures += _files(address, cookie, small, large)
        for times, study in ((1, small), (10, large)):
            figures += of_pictures(address, cookie, study, times)
    return figures


def _through_an_index(study: "Study") -> None:
    """What changed since is looked for in its sources, not in all codings of the installation."""
    from interviews.models import Coding

    changed = study.sources.order_by("pk").values_list("pk", flat=True)[:2]
    codings = Coding.objects.filter(code__study=study, extract__text__source__in=list(changed)).order_by()
    plan = codings.values_list("extract_id", "code_id", "extract__text__source_id").distinct().explain()
    if "Seq Scan on interviews_coding" in plan or "Seq Scan on interviews_extract" in plan:
        raise RuntimeError(f"To count what changed, all codings are read:\n{plan}")


def _themes(study: "Study") -> None:
    """Each with a part of the codes, and some codes of two."""
    from interviews.models import CodeTheme

    themes = [study.themes.create(code=f"B{number}", label=f"Theme {number}") for number in range(THEMES)]
    codes = list(study.codes.all())
    pairs = {(code, themes[(n + more) % THEMES]) for n, code in enumerate(codes) for more in range(1 + (n % 3 == 0))}
    CodeTheme.objects.bulk_create(CodeTheme(code=code, theme=theme) for code, theme in pairs)


def _of(address: str, cookie: str, study: "Study", user: "User", times: int, size: str) -> Iterator[Figure]:
    home = f"/studies/{study.slug}"
    path = f"{home}/tables/"
    yield Figure(f"codes by site: the first after a start, {size}", 1000 * _once(address, path, cookie))
    for what, asked in ASKED.items():
        _, seconds = fetched(address, f"{path}?{asked}", cookie)
        frequent = what in {"codes by site, people", "codes by site, extracts"}
        yield Figure(f"{what}: served, {size}", 1000 * seconds, goal=(FREQUENT if frequent else GOALS)[times])
    one = study.configurations.order_by("number")[0]
    others = [
        *((what, f"{home}/extracts/?{asked}") for what, asked in BEHIND.items()),
        *((what, f"{home}/configurations/table/?{asked}") for what, asked in OF_CONFIGURATIONS.items()),
        ("evidence of a configuration and a site", f"{home}/configurations/{one.pk}/evidence/?site=A1"),
    ]
    for what, page in others:
        yield Figure(f"{what}: served, {size}", 1000 * fetched(address, page, cookie)[1], goal=GOALS[times])
    fresh = []
    for number in range(6):
        _code(study, user, number)
        fresh.append(_once(address, path, cookie))
    yield Figure(f"codes by site: served after somebody coded, {size}", 1000 * sorted(fresh)[3], goal=FREQUENT[times])


def _code(study: "Study", user: "User", number: int) -> None:
    from interviews.models import Extract

    extract = Extract.objects.of(study).order_by("pk")[number]
    code = study.codes.exclude(codings__extract=extract).order_by("pk")[number]
    extract.add_code(code, by=user)


def _once(address: str, path: str, cookie: str) -> float:
    begun = time.perf_counter()
    with urlopen(Request(address + path, headers={"Cookie": f"sessionid={cookie}"})) as answer:
        answer.read()
    return time.perf_counter() - begun


def _files(address: str, cookie: str, small: "Study", large: "Study") -> Iterator[Figure]:
    for study, goal in ((small, CSV), (large, None)):
        size = f"{study.sources.count():,} interviews"
        seconds = min(_once(address, f"/studies/{study.slug}/export/codings.csv", cookie) for _ in range(3))
        yield Figure(f"all coded extracts as CSV, {size}", seconds, "s", goal=goal)
    _, seconds = fetched(address, f"/studies/{small.slug}/search/codes/map/", cookie)
    yield Figure(f"codes together as a heat map: served, {SOURCES} interviews", 1000 * seconds)
    for form in ("svg", "xlsx", "png"):
        _, seconds = fetched(address, f"/studies/{small.slug}/tables.{form}", cookie)
        yield Figure(f"codes by site as {form.upper()}, {SOURCES} interviews", 1000 * seconds)
