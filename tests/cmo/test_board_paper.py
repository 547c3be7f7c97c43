"""The board on paper: a PDF whose table is that of a published report."""

import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from accounts.models import Study
from cmo.paper import board_on_paper, page
from exchange.studyfolder.load import load
from tests import factories
from tests.cmo.litany import url

SAMPLE = Path(__file__).resolve().parents[3] / "shared" / "samples" / "specialised-services"


@pytest.fixture
def address(study):
    return url("board_pdf", study, "dementia")


def test_board_is_a_pdf_for_everybody_of_the_study(as_user, rita, charlie, configuration, address):
    answer = as_user(rita).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="dementia-configurations.pdf"'
    assert answer.content.startswith(b"%PDF")
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(address).status_code == 405


def test_paper_has_sites_and_items_and_no_evidence(study, configuration):
    made = page(study, study.tracers.get(code="dementia"), list(study.configurations.with_triads()))
    assert re.search(r'<span class="where">Area 1</span>', made)
    assert "One building for health and social care" in made
    assert "chip" not in made


def test_what_was_anticipated_comes_first_and_filters_hold(as_user, rita, study, configuration, address):
    factories.configuration(study, label="As policy had it", kind="anticipated")
    whole = words(as_user(rita).get(address).content)
    assert whole.index("What was anticipated by policy") < whole.index("As policy had it")
    assert whole.index("As policy had it") < whole.index("What was observed") < whole.index("Sharing a room")
    narrow = words(as_user(rita).get(address, {"kind": "anticipated"}).content)
    assert "Sharing a room" not in narrow


def test_what_was_set_aside_is_not_printed(as_user, rita, configuration, address):
    configuration.revise(by=None, state="set aside")
    assert "Sharing a room" not in words(as_user(rita).get(address).content)


@pytest.mark.skipif(not SAMPLE.is_dir(), reason="the sample study folder is not beside this checkout")
def test_published_tables_stand_in_their_columns(db):
    load(SAMPLE, by=None)
    study = Study.objects.get(slug="specialised-services")
    tracer = study.tracers.get()
    rows = list(study.configurations.filter(tracer=tracer).on_board().with_triads())
    assert rows
    columns = read_columns(board_on_paper(study, tracer, rows))
    for configuration in rows:
        for column, items in enumerate((configuration.contexts, configuration.mechanisms, configuration.outcomes)):
            for item in items:
                assert bare(item.text) in columns[column], (configuration.code, column, item.text)


def words(pdf: bytes) -> str:
    return " ".join(" ".join(part.get_textpage().get_text_bounded() for part in pypdfium2.PdfDocument(pdf)).split())


def read_columns(pdf: bytes) -> list[str]:
    """The words of each third of the pages, from top to bottom, without what stands between letters."""
    read = ["", "", ""]
    for part in pypdfium2.PdfDocument(pdf):
        width, height = part.get_size()
        edges = [45 + (width - 90) * third / 3 for third in range(4)]
        text = part.get_textpage()
        for column, (left, right) in enumerate(pairwise(edges)):
            read[column] += bare(text.get_text_bounded(left=left, right=right, bottom=40, top=height - 40))
    return read


def bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.replace("\ufffe", "").replace("\xad", "")).casefold()
