"""Plain text (.txt)."""

from interviews.readers.decoding import clean, decode
from interviews.readers.programs import tidied
from interviews.readers.reading import Draft, Unreadable
from interviews.readers.sniffing import what_it_is

ENDINGS = {
    "a WebVTT transcript": "give it the ending .vtt",
    "a Word document or another packed file": "if it is a Word document, give it the ending .docx",
}


def read(file: str, data: bytes) -> Draft:
    refuse_other_kinds(file, data)
    text, encoding, notices = decode(file, data)
    return Draft(tidied(clean(text)), encoding, notices)


def refuse_other_kinds(file: str, data: bytes, expected: str = "plain text") -> None:
    kind = what_it_is(data)
    if kind and kind != expected:
        raise Unreadable(
            file,
            f"its content is {kind}, not {expected}",
            ENDINGS.get(kind, "save it as a Word document or as plain text"),
        )
