"""The page on which interviews are read and coded, and the answers that keep it up to date while one works."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from interviews import markup
from interviews.codetree import branches, flat
from interviews.forms.extracts import AboutForm, AddCodeForm, ExtractForm
from interviews.highlights import Mark, shown, touched
from interviews.matrix.kept import extracts as counts
from interviews.models import Code, Coding, Extract, Source, SourceText
from interviews.models.news import as_of
from interviews.only import EVERYTHING, Only, asked
from interviews.spans import Span
from interviews.turns import Turn
from interviews.views.sent import sent_id

RECENT = 9  # codes within reach of the keys 1 to 9
NEAR = 8  # turns around the place where the page opens: more than a screen
SHOWN, IN_ORDER = ("pk", "start", "end", "made_by__name"), ("start", "-end", "pk")  # of extracts
RECENT_DEEDS = 200  # codings looked at to find them


@require_safe
def source_read(request: HttpRequest, slug: str, pk: UUID) -> HttpResponseBase:
    asking = access.member(request, slug)
    source = get_object_or_404(sources(asking), pk=pk)
    return page(request, asking, source, in_hand(asking, source, request.GET.get("extract", "")))


def sources(asking: Membership) -> Any:
    """The sources this member may read, with what the head of the page says of them."""
    return (
        asking.study.sources.visible_to(asking)
        .with_work_of(asking)
        .select_related("study", "work_stream")
        .prefetch_related("participations__site", "participations__participant", "tracers")
    )


def latest_texts(asking: Membership, source: UUID) -> Any:
    """The words of a source that this member may read, as one row or none: all that coding them needs."""
    texts = SourceText.objects.filter(source=source, source__in=Source.objects.visible_to(asking))
    blind = Exists(Source.objects.blind().filter(pk=OuterRef("source")))
    return texts.annotate(blind=blind).select_related("source").order_by("-version")[:1]


def extracts(asking: Membership) -> Any:
    return (
        Extract.objects.visible_to(asking)
        .with_codings(asking)
        .select_related("text__source__study", "made_by")
        .prefetch_related("sites", "tracers")
    )


def in_hand(asking: Membership, source: Source, wanted: str) -> Extract | None:
    """The extract that the address names, if it is one of this source."""
    pk = sent_id(wanted)
    return extracts(asking).filter(text__source=source, pk=pk).first() if pk else None


def page(
    request: HttpRequest, asking: Membership, source: Source, extract: Extract | None, form: Form | None = None
) -> HttpResponse:
    """The whole page. A form that did not hold is shown again, with 422."""
    text = source.texts.annotate(as_of=as_of()).latest("version")
    text.source = source
    turns = spoken(text)
    codes = list(asking.study.codes.in_use())
    tree = branches(codes)
    bare = () if "margins" in request.GET else far(turns, extract)
    only = asked(request.GET, {code.pk: code.parent_id for code in codes})
    held = codings(asking, text)
    drawn = marks(asking, text, only=only.with_extract(extract.pk if extract else None), held=held)
    context = {
        "study": asking.study,
        "member": asking,
        "source": source,
        "text": text,
        "words": markup.words(text.text, shown(turns, drawn), extract.pk if extract else None, bare),
        "bare": bare,
        "turn_count": len(turns),
        "extract_address": reverse("interviews:extract_detail", kwargs={"slug": asking.study.slug, "pk": UUID(int=0)}),
        "tree": markup.code_tree(tree, asking.study.slug, packed=True),
        "recent": recent(asking),
        "filter": narrowed(asking, only, held, tree, len(drawn)),
        "read_for": sent_id(request.GET.get("for", "")),
        "form": form or ExtractForm(text=text),
        "form_opens": bool(form and isinstance(form, ExtractForm)),
        **panel(asking, extract, form),
    }
    return render(request, "interviews/source_read.html", context, status=422 if form else 200)


def far(turns: Sequence[Turn], extract: Extract | None) -> Container[int]:
    """The numbers of the turns that are not on the first screen: what stands beside them is fetched later."""
    near = touched(turns, extract.start, extract.end) if extract else range(0)
    return set(range(1, len(turns) + 1)) - set(range(near.start + 1 - NEAR, near.stop + 1 + NEAR))


@require_safe
def code_counts(request: HttpRequest, slug: str) -> HttpResponse:
    """How many extracts each code has; not in the page, because to count a large study takes longer than to read."""
    held = counts(access.member(request, slug))
    return JsonResponse({"counts": {str(code): number for code, number in held.items()}})


@require_safe
def source_margins(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """What stands beside the words of each turn, by its number."""
    asking = access.member(request, slug)
    text = get_object_or_404(sources(asking), pk=pk).latest_text
    extract = in_hand(asking, text.source, request.GET.get("extract", ""))
    current = extract.pk if extract else None
    drawn = marks(asking, text, only=wanted(asking, request.GET).with_extract(current))
    return JsonResponse(markup.margins(shown(spoken(text), drawn), current))


def panel(asking: Membership, extract: Extract | None, form: Form | None = None) -> dict[str, Any]:
    """What the panel of the extract in hand needs; `form` is one of its own that did not hold."""
    context: dict[str, Any] = {"extract": extract, "codings": list(extract.codings.all()) if extract else []}
    if extract and asking.may_write:
        context["choices"] = list(flat(branches(asking.study.codes.in_use())))
        context["add_form"] = form if isinstance(form, AddCodeForm) else None
        context["about"] = form if isinstance(form, AboutForm) else AboutForm(extract=extract)
    return context


def answer(
    request: HttpRequest, asking: Membership, changed: Extract, codes: Collection[UUID] = (), *, new_code: bool = False
) -> HttpResponse:
    """For htmx: the panel, and beside it the turns that changed, the counts of `codes` and the codes used lately.

    `changed` may be gone by now: then the panel is empty, and the turns are drawn without it.
    """
    text = changed.text
    extract = extracts(asking).filter(pk=changed.pk).first()
    now = counts(asking)
    touched_codes = {*codes, *((coding.code_id for coding in extract.codings.all()) if extract else ())}
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "source": text.source,
        "turns": turns_html(
            asking,
            text,
            changed.start,
            changed.end,
            extract.pk if extract else None,
            wanted(asking, looking_at(request)),
        ),
        "recent": recent(asking),
        "counts": [(code, now.get(code, 0)) for code in touched_codes],
        **panel(asking, extract),
    }
    if new_code:
        context["tree"] = markup.code_tree(branches(asking.study.codes.in_use(), now), asking.study.slug)
    return render(request, "interviews/source_read.html#answer", context)


def answer_places(
    request: HttpRequest, asking: Membership, text: SourceText, places: Sequence[Span], extract: Extract | None
) -> HttpResponse:
    """For htmx: the turns at these places, the codes with their counts, the panel of the extract in hand, if any."""
    turns = spoken(text)
    numbers = sorted({number for place in places for number in touched(turns, place.start, place.end)})
    current = extract.pk if extract else None
    only = wanted(asking, looking_at(request))
    drawn = (turns_html(asking, text, turns[number].start, turns[number].end, current, only) for number in numbers)
    now = counts(asking)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "source": text.source,
        "turns": mark_safe("".join(drawn)),  # noqa: S308
        "recent": recent(asking),
        "tree": markup.code_tree(branches(asking.study.codes.in_use(), now), asking.study.slug),
        **panel(asking, extract),
    }
    return render(request, "interviews/source_read.html#answer", context)


def confirmation(request: HttpRequest, asking: Membership, made: Extract, *, new_code: bool) -> HttpResponse:
    """The turns alone; the browser asks for the panel when nothing else is being done, and counts by itself.

    With a new code the tree comes as well.
    """
    turns = turns_html(asking, made.text, made.start, made.end, made.pk, wanted(asking, looking_at(request)))
    if not new_code:
        return HttpResponse(turns)
    context: dict[str, Any] = {
        "study": asking.study,
        "member": asking,
        "turns": turns,
        "recent": recent(asking),
        "tree": markup.code_tree(branches(asking.study.codes.in_use(), counts(asking)), asking.study.slug),
    }
    return render(request, "interviews/source_read.html#confirmation", context)


def turns_html(
    asking: Membership, text: SourceText, start: int, end: int, current: UUID | None, only: Only = EVERYTHING
) -> SafeString:
    """The turns that have words of the span, each as a replacement."""
    turns = spoken(text)
    places = touched(turns, start, end)
    part = [turns[place] for place in places]
    if not part:
        return mark_safe("")
    held = marks(asking, text, part[0].start, part[-1].end, only=only.with_extract(current))
    drawn = shown(part, held, first=places.start + 1)
    return markup.replacements(text.text, drawn, current)


def spoken(text: SourceText) -> Sequence[Turn]:
    return text.passages


class Held(NamedTuple):
    """A coding, as the words show it."""

    extract: UUID
    code: UUID
    name: str
    hue: int
    coder: str


def codings(asking: Membership, text: SourceText, start: int = 0, end: int | None = None) -> list[Held]:
    """Those of the extracts that have words between two places, in the order of their making."""
    seen = Coding.objects.seen_by(asking.user_id) if may_be_blind(text) else Coding.objects.all()
    rows = seen.filter(extract__in=_between(text.extracts.all(), start, end)).order_by("at", "pk")
    return [Held(*row) for row in rows.values_list("extract", "code", "code__name", "code__hue", "coder")]


def touching(asking: Membership, text: SourceText, start: int, end: int | None) -> Any:
    seen = text.extracts.seen_by(asking.user_id) if may_be_blind(text) else text.extracts.all()
    return _between(seen, start, end)


def _between(extracts: Any, start: int, end: int | None) -> Any:
    extracts = extracts.filter(end__gt=start)
    return extracts if end is None else extracts.filter(start__lt=end)


def may_be_blind(text: SourceText) -> bool:
    """Whether blind double coding may hide something here; what was fetched above knows it without a question."""
    return getattr(text, "blind", getattr(text.source, "blind", True))


def _at_once(text: SourceText, start: int, end: int | None) -> tuple[Iterable[Any], list[Held]]:
    """The extracts and their codings in one query, where nothing is hidden: every deed is answered with them."""
    rows = _between(text.extracts.all(), start, end).order_by(*IN_ORDER, "codings__at", "codings__pk")
    coding = (f"codings__{name}" for name in ("code", "code__name", "code__hue", "coder"))
    extracts: dict[UUID, Any] = {}
    held = []
    for *extract, code, name, hue, coder in rows.values_list(*SHOWN, *coding):
        extracts[extract[0]] = extract
        if code:
            held.append(Held(extract[0], code, name, hue, coder))
    return extracts.values(), held


def marks(
    asking: Membership,
    text: SourceText,
    start: int = 0,
    end: int | None = None,
    *,
    only: Only = EVERYTHING,
    held: Sequence[Held] | None = None,
) -> list[Mark]:
    """The extracts of the words between two places, with the names and the first hue of their codes.

    With `only` some of them, and the codes that it asks for come first.
    """
    extracts: Iterable[Any]
    if held is None and not may_be_blind(text):
        extracts, held = _at_once(text, start, end)
    else:
        held = codings(asking, text, start, end) if held is None else held
        extracts = touching(asking, text, start, end).order_by(*IN_ORDER).values_list(*SHOWN)
    fitting: dict[UUID, dict[str, int]] = {}
    others: dict[UUID, dict[str, int]] = {}
    for coding in held:
        side = fitting if only.fits(coding.code, coding.coder) else others
        side.setdefault(coding.extract, {}).setdefault(coding.name, coding.hue)
    found = []
    for pk, first, last, maker in extracts:
        names = {name: hue for side in (fitting, others) for name, hue in side.get(pk, {}).items()}
        if only.keeps(pk, maker or "", fitting=pk in fitting, coded=bool(names)):
            found.append(Mark(pk, first, last, next(iter(names.values()), 0), tuple(names)))
    return found


def wanted(asking: Membership, query: Mapping[str, str]) -> Only:
    """What an address asks to be shown."""
    if not query.get("code") and not query.get("coder"):
        return EVERYTHING
    return asked(query, dict(asking.study.codes.values_list("pk", "parent")))


def looking_at(request: HttpRequest) -> QueryDict:
    """The query of the page on which something was done."""
    return QueryDict(urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")).query)


def narrowed(asking: Membership, only: Only, held: Sequence[Held], tree: Sequence[Any], drawn: int) -> dict[str, Any]:
    """What the form that narrows the coding needs: the codes and coders of this text, and what is chosen."""
    used = {coding.code for coding in held}
    rows = list(flat(tree))
    above = used | {branch.code.pk for branch in rows if any(below.code.pk in used for below in flat(branch.children))}
    me = str(asking.user)
    code = next((branch.code for branch in rows if branch.code.pk == only.code), None)
    return {
        "only": only,
        "code": code,
        "codes": [branch for branch in rows if branch.code.pk in above or branch.code == code],
        "coders": sorted({coding.coder for coding in held if coding.coder} | {me} | ({only.coder} - {""})),
        "me": me,
        "mine": "?" + urlencode({"coder": me}),
        "query": urlencode({"code": only.code or "", "coder": only.coder}) if only else "",
        "drawn": drawn,
    }


def recent(asking: Membership) -> list[Code]:
    """The codes this person used last."""
    used = Coding.objects.filter(by=asking.user_id).order_by("-at").values_list("code_id", flat=True)[:RECENT_DEEDS]
    lately = list(dict.fromkeys(used))[: 3 * RECENT]  # some may be retired
    codes = asking.study.codes.in_use().in_bulk(lately)
    return [codes[pk] for pk in lately if pk in codes][:RECENT]


def refusal(request: HttpRequest, message: str) -> HttpResponse:
    """A sentence for the one who works, in place of a page."""
    return HttpResponse(
        render_to_string("interviews/source_read.html#refusal", {"message": message}, request), status=422
    )
