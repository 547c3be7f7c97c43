"""Exporting a study as a study folder or the same folder zipped."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.db import connection, transaction

from accounts.models import Study
from exchange.studyfolder import frame, sources, writing
from exchange.studyfolder.order import TABLES


def files(study: Study) -> Iterator[tuple[str, bytes]]:
    """Every file of the study folder: name and bytes. Tables without rows are left out."""
    yield "study.toml", frame.dump(study)
    for name, table in TABLES.items():
        data = table.dump(study)
        if data.count(b"\n") > 1:
            yield f"{name}.csv", data
    if study.references.exists():
        yield writing.REFERENCES, writing.dump_references(study)
    yield from sources.dump_texts(study)
    yield from writing.dump_reports(study)


def dump(study: Study, path: Path) -> int:
    """Write the folder, or a zip where `path` ends in .zip, as it stood at one moment. Returns the number of files.

    Raises FileExistsError rather than mix with what is there.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir()) or path.suffix == ".zip"):
        raise FileExistsError(f"{path} is there already. Choose a new name, so that nothing is overwritten.")
    with transaction.atomic():
        if not connection.in_atomic_block or len(connection.savepoint_ids) == 0:
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        made = list(files(study))
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
            for name, data in made:
                archive.writestr(name, data)
    else:
        for name, data in made:
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(data)
    return len(made)
