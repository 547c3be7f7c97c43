"""Opening a study folder, plain or zipped, without ever leaving it."""

import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Protocol

MOST_FILES = 20_000
MOST_BYTES = 2_000_000_000
MOST_BYTES_A_FILE = 200_000_000
MOST_RATIO = 200


BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, zlib.error, lzma.LZMAError)


class NotAFolder(Exception):
    """This cannot be opened as a study folder; the message says why and what to do."""


class Folder(Protocol):
    """Files by their relative names."""

    def names(self) -> list[str]: ...

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises FileNotFoundError, or NotAFolder for a name that leads outside."""
        ...


def inside(name: str) -> str:
    """A relative name in its plain form. Raises NotAFolder when it leads out of the folder."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in name:
        raise NotAFolder(
            f"the path “{name}” leaves the study folder. Put the file into the folder and name it from there."
        )
    return str(path)


class PlainFolder:
    def __init__(self, path: Path) -> None:
        self.path = path.resolve()

    def names(self) -> list[str]:
        return sorted(_sayable(file.relative_to(self.path)) for file in self.path.rglob("*") if file.is_file())

    def read(self, name: str) -> bytes:
        file = (self.path / inside(name)).resolve()
        if not file.is_relative_to(self.path):
            raise NotAFolder(f"“{name}” is a link that leaves the study folder. Put the file itself into the folder.")
        try:
            if not file.is_file():
                raise FileNotFoundError(name)
            if file.stat().st_size > MOST_BYTES_A_FILE:
                raise NotAFolder(f"{_short(name)} is larger than 200 MB, which no file of a study is.")
            return file.read_bytes()
        except FileNotFoundError:
            raise
        except OSError as error:
            raise NotAFolder(f"{_short(name)} cannot be read ({error.strerror}). Put it there anew.") from None


class ZippedFolder:
    """The same folder zipped, with or without one folder around everything."""

    def __init__(self, path: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise NotAFolder(f"{path.name} is not a zip file that can be read ({error}).") from None
        self._refuse_bombs(path)
        members = [info.filename for info in self.zip.infolist() if not info.is_dir()]
        top = next((name for name in members if PurePosixPath(name).name == "study.toml" and name.count("/") < 2), "")
        self.prefix = top.removesuffix("study.toml")
        self.members = {name.removeprefix(self.prefix): name for name in members if name.startswith(self.prefix)}

    def _refuse_bombs(self, path: Path) -> None:
        infos = self.zip.infolist()
        size, packed = sum(info.file_size for info in infos), sum(info.compress_size for info in infos)
        largest = max((info.file_size for info in infos), default=0)
        if (
            len(infos) > MOST_FILES
            or largest > MOST_BYTES_A_FILE
            or size > MOST_BYTES
            or size > MOST_RATIO * max(packed, 100_000)
        ):
            raise NotAFolder(
                f"{path.name} unpacks to far more than a study holds. Unpack it yourself and import the folder."
            )

    def names(self) -> list[str]:
        return sorted(self.members)

    def read(self, name: str) -> bytes:
        name = inside(name)
        if name not in self.members:
            raise FileNotFoundError(name)
        try:
            return self.zip.read(self.members[name])
        except BROKEN as error:
            raise NotAFolder(f"{name} cannot be taken out of the zip file ({error}).") from None


def _sayable(path: Path) -> str:
    """A name in letters that can be printed, also where the disc holds it in another encoding than ours."""
    return path.as_posix().encode(errors="surrogateescape").decode(errors="replace")


def _short(name: str) -> str:
    return name if len(name) <= 100 else f"{name[:97]}…"


def open_folder(path: Path) -> Folder:
    """The study folder at `path`, a folder or a zip file. Raises NotAFolder with a sentence."""
    if not path.exists():
        raise NotAFolder(f"There is nothing at {path}. Check the path.")
    if not path.is_dir() and not path.is_file():
        raise NotAFolder(f"{path} is neither a folder nor a file. Check the path.")
    folder: Folder = PlainFolder(path) if path.is_dir() else ZippedFolder(path)
    if "study.toml" not in folder.names():
        raise NotAFolder(f"{path.name} holds no study.toml, so it is not a study folder. See docs/formats.md.")
    return folder
