"""Files that are answered for a reader to keep."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from interviews.sheet import sheet

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """A table for a spreadsheet program, as `name`.csv."""
    return file(name, "csv", sheet(head, rows))


def file(name: str, ending: str, content: bytes) -> HttpResponse:
    """`ending` is one of TYPES."""
    return HttpResponse(content, content_type=TYPES[ending], headers=disposition(name, ending))


def disposition(name: str, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
