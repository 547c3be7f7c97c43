"""Packed files made for tests."""

import io
import zipfile
from collections.abc import Mapping

ODT = "application/vnd.oasis.opendocument.text"
_NS = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    ]
)


def packed(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def odt(body: str, styles: str = "", **more: str | bytes) -> bytes:
    content = (
        f"<office:document-content {_NS}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    extra = {name.replace("__", "/"): value for name, value in more.items()}
    meta = "<meta><author>Secret Author</author></meta>"
    return packed({"mimetype": ODT, "content.xml": content, "meta.xml": meta, **extra})
