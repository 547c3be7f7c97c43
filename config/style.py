"""All style sheets as one: a page fetches one file instead of forty, and keeps it until something in it changes.

`static/css/triad.css` names them in their order; they are joined when first asked for, so nothing has to be built.
"""

import hashlib
import posixpath
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

FOLDER = "css"
_IMPORT = re.compile(r'@import url\("(?P<name>[^"]+)"\) layer\((?P<layer>\w+)\);')
_ADDRESS = re.compile(r'url\("(?P<path>\.\.?/[^"]+)"\)')
YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_safe
def style(request: HttpRequest, version: str) -> HttpResponse:
    sheet = joined(_stamp())
    answer = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    lasting = version == version_of(sheet)
    answer["Cache-Control"] = f"public, max-age={YEAR}, immutable" if lasting else "no-cache"
    return answer


def address() -> str:
    """Where the sheet is; another address when it changes."""
    return reverse("style", kwargs={"version": version_of(joined(_stamp()))})


@cache
def joined(stamp: float) -> str:
    """The sheet as of `stamp`, with each file in its layer."""
    folder = _folder()
    return _IMPORT.sub(lambda found: _layer(folder, found["name"], found["layer"]), (folder / "triad.css").read_text())


@cache
def version_of(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def _layer(folder: Path, name: str, layer: str) -> str:
    here = posixpath.join(FOLDER, posixpath.dirname(name))
    rules = _ADDRESS.sub(
        lambda found: f'url("{static(posixpath.normpath(posixpath.join(here, found["path"])))}")',
        (folder / name).read_text(),
    )
    return f"@layer {layer} {{\n{rules}\n}}"


def _stamp() -> float:
    """When the files changed last, while one works on them; otherwise they do not change."""
    return max(file.stat().st_mtime for file in _folder().rglob("*.css")) if settings.DEBUG else 0


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "static" / FOLDER
