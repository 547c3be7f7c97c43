"""Reading transcripts: one module a file format, chosen by the file's ending and checked by its content.

Each format module has `read(file, data) -> Draft` and may raise Unreadable. Here the draft becomes a reading: its
words are counted, its turns found, its interviewers proposed where nobody named them.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import replace

from interviews.readers import docx, markdown, pdf, plain, srt, vtt
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
from interviews.turns import Turn, find_turns, mark_interviewers, propose_interviewers

__all__ = ["READERS", "Reading", "Unreadable", "endings", "read"]

READERS: dict[str, Callable[[str, bytes], Draft]] = {
    "docx": docx.read,
    "txt": plain.read,
    "md": markdown.read,
    "markdown": markdown.read,
    "vtt": vtt.read,
    "srt": srt.read,
    "pdf": pdf.read,
}
LARGE = (docx.read, pdf.read)
NOT_YET = {"odt", "rtf", "html", "htm", "xlsx", "ods", "csv"}
OTHER_WORD = {"doc", "docm", "dot", "dotx", "dotm"}


def endings() -> tuple[str, ...]:
    """What may be chosen in an upload field: .docx, .txt …"""
    return tuple(f".{ending}" for ending in READERS)


def read(name: str, data: bytes, *, speakers: Collection[str] = (), interviewers: Collection[str] = ()) -> Reading:
    """The transcript in a file. Raises Unreadable, and nothing else, for a file that cannot be read."""
    reader = _reader(name)
    try:
        draft = _checked(name, data, reader)
        turns = _turns(draft, speakers, interviewers)
    except Unreadable:
        raise
    except Exception as error:  # whatever a library meets in a strange file, the researcher gets a sentence
        raise Unreadable(
            name, "Triad could not make sense of this file", "save it again as a Word document or as plain text"
        ) from error
    return Reading(draft.text, turns, draft.encoding, draft.notices)


def _reader(name: str) -> Callable[[str, bytes], Draft]:
    _, dot, ending = shown_name(name).rpartition(".")
    ending = ending.casefold() if dot else ""
    if ending in READERS:
        return READERS[ending]
    if ending in OTHER_WORD:
        raise Unreadable(name, f"Triad cannot read .{ending} files", "save it as a Word document (.docx)")
    if ending in NOT_YET:
        raise Unreadable(name, f"Triad cannot read .{ending} files yet", "save it as Word or plain text")
    if not ending:
        raise Unreadable(name, "its name has no ending that says what it is", f"name it with one of {_known()}")
    raise Unreadable(name, f"Triad does not read .{ending} files", f"save it as one of {_known()}")


def _known() -> str:
    return ", ".join(endings())


def _checked(name: str, data: bytes, reader: Callable[[str, bytes], Draft]) -> Draft:
    if not data:
        raise Unreadable(name, "the file is empty and holds no words", "check that you chose the right file")
    if reader not in LARGE and len(data) > MAX_TEXT_BYTES:
        raise Unreadable(name, f"it is larger than {MAX_TEXT_BYTES // MEGABYTE} MB", SPLIT)
    draft = reader(name, data)
    if not re.search(r"[^\W_]", draft.text):
        raise Unreadable(name, "it holds no words", "check that you chose the right file")
    words = len(draft.text.split())
    if words > MAX_WORDS:
        raise too_many_words(name, words)
    return draft


def _turns(draft: Draft, speakers: Collection[str], interviewers: Collection[str]) -> tuple[Turn, ...]:
    turns = find_turns(draft.text, (*speakers, *draft.speakers), interviewers)
    turns = tuple(replace(turn, at=draft.times.get(turn.start, turn.at)) for turn in turns)
    if interviewers:
        return turns
    return mark_interviewers(turns, propose_interviewers(turns, draft.text))
