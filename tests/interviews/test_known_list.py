"""Whatever is given as the study's own list is read, or told what is wrong with it in sentences; nothing is raised."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.anonymise import listing
from interviews.identifiers import TYPES

CELLS = st.text(max_size=12) | st.sampled_from(["Bev", "person", "form", "type", "entity", '"', "place;", "\x00"])
ROWS = st.lists(st.lists(CELLS, max_size=4).map(",".join), max_size=5).map("\n".join)
TABLES = st.binary(max_size=60) | ROWS.map(str.encode) | ROWS.map(lambda rows: f"form,type,entity\n{rows}".encode())


@given(st.sampled_from(["list.csv", "list.xlsx", "list.docx", "list"]), TABLES)
@settings(max_examples=200, deadline=None)
def test_any_file_gives_rows_or_sentences(name, data):
    entries, problems = listing.read(name, data)

    assert entries or problems
    assert all(entry.form.strip() and entry.type in TYPES for entry in entries)
    assert all(re.fullmatch(r"\S.*[.!?]", problem.message, re.DOTALL) for problem in problems)
