"""The framework matrix: written summaries by theme, of each person, folding up to sites; and the page of one cell."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from accounts import access
from accounts.leaving import leaves
from accounts.models import Membership
from cmo.framework import PERSON, SITE, STUDY, Line, Person, Place, lines
from cmo.models import ThemeSummary
from cmo.themed import cells_with_words, codes_of, words_of
from exchange import things
from interviews.downloads import csv_file, file
from interviews.grouping import cut
from interviews.heard import voices
from interviews.matrix.ground import Ground
from interviews.matrix.workbook import workbook
from interviews.memo_text import as_html, extracts_in, without_addresses
from interviews.models.memos import Newer
from tracers.models import Site, Theme, Tracer

FEW_PEOPLE = 16  # up to so many all stand there unfolded
NO_SITE = "-"  # in addresses, for the people of no site
EXTRACTS = 60
FORMS = {"csv": "CSV", "xlsx": "Excel"}


@dataclass(frozen=True)
class Cell:
    """`html` is what was written, "" for nothing; `has_words`: somebody said something on it that is coded."""

    theme: Theme
    html: SafeString | str
    has_words: bool
    address: str


@dataclass(frozen=True)
class Row:
    """`fold` is the address of the page with this row folded, or unfolded."""

    line: Line
    cells: Sequence[Cell]
    fold: str
    is_small: bool


@dataclass(frozen=True)
class Frame:
    """What a member may see of the rows and columns of the matrix."""

    member: Membership
    ground: Ground
    themes: Sequence[Theme]
    sites: Sequence[Site]
    people: Sequence[Person]
    lines: Sequence[Line]

    @property
    def codes(self) -> dict[Any, str]:
        return {site.pk: site.code for site in self.sites} | {None: NO_SITE}


class SummaryForm(forms.Form):
    text = forms.CharField(
        label="Summary",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "data-focus": ""}),
        help_text="In a few sentences, in Markdown. Left empty, there is none.",
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)


@require_safe
def summary_table(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    tracers, chosen = _tracers(asking, request.GET.get("tracer", ""))
    frame = _frame(asking, chosen, request.GET.getlist("open") if "open" in request.GET else None)
    context = {
        "study": asking.study,
        "member": asking,
        "tracers": tracers,
        "chosen": chosen,
        "themes": frame.themes,
        "rows": list(_rows(frame, chosen)),
        "all_open": _address(chosen, frame.codes.values()),
        "none_open": _address(chosen, [""]),
        "forms": FORMS,
    }
    return render(request, "config/summary_table.html", context)


@leaves("summaries")
@require_safe
def summary_file(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """The same as a file, everybody unfolded; of people their private code alone."""
    asking = access.member(request, slug)
    if form not in FORMS:
        raise Http404
    frame = _frame(asking, _tracers(asking, request.GET.get("tracer", ""))[1], None, everybody=True)
    held = _summaries(asking)
    rows = [
        ["  " * line.depth + _exported(frame, line), *(_words(held.get(_key(theme, line))) for theme in frame.themes)]
        for line in frame.lines
    ]
    head = ["Whose words", *(str(theme) for theme in frame.themes)]
    if form == "csv":
        return csv_file(f"{slug}-summaries", head, rows)
    told = [
        f"Study: {asking.study.title}",
        f"Taken out on {timezone.localtime():%-d %B %Y at %H:%M}",
        "Summaries as people of the team wrote them; nothing here is computed.",
        f"A site where fewer than {asking.study.threshold} people were heard stands under “Others”.",
    ]
    return file(f"{slug}-summaries", form, workbook({"Summaries": [head, *rows]}, "Summaries by theme", told))


@require_http_methods(["GET", "HEAD", "POST"])
def summary_edit(
    request: HttpRequest, slug: str, theme: UUID, site: UUID | None = None, person: UUID | None = None
) -> HttpResponse:
    """One cell: what is written there, and the words to write it from. Who writes over newer words is shown both."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    about = get_object_or_404(asking.study.themes, pk=theme)
    whose: dict[str, Any] = {
        "site": get_object_or_404(asking.study.sites, pk=site) if site else None,
        "participant": get_object_or_404(things.seen(asking, "participant"), pk=person) if person else None,
    }
    cell = ThemeSummary.objects.visible_to(asking).filter(theme=about, **whose)
    text = getattr(cell.first(), "text", "")
    form, theirs = SummaryForm(request.POST or None, initial={"text": text, "seen": text}), ""
    if request.method == "POST" and form.is_valid():
        try:
            ThemeSummary.objects.write(
                about, form.cleaned_data["text"], seen=form.cleaned_data["seen"], by=asking.user, **whose
            )
            return redirect(_on(asking, about, whose) if "on" in request.POST else _table_of(about))
        except ValidationError as problem:
            form.add_error(None, problem)
            theirs = getattr(cell.first(), "text", "") if isinstance(problem, Newer) else ""
    kind, keys = _kind_of(asking, whose)
    context = {
        "study": asking.study,
        "member": asking,
        "theme": about,
        "whose": whose["site"] or whose["participant"] or "the whole study",
        "form": form,
        "theirs": theirs,
        "seen": theirs or form["seen"].value(),
        "written": as_html(text, _names(asking, [text])),
        "below": _below(asking, about, kind, keys),
        "back": _table_of(about),
        **_extracts(request, asking, about, kind, keys),
    }
    return render(request, "config/summary_edit.html", context, status=422 if form.errors else 200)


