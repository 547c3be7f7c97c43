"""The page of one code: what it means, who speaks of it, and all its extracts in groups, some at a time."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import Membership
from interviews.codetree import Branch, branches, flat
from interviews.forms.codes import SplitForm
from interviews.gathering import GROUPINGS, Gathered
from interviews.grouping import cut
from interviews.matrix.asked import PARTICIPANTS, THEME, only
from interviews.matrix.attributes import Only
from interviews.matrix.ground import Ground
from interviews.models import Code
from tracers.models import Theme

FIRST = 40  # extracts that come with the page: some screens
NEXT = 120  # and with each piece after it
GROUPS = 40  # headings listed beside the extracts


@require_safe
def code_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.member(request, slug)
    code = get_object_or_404(asking.study.codes.select_related("parent"), pk=pk)
    return page(request, asking, code)


def page(request: HttpRequest, asking: Membership, code: Code, form: SplitForm | None = None) -> HttpResponse:
    """The page; for htmx the next piece of its extracts. A split that did not hold is shown again, with 422."""
    by = request.GET.get("by", "")
    by = by if by in GROUPINGS else "site"
    tree = list(flat(branches(asking.study.codes.defer("description", "include", "exclude", "attributes"))))
    below = under(tree, code)
    wide = bool(request.GET.get("below")) and bool(below)
    narrow = Narrow.read(request, asking)
    codes = [code.pk, *(branch.code.pk for branch in below if wide)]
    context = {
        "study": asking.study,
        "member": asking,
        "code": code,
        "by": by,
        "wide": wide,
        **extracts(request, asking, codes, by, wide=wide, narrow=narrow),
    }
    if request.htmx and form is None:  # type: ignore[attr-defined]
        return render(request, "interviews/code_detail.html#extracts", context)
    context |= {
        "path": above(tree, code),
        "below": [branch for branch in below if branch.code.parent_id == code.pk],
        "has_below": bool(below),
        "groupings": [(name, label, query(by=name, below=wide, narrow=narrow)) for name, label in GROUPINGS.items()],
        "wider": query(by=by, below=not wide, narrow=narrow),
        "all_of_it": query(by=by, below=wide),
        "form": form or SplitForm(code=code, tree=tree),
    }
    return render(request, "interviews/code_detail.html", context, status=422 if form else 200)


def extracts(
    request: HttpRequest, asking: Membership, codes: list[UUID] | None, by: str, *, wide: bool, narrow: "Narrow"
) -> dict[str, Any]:
    """The pieces from the place that the address names on, and the way to the next."""
    gathered = Gathered(asking, codes, by, only=narrow.only, questions=narrow.questions)
    start = int(begun) if (begun := request.GET.get("from", "")).isdecimal() and len(begun) < 9 else 0
    last = start + (NEXT if start else FIRST)
    pieces = cut(gathered.groups, start, last - start)
    return {
        "tally": gathered.tally,
        "gathered": gathered,
        "narrow": narrow,
        "groups": [
            (group, query(by=by, below=wide, start=group.first, narrow=narrow)) for group in gathered.groups[:GROUPS]
        ],
        "groups_left": len(gathered.groups) - GROUPS,
        "rows": gathered.rows,
        "start": start,
        "pieces": [
            {"piece": piece, "group": piece.group, "cards": cards}
            for piece, cards in zip(pieces, gathered.cards(pieces), strict=True)
        ],
        "left": max(gathered.rows - last, 0),
        "more": query(by=by, below=wide, start=last, narrow=narrow),
        "here": query(by=by, below=wide, narrow=narrow),
    }


@dataclass(frozen=True)
class Narrow:
    """What a cell of a table leaves of a code: its attributes with their values, and perhaps no questions.

    `theme`: the codes of one theme alone, for the page of extracts of any code.
    """

    only: Only = ()
    questions: bool = True
    theme: Theme | None = None

    @classmethod
    def read(cls, request: HttpRequest, asking: Membership) -> Self:
        """What the address asks for. Attributes are looked for only where it may name one."""
        questions = request.GET.get("said") != PARTICIPANTS
        if not set(request.GET) - {"by", "below", "from", "said"}:
            return cls((), questions)
        known = Ground(asking).attributes
        return cls([(known[name], value) for name, value in only(request.GET, known)], questions)

    @property
    def told(self) -> dict[str, str]:
        """As it stands in addresses."""
        said = {} if self.questions else {"said": PARTICIPANTS}
        theme = {THEME: self.theme.code} if self.theme else {}
        return theme | {attribute.name: value for attribute, value in self.only} | said

    @property
    def words(self) -> list[str]:
        """As it is said."""
        theme = [f"Theme: {self.theme}"] if self.theme else []
        named = [*theme, *(f"{attribute.label}: {attribute.called(value)}" for attribute, value in self.only)]
        return named if self.questions else [*named, "without what interviewers say"]


EVERYTHING = Narrow()


def query(*, by: str, below: bool, start: int = 0, narrow: Narrow = EVERYTHING) -> str:
    """The query of the page in this state; what is usual is left out."""
    wanted: dict[str, object] = {"by": by if by != "site" else "", "below": "1" if below else "", "from": start or ""}
    return "?" + urlencode({name: value for name, value in (wanted | narrow.told).items() if value})


def kept(request: HttpRequest, asking: Membership) -> str:
    """The query of the page that a form on it was sent from."""
    by, narrow = request.GET.get("by", ""), Narrow.read(request, asking)
    return query(by=by if by in GROUPINGS else "site", below=bool(request.GET.get("below")), narrow=narrow)


def under(tree: list[Branch], code: Code) -> list[Branch]:
    """All codes below this one, in reading order."""
    known = {code.pk}
    found = []
    for branch in tree:
        if branch.code.parent_id in known:
            known.add(branch.code.pk)
            found.append(branch)
    return found


def above(tree: list[Branch], code: Code) -> list[Code]:
    """The codes above this one from the top down, and the code itself."""
    codes = {branch.code.pk: branch.code for branch in tree}
    path = [code]
    while path[0].parent_id:
        path.insert(0, codes[path[0].parent_id])
    return path
