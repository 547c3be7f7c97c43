"""The guard before every packed file: nothing is opened that is too large, badly named, locked or not what it seems."""

import io
import zipfile

from defusedxml import ElementTree  # type: ignore[import-untyped]
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]

from interviews.readers.reading import MEGABYTE, Unreadable

MAX_PACKED = 60 * MEGABYTE
MAX_MEMBERS = 3_000
MAX_UNPACKED = 300 * MEGABYTE
MAX_XML = 60 * MEGABYTE
MAX_RATIO = 200  # of a member larger than a megabyte; real documents pack 10 to 60 times smaller

SAVE_AGAIN = "open it in the program that made it, save it again and try once more"


def guarded(file: str, data: bytes) -> zipfile.ZipFile:
    """The packed file, once its table of contents and every XML part in it are harmless."""
    if len(data) > MAX_PACKED:
        raise Unreadable(
            file,
            f"it is larger than {MAX_PACKED // MEGABYTE} MB",
            "remove the pictures or save it as plain text",
        )
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        members = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        raise Unreadable(file, "the file is damaged", SAVE_AGAIN) from None
    _check_contents(file, members)
    for member in members:
        if member.filename.casefold().endswith((".xml", ".rels")):
            _check_xml(file, packed, member)
    return packed


def _check_contents(file: str, members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(file, "it is protected by a password", "remove the password and save it again")
    if len(names) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED:
        raise Unreadable(file, "it is far larger inside than a transcript can be", "save its words as plain text")
    if any(map(_is_bomb, members)):
        raise Unreadable(file, "it is packed in a way no ordinary document is", SAVE_AGAIN)
    if len(set(names)) < len(names) or any(map(_is_bad_name, names)):
        raise Unreadable(file, "the parts inside have names that no ordinary document has", SAVE_AGAIN)


def _is_bomb(member: zipfile.ZipInfo) -> bool:
    return member.file_size > MEGABYTE and member.file_size > MAX_RATIO * max(1, member.compress_size)


def _is_bad_name(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")


def _check_xml(file: str, packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    if member.file_size > MAX_XML:
        raise Unreadable(file, "it is far larger inside than a transcript can be", "save its words as plain text")
    try:
        with packed.open(member) as part:
            for _, element in ElementTree.iterparse(part, forbid_dtd=True):
                element.clear()
    except DefusedXmlException:
        raise Unreadable(file, "it holds definitions that no ordinary document holds", SAVE_AGAIN) from None
    except Exception:
        raise Unreadable(file, "the file is damaged", SAVE_AGAIN) from None
