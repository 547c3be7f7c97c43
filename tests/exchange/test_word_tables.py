"""Configurations in Word documents of many shapes, and those that Triad writes itself."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.studyfolder.configurations import ITEM_COLUMNS
from exchange.triads import finding, heads, word
from exchange.triads.document import Written, about
from exchange.triads.document import document as written_document
from exchange.triads.notation import CELLS, read, written
from interviews.readers import Unreadable
from tests.exchange.words import HEADS, KNOWN, cells, document, items, table

ROW = ("One budget", "Nobody counts", "Money moves")


@pytest.mark.parametrize(
    ("head", "meant"),
    [
        ("Context", "context"),
        ("CONTEXTS", "context"),
        ("1. Context:", "context"),
        ("(a) Mechanism(s)", "mechanism"),
        ("Mechanism (M)", "mechanism"),
        ("C", "context"),
        ("Mechanism: resource", "resource"),
        ("Mechanism – Reasoning", "reasoning"),
        ("Mechanisms (resources)", "resource"),
        ("iii) Outcomes", "outcome"),
        ("Unintended outcomes", "unintended"),
        ("Area", "sites"),
        ("Tracer", "tracer"),
        ("CMO", "id"),
        ("Weather", ""),
        ("Context, mechanism and outcome", ""),
        ("", ""),
    ],
)
def test_heads_are_known_however_they_are_written(head, meant):
    assert heads.meaning(head) == meant


def test_heads_may_say_more_than_the_word():
    assert heads.columns(["Key contextual factors", "Mechanism of change", "Outcomes"], loose=True) == list(
        map(str.casefold, HEADS)
    )
    assert heads.columns(["Context", "Costs", "Notes"], loose=True) is None


def test_each_row_is_a_configuration():
    assert items(document(lambda made: table(made, [ROW, ("a", "b", "")]))) == [ROW, ("a", "b", "")]


def test_paragraphs_and_bullets_are_items():
    def write(made):
        cell = table(made, [("• One budget\n• One room", "- first\n– second\n1. third", "")]).cell(1, 2)
        cell.text = "Both:"
        for words in ("- kept as the list has it", "second"):
            cell.add_paragraph(words, style="List Bullet")

    assert items(document(write)) == [
        ("One budget\nOne room", "first\nsecond\nthird", "Both:\n- kept as the list has it\nsecond")
    ]


def test_bullets_within_a_line_part_it():
    assert items(document(lambda made: table(made, [("• one • two", "so-called – dash", "A. Smith left")]))) == [
        ("one\ntwo", "so-called – dash", "A. Smith left")
    ]


def test_roles_stand_before_an_item():
    (found,) = cells(
        document(lambda made: table(made, [("Actor: nurses", "Reasoning: they trust", "Unintended: delay")]))
    )
    assert found == {"actor": "nurses", "reasoning": "they trust", "unintended": "delay"}


def test_roles_may_have_columns_of_their_own():
    heads_of = ("Context", "Mechanism (resource)", "Mechanism (reasoning)", "Outcome")
    (found,) = cells(document(lambda made: table(made, [("a", "b", "c", "d")], heads_of)))
    assert found == {"context": "a", "resource": "b", "reasoning": "c", "outcome": "d"}


def test_heads_may_stand_in_the_second_row_and_be_repeated():
    def write(made):
        held = table(made, [ROW, HEADS, ("a", "b", "c")])
        row = held.add_row()
        held._tbl.remove(row._tr)
        held._tbl.insert(2, row._tr)
        row.cells[0].merge(row.cells[2]).text = "CMO-07: Sharing in Area 2"

    found = cells(document(write))
    assert [each["context"] for each in found] == ["One budget", "a"]
    assert (found[0]["id"], found[0]["label"], found[0]["sites"]) == ("CMO-07", "Sharing in Area 2", "A2")
    assert "id" not in found[1] and found[1]["label"] == "Sharing in Area 2"


def test_a_first_column_holds_sites_or_labels():
    def write(made):
        table(made, [("Area 1", *ROW), ("Area 2", "a", "b", "c")], ("", *HEADS))
        table(made, [("Areas 1", *ROW), ("Sharing", "a", "b", "c")], ("Configuration", *HEADS))
        table(made, [("Area 1 and Area 2", *ROW), ("", "a", "b", "c")], ("Site", *HEADS))

    told = [(each.get("sites"), each.get("label")) for each in cells(document(write))]
    assert told[:2] == [("A1", None), ("A2", None)]
    assert told[2:4] == [(None, "Areas 1"), (None, "Sharing")]
    assert told[4:] == [("A1; A2", None), ("A1; A2", None)]


def test_five_columns_with_code_and_site():
    data = document(lambda made: table(made, [("CMO-03", "Area 2", *ROW)], ("No.", "Area", *HEADS)))
    assert cells(data)[0] | {"id": "CMO-03", "sites": "A2"} == cells(data)[0]


def test_a_row_without_label_goes_on_with_the_one_above():
    rows = [("Sharing", "a", "b", "c"), ("", "a2", "", "c2"), ("Other", "d", "e", "f")]
    assert items(document(lambda made: table(made, rows, ("Label", *HEADS)))) == [
        ("a\na2", "b", "c\nc2"),
        ("d", "e", "f"),
    ]


def test_merged_cells_belong_to_every_row_they_cover():
    def write(made):
        held = table(made, [("One budget", "a", "b"), ("", "c", "d")])
        held.cell(1, 0).merge(held.cell(2, 0))

    assert items(document(write)) == [("One budget", "a", "b"), ("One budget", "c", "d")]


def test_a_cell_over_two_columns_counts_once_and_is_told():
    def write(made):
        held = table(made, [("both", "", "end")])
        held.cell(1, 0).merge(held.cell(1, 1))

    found, _ = finding.configurations(word.read("x.docx", document(write)), KNOWN)
    assert found[0].cells["context"] == "both" and found[0].cells["mechanism"] == ""
    assert found[0].notices == ("one cell covers context and mechanism: it was read as the first",)


def test_a_table_may_lie_on_its_side():
    def write(made):
        held = made.add_table(3, 3)
        for row, words in enumerate(zip(HEADS, ROW, ("a", "b", "c"), strict=True)):
            for column, text in enumerate(words):
                held.cell(row, column).text = text

    assert items(document(write)) == [ROW, ("a", "b", "c")]


def test_a_table_within_a_layout_table_is_read():
    def write(made):
        outer = made.add_table(1, 1).cell(0, 0)
        inner = outer.add_table(2, 3)
        for column, (head, words) in enumerate(zip(HEADS, ROW, strict=True)):
            inner.cell(0, column).text, inner.cell(1, column).text = head, words

    assert items(document(write)) == [ROW]


def test_the_words_of_a_table_within_a_cell_are_items():
    def write(made):
        inner = table(made, [ROW]).cell(1, 0).add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "left", "right"

    assert items(document(write))[0][0] == "One budget\nleft\nright"


@pytest.mark.parametrize(
    ("above", "style", "told"),
    [
        ("Table 3: CMO-17 – Referrals", "Caption", {"id": "CMO-17", "label": "Referrals"}),
        ("Dementia in Area 1", "Heading 2", {"label": "Dementia in Area 1", "sites": "A1", "tracer": "dementia"}),
        ("What was anticipated", "Heading 3", {"label": "What was anticipated", "kind": "anticipated"}),
        ("Table 4. Observed in Area 2", "Normal", {"label": "Observed in Area 2", "sites": "A2", "kind": "observed"}),
        ("We then asked what happened in the two places.", "Normal", {}),
    ],
)
def test_what_stands_above_a_table_is_proposed(above, style, told):
    def write(made):
        made.add_paragraph(above, style=style)
        table(made, [ROW])

    (found,) = cells(document(write))
    assert found == dict(zip(map(str.casefold, HEADS), ROW, strict=True)) | told


def test_a_heading_holds_for_the_tables_below_it_until_the_next():
    def write(made):
        made.add_heading("Screening", 1)
        for area in ("Area 1", "Area 2"):
            made.add_heading(area, 2)
            table(made, [ROW])
        made.add_heading("In general", 1)
        table(made, [ROW])

    told = [(each.get("tracer"), each.get("sites")) for each in cells(document(write))]
    assert told == [("screening", "A1"), ("screening", "A2"), (None, None)]


def test_tables_of_something_else_are_counted_and_left():
    def write(made):
        table(made, [("x", "y", "z")], ("Date", "Site", "Cost"))
        table(made, [ROW])

    found, without = finding.configurations(word.read("x.docx", document(write)), KNOWN)
    assert len(found) == 1 and without == 1


TRACKED = (
    "<w:p {0}><w:r><w:t>They </w:t></w:r>"
    '<w:del w:id="1" w:author="Siobhan"><w:r><w:delText>never </w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="Siobhan"><w:r><w:t>always </w:t></w:r></w:ins>'
    "<w:sdt><w:sdtContent><w:r><w:t>talk</w:t></w:r></w:sdtContent></w:sdt>"
    "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>SECRET</w:instrText></w:r></w:p>"
)


def test_tracked_changes_are_read_as_accepted_and_nothing_of_their_authors_comes_in():
    def write(made):
        made.core_properties.author = "Siobhan Keane"
        cell = table(made, [("", "Nobody counts", "Money moves")]).cell(1, 0)
        cell._tc.remove(cell.paragraphs[0]._p)
        cell._tc.append(parse_xml(TRACKED.format(nsdecls("w"))))
        made.add_comment(cell.paragraphs[0].runs, text="Siobhan says no", author="Siobhan")

    data = document(write)
    assert items(data)[0][0] == "They always talk"
    assert "Siobhan" not in str(cells(data))


def test_a_row_that_was_taken_out_under_tracked_changes_is_not_there():
    def write(made):
        row = table(made, [ROW, ("a", "b", "c")]).rows[1]
        marks = row._tr.get_or_add_trPr()
        mark = OxmlElement("w:del")
        mark.set(qn("w:author"), "Siobhan")
        marks.append(mark)

    assert items(document(write)) == [("a", "b", "c")]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"MZ\x90\x00", "not a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "older .doc kind"),
    ],
)
def test_what_is_no_word_document_is_refused(data, said):
    with pytest.raises(Unreadable, match=said):
        word.read("board.docx", data)


def test_what_unpacks_to_far_too_much_is_refused():
    out = BytesIO(document(lambda made: table(made, [ROW])))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/more.xml", b"0" * 70_000_000)
    with pytest.raises(Unreadable):
        word.read("board.docx", out.getvalue())


def test_a_cell_that_says_it_spans_a_million_columns_does_no_harm():
    def write(made):
        cell = table(made, [ROW]).cell(1, 0)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="9999"/>'))

    assert cells(document(write)) is not None


# What Triad writes

words = st.text(st.characters(exclude_categories=["C"]), max_size=30).map(lambda text: " ".join(text.split()))
lines = words.filter(bool)
configuration = st.fixed_dictionaries(
    {column: st.lists(lines, max_size=3).map("\n".join) for column in ITEM_COLUMNS}
    | {"label": words, "statement": words, "level": words, "kind": st.sampled_from(["anticipated", "observed"])}
    | {"sites": st.lists(st.sampled_from(["Area 1", "Area 2"]), unique=True)}
    | {"tracer": st.sampled_from(["Dementia", "Screening"])}
)


@given(
    column=st.sampled_from(ITEM_COLUMNS),
    text=st.one_of(lines, st.sampled_from(["Actor: x", "outcome : y", "Context:z"])),
)
def test_any_item_is_read_from_its_line(column, text):
    cell = next(cell for cell, columns in CELLS.items() if column in columns)
    assert read(cell, written(cell, column, text)) == (column, text)


@given(st.lists(configuration, max_size=4))
@settings(deadline=None, max_examples=120)
def test_any_configurations_that_are_written_come_back_equal(told):
    made = [
        Written(
            f"CMO-{number:02}" if number % 2 else f"X {number}",
            each["label"],
            about(each, each["sites"], each["tracer"], each["kind"]),
            {column: each[column] for column in ITEM_COLUMNS},
        )
        for number, each in enumerate(told, start=1)
    ]
    data = written_document("A board", "", made)
    docx.Document(BytesIO(data))
    codes = {"Area 1": "A1", "Area 2": "A2"}
    assert cells(data) == [
        {
            name: text
            for name, text in {
                **each,
                "id": written_one.code,
                "sites": "; ".join(codes[site] for site in each["sites"]),
                "tracer": each["tracer"].casefold(),
            }.items()
            if text
        }
        for each, written_one in zip(told, made, strict=True)
    ]


def test_nothing_of_who_made_it_stands_in_the_document():
    data = written_document("A board", "", [])
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert not [name for name in packed.namelist() if "docProps" in name]
        assert not re.search(rb"creator|rsid", b"".join(packed.read(name) for name in packed.namelist()))
