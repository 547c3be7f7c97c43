"""Rich text (.rtf): the words; notes, comments, deletions, page heads and what describes the file are left out."""

import re
from collections import Counter

from interviews.readers.apart import left_out
from interviews.readers.decoding import clean
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import Draft, Unreadable, listed

SAVE_AGAIN = "open it in a word processor and save it as a Word document (.docx)"
_BESIDE = listed("""
    footnote annotation deleted v atnid atnauthor atntime atnicn atnref atnparent info header headerl headerr headerf
    footer footerl footerr footerf pict object
    """)
_TOKEN = re.compile(
    r"\\bin(?P<bytes>\d{1,9}) ?|\\'[0-9a-fA-F]{2}|\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})? ?"
    r"|\\[^a-z]|(?P<open>\{)|(?P<close>\})|[^\\{}]+|\\",
    re.DOTALL,
)


def read(file: str, data: bytes) -> Draft:
    from striprtf.striprtf import rtf_to_text

    refuse_other_kinds(file, data, expected="a rich text (RTF) document")
    if not data.lstrip().startswith(rb"{\rtf"):
        raise Unreadable(file, "it does not begin as a rich text (RTF) document must", SAVE_AGAIN)
    source, beside = _without_beside(data.decode("latin-1"))
    try:
        words = rtf_to_text(source, encoding="cp1252", errors="replace")
    except Exception:  # the library raises what Python raises
        raise Unreadable(file, "the file is damaged", SAVE_AGAIN) from None
    text = clean(re.sub(r"\n(?=\S)", "\n\n", re.sub(r"[ \t]+\n", "\n", words)).lstrip("\n"))
    text = re.sub(r"\n{3,}", "\n\n", text)
    notices = left_out(notes=beside["footnote"], comments=beside["annotation"], deletions=beside["deleted"])
    return Draft(text, "rich text", notices)


def _without_beside(source: str) -> tuple[str, Counter[str]]:
    """The document without the groups that are no words, and how many there were of each kind."""
    kept: list[str] = []
    found: Counter[str] = Counter()
    depth, skipped_at, place = 0, 0, 0  # skipped_at: how deep the group lies that is left out, 0 for none
    starts: list[int] = []  # of each open group: where in `kept` it begins
    while place < len(source) and (token := _TOKEN.match(source, place)):
        place = token.end() + int(token["bytes"] or 0)
        if token["open"]:
            depth += 1
            starts.append(len(kept))
        elif token["close"]:
            depth -= 1
            start = starts.pop() if starts else 0
            if skipped_at > depth:
                del kept[start:]
                skipped_at = 0
                continue
        elif token["bytes"] is not None:
            continue
        elif not skipped_at and depth > 1 and token["word"] in _BESIDE and token["number"] != "0":
            found[token["word"]] += 1
            skipped_at = depth
        if not skipped_at or token["open"]:
            kept.append(token[0])
    return "".join(kept), found
