"""Word (.docx): paragraphs and tables in their order; insertions kept, deletions, comments and page heads left out."""

import io
import re
import zipfile

from interviews.readers.apart import left_out
from interviews.readers.blocks import Blocks
from interviews.readers.bold import drafted
from interviews.readers.reading import Draft, Unreadable
from interviews.readers.sniffing import OLE, ZIP, what_it_is
from interviews.readers.zips import guarded

SAVE_AS_DOCX = "save it as a Word document (.docx)"
MAIN_PART = "word/document.xml"
_COMMENT = re.compile(rb"<w:comment[ >]")
_DELETED = re.compile(rb"<w:del [^>]*[^/]>")


def read(file: str, data: bytes) -> Draft:
    with opened(file, data) as packed:
        comments, deletions = _beside(packed)
    page = _page(data)
    notices = left_out(notes=page.notes, comments=comments, deletions=deletions)
    return drafted(page.paragraphs, "Word", notices)


def opened(file: str, data: bytes) -> zipfile.ZipFile:
    """The package, once it is known to be a harmless Word document. Raises Unreadable."""
    _refuse_other_kinds(file, data)
    packed = guarded(file, data)
    _refuse_other_packages(file, packed)
    return packed


def _beside(packed: zipfile.ZipFile) -> tuple[int, int]:
    """How many comments and deleted passages there are."""
    comments = packed.read("word/comments.xml") if "word/comments.xml" in packed.namelist() else b""
    return len(_COMMENT.findall(comments)), len(_DELETED.findall(packed.read(MAIN_PART)))


def _refuse_other_kinds(file: str, data: bytes) -> None:
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(file, "it is protected by a password", "remove the password in Word and save it again")
        raise Unreadable(file, "it is a Word document of the older .doc kind", SAVE_AS_DOCX)
    if not data.startswith(ZIP):
        kind = what_it_is(data) or "something else"
        raise Unreadable(file, f"its content is {kind}, not a Word document", SAVE_AS_DOCX)


def _refuse_other_packages(file: str, packed: zipfile.ZipFile) -> None:
    names = {name.casefold() for name in packed.namelist()}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise Unreadable(file, "it holds macros (small programs)", "save it as a Word document without macros (.docx)")
    if "[content_types].xml" not in names or MAIN_PART not in names:
        raise Unreadable(file, "its content is a packed file, not a Word document", SAVE_AS_DOCX)
    if b"macroEnabled" in packed.read("[Content_Types].xml"):
        raise Unreadable(file, "it is made for macros (small programs)", "save it as a Word document (.docx)")


def _page(data: bytes) -> Blocks:
    import mammoth

    pictures = mammoth.images.img_element(lambda image: {})
    page = Blocks()
    page.feed(mammoth.convert_to_html(io.BytesIO(data), convert_image=pictures).value)
    page.close()
    return page
