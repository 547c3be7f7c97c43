"""The finished document says what the database holds."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from cmo.models import Evidence, Link, SiteFinding
from reports import assemble, html
from reports import document as doc
from reports.check import check
from reports.models import Reference
from tests import factories
from tests.reports.conftest import ROOM
from tracers.models import PolicyEvent


def nodes(report, kind=None) -> list:
    return [node for node in assemble.document(report).nodes if kind is None or isinstance(node, kind)]


def runs(report, kind) -> list:
    return [inline for node in nodes(report) for inline in doc.inlines(node) if isinstance(inline, kind)]


def test_a_quotation_has_its_words_and_a_generated_citation(report, extract, source):
    [quotation] = nodes(report, doc.Quotation)
    assert quotation == doc.Quotation((ROOM,), "[20417, Area 1, Provider, Jul 2016]", extract.pk, source.pk)


def test_the_published_form_is_printed(report, extract):
    extract.print_as("we sat in the same room … pass people on", by=None)
    [quotation] = nodes(report, doc.Quotation)
    assert quotation.words == ("we sat in the same room … pass people on",)


def test_the_citation_has_the_style_of_the_study(report, study):
    study.citation = "{organisation} ID {id}"
    study.save()
    report.refresh_from_db()
    assert nodes(report, doc.Quotation)[0].citation == "Provider ID 20417"


def test_several_sources_stand_in_one_pair_of_brackets(load, other_source, extract):
    report = load('So it was {{cite 20417 "same room"; 31862}}.')
    [citation] = runs(report, doc.Citation)
    assert citation.text == "[20417, Area 1, Provider, Jul 2016; 31862, Area 2, Provider, Jul 2016]"
    assert [each.extract for each in citation.cited] == [extract.pk, None]


def test_words_within_a_sentence(load, extract):
    report = load(f'He said {{{{words 20417 "{ROOM}"}}}}.')
    [words] = runs(report, doc.Words)
    assert (words.words, words.extract) == (ROOM, extract.pk)


def test_evidence_of_a_message_names_configurations_and_sources(report, configuration):
    [because] = runs(report, doc.Because)
    assert because.text == "CMO-01; [20417, Area 1, Provider, Jul 2016]"
    assert because.configurations == (("CMO-01", configuration.pk),)


def test_a_table_for_each_configuration_of_the_tracer(load, study, configuration):
    factories.configuration(study, site="A2", items={"context": ["a", "b"], "resource": ["r"], "outcome": ["o"]})
    factories.configuration(study, tracer="screening")
    first, second = nodes(load("{{configurations dementia}}"), doc.Triad)
    assert (first.number, first.code, first.label, first.sites) == (1, "CMO-01", "Sharing a room", "Area 1")
    assert [item.text for item in second.contexts] == ["a", "b"]
    assert [(item.letter, item.text) for item in second.mechanisms] == [("M res", "r")]


@pytest.mark.parametrize("named", ["CMO-01; CMO-03", "cmo-01, CMO-03"])
def test_configurations_may_be_named_one_by_one(load, study, named):
    for _ in range(3):
        factories.configuration(study)
    assert [triad.code for triad in nodes(load(f"{{{{configurations {named}}}}}"), doc.Triad)] == ["CMO-01", "CMO-03"]


def test_the_areas_stand_beside_each_other_and_no_data_is_said(load, study, configuration):
    counterpart = factories.configuration(study, site="A2", label="Each its own")
    Link.objects.create(start=configuration, kind=Link.Kind.COUNTERPART_OF, end=counterpart)
    lonely = factories.configuration(study, label="Only here")
    SiteFinding.objects.create(
        configuration=lonely, site=study.sites.get(code="A1"), presence="partly", summary="Some."
    )
    [comparison] = nodes(load("{{comparison dementia}}"), doc.Comparison)
    assert comparison.sites == ("Area 1", "Area 2")
    together, alone = comparison.rows
    assert [[triad.code for triad in cell.triads] for cell in together.cells] == [["CMO-01"], ["CMO-02"]]
    assert [(cell.finding, cell.summary) for cell in alone.cells] == [("Partly present", "Some."), ("No data", "")]


def test_evidence_without_a_finding_is_said_in_the_words_of_the_comparison_page(load, study, extract, configuration):
    Evidence.objects.add(configuration, by=None, extract=extract, stance="supports")
    said = "Evidence, but no finding stated yet"
    [comparison] = nodes(load("{{comparison dementia}}"), doc.Comparison)
    assert [cell.finding for cell in comparison.rows[0].cells] == [said, "No data"]
    [matrix] = nodes(load("{{matrix configurations sites}}"), doc.Matrix)
    assert matrix.rows[0][1] == (said, "No data", "No data")


def test_every_cell_of_a_comparison_says_something(load, study, configuration):
    [comparison] = nodes(load("{{comparison dementia}}"), doc.Comparison)
    assert [cell.finding for cell in comparison.rows[0].cells] == ["No data", "No data"]


def test_the_timeline_has_the_events_of_the_tracer_and_of_everybody(load, study):
    other = PolicyEvent.objects.create(study=study, date="2014", label="Elsewhere")
    other.tracers.add(study.tracers.get(code="screening"))
    PolicyEvent.objects.create(study=study, date="2013-04", label="The Act", detail="In force.")
    [timeline] = nodes(load("---\ntracer: dementia\n---\n{{timeline}}"), doc.Timeline)
    assert timeline.events == (doc.Event("April 2013", "The Act", "In force."),)


def test_the_matrix_says_no_data(load, study, configuration):
    SiteFinding.objects.create(configuration=configuration, site=study.sites.get(code="A1"), presence="present")
    [matrix] = nodes(load("{{matrix configurations sites}}"), doc.Matrix)
    assert matrix.rows == (("CMO-01 Sharing a room", ("Present", "No data", "No data")),)


@pytest.mark.parametrize("mark", ["configurations CMO-9", "comparison nothing", "timeline", "matrix codes sites"])
def test_a_block_that_names_nothing_says_so(load, mark):
    [paragraph] = nodes(load(f"{{{{{mark}}}}}"))
    assert isinstance(paragraph.runs[0], doc.Missing)


def test_headings_are_numbered_without_a_skip_and_back_matter_is_not(load):
    headings = ["# A", "### B", "# Summary", "## C", "## D", "# References", "# Disclaimer"]
    report = load("\n\n".join(f"{heading}\n\nWords." for heading in headings))
    chapters = assemble.document(report).chapters
    assert [(chapter.number, chapter.depth, chapter.heading) for chapter in chapters] == [
        ("1", 1, "A"),
        ("1.1", 2, "B"),
        ("2", 1, "Summary"),
        ("2.1", 2, "C"),
        ("2.2", 2, "D"),
        ("", 1, "References"),
        ("", 1, "Disclaimer"),
    ]


def test_sections_without_anything_are_not_printed_and_take_no_number(load):
    finished = assemble.document(load("# A\n\n# B\n\n## C\n\n### D\n\nWords.\n\n## E\n\n# Summary\n\n# F\n\nWords."))
    assert [(chapter.number, chapter.heading) for chapter in finished.printed] == [
        ("1", "B"),
        ("1.1", "C"),
        ("1.1.1", "D"),
        ("2", "F"),
    ]
    assert [chapter.number for chapter in finished.chapters if chapter not in finished.printed] == ["", "", ""]
    printed = html.whole(finished, html.Style())
    assert "Summary" not in printed
    left_out = [found.message for found in check(finished, {}, {}) if "left out" in found.message]
    assert [message.split("”")[0] for message in left_out] == ["“A", "“E", "“Summary"]


def test_the_disclaimer_of_the_study_closes_a_report_that_has_none(load, study):
    study.disclaimer = "The views are ours."
    study.save()
    chapters = assemble.document(load("# Summary\n\nWords.")).chapters
    assert [chapter.heading for chapter in chapters] == ["Summary", "Disclaimer"]
    assert [chapter.heading for chapter in assemble.document(load("# Disclaimer\n\nOurs.")).chapters] == ["Disclaimer"]


def test_references_that_are_cited_are_listed_once(load, study):
    for key, family in (("weiss", "Weiss"), ("pawson", "Pawson"), ("unread", "Unread")):
        csl = {"title": f"By {family}", "author": [{"family": family}], "issued": {"date-parts": [[1998]]}}
        Reference.objects.create(study=study, key=key, csl=csl)
    report = load("So [@weiss; @pawson, p. 8] and [@weiss] and [@nobody].\n\n# References")
    marks = runs(report, doc.ReferenceMark)
    assert [mark.text for mark in marks] == ["(Weiss, 1998; Pawson, 1998, p. 8)", "(Weiss, 1998)"]
    [references] = nodes(report, doc.ReferenceList)
    assert [key for key, _ in references.entries] == ["pawson", "weiss"]
    assert [missing.given for missing in assemble.document(report).missing] == ["@nobody"]


def test_footnotes_are_numbered_by_their_marks(load):
    report = load("First [^b], then [^a], then [^b], and [^c].\n\n[^a]: About a.\n\n[^b]: About b.")
    assert [mark.number for mark in runs(report, doc.FootnoteMark)] == [1, 2, 1]
    assert [doc.plain(note) for note in assemble.document(report).footnotes] == ["About b.", "About a."]
    assert [missing.given for missing in assemble.document(report).missing] == ["^c"]


def test_a_restricted_analyst_gets_no_words_of_hidden_sources(load, study, source, other_source, extract):
    site = study.sites.get(code="A2")
    anna = Membership.objects.get(user=factories.member(study, "Anna Bright", "analyst", sites=[site]))
    report = load(f'Said {{{{words 20417 "{ROOM}"}}}} and {{{{cite 31862}}}}.\n\n{{{{quote 20417 "{ROOM}"}}}}')
    finished = assemble.document(report, anna)
    assert "same room" not in str(finished)
    assert [missing.given for missing in finished.missing] == [assemble.HIDDEN] * 2
    assert "31862" in str(finished)


def test_the_number_of_queries_does_not_grow(load, study, source, other_source, configuration, extract):
    blocks = "".join(
        f"{{{{{mark}}}}}\n\n"
        for mark in ("configurations dementia", "comparison dementia", "timeline", "matrix configurations sites")
    )
    short = load(f'{{{{cite 20417}}}} {{{{because CMO-01}}}}\n\n{{{{quote 20417 "{ROOM}"}}}}\n\n{blocks}')
    with CaptureQueriesContext(connection) as few:
        assemble.document(short)
    for _ in range(4):
        factories.configuration(study)
    piece = f'{{{{cite 31862; 20417 "{ROOM}"}}}} {{{{because CMO-02; 31862}}}}\n\n{{{{quote 31862 "{ROOM}"}}}}\n\n'
    long = load("".join(f"# Theme {number}\n\n{piece * 3}{blocks}" for number in range(5)))
    with CaptureQueriesContext(connection) as many:
        assemble.document(long)
    assert len(many) == len(few)