def _frame(
    asking: Membership, tracer: Tracer | None, opened: Collection[str] | None, *, everybody: bool = False
) -> Frame:
    """`opened`: codes of the sites that are unfolded; None: all where few people were heard."""
    ground = Ground(asking)
    themes = list(asking.study.themes.select_related("tracer"))
    if tracer:
        themes = [theme for theme in themes if theme.tracer_id in {None, tracer.pk}]
    sites = list(asking.study.sites.all())
    people = _people(asking, ground)
    keys: dict[str, Any] = {site.code: site.pk for site in sites} | {NO_SITE: None}
    if everybody or (opened is None and len(people) <= FEW_PEOPLE):
        unfolded = set(keys.values())
    else:
        unfolded = {keys[code] for code in opened or () if code in keys}
    places = [Place(site.pk, site.label, site.parent_id) for site in sites]
    return Frame(asking, ground, themes, sites, people, lines(places, people, unfolded))


def _people(asking: Membership, ground: Ground) -> list[Person]:
    """Everybody who is known by a private code, with the sites where that person was heard."""
    heard: dict[Any, dict[Any, None]] = {}
    for held in voices(asking, ground.sources).values():
        for voice in held:
            if voice.participant_id:
                heard.setdefault(voice.participant_id, {}).setdefault(voice.site)
    known = things.seen(asking, "participant").order_by("code").values_list("pk", "code", "site")
    return [_person(pk, code, usual, heard.get(pk, {})) for pk, code, usual in known]


def _person(pk: UUID, code: str, usual: UUID | None, heard: Mapping[Any, None]) -> Person:
    at = usual or next((site for site in heard if site), None)
    return Person(pk, code, at, tuple(site for site in heard if site and site != at))


def _tracers(asking: Membership, name: str) -> tuple[list[Tracer], Tracer | None]:
    """Those with themes of their own, and the one that is asked for: by itself the first, `all` for none."""
    tracers = list(asking.study.tracers.filter(themes__isnull=False).distinct())
    chosen = next((tracer for tracer in tracers if tracer.code == name), None)
    return tracers, chosen or (None if name == "all" else next(iter(tracers), None))


def _rows(frame: Frame, tracer: Tracer | None) -> Iterator[Row]:
    codes, held = codes_of(frame.member), _summaries(frame.member)
    words = cells_with_words(frame.ground, codes, frame.member.study.sites.inside())
    names = _names(frame.member, held.values())
    opened = [frame.codes[line.key] for line in frame.lines if line.unfolded]
    for line in frame.lines:
        cells = [
            Cell(theme, _html(held.get(_key(theme, line)), names), _key(theme, line) in words, _cell_url(theme, line))
            for theme in frame.themes
        ]
        code = frame.codes.get(line.key, "") if line.kind == SITE else ""
        others = [one for one in opened if one != code]
        fold = _address(tracer, (others if line.unfolded else [*opened, code]) or [""])
        is_small = line.kind == SITE and 0 < line.people < frame.member.study.threshold
        yield Row(line, cells, fold if line.kind == SITE and line.people else "", is_small)


def _summaries(member: Membership) -> dict[Any, str]:
    """What is written in each cell."""
    rows = ThemeSummary.objects.visible_to(member).values_list("theme", "site", "participant", "text")
    return {
        (theme, PERSON if person else SITE if site else STUDY, person or site): text
        for theme, site, person, text in rows
    }


