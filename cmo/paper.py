"""On paper, as PDF: a board as a published report prints it, and the sites side by side."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from accounts.models import Study
from cmo.compared import Compared
from cmo.comparison_sheet import bands, lines, told
from cmo.models import Configuration
from cmo.side_by_side import ShownRow
from interviews.printing import BASE, printed
from tracers.models import Tracer

STYLES = ("css/fonts.css", "css/board-paper.css")
BESIDE = (*STYLES, "css/comparison-paper.css")
HEADS = {
    Configuration.Kind.ANTICIPATED: "What was anticipated by policy",
    Configuration.Kind.OBSERVED: "What was observed",
}


def board_on_paper(study: Study, tracer: Tracer, configurations: Sequence[Configuration]) -> bytes:
    """With items and sites at hand; what was anticipated comes first."""
    return printed(page(study, tracer, configurations), pdf_variant="pdf/ua-1")


def page(study: Study, tracer: Tracer, configurations: Sequence[Configuration]) -> str:
    """The HTML that is printed."""
    parts = [(head, [each for each in configurations if each.kind == kind]) for kind, head in HEADS.items()]
    context = {"study": study, "tracer": tracer, "styles": [BASE + path for path in STYLES]}
    return render_to_string("cmo/paper.html", context | {"parts": [part for part in parts if part[1]]})


def comparison_on_paper(compared: Compared, rows: Sequence[ShownRow]) -> bytes:
    """A table for each row; small numbers are widened."""
    context = {"compared": compared, "study": compared.member.study, "told": told(compared)}
    context |= {"rows": [(row, lines(row), bands(row)) for row in rows], "styles": [BASE + path for path in BESIDE]}
    return printed(render_to_string("cmo/comparison_paper.html", context), pdf_variant="pdf/ua-1")
