"""Report files: parsing them, writing them back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports import markers
from reports.markers import Block, Pointer, ReportFile, Section

SAMPLE = Path(__file__).parents[3] / "shared/samples/specialised-services/reports/specialised-services.md"

FILE = """---
title: Dementia care: what changed
tracer: dementia; screening
authors: A. Marsh; B. Tanner
---

Words before any heading.

# Introduction

One paragraph with {{words 20417 "in the same room"}} in it.

Another.

- first

- second

  set in under it

# What people said {kind=theme}

{{quote 20417 "First words of it … the last words"}}

{{configurations CMO-01; CMO-02}}

{{timeline}}

[^1]: A note.
"""


def test_a_file_has_its_front_matter_sections_and_blocks():
    report = markers.parse(FILE)
    assert report.meta == {
        "title": "Dementia care: what changed",
        "tracer": "dementia; screening",
        "authors": "A. Marsh; B. Tanner",
    }
    assert [(s.heading, s.level, s.kind, s.line) for s in report.sections] == [
        ("", 1, "free", 0),
        ("Introduction", 1, "introduction", 9),
        ("What people said", 1, "theme", 21),
    ]
    assert [(b.kind, b.line) for b in report.sections[1].blocks] == [("prose", 11), ("prose", 13), ("prose", 15)]
    assert report.sections[1].blocks[2].text == "- first\n\n- second\n\n  set in under it"
    assert [(b.kind, b.text) for b in report.sections[2].blocks] == [
        ("quotation", '20417 "First words of it … the last words"'),
        ("configurations", "CMO-01; CMO-02"),
        ("timeline", ""),
        ("prose", "[^1]: A note."),
    ]


def test_a_file_in_its_own_form_comes_back_to_the_letter():
    assert markers.write(markers.parse(FILE)) == FILE


@pytest.mark.skipif(not SAMPLE.exists(), reason="the samples are not here")
def test_the_published_report_comes_back_to_the_letter():
    text = SAMPLE.read_text(encoding="utf-8")
    assert markers.write(markers.parse(text)) == text


def test_a_marker_broken_over_lines_is_still_a_block():
    [section] = markers.parse('{{quote 20417\n"First words …\nlast words"}}\nAnd prose right after.').sections
    assert section.blocks == (
        Block("quotation", '20417 "First words … last words"'),
        Block("prose", "And prose right after."),
    )


def test_a_quotation_within_a_sentence_stays_in_the_prose():
    [section] = markers.parse("He said {{quote 20417 “so”}}.").sections
    assert section.blocks == (Block("prose", "He said {{quote 20417 “so”}}."),)


@pytest.mark.parametrize(
    ("rest", "expected"),
    [
        ("7160", [Pointer("7160")]),
        (' 14376 "first … last"; 12580', [Pointer("14376", "first … last"), Pointer("12580")]),
        ('CMO-17; 12580 "a; b"', [Pointer("CMO-17"), Pointer("12580", "a; b")]),
        ("20417 “in curls”", [Pointer("20417", "in curls")]),
        ('"only words"', [Pointer("", "only words")]),
        ("", []),
        (" ; ;", []),
        ('1 "a" 2 "b"', [Pointer("1", "a"), Pointer("2", "b")]),
    ],
)
def test_what_a_marker_names(rest, expected):
    assert list(markers.pointers(rest)) == expected


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Introduction", "introduction"),
        ("Pre-HSCA12", "before"),
        ("Before the Act", "before"),
        ("Post-HSCA12", "after"),
        ("After the Act", "after"),
        ("Programme theory", "programme theory"),
        ("Theme 1: Scale of commissioning", "theme"),
        ("Summary", "summary"),
        ("Actionable messages", "actionable messages"),
        ("References", "references"),
        ("Disclaimer", "disclaimer"),
        ("Acknowledgments", "acknowledgements"),
        ("Themes and variations", "free"),
        ("Afterwards", "free"),
    ],
)
def test_the_words_of_a_heading_tell_its_kind(heading, kind):
    assert markers.guessed_kind(heading) == kind


def test_a_kind_may_be_spelt_as_one_likes():
    assert markers.parse("# X {kind=Programme_Theory}").sections[0].kind == "programme theory"


def test_a_long_quotation_is_named_by_its_first_and_last_words():
    assert markers.short_words("one two three four five six seven eight nine ten eleven twelve thirteen") == (
        "one two three four five six … nine ten eleven twelve thirteen"
    )
    assert markers.short_words('short, with a "mark"\nand a break') == "short, with a 'mark' and a break"


_line = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=30)
_odd_line = st.sampled_from(
    ["", "# One", "## Two {kind=theme}", "#", "- a", "* b", "1. c", "  deeper", "[^1]: note", "---", "{{timeline}}",
     '{{quote 1 "a … b"}}', '{{quote 1 "a', 'b"}}', "{{cite 2}}", "{{matrix rows columns}}", "title: x", "    four",
     "\t"]
)  # fmt: skip


def test_a_rule_on_top_is_not_taken_for_front_matter():
    once = markers.parse("\n---\nwords: said\n---")
    assert once.meta == {}
    assert markers.parse(markers.write(once)) == once


@given(st.lists(st.one_of(_line, _odd_line), max_size=25))
def test_writing_and_parsing_again_keeps_the_meaning(lines):
    once = markers.parse("\n".join(lines))
    assert markers.parse(markers.write(once)) == once


@given(st.lists(st.one_of(_line, _odd_line), max_size=15))
def test_paragraphs_once_cut_stay_cut(lines):
    cut = markers.paragraphs("\n".join(lines))
    assert markers.paragraphs("\n\n".join(cut)) == cut


_word = st.text(
    st.characters(whitelist_categories=["L", "N", "P"], blacklist_characters='"“”;{}'), min_size=1, max_size=8
)


@given(st.lists(st.tuples(_word, st.lists(_word, max_size=4).map(" ".join)), max_size=4))
def test_what_a_marker_names_is_read_back(named):
    given = tuple(Pointer(name, words) for name, words in named)
    assert markers.pointers("; ".join(markers.written_pointer(pointer) for pointer in given)) == given


def test_a_report_of_sections_without_blocks_is_kept():
    report = ReportFile({"title": "T"}, (Section("", 2, "free"), Section("Summary", 1, "theme")))
    assert markers.parse(markers.write(report)) == report
