"""A board on paper: the table of context, mechanism and outcome as a published report prints it, as PDF."""

from collections.abc import Sequence

from django.template.loader import render_to_string

from accounts.models import Study
from cmo.models import Configuration
from interviews.printing import BASE, printed
from tracers.models import Tracer

STYLES = ("css/fonts.css", "css/board-paper.css")
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
