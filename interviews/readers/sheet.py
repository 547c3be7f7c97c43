"""Spreadsheets (.csv, .xlsx): one interview a row, one answer a row, or one answer a cell under its question.

The first row names the columns. What they are called decides:

- `text` (transcript, words …) and a speaker column: each row is what somebody says; a column with an id (interview,
  file, participant …) parts several interviews, otherwise the sheet is one.
- `text` alone: each row is an interview with its own labels.
- `question` and `answer`: each row is a question with its answer, parted into interviews by the id.
- columns whose names are questions ("What changed?"): each row is somebody's answers.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from interviews.labels.stamps import seconds
from interviews.readers import workbook
from interviews.readers.decoding import clean, decode
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import MAX_WORDS, SPLIT, Draft, Unreadable, listed, too_many_words
from interviews.readers.sniffing import OLE, ZIP, what_it_is
from interviews.readers.spoken import ANSWERS, ASKS, Spoken, as_label, composed
from interviews.readers.zips import guarded

MOST_ROWS = 100_000
MOST_INTERVIEWS = 500
MOST_WORDS = 10 * MAX_WORDS  # of all interviews of a sheet together
MOST_LABEL = 60
FEW_ANSWERED = 2  # so many columns that are questions make a questionnaire

SAVE_AS_XLSX = "save it as an Excel workbook (.xlsx) or as CSV (UTF-8)"
NAME_COLUMNS = "name the columns in its first row: “text” for the words, or “question” and “answer”"

_NAMES: Mapping[str, frozenset[str]] = {
    "text": listed(
        "text transcript transcription words utterance speech content dialogue interview_text said statement"
    ),
    "speaker": listed("speaker who name speaker_name speaker_label voice"),
    "question": listed("question questions prompt asked interviewer_question q"),
    "answer": listed("answer answers response responses reply respondent_answer a"),
    "time": listed("time start timestamp at time_stamp start_time"),
    "id": listed(
        "id interview interview_id source source_id file filename file_name document case case_id participant "
        "participant_id respondent respondent_id pid record record_id code title"
    ),
}


def read_csv(file: str, data: bytes) -> tuple[tuple[str, Draft], ...]:
    """(label, draft) of each interview; the label is "" where the sheet holds only one."""
    refuse_other_kinds(file, data, expected="a table (CSV)")
    text, encoding, notices = decode(file, data)
    return _interviews(file, _csv_rows(file, text), encoding, notices)


def csv_lines(file: str, data: bytes) -> list[list[str]]:
    """The cells of a CSV whatever parts them, in whatever encoding. Raises Unreadable."""
    refuse_other_kinds(file, data, expected="a table (CSV)")
    return _csv_rows(file, decode(file, data)[0])


def read_xlsx(file: str, data: bytes) -> tuple[tuple[str, Draft], ...]:
    insist_on_workbook(file, data)
    return _interviews(file, workbook.rows(file, data, MOST_ROWS + 1), "Excel", ())


def insist_on_workbook(file: str, data: bytes) -> None:
    """Raises Unreadable for what is no harmless Excel workbook."""
    if data.startswith(OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        problem = "it is protected by a password" if locked else "it is an Excel workbook of the older .xls kind"
        raise Unreadable(file, problem, "remove the password and save it again" if locked else SAVE_AS_XLSX)
    if not data.startswith(ZIP):
        kind = what_it_is(data) or "something else"
        raise Unreadable(file, f"its content is {kind}, not an Excel workbook", SAVE_AS_XLSX)
    with guarded(file, data) as packed:
        names = {name.casefold() for name in packed.namelist()}
        if any(name.endswith("vbaproject.bin") for name in names):
            raise Unreadable(
                file, "it holds macros (small programs)", "save it as an Excel workbook without macros (.xlsx)"
            )
        if "xl/workbook.xml" not in names:
            raise Unreadable(file, "its content is a packed file, not an Excel workbook", SAVE_AS_XLSX)


def _csv_rows(file: str, text: str) -> list[list[str]]:
    csv.field_size_limit(10_000_000)
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), MOST_ROWS + 1))
    except csv.Error:
        remedy = "open it in a spreadsheet program and save it again as CSV (UTF-8)"
        raise Unreadable(file, "a quotation mark is missing in it, or stands where none may be", remedy) from None
    return rows


def _interviews(
    file: str, rows: Sequence[Sequence[str]], encoding: str, notices: tuple[str, ...]
) -> tuple[tuple[str, Draft], ...]:
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise Unreadable(file, "the table is empty and holds no words", "check that you chose the right file")
    if len(rows) > MOST_ROWS:
        raise Unreadable(file, f"it has more than {MOST_ROWS:,} rows", SPLIT)
    words = sum(len(cell.split()) for row in rows for cell in row)
    if words > MOST_WORDS:
        raise too_many_words(file, words)
    found: dict[str, list[Spoken]] = {}
    for label, said in _spoken(file, rows[0], rows[1:]):
        found.setdefault(label, []).append(said)
    spoken = {label: said for label, said in found.items() if any(re.search(r"[^\W_]", part.words) for part in said)}
    if len(spoken) > MOST_INTERVIEWS:
        raise Unreadable(file, f"it holds {len(spoken):,} interviews, and {MOST_INTERVIEWS} is the most", SPLIT)
    if not spoken:
        raise Unreadable(file, "the table holds no words", NAME_COLUMNS)
    drafts = tuple((label, composed(said, encoding, notices)) for label, said in spoken.items())
    return drafts if len(drafts) > 1 else (("", drafts[0][1]),)


def _spoken(file: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, Spoken]]:
    """What is said, with the label of the interview it belongs to."""
    columns = _Columns(head)
    if columns.has("question") and columns.has("answer"):
        for number, row in enumerate(rows, start=2):
            label = columns.label(row, number, each_row=False)
            if question := columns.cell(row, "question"):
                yield label, Spoken(ASKS, question)
            yield label, Spoken(columns.speaker(row) or ANSWERS, columns.cell(row, "answer"))
    elif columns.has("text") or (columns.has("answer") and not columns.questions):
        words, alone = "text" if columns.has("text") else "answer", not columns.has("speaker")
        for number, row in enumerate(rows, start=2):
            at = None if alone else seconds(columns.cell(row, "time"))
            said = Spoken(columns.speaker(row), columns.cell(row, words), at)
            yield columns.label(row, number, each_row=alone), said
    elif len(columns.questions) >= FEW_ANSWERED:
        for number, row in enumerate(rows, start=2):
            label = columns.label(row, number, each_row=True)
            for place, question in columns.questions:
                if answer := columns.at(row, place):
                    yield label, Spoken(ASKS, question)
                    yield label, Spoken(ANSWERS, answer)
    else:
        raise Unreadable(file, "no column of this table is known to hold what was said", NAME_COLUMNS)


class _Columns:
    def __init__(self, head: Sequence[str]) -> None:
        names = [re.sub(r"[^\w?]+", "_", name.strip().casefold()).strip("_") for name in head]
        self._places: dict[str, int] = {}
        for kind, known in _NAMES.items():
            place = next((place for place, name in enumerate(names) if name in known), None)
            if place is not None:
                self._places[kind] = place
        self.questions = [
            (place, clean(" ".join(name.split()))) for place, name in enumerate(head) if name.strip().endswith("?")
        ]

    def has(self, kind: str) -> bool:
        return kind in self._places

    def cell(self, row: Sequence[str], kind: str) -> str:
        return self.at(row, self._places[kind]) if kind in self._places else ""

    @staticmethod
    def at(row: Sequence[str], place: int) -> str:
        return clean(row[place]).strip() if place < len(row) else ""

    def speaker(self, row: Sequence[str]) -> str:
        return as_label(self.cell(row, "speaker"))[:MOST_LABEL]

    def label(self, row: Sequence[str], number: int, *, each_row: bool) -> str:
        """What names the interview of a row: its id; without one the row, where each row is an interview."""
        return " ".join(self.cell(row, "id").split())[:80] or (f"row {number}" if each_row else "")
