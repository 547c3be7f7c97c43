"""Readings: a configuration is taken through the sources, and what was found, or not found, in each is noted."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from cmo.forms import ReadingForm
from cmo.models import Configuration, Evidence, Reading
from cmo.reading_through import next_unread, progress
from cmo.views.around import board_url, configuration_of, form_page, way_back
from interviews.models import Source
from interviews.views.sent import sent_id


@require_http_methods(["GET", "POST"])
def reading_hand(request: HttpRequest, slug: str, pk: UUID, source: UUID) -> HttpResponse:
    """The configuration in hand beside the words of a source; sent, what was found there, and on to the next source."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    read = get_object_or_404(Source.objects.visible_to(asking), pk=source)
    if request.method == "POST":
        result = request.POST.get("result", "")
        if result not in Reading.Result.values:
            return _hand(request, asking, configuration, read, problem="Say what you found in this source.")
        Reading.objects.note(read, configuration, result, by=asking.user)
        return _on(request, asking, configuration, after=read.pk)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect(_words_of(slug, read.pk, configuration))
    return _hand(request, asking, configuration, read)


@require_GET
def reading_next(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """To the next source that nobody has read for it; `after` is the one to leave."""
    asking = access.member(request, slug)
    configuration = configuration_of(asking.study, pk)
    return _on(request, asking, configuration, after=sent_id(request.GET.get("after", "")))


@require_POST
def reading_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = ReadingForm(request.POST, sources=Source.objects.visible_to(asking))
    if form.is_valid():
        Reading.objects.note(form.cleaned_data["source"], configuration, form.cleaned_data["result"], by=asking.user)
        return redirect("cmo:configuration_detail", slug, configuration.pk)
    back = way_back(request, board_url(configuration))
    return form_page(request, asking, form, title=f"Note a reading for {configuration.code}", back=back)


def _hand(
    request: HttpRequest, member: Membership, configuration: Configuration, source: Source, *, problem: str = ""
) -> HttpResponse:
    evidence = Evidence.objects.visible_to(member).filter(configuration=configuration, source=source)
    about, others = progress(member, configuration)
    context = {
        "study": member.study,
        "member": member,
        "configuration": configuration,
        "source": source,
        "evidence": evidence.with_words().contradicting_first(),
        "readings": configuration.readings.filter(source=source),
        "about": about,
        "others": others,
        "words_url": _words_of(member.study.slug, source.pk, configuration),
        "problem": problem,
    }
    return render(request, "cmo/_reading_hand.html", context, status=422 if problem else 200)


def _on(request: HttpRequest, member: Membership, configuration: Configuration, after: UUID | None) -> HttpResponse:
    slug = member.study.slug
    source = next_unread(member, configuration, after)
    if source:
        return redirect(_words_of(slug, source.pk, configuration))
    messages.success(request, f"Every source was read for {configuration.code}.")
    return redirect(f"{reverse('cmo:configuration_detail', args=[slug, configuration.pk])}#readings")


def _words_of(slug: str, source: UUID, configuration: Configuration) -> str:
    """The words of a source with the configuration in hand."""
    address = reverse("interviews:source_read", args=[slug, source])
    return f"{address}?{urlencode({'for': configuration.pk})}"
