"""The table of interviews: who was heard, where and how often. Computed from the sources, never typed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from interviews.downloads import csv_file
from interviews.models import Source
from interviews.overview.presence import Presence, by_source
from interviews.overview.presences import presences
from interviews.overview.repeats import changes, joint, repeats
from interviews.overview.spread import Axis, Several, Spread, count, people_at_several, sources_at_several, spread

HEAD = ("table", "row", "site", "sources", "people", "people not told apart", "repeat interviews")


@dataclass(frozen=True)
class Table:
    """`side` is the filter of the source list that a row stands for; `within` the filter that all cells share."""

    title: str
    side: str
    head: str
    within: str
    spread: Spread
    people: Sequence[Several]
    sources: Sequence[Several]


@require_safe
def interview_table(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    held = presences(asking)
    interviews = [each for each in held if each.kind == Source.Kind.INTERVIEW]
    heard_again = repeats(interviews)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "all": count(interviews),
        "tables": [table for table in _tables(asking, held) if not table.spread.is_empty],
        "modes": _modes(interviews),
        "joint": joint(interviews),
        "repeats": heard_again,
        "changes": changes(heard_again),
    }
    return render(request, "interviews/interview_table.html", context)


@require_safe
def interview_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same tables, one row a cell."""
    asking = access.member(request, slug)
    rows = (row for table in _tables(asking, presences(asking)) for row in _cells(table))
    return csv_file(f"{asking.study.slug}-interviews", HEAD, rows)


def _tables(asking: Membership, held: Sequence[Presence]) -> Iterator[Table]:
    study = asking.study
    sites = Axis("site", {site.code: site.label for site in study.sites.all()}, "No site")
    streams = {stream.code: f"{stream.code} {stream.title}" for stream in study.work_streams.all()}
    kinds = {kind.value: kind.label for kind in Source.Kind if any(each.kind == kind for each in held)}
    interviews = [each for each in held if each.kind == Source.Kind.INTERVIEW]
    others = [each for each in held if each.kind != Source.Kind.INTERVIEW]
    kinds.pop(Source.Kind.INTERVIEW.value, None)
    yield _table(
        "Interviews by organisation", "Organisation", "kind=interview", interviews, Axis("organisation"), sites
    )
    if streams:
        axis = Axis("work_stream", streams, "No work stream")
        yield _table("Interviews by work stream", "Work stream", "kind=interview", interviews, axis, sites)
    yield _table("Other sources", "Kind", "", others, Axis("kind", kinds), sites)


def _table(title: str, head: str, within: str, held: Sequence[Presence], rows: Axis, sites: Axis) -> Table:
    people = {each.name: each for axis in (rows, sites) for each in people_at_several(held, axis)}
    sources = {each.name: each for axis in (rows, sites) for each in sources_at_several(held, axis)}
    return Table(title, rows.of, head, within, spread(held, rows, sites), [*people.values()], [*sources.values()])


def _cells(table: Table) -> Iterator[tuple[object, ...]]:
    labels = dict(table.spread.columns)
    for row in (*table.spread.rows, table.spread.totals):
        for cell, site in (*((cell, labels[cell.column]) for cell in row.cells), (row.total, "All")):
            yield table.title, row.label, site, cell.sources, cell.people, cell.untold, cell.repeats


def _modes(interviews: Sequence[Presence]) -> list[tuple[str, str, int]]:
    """(value, label, how many), what is not said last as "-"."""
    counted = Counter(people[0].mode for people in by_source(interviews))
    modes = [(mode.value, mode.label, counted[mode.value]) for mode in Source.Mode if counted[mode.value]]
    return [*modes, *([("-", "Not said", counted[""])] if counted[""] else [])]
