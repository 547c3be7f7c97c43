"""Prose in Markdown becomes the pieces of a document."""

import pytest

from reports import prose
from reports.document import Because, Listing, Missing, Paragraph, Table, Text


def read(text: str):
    return prose.read(text, lambda atom: Missing(atom.content, f"{atom.kind} {atom.place}"))


def test_looks_and_links():
    [paragraph] = read("A **key *finding*** and [a link](https://example.org).\nNext\\\nline")
    assert paragraph.runs == (
        Text("A "),
        Text("key ", bold=True),
        Text("finding", bold=True, italic=True),
        Text(" and "),
        Text("a link", href="https://example.org"),
        Text(". Next\nline"),
    )


def test_marks_are_atoms_that_markdown_does_not_look_into():
    [paragraph] = read('He said **{{words 1 "it [was] *so*"}}** [^1] {{cite 2; 3}} [@weiss1998, p. 8; @pawson]')
    assert [run for run in paragraph.runs if isinstance(run, Missing)] == [
        Missing('{{words 1 "it [was] *so*"}}', "marker 0"),
        Missing("1", "footnote 0"),
        Missing("{{cite 2; 3}}", "marker 1"),
        Missing("@weiss1998, p. 8; @pawson", "reference 0"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](data:text/html;base64,AAAA)",
        "![a](https://example.org/a.png)",
        '<img src="x" onerror="y">',
    ],
)
def test_nothing_that_could_act_comes_through(text):
    [paragraph] = read(text)
    assert all(isinstance(run, Text) and run.href in {"", "https://example.org/a.png"} for run in paragraph.runs)
    assert "alert" not in "".join(run.href for run in paragraph.runs)


def test_lists_may_hold_lists():
    [listing] = read("3. one\n4. two\n   - a\n   - b")
    assert (listing.ordered, listing.start) == (True, 3)
    assert listing.items[1] == (
        Paragraph((Text("two"),)),
        Listing(((Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),))),
    )


def test_a_table_has_a_head_and_rows_of_the_same_length():
    [table] = read("| a | b |\n|---|---|\n| 1 | {{cite 2}} |\n| 3 |")
    assert table == Table(
        ((Text("a"),), (Text("b"),)),
        (((Text("1"),), (Missing("{{cite 2}}", "marker 0"),)), ((Text("3"),), ())),
    )


def test_evidence_stands_after_the_full_stop_of_its_message():
    because = Because("CMO-01", (), ())
    [paragraph] = prose.read("Share a room {{because CMO-01}}.", lambda _: because)
    assert paragraph.runs == (Text("Share a room."), because)


def test_characters_that_stand_for_marks_inside_cannot_be_typed():
    [paragraph] = read("\ue000\ue0007\ue0015\ue001 and {{cite 1}}")
    assert paragraph.runs == (Text("75 and "), Missing("{{cite 1}}", "marker 0"))


def test_a_footnote_is_known_by_its_label():
    assert prose.footnote("[^note]: Its words.\n\n  And more.") == ("note", "Its words.\n\n  And more.")
    assert prose.footnote("See [^note].") is None
