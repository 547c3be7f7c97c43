"""Writing a report: sections and blocks, each changed in place."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import reswap, retarget

from accounts import access
from accounts.models import Membership
from interviews.models import Extract, Source
from reports import asked, markers, pointing
from reports.check import ASKED
from reports.forms import AskedForm, ProseForm, QuotationForm, SectionForm, TableForm
from reports.models import Block, Report, Section
from reports.resolving import Resolver
from reports.views.page import Editing, block_of, changed, refused, report_of, resolver, section_of, show

STEPS = {"up": -1, "down": 1}
NO_PLACE = "Choose first where the quotation goes: the round button beside a passage or heading."
TABLES = {Block.Kind.CONFIGURATIONS, Block.Kind.COMPARISON}


@require_safe
def report_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    return show(request, asking, report_of(asking, pk))


# Sections.


@require_http_methods(["GET", "HEAD", "POST"])
def section_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    report = report_of(asking, pk)
    after = report.sections.filter(pk=_uuid(request.GET.get("after", ""))).first()
    form = SectionForm(_sent(request), initial={"level": after.level if after else 1})
    if request.method == "POST" and form.is_valid():
        section = report.add_section(by=asking.user, after=after, **form.cleaned_data)
        return changed(request, asking, report, f"s-{section.pk}")
    return _section_page(request, asking, report, form, "New section")


@require_http_methods(["GET", "HEAD", "POST"])
def section_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    section = section_of(asking, pk)
    form = SectionForm(
        _sent(request),
        initial={"heading": section.heading, "level": section.level, "kind": section.kind},
    )
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        kind = fields["kind"] or markers.guessed_kind(fields["heading"])
        section.change(by=asking.user, heading=fields["heading"], level=fields["level"], kind=kind)
        return changed(request, asking, report_of(asking, section.report_id), f"s-{section.pk}")
    return _section_page(request, asking, section.report, form, "Edit the section", section)


@require_POST
def section_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    section = section_of(asking, pk)
    section.move(_step(request), by=asking.user)
    return changed(request, asking, report_of(asking, section.report_id), f"s-{section.pk}")


@require_POST
def section_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    section = section_of(asking, pk)
    section.remove(by=asking.user)
    return changed(request, asking, report_of(asking, section.report_id))


# Blocks.


@require_http_methods(["GET", "HEAD", "POST"])
def block_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A new block in a section: `?kind=` says what, `?after=` after which other block (none: on top)."""
    asking = access.writer(request, slug)
    section = section_of(asking, pk)
    after = section.blocks.filter(pk=_uuid(request.GET.get("after", ""))).first()
    kind = request.GET.get("kind", Block.Kind.PROSE)
    if kind == Block.Kind.TIMELINE and request.method == "POST":
        return _added(request, asking, section, [markers.Block(kind, "")], after)
    if kind != Block.Kind.PROSE and kind not in TABLES:
        raise Http404
    table = TableForm(_sent(request), report=section.report) if kind in TABLES else None
    prose = ProseForm(_sent(request))
    if request.method == "POST" and table and table.is_valid():
        return _added(request, asking, section, [markers.Block(kind, table.text())], after)
    if request.method == "POST" and not table and prose.is_valid():
        return _added(request, asking, section, prose.wanted(), after)
    editing = Editing(
        table or prose,
        request.get_full_path(),
        kind,
        after=after.pk if after else None,
        section=section.pk,
    )
    return _form(request, asking, section.report, editing)


@require_http_methods(["GET", "HEAD", "POST"])
def block_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    block = block_of(asking, pk)
    _must_see(asking, block)
    form = _form_of(block, request)
    if request.method == "POST" and form.is_valid():
        _keep(asking, block, form, request)
        return changed(request, asking, report_of(asking, block.section.report_id), f"b-{block.pk}")
    action = reverse("reports:block_edit", kwargs={"slug": slug, "pk": block.pk})
    return _form(request, asking, block.section.report, Editing(form, action, block.kind, block=block.pk))


@require_POST
def block_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    block = block_of(asking, pk)
    block.move(_step(request), by=asking.user)
    return changed(request, asking, report_of(asking, block.section.report_id), f"b-{block.pk}")


@require_POST
def block_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    block = block_of(asking, pk)
    place = f"s-{block.section_id}"
    block.remove(by=asking.user)
    return changed(request, asking, report_of(asking, block.section.report_id), place)


