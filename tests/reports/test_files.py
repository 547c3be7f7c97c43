"""Report files in and out of the database."""

import pytest

from accounts.models import JournalEntry
from interviews.models import Extract
from reports import files
from reports.models import Block, Mention, Report
from tests import factories
from tests.reports.conftest import BUDGET, ROOM, TEXT


def quotation(report: Report) -> Block:
    return Block.objects.get(section__report=report, kind="quotation")


def test_a_file_becomes_sections_blocks_and_mentions(report, extract, configuration, source):
    assert [(s.heading, s.kind, s.order) for s in report.sections.all()] == [
        ("Introduction", "introduction", 0),
        ("Theme: One room", "theme", 1),
        ("Actionable messages", "actionable messages", 2),
    ]
    assert (report.title, report.authors) == ("Dementia in partnership", "A. Marsh; B. Tanner")
    assert [tracer.code for tracer in report.tracers.all()] == ["dementia"]
    assert quotation(report).extract == extract
    named = Mention.objects.order_by("block__section__order", "place", "part")
    assert [(m.kind, m.extract, m.source, m.configuration) for m in named] == [
        ("cite", extract, source, None),
        ("because", None, None, configuration),
        ("because", None, source, None),
    ]


def test_the_same_file_again_changes_nothing(report, load, said):
    before = [list(model.objects.order_by("pk").values()) for model in (Report, Block, Mention, Extract, JournalEntry)]
    load(TEXT, said)
    after = [list(model.objects.order_by("pk").values()) for model in (Report, Block, Mention, Extract, JournalEntry)]
    assert after == before
    assert said.counts == [("reports/dementia.md", "unchanged")]


def test_what_is_loaded_comes_out_as_it_was(report):
    assert files.dump(report) == TEXT


def test_a_changed_file_keeps_the_rows_that_say_the_same(report, load, said):
    before = set(Block.objects.values_list("pk", flat=True))
    load(TEXT.replace("Share a budget", "Share everything").replace("# Introduction", "# Opening"), said)
    kept = before & set(Block.objects.values_list("pk", flat=True))
    assert quotation(report).pk in kept
    assert report.sections.first().heading == "Opening"
    assert said.counts == [("reports/dementia.md", "changed")]


def test_words_that_nobody_has_marked_become_an_extract_without_codes(load, source):
    report = load(f'{{{{quote 20417 "{BUDGET}"}}}}')
    extract = quotation(report).extract
    assert (extract.quote, list(extract.codes.all())) == (BUDGET, [])


def test_the_shape_of_quotation_marks_and_spaces_does_not_matter(load, extract):
    report = load('{{quote 20417 "we sat in the same  room, so you couldn\'t just pass people on."}}')
    assert quotation(report).extract == extract or quotation(report).extract.quote == f"{ROOM}."


def test_a_quotation_prints_no_more_than_it_names(load, extract):
    report = load('{{quote 20417 "in the same room"}}')
    assert quotation(report).extract.quote == "in the same room"


def test_a_quotation_takes_an_extract_that_differs_by_signs_alone(load, source):
    wider = factories.extract(source, f"{BUDGET}.")
    assert quotation(load(f'{{{{quote 20417 "{BUDGET}"}}}}')).extract == wider


def test_a_citation_takes_the_extract_around_its_words(load, extract):
    load('So it was {{cite 20417 "the same room"}}.')
    assert Mention.objects.get().extract == extract


def test_a_quotation_may_be_named_by_its_published_form(load, source):
    extract = factories.extract(source, "the memory clinic took the budget")
    extract.print_as("the [provider] took the budget", by=None)
    assert quotation(load('{{quote 20417 "the [provider] took … the budget"}}')).extract == extract


def test_words_in_two_places_take_the_first(load, source):
    report = load('{{quote 20417 "the"}}')
    assert quotation(report).extract.start == source.latest_text.text.index("the")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('# Theme\n\n{{quote 20417 "words nobody said"}}', 3, "not found in source 20417"),
        ('A line.\n\nSo {{words 99 "the room"}}.', 3, "no source “99”"),
        ("A\nB {{because CMO-77}}", 2, "no source or configuration “CMO-77”"),
        ("{{quote 20417}}", 1, "no words of it"),
        ("{{conjecture 20417}}", 1, "not a marker"),
    ],
)
def test_what_is_not_found_is_a_notice_and_stays_as_given(load, said, text, line, words):
    report = load(text, said)
    [(file, row, message)] = said.notices
    assert (file, row) == ("reports/dementia.md", line)
    assert words in message
    assert said.errors == []
    assert files.dump(report).endswith(text + "\n")
    again = files.load(report.study, "dementia", text, by=None, problems=said)
    assert (again, said.counts[-1][1]) == (report, "unchanged")


def test_what_becomes_known_is_resolved_by_the_next_import(load, study, said):
    load('{{quote 31862 "we sat in the same room"}}', said)
    factories.source(study, "31862")
    report = load('{{quote 31862 "we sat in the same room"}}', said)
    assert quotation(report).extract.quote == "we sat in the same room"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("tracer: nobody", "no tracer “nobody”"),
        ("date: soon", "is not a date"),
        ("status: done", "is not a status"),
        (f"title: {'x' * 301}", "at most 300"),
    ],
)
def test_a_wrong_line_of_the_front_matter_is_an_error(load, said, line, words):
    load(f"---\n{line}\n---\n\nWords.\n", said)
    [(file, row, message)] = said.errors
    assert (file, row) == ("reports/dementia.md", 1)
    assert words in message


@pytest.mark.parametrize(
    ("heading", "words"), [("# X {kind=prologue}", "not a kind"), (f"# {'x' * 301}", "at most 300")]
)
def test_a_wrong_heading_is_an_error_with_its_line(load, said, heading, words):
    load(f"Words.\n\n{heading}\n", said)
    [(_, row, message)] = said.errors
    assert row == 3
    assert words in message


def test_an_unknown_line_of_the_front_matter_is_kept_and_said(load, said):
    report = load("---\ntitle: T\nfunder: The Department\n---\n\nWords.\n", said)
    assert report.attributes == {"funder": "The Department"}
    assert "funder" in said.notices[0][2]
    assert "funder: The Department" in files.dump(report)


def test_a_long_quotation_that_its_ends_do_not_tell_is_named_in_full(load, study):
    said_twice = "one two three four five six, and then some more, seven eight nine ten eleven"
    words = f"A: {said_twice}. Well: {said_twice} indeed."
    source = factories.source(study, "5", words=words)
    start = words.index(said_twice)
    whole = Extract.objects.mark(source.latest_text, start, words.index(" indeed"), by=None)
    report = Report.objects.begin(study, name="x", title="X", by=None)
    report.add_section("Theme", by=None).quote(whole, by=None)
    text = files.dump(report)
    assert quotation(files.load(study, "x", text, by=None, problems=_Deaf())).extract == whole


class _Deaf:
    def notice(self, *_): ...
    def error(self, *_): ...
    def count(self, *_): ...
