"""Reading transcripts: one module a file format, chosen by the file's ending and checked by its content.

Each format module has `read(file, data) -> Draft` and may raise Unreadable. Here the draft becomes a reading: its
words are counted, its turns found, its interviewers proposed where nobody named them.

`read(name, data)` gives the one interview of a file. `read_all(name, data)` gives `((label, Reading), …)`: a
spreadsheet may hold several interviews, each named by the id in its row ("14376") or by the row itself ("row 7"). The
label is "" where a file holds one interview, which is then called by the file's name.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from interviews.readers import docx, html, markdown, odt, pdf, plain, rtf, sheet, srt, vtt
from interviews.readers.answers import with_answers
from interviews.readers.reading import (
    MAX_TEXT_BYTES,
    MAX_WORDS,
    MEGABYTE,
    SPLIT,
    Draft,
    Reading,
    Unreadable,
    shown_name,
    too_many_words,
)
from interviews.readers.zips import MAX_PACKED
from interviews.turns import Turn, find_turns, mark_interviewers, propose_interviewers

__all__ = ["READERS", "SHEETS", "Reading", "Unreadable", "endings", "read", "read_all"]

READERS: dict[str, Callable[[str, bytes], Draft]] = {
    "docx": docx.read,
    "txt": plain.read,
    "md": markdown.read,
    "markdown": markdown.read,
    "vtt": vtt.read,
    "srt": srt.read,
    "pdf": pdf.read,
    "odt": odt.read,
    "rtf": rtf.read,
    "html": html.read,
    "htm": html.read,
}
SHEETS: dict[str, Callable[[str, bytes], tuple[tuple[str, Draft], ...]]] = {
    "xlsx": sheet.read_xlsx,
    "csv": sheet.read_csv,
}
LARGE = (docx.read, odt.read, pdf.read, sheet.read_xlsx)  # these hold more than words and have limits of their own
INSTEAD = {
    **dict.fromkeys(
        ("doc", "docm", "dot", "dotx", "dotm", "pages", "wpd", "wps", "fodt"), "save it as a Word document (.docx)"
    ),
    **dict.fromkeys(("xls", "xlsm", "xlsb", "ods", "numbers", "tsv"), "save it as an Excel workbook (.xlsx)"),
    **dict.fromkeys(
        ("mp3", "mp4", "m4a", "wav", "ogg", "mov", "avi", "webm", "aac", "flac", "wma"),
        "have it transcribed first and bring in the transcript",
    ),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "tar"), "unpack it and bring in the files it holds"),
    **dict.fromkeys(("png", "jpg", "jpeg", "tif", "tiff", "heic", "gif"), "run text recognition (OCR) on it first"),
}


def endings() -> tuple[str, ...]:
    """What may be chosen in an upload field: .docx, .txt …"""
    return tuple(f".{ending}" for ending in (*READERS, *SHEETS))


def read(name: str, data: bytes, *, speakers: Collection[str] = (), interviewers: Collection[str] = ()) -> Reading:
    """The transcript in a file. Raises Unreadable, and nothing else, for a file that cannot be read."""
    found = read_all(name, data, speakers=speakers, interviewers=interviewers)
    if len(found) > 1:
        raise Unreadable(
            name,
            f"it holds {len(found)} interviews, where one is expected",
            "save each interview as a file of its own, or bring the table in where you upload transcripts",
        )
    return found[0][1]


def read_all(
    name: str, data: bytes, *, speakers: Collection[str] = (), interviewers: Collection[str] = ()
) -> tuple[tuple[str, Reading], ...]:
    """The interviews in a file, at least one, each with its label; "" where there is only one. Raises Unreadable."""
    try:
        drafts = _drafts(name, data)
        if not speakers and not interviewers:
            drafts = tuple((label, _answered(draft)) for label, draft in drafts)
        return tuple(
            (label, Reading(draft.text, _turns(draft, speakers, interviewers), draft.encoding, draft.notices))
            for label, draft in drafts
        )
    except Unreadable:
        raise
    except Exception as error:  # whatever a library meets in a strange file, the researcher gets a sentence
        raise Unreadable(
            name, "Triad could not make sense of this file", "save it again as a Word document or as plain text"
        ) from error


def _drafts(name: str, data: bytes) -> tuple[tuple[str, Draft], ...]:
    ending = _ending(name)
    reader = SHEETS.get(ending) or READERS[ending]
    if not data:
        raise Unreadable(name, "the file is empty and holds no words", "check that you chose the right file")
    if reader not in LARGE and len(data) > MAX_TEXT_BYTES:
        raise Unreadable(name, f"it is larger than {MAX_TEXT_BYTES // MEGABYTE} MB", SPLIT)
    if len(data) > MAX_PACKED:
        raise Unreadable(
            name, f"it is larger than {MAX_PACKED // MEGABYTE} MB", "take the pictures out and save it again"
        )
    drafts = SHEETS[ending](name, data) if ending in SHEETS else (("", READERS[ending](name, data)),)
    for _, draft in drafts:
        _check_words(name, draft)
    return drafts


def _answered(draft: Draft) -> Draft:
    if draft.times:
        return draft
    text, notices = with_answers(draft.text, draft.speakers)
    return replace(draft, text=text, notices=draft.notices + notices)


def _ending(name: str) -> str:
    _, dot, ending = shown_name(name).rpartition(".")
    ending = ending.casefold() if dot else ""
    if ending in READERS or ending in SHEETS:
        return ending
    if ending in INSTEAD:
        raise Unreadable(name, f"Triad cannot read .{ending} files", INSTEAD[ending])
    if not ending:
        raise Unreadable(name, "its name has no ending that says what it is", f"name it with one of {_known()}")
    raise Unreadable(name, f"Triad does not read .{ending} files", f"save it as one of {_known()}")


def _known() -> str:
    return ", ".join(endings())


def _check_words(name: str, draft: Draft) -> None:
    if not re.search(r"[^\W_]", draft.text):
        raise Unreadable(name, "it holds no words", "check that you chose the right file")
    words = len(draft.text.split())
    if words > MAX_WORDS:
        raise too_many_words(name, words)


def _turns(draft: Draft, speakers: Collection[str], interviewers: Collection[str]) -> tuple[Turn, ...]:
    turns = find_turns(draft.text, (*speakers, *draft.speakers), interviewers)
    turns = tuple(replace(turn, at=draft.times.get(turn.start, turn.at)) for turn in turns)
    if interviewers:
        return turns
    return mark_interviewers(turns, propose_interviewers(turns, draft.text))
