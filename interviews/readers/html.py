"""Web pages (.html, .htm): the words as a browser shows them, without scripts, styles and hidden comments."""

import codecs
import re
from dataclasses import replace

from interviews.readers.apart import left_out
from interviews.readers.blocks import Blocks
from interviews.readers.bold import drafted
from interviews.readers.decoding import decode
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import Draft, listed
from interviews.readers.sniffing import what_it_is

_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_KEPT = listed(
    """
    p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd div section article main header blockquote pre caption figure hr br
    table thead tbody tfoot tr td th b strong a aside
    """
)
_DROPPED = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "svg",
    "math",
    "select",
    "textarea",
    "del",
    "nav",
}


def read(file: str, data: bytes) -> Draft:
    import nh3

    if what_it_is(data) not in {"a web page", "an XML file"}:  # XHTML begins like any XML file
        refuse_other_kinds(file, data, expected="a web page")
    source, encoding, notices = decode(file, _as_told(data))
    page = Blocks(fold=True)
    page.feed(
        nh3.clean(
            source,
            tags=set(_KEPT),
            clean_content_tags=_DROPPED,
            attributes={"a": {"href"}, "li": {"id"}, "div": {"id"}, "aside": {"id"}},
            url_relative="pass_through",
            url_schemes=set(),
            link_rel=None,
            strip_comments=True,
        )
    )
    page.close()
    draft = drafted(page.paragraphs, encoding, notices + left_out(notes=page.notes))
    return replace(draft, text="\n".join(line.strip(" \xa0") for line in draft.text.split("\n")))


def _as_told(data: bytes) -> bytes:
    """In UTF-8 where the page names another encoding and its bytes are not UTF-8 already."""
    told = _CHARSET.search(data[:4096])
    if not told or b"\0" in data:
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            codec = codecs.lookup(told[1].decode("ascii")).name
            return data if codec in {"iso8859-1", "ascii", "utf-8"} else data.decode(codec).encode("utf-8")
        except (LookupError, ValueError, UnicodeError, AttributeError, TypeError):
            return data
    return data
