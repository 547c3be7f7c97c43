"""Tables and pictures that were published stay as they were, whatever is counted afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import assemble
from reports import document as doc
from reports.assemble import freezing
from reports.assemble.packing import packed, unpacked
from reports.models import Frozen, Report
from tests import factories
from tests.reports.litany import url

MARKERS = ("{{matrix codes site as=bars with=table}}", "{{configurations dementia}}", "{{comparison dementia}}")
LINES = "\n\n".join([*MARKERS, "{{timeline}}"])


@pytest.fixture
def report(study, source, configuration, load):
    study.threshold = 1
    study.save()
    study.policy_events.create(date="2015", label="An Act")
    factories.extract(source, "awkward at first", factories.code(study, "Trust"))
    return load(f"---\ntitle: T\ntracer: dementia\n---\n\n# A\n\n{LINES}\n")


def nodes(report) -> list[doc.Node]:
    return list(assemble.document(report).nodes)


def changed(study, source, configuration) -> None:
    factories.extract(source, "you couldn’t just pass people on", factories.code(study, "Pride"))
    configuration.items.update(text="Something else")
    study.policy_events.update(label="Another Act")


def test_the_tables_of_a_published_report_never_change(study, bob, source, configuration, report):
    before = nodes(report)
    freezing.change(report, by=bob, status="published")
    assert nodes(report) == before
    changed(study, source, configuration)
    assert nodes(report) == before
    assert {type(node) for node in before} >= {doc.Figure, doc.Matrix, doc.Triad, doc.Comparison, doc.Timeline}


def test_a_report_that_is_not_published_is_live(study, bob, source, configuration, report):
    before = nodes(report)
    changed(study, source, configuration)
    assert nodes(report) != before
    freezing.change(report, by=bob, status="published")
    published = nodes(report)
    freezing.change(report, by=bob, status="draft")
    assert not Frozen.objects.exists()
    study.policy_events.update(label="A third Act")
    assert nodes(report) != published


def test_what_is_changed_on_a_published_report_does_not_count_anew(study, bob, source, configuration, report):
    freezing.change(report, by=bob, status="published")
    before = nodes(report)
    changed(study, source, configuration)
    freezing.change(report, by=bob, title="Another title")
    assert nodes(report) == before


def test_published_again_it_is_kept_as_it_is_then(study, bob, source, configuration, report):
    """Whoever took it back, an import included."""
    freezing.change(report, by=bob, status="published")
    Report.objects.filter(pk=report.pk).update(status="draft")
    changed(study, source, configuration)
    report.refresh_from_db()
    live = nodes(report)
    freezing.change(report, by=bob, status="published")
    assert nodes(report) == live


def test_the_page_publishes_so(as_user, bob, study, source, configuration, report):
    address = url("report_edit", study, report.pk)
    told = {"title": report.title, "status": "published", "tracers": [report.tracers.get().pk]}
    assert as_user(bob).post(address, told).status_code == 302
    assert Frozen.objects.filter(report=report).count() == 4
    changed(study, source, configuration)
    page = as_user(bob).get(url("report_html", study, report.pk)).text
    assert "An Act" in page and "Another Act" not in page and "Pride" not in page


NODES = st.builds(
    doc.Matrix,
    st.integers(),
    st.text(),
    st.lists(st.text()).map(tuple),
    st.lists(st.tuples(st.text(), st.lists(st.text()).map(tuple))).map(tuple),
) | st.builds(
    doc.Figure, st.integers(), st.text(), st.text(), st.text().map(str.encode), st.lists(st.text()).map(tuple)
)


@given(NODES | st.builds(doc.Quotation, st.text(), st.text(), st.uuids(), st.uuids()))
def test_what_is_packed_is_unpacked_as_it_was(node):
    assert unpacked(packed(node)) == node
