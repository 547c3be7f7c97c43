"""Programme theories: the tree, a theory's page, and the table of theory × kind of evidence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import access
from accounts.models import Membership, Study
from cmo.kinds_of_evidence import theory_rows
from cmo.models import Configuration, ProgrammeTheory, TheoryJudgement, TheoryVersion
from cmo.theory_forms import JudgementForm, MoveForm, TheoryForm
from cmo.versions import Piece, words_between
from cmo.views.around import add_errors, form_page, way_back
from interviews.models import Source


@dataclass(frozen=True)
class Branch:
    """A theory with its parts, and its configurations: what was anticipated beside what was observed."""

    theory: ProgrammeTheory
    parts: "Sequence[Branch]"

    @property
    def anticipated(self) -> list[Configuration]:
        return [each for each in self.theory.configurations.all() if each.kind == Configuration.Kind.ANTICIPATED]

    @property
    def observed(self) -> list[Configuration]:
        return [each for each in self.theory.configurations.all() if each.kind != Configuration.Kind.ANTICIPATED]


@dataclass(frozen=True)
class ShownVersion:
    version: TheoryVersion
    pieces: Sequence[Piece]


@require_safe
def theory_list(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.member(request, slug)
    theories = list(_theories(asking.study))
    context = {
        "study": asking.study,
        "member": asking,
        "branches": _branches(theories),
        "total": len(theories),
        "loose": asking.study.configurations.filter(theory=None).exclude(state=Configuration.State.SET_ASIDE).count(),
    }
    return render(request, "cmo/theory_list.html", context)


@require_safe
def theory_table(request: HttpRequest, slug: str) -> HttpResponse:
    """All theories by the kinds of evidence."""
    asking = access.member(request, slug)
    rows = theory_rows(asking, [branch.theory for branch in _flat(_branches(list(_theories(asking.study))))])
    context = {"study": asking.study, "member": asking, "rows": rows, "back": request.get_full_path()}
    return render(request, "cmo/theory_table.html", context)


def _theories(study: Study) -> Any:
    """With configurations, tracer, and whether one of its versions was signed."""
    signed = TheoryVersion.objects.filter(theory=OuterRef("pk"), initial=True)
    own = study.configurations.prefetch_related("sites")
    theories = study.theories.select_related("tracer").annotate(signed=Exists(signed))
    return theories.prefetch_related(Prefetch("configurations", own))


def _branches(theories: Sequence[ProgrammeTheory]) -> list[Branch]:
    """The tree from the top; what hangs in a circle of old stands at the top."""
    under: dict[UUID | None, list[ProgrammeTheory]] = {}
    for theory in theories:
        under.setdefault(theory.parent_id, []).append(theory)
    met: set[UUID] = set()

    def grown(several: Iterable[ProgrammeTheory]) -> list[Branch]:
        fresh = [theory for theory in several if theory.pk not in met]
        met.update(theory.pk for theory in fresh)
        return [Branch(theory, grown(under.get(theory.pk, ()))) for theory in fresh]

    return grown(under.get(None, ())) + grown(theories)


def _flat(branches: Iterable[Branch]) -> list[Branch]:
    return [each for branch in branches for each in (branch, *_flat(branch.parts))]


@require_safe
def theory_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    theory = get_object_or_404(_theories(asking.study).select_related("parent", "study"), pk=pk)
    versions = list(theory.versions.all())
    context = {
        "study": asking.study,
        "member": asking,
        "theory": theory,
        "branch": Branch(theory, []),
        "parts": theory.parts.all(),
        "row": theory_rows(asking, [theory])[0],
        "versions": [
            ShownVersion(after, words_between(before.statement, after.statement) if before else [])
            for before, after in zip([None, *versions], versions, strict=False)
        ][::-1],
        "initial": next((version for version in versions if version.initial), None),
        "move_form": MoveForm(theory=theory),
        "back": request.get_full_path(),
    }
    return render(request, "cmo/theory_detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def theory_new(request: HttpRequest, slug: str) -> HttpResponse:
    asking = access.writer(request, slug)
    initial = {"parent": request.GET.get("parent"), "tracer": asking.study.tracers.named(request.GET.get("tracer", ""))}
    form = TheoryForm(request.POST or None, study=asking.study, initial=initial)
    if form.is_valid():
        try:
            made = ProgrammeTheory.objects.write(asking.study, by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("cmo:theory_detail", slug, made.pk)
    back = way_back(request, reverse("cmo:theory_list", args=[slug]))
    return form_page(request, asking, form, title="New programme theory", back=back)


@require_http_methods(["GET", "HEAD", "POST"])
def theory_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    theory = _theory(asking, pk)
    form = TheoryForm(request.POST or None, study=asking.study, instance=theory)
    if form.is_valid():
        try:
            theory.revise(by=asking.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("cmo:theory_detail", slug, pk)
    return form_page(request, asking, form, title=f"Edit {theory.code}", back=_page(slug, pk))


@require_POST
def theory_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    theory = _theory(asking, pk)
    form = MoveForm(request.POST, theory=theory)
    if form.is_valid():
        try:
            theory.move(form.cleaned_data["parent"], by=asking.user)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(way_back(request, _page(slug, pk)))
    return form_page(request, asking, form, title=f"Move {theory.code}", back=_page(slug, pk), button="Move")


@require_POST
def theory_sign(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    theory = _theory(asking, pk)
    try:
        theory.sign(by=asking.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("cmo:theory_detail", slug, pk)


@require_POST
def theory_remove(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    theory = _theory(asking, pk)
    try:
        theory.remove(by=asking.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("cmo:theory_detail", slug, pk)
    messages.success(request, f"{theory.code} was removed.")
    return redirect("cmo:theory_list", slug)


@require_http_methods(["GET", "HEAD", "POST"])
def theory_judge(request: HttpRequest, slug: str, pk: UUID, kind: str) -> HttpResponse:
    asking = access.writer(request, slug)
    theory = _theory(asking, pk)
    if kind not in Source.Kind.values:
        raise Http404
    held = theory.judgements.filter(kind=kind).first() or TheoryJudgement(theory=theory, kind=kind)
    form = JudgementForm(request.POST if request.method == "POST" else None, instance=held)
    back = way_back(request, _page(slug, pk))
    if form.is_valid():
        theory.judge(kind, by=asking.user, **form.cleaned_data)
        return redirect(back)
    label = Source.Kind(kind).label.lower()
    title = f"{theory.code}: what the evidence of the kind “{label}” says"
    return form_page(request, asking, form, title=title, back=back, lede=theory.statement)


def _theory(member: Membership, pk: UUID) -> ProgrammeTheory:
    return get_object_or_404(member.study.theories.select_related("study", "parent"), pk=pk)


def _page(slug: str, pk: UUID) -> str:
    return reverse("cmo:theory_detail", args=[slug, pk])