def _key(theme: Theme, line: Line) -> Any:
    return theme.pk, line.kind, line.key


def _names(member: Membership, texts: Iterable[str]) -> dict[UUID, str]:
    linked = [("extract", pk) for text in texts for pk in extracts_in(text)]
    return {pk: thing.name for pk, thing in things.named(member, linked).items()}


def _html(text: str | None, names: Mapping[UUID, str]) -> SafeString | str:
    if not text:
        return ""
    return as_html(text, names) if extracts_in(text) else _without_links(text)


@lru_cache(maxsize=4096)
def _without_links(text: str) -> SafeString:
    return as_html(text, {})


def _address(tracer: Tracer | None, opened: Iterable[str]) -> str:
    return "?" + urlencode([("tracer", tracer.code if tracer else "all"), *(("open", code) for code in opened)])


def _cell_url(theme: Theme, line: Line) -> str:
    """Nothing for the people of no site, who have no summary together."""
    if line.kind == STUDY:
        return reverse("summary_of_study", args=[theme.study.slug, theme.pk])
    name = "summary_of_site" if line.kind == SITE else "summary_of_person"
    return reverse(name, args=[theme.study.slug, theme.pk, line.key]) if line.key else ""


def _exported(frame: Frame, line: Line) -> str:
    """What a row is called outside: too few people to be named by their site are “Others”."""
    small = line.kind == SITE and line.people < frame.member.study.threshold
    return "Others" if small else line.label


def _words(text: str | None) -> str:
    return without_addresses(text) if text else ""


def _kind_of(asking: Membership, whose: Mapping[str, Any]) -> tuple[str, Collection[UUID]]:
    if whose["participant"]:
        return PERSON, [whose["participant"].pk]
    return (SITE, asking.study.sites.inside()[whose["site"].pk]) if whose["site"] else (STUDY, ())


def _below(asking: Membership, theme: Theme, kind: str, keys: Collection[UUID]) -> list[tuple[str, SafeString | str]]:
    """What this cell folds up: the summaries of the people of a site and of its parts, or of the sites of the study."""
    held = ThemeSummary.objects.visible_to(asking).filter(theme=theme).select_related("site", "participant")
    within = {
        PERSON: [],
        SITE: [each for each in held if _lies_in(each, keys)],
        STUDY: [each for each in held if each.site],
    }[kind]
    return [(str(each.site or each.participant), html) for each, html in shown(asking, within)]


def shown(asking: Membership, summaries: Iterable[ThemeSummary]) -> list[tuple[ThemeSummary, SafeString | str]]:
    """Each with its words as HTML."""
    held = list(summaries)
    names = _names(asking, [each.text for each in held])
    return [(each, _html(each.text, names)) for each in held]


def _lies_in(summary: ThemeSummary, sites: Collection[UUID]) -> bool:
    """Whether it is of a person of these sites, or of one of them below the whole."""
    if summary.participant:
        return summary.participant.site_id in sites
    return bool(summary.site and summary.site.parent_id in sites)


def _extracts(
    request: HttpRequest, asking: Membership, theme: Theme, kind: str, keys: Collection[UUID]
) -> dict[str, Any]:
    gathered = words_of(asking, codes_of(asking).get(theme.pk, set()), kind, keys)
    begun = request.GET.get("from", "")
    start = int(begun) if begun.isdecimal() and len(begun) < 7 else 0
    pieces = cut(gathered.groups, start, EXTRACTS)
    return {
        "tally": gathered.tally,
        "cards": [card for cards in gathered.cards(pieces) for card in cards],
        "start": start,
        "more": start + EXTRACTS if gathered.rows > start + EXTRACTS else 0,
    }


def _table_of(theme: Theme) -> str:
    query = {"tracer": theme.tracer.code} if theme.tracer else {}
    return reverse("summary_table", args=[theme.study.slug], query=query)


def _on(asking: Membership, theme: Theme, whose: Mapping[str, Any]) -> str:
    """The cell beside it: the next theme of the same tracer, for the same people; after the last the table."""
    themes = list(asking.study.themes.filter(tracer=theme.tracer))
    place = themes.index(theme) + 1
    if place == len(themes):
        return _table_of(theme)
    kind = SITE if whose["site"] else PERSON if whose["participant"] else STUDY
    row = whose["site"] or whose["participant"]
    return _cell_url(themes[place], Line(kind, row and row.pk, ""))
