"""What a file is by its first bytes, whatever it is called."""

import codecs

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_SIGNS: tuple[tuple[bytes, str], ...] = (
    *((sign, "a Word document or another packed file") for sign in ZIP),
    (OLE, "an older Office document"),
    (b"%PDF-", "a PDF document"),
    (rb"{\rtf", "a rich text (RTF) document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BM\x00", "a picture"),
    (b"II*\x00", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf\x27\x1c", "a packed file"),
    (b"Rar!", "a packed file"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording"),
    (b"RIFF", "a sound recording or picture"),
    (b"fLaC", "a sound recording"),
    (b"SQLite format 3", "a database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
)
_TEXT_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<?xml", "an XML file"),
    (b"webvtt", "a WebVTT transcript"),
)


def what_it_is(data: bytes) -> str:
    """ "a PDF document", or "" for plain text and the unknown."""
    head = data[:64]
    for sign, name in _SIGNS:
        if head.startswith(sign):
            return name
    if head[4:8] == b"ftyp":
        return "a sound or film recording"
    head = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    return next((name for sign, name in _TEXT_SIGNS if head.startswith(sign)), "")
