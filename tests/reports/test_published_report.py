"""The published report of the model study: imported, printed, and laid beside what was published."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from accounts.models import Study
from exchange.studyfolder.load import load
from reports import assemble, files
from reports.document import Document, Quotation, Triad
from reports.models import Report
from reports.pdf import pdf

BOTTOM, TOP = 71, 841.9 - 76  # the margins in points
SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "specialised-services"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample study folder is not beside this checkout"),
]


@pytest.fixture
def report() -> Report:
    study, problems = load(SAMPLE, by=None)
    assert isinstance(study, Study)
    assert problems.errors == []
    return study.reports.get()


@pytest.fixture
def finished(report) -> Document:
    return assemble.document(report)


@pytest.fixture
def printed(finished) -> str:
    return squeezed("".join(body(page) for page in pdfium.PdfDocument(pdf(finished))))


def body(page: pdfium.PdfPage) -> str:
    """The words between the margins: no running heads, no page numbers or bullets; \x02 is a hyphen at a line’s end."""
    words = page.get_textpage().get_text_bounded(bottom=BOTTOM, top=TOP)
    return words.replace("•", "").replace("\x02", "-")


def squeezed(text: str) -> str:
    """Without white space, and with one shape of quotation marks: line breaks are the printer's business."""
    return re.sub(r"\s+", "", text.translate(str.maketrans("‘’“”", "''\"\"")))


def published_quotations() -> Iterator[tuple[str, str]]:
    """(words, citation) as they were published."""
    text = (SAMPLE / "published-specialised-services.md").read_text(encoding="utf-8")
    for found in re.finditer(r"^> “(.+)” (\[\d+, .+\])$", text, re.MULTILINE):
        yield found[1], found[2]


def test_nothing_is_unresolved(finished):
    assert finished.missing == []


def test_every_published_quotation_is_printed_with_its_citation(finished, printed):
    published = list(published_quotations())
    quotations = [node for node in finished.nodes if isinstance(node, Quotation)]
    assert len(quotations) == len(published) == 8
    for quotation, (words, _) in zip(quotations, published, strict=True):
        assert squeezed("".join(quotation.words)) == squeezed(words)
        assert squeezed(f"“{words}”{quotation.citation}") in printed


def test_every_citation_within_a_sentence_is_printed(printed):
    assert printed.count(squeezed("[7160, Area 2, CCG, Oct 2015]")) == 2
    assert printed.count(squeezed("[5931, Area 2, CCG, Aug 2015]")) == 3


def test_the_headings_stand_in_the_order_of_the_published_report(finished, printed):
    text = (SAMPLE / "published-specialised-services.md").read_text(encoding="utf-8")
    published = [heading.strip() for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)]
    headings = [chapter.heading for chapter in finished.chapters]
    assert [heading for heading in published if heading in headings] == headings
    place = printed.index(squeezed("Acknowledgements"))  # the last line of the contents
    for heading in headings:
        place = printed.index(squeezed(heading), place + 1)


def test_the_five_tables_are_printed_with_all_their_items(finished, printed):
    triads = [node for node in finished.nodes if isinstance(node, Triad)]
    assert [triad.code for triad in triads] == ["CMO-06", "CMO-16", "CMO-17", "CMO-18", "CMO-19"]
    assert [tuple(map(len, (t.contexts, t.mechanisms, t.outcomes))) for t in triads] == [
        (1, 2, 2),
        (1, 1, 1),
        (3, 1, 1),
        (2, 1, 1),
        (1, 1, 2),
    ]
    for triad in triads:
        table = printed.index(squeezed(f"Table {triad.number} {triad.label}"))
        for item in (*triad.contexts, *triad.mechanisms, *triad.outcomes):
            assert squeezed(item.text) in printed[table : table + 2500]


def test_every_paragraph_of_the_published_prose_is_printed(printed):
    text = (SAMPLE / "reports/specialised-services.md").read_text(encoding="utf-8")
    pieces = re.split(r"\{\{[^}]*\}\}|\*\*|^- |\n\n|^#+ .*$|<|>", text.split("---", 2)[2], flags=re.MULTILINE)
    missing = [piece for piece in pieces if squeezed(piece) not in printed]
    assert missing == []


def test_the_file_comes_out_as_it_went_in(report):
    assert files.dump(report) == (SAMPLE / "reports/specialised-services.md").read_text(encoding="utf-8")
