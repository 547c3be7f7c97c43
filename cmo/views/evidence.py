"""Evidence: what an extract says for and against configurations."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from cmo.forms import DocumentForm, EvidenceForm, SendForm, tracer_first
from cmo.models import Configuration, Evidence
from cmo.send import send, tracers_of
from cmo.views.around import add_errors, board_url, configuration_of, form_page, way_back
from interviews.models import Extract, Source


@require_http_methods(["GET", "POST"])
def extract_evidence(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The configurations that an extract serves, and a form to send it to another. A fragment for the reading page."""
    asking = access.writer(request, slug) if request.method == "POST" else access.member(request, slug)
    extract = _extract(asking, pk)
    form = _send_form(request, asking, extract)
    if form.is_valid() and _sent(form, extract, asking):
        if request.htmx:  # type: ignore[attr-defined]
            return _panel(request, asking, extract, _send_form(request, asking, extract, fresh=True), said="Sent")
        return redirect(way_back(request, request.path))
    return _panel(request, asking, extract, form)


def _extract(member: Membership, pk: UUID) -> Extract:
    extracts = Extract.objects.visible_to(member).select_related("text__source__study", "text__source__work_stream")
    return get_object_or_404(extracts.defer("text__text", "text__turns"), pk=pk)


def _send_form(request: HttpRequest, member: Membership, extract: Extract, *, fresh: bool = False) -> SendForm:
    """It offers the items of the chosen configuration, and asks again when another is chosen."""
    offered = tracer_first(member.study, tracers_of(extract))
    asked = request.POST if request.method == "POST" else request.GET
    wanted = asked.get("configuration") or _in_hand(request, offered)
    chosen = next((each for each in offered if str(each.pk) == wanted), None)
    data = request.POST if request.method == "POST" and not fresh else None
    kept = {} if fresh else {name: asked.get(name, "") for name in ("place", "stance", "use", "comment", "text")}
    return SendForm(data, offered=offered, chosen=chosen, initial={"configuration": wanted, **kept})


def _in_hand(request: HttpRequest, offered: Sequence[Configuration]) -> str:
    """The configuration for which the source is being read, as the address of the page says; otherwise the first."""
    address = getattr(request.htmx, "current_url", None) or ""  # type: ignore[attr-defined]
    wanted = parse_qs(urlsplit(address).query).get("for", [""])[0]
    keys = [str(each.pk) for each in offered]
    return wanted if wanted in keys else next(iter(keys), SendForm.NEW)


def _sent(form: SendForm, extract: Extract, member: Membership) -> bool:
    judgement = {name: form.cleaned_data[name] for name in ("stance", "use", "comment")}
    text = form.cleaned_data["text"]
    try:
        send(extract, form.chosen, by=member.user, item=form.item, role=form.role, text=text, **judgement)
    except ValidationError as error:
        add_errors(form, error)
    return not form.errors


def _panel(
    request: HttpRequest, member: Membership, extract: Extract, form: SendForm | None = None, *, said: str = ""
) -> HttpResponse:
    evidence = Evidence.objects.filter(extract=extract).with_words().contradicting_first()
    # Open on a page of its own, and when another configuration was chosen in the open form.
    opened = not request.htmx or "configuration" in request.GET  # type: ignore[attr-defined]
    context: dict[str, Any] = {"study": member.study, "member": member, "extract": extract}
    context |= {"form": form, "evidence": evidence, "opened": opened}
    template = "cmo/_extract_evidence.html" if request.htmx else "cmo/extract_evidence.html"  # type: ignore[attr-defined]
    answer = render(request, template, context, status=422 if form and form.errors else 200)
    if said:
        answer.headers["HX-Trigger"] = f'{{"say": "{said}", "triad:evidence": ""}}'
    return answer


def _evidence(member: Membership, pk: UUID) -> Evidence:
    return get_object_or_404(Evidence.objects.visible_to(member).with_words(), pk=pk)


@require_http_methods(["GET", "POST"])
def evidence_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    evidence = _evidence(asking, pk)
    form = EvidenceForm(request.POST or None, instance=evidence)
    back = way_back(request, board_url(evidence.configuration))
    if form.is_valid():
        evidence.judge(by=asking.user, **form.cleaned_data)
        return redirect(back)
    title = f"Evidence for {evidence.configuration.code}"
    return form_page(request, asking, form, title=title, back=back, evidence=evidence)


@require_http_methods(["GET", "HEAD", "POST"])
def document_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A document or a work as evidence for a configuration."""
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    sources = Source.objects.visible_to(asking).only("pk", "printed_id", "title", "kind", "study")
    form = DocumentForm(request.POST or None, instance=Evidence(configuration=configuration), sources=sources)
    back = way_back(request, reverse("cmo:configuration_detail", args=[slug, pk]) + "#evidence")
    if form.is_valid():
        try:
            Evidence.objects.add(configuration, by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    title = f"Add a document or a work to {configuration.code}"
    lede = "Documents and literature are brought in among the sources, of that kind; then they stand here."
    return form_page(request, asking, form, title=title, back=back, button="Add it", lede=lede)


@require_POST
def evidence_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    evidence = _evidence(asking, pk)
    extract_id, back = evidence.extract_id, way_back(request, board_url(evidence.configuration))
    evidence.remove(by=asking.user)
    if request.htmx and extract_id:  # type: ignore[attr-defined]
        extract = _extract(asking, extract_id)
        return _panel(request, asking, extract, _send_form(request, asking, extract, fresh=True), said="Removed")
    return redirect(back)