@require_POST
def quotation_new(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A quotation from the tray, after the place chosen on the page ("b-<block>" or "s-<section>")."""
    asking = access.writer(request, slug)
    report = report_of(asking, pk)
    extract = get_object_or_404(
        Extract.objects.visible_to(asking).select_related("text__source"), pk=_uuid(request.POST.get("extract", ""))
    )
    if extract.is_question:
        return refused(request, asking, report, f"{ASKED} They cannot be quoted.")
    section, after = _place(report, request.POST.get("place", ""))
    if not section:
        return refused(request, asking, report, NO_PLACE)
    block = section.quote(extract, by=asking.user, after=after)
    return changed(request, asking, report, f"b-{block.pk}")


def _added(
    request: HttpRequest, asking: Membership, section: Section, wanted: Sequence[markers.Block], after: Block | None
) -> HttpResponse:
    finder = resolver(asking, section.report)
    blocks = section.insert([finder.content(each) for each in wanted], by=asking.user, after=after)
    _tell(request, finder)
    place = f"b-{blocks[-1].pk}" if blocks else f"s-{section.pk}"
    return changed(request, asking, report_of(asking, section.report_id), place)


def _form_of(block: Block, request: HttpRequest) -> BaseForm:
    data = _sent(request)
    if block.kind == Block.Kind.QUOTATION and block.extract:
        return QuotationForm(data, extract=block.extract)
    if block.kind in TABLES:
        return TableForm(data, report=block.section.report, block=block)
    if block.kind == Block.Kind.PROSE:
        return ProseForm(data, block=block)
    if block.kind in asked.KINDS:
        return AskedForm(data, block=block)
    raise Http404


def _keep(asking: Membership, block: Block, form: BaseForm, request: HttpRequest) -> None:
    if isinstance(form, QuotationForm):
        form.extract.print_as(form.cleaned_data["published"], by=asking.user)
        return
    _, renewed = pointing.renewed(block)
    finder = resolver(asking, block.section.report, [*block.content.named, *renewed])
    if isinstance(form, TableForm):
        wanted = [markers.Block(block.kind, form.text())]
    elif isinstance(form, AskedForm):
        wanted = [markers.Block(block.kind, form.cleaned_data["text"])]
    else:
        assert isinstance(form, ProseForm)  # noqa: S101
        wanted = list(form.wanted())
    block.rewrite([finder.content(each) for each in wanted], by=asking.user)
    _tell(request, finder)


def _tell(request: HttpRequest, finder: Resolver) -> None:
    for _, message in finder.problems:
        messages.warning(request, message)


def _form(request: HttpRequest, asking: Membership, report: Report, editing: Editing) -> HttpResponse:
    """The form in its place: alone for htmx, with the page around it otherwise."""
    status = 422 if editing.form.is_bound else 200
    if getattr(request, "htmx", False):
        context = {"study": asking.study, "member": asking, "report": report, "editing": editing}
        response = render(request, "reports/report_detail.html#editor", context, status=status)
        return reswap(retarget(response, "#editor"), "outerHTML") if editing.form.is_bound else response
    return show(request, asking, report_of(asking, report.pk), editing=editing, status=status)


def _section_page(
    request: HttpRequest,
    asking: Membership,
    report: Report,
    form: SectionForm,
    title: str,
    section: Section | None = None,
) -> HttpResponse:
    context = {
        "study": asking.study,
        "member": asking,
        "report": report,
        "form": form,
        "title": title,
        "section": section,
    }
    return render(request, "reports/section_form.html", context, status=422 if form.is_bound else 200)


def _must_see(asking: Membership, block: Block) -> None:
    """A passage with words of a source that this member may not see cannot be opened for editing."""
    named = {block.extract.text.source_id} if block.extract else set()
    named |= {mention.source_id for mention in block.mentions.all() if mention.source_id}
    if named and Source.objects.visible_to(asking).filter(pk__in=named).count() < len(named):
        raise PermissionDenied("This passage holds words of a source that you may not see. Ask an owner of the study.")


def _place(report: Report, place: str) -> tuple[Section | None, Block | None]:
    kind, _, given = place.partition("-")
    pk = _uuid(given)
    if kind == "b":
        block = Block.objects.select_related("section__report").filter(section__report=report, pk=pk).first()
        return (block.section, block) if block else (None, None)
    return report.sections.filter(pk=pk).first() if kind == "s" else None, None


def _sent(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to; an empty answer binds it too."""
    return request.POST if request.method == "POST" else None


def _step(request: HttpRequest) -> int:
    return STEPS.get(request.POST.get("step", ""), 1)


def _uuid(text: str) -> UUID:
    """For text that names nothing, a UUID that no row has."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
