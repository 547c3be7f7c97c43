"""Sites beside each other: 143 interviews and ten times as many, each with 200 configurations and written summaries.

Served: from the request to the last byte, through the production server, median. What stands on each code is in memory
by then, as after the first table of a day (bench/tables.py has that figure).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench import house, theory
from bench.codes import SOURCES, a_study
from bench.frame import Figure
from bench.reading import fetched, logged_in

if TYPE_CHECKING:
    from accounts.models import Study

GOALS = {1: 150, 10: 500}
THEMES, SUMMARIES = 6, 700
WRITTEN = "They share a room and a list of patients, and so somebody is asked before anybody is *referred on*; {}."


def measure() -> list[Figure]:
    small, user, _ = a_study("bench-sites", SOURCES)
    large, _, _ = a_study("bench-sites-large", 10 * SOURCES, user)
    for study in (small, large):
        theory.fill(study, user)
        fill(study)
    with house.served() as address:
        cookie = logged_in(user)
        return [
            Figure(
                f"{what}: served, {times * SOURCES:,} interviews", 1000 * fetched(address, path, cookie)[1], goal=goal
            )
            for times, goal in GOALS.items()
            for what, path in _pages(small if times == 1 else large)
        ]


def fill(study: "Study") -> None:
    """Themes with their codes, summaries of people and sites, profiles."""
    from cmo.models import ThemeSummary
    from interviews.models import CodeTheme, Participant

    themes = [study.themes.create(code=f"B{n}", label=f"Theme {n}", order=n) for n in range(THEMES)]
    codes = list(study.codes.all())
    CodeTheme.objects.bulk_create(CodeTheme(code=code, theme=themes[n % THEMES]) for n, code in enumerate(codes))
    people = Participant.objects.filter(study=study).order_by("code")[: SUMMARIES // THEMES]
    whose = [{"participant": person} for person in people] + [{"site": site} for site in study.sites.all()]
    ThemeSummary.objects.bulk_create(
        ThemeSummary(study=study, theme=theme, text=WRITTEN.format(n), **row)
        for n, row in enumerate(whose)
        for theme in themes
    )
    for site in study.sites.all():
        site.profile = [{"label": f"Line {n}", "value": f"{n}–{n + 5}", "note": "a band"} for n in range(12)]
        site.save()


def _pages(study: "Study") -> Iterator[tuple[str, str]]:
    from django.urls import reverse

    def at(name: str, *args: object) -> str:
        return reverse(name, args=[study.slug, *args])

    theme, site = study.themes.get(code="B0"), study.sites.get(code="A1")
    yield "sites: side by side", at("cmo:comparison")
    yield "sites: profiles and who was heard", at("site_list")
    yield "sites: one of them", at("site_detail", site.pk)
    yield "sites: summaries, folded", at("summary_table")
    yield "sites: summaries, one site unfolded", f"{at('summary_table')}?open=A1"
    yield "sites: summary of a site, with its words", at("summary_of_site", theme.pk, site.pk)
