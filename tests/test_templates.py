"""What the content security policy forbids stands in no template and no module; htmx filters fail silently there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
OWN_SCRIPTS = sorted((ROOT / "static/js").rglob("*.js"))

FORBIDDEN_IN_TEMPLATES = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "an inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(
        r"\son(click|change|input|submit|load|error|focus|blur|toggle|drop|(key|mouse|pointer|drag)\w+)\s*=",
        re.IGNORECASE,
    ),
    "hx-on": re.compile(r"hx-on[:=-]"),
    "an htmx trigger filter": re.compile(r"hx-trigger=\"[^\"]*\["),
    "hx-vals with js": re.compile(r"hx-(vals|headers)=['\"]\s*js(on)?:"),
    "an address of another host": re.compile(r"(src|href)=\"https?://"),
}
FORBIDDEN_IN_SCRIPTS = {
    "evaluated text": re.compile(r"\b(eval|new Function)\s*\("),
    "a style as a string": re.compile(r"setAttribute\(\s*[\"']style"),
    "markup from a string": re.compile(r"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML"),
}


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
def test_no_template_holds(what):
    pattern = FORBIDDEN_IN_TEMPLATES[what]
    assert [relative(path) for path in TEMPLATES if pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("what", FORBIDDEN_IN_SCRIPTS)
def test_no_module_holds(what):
    pattern = FORBIDDEN_IN_SCRIPTS[what]
    assert [relative(path) for path in OWN_SCRIPTS if pattern.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("an inline style", '<p style="color: red">'),
        ("an inline script", "<script>alert(1)</script>"),
        ("an event attribute", '<a onclick="x()">'),
        ("hx-on", '<a hx-on:click="x()">'),
        ("an htmx trigger filter", '<a hx-trigger="click[ctrlKey]">'),
    ],
)
def test_the_patterns_find_what_they_name(what, markup):
    assert FORBIDDEN_IN_TEMPLATES[what].search(markup)


def test_every_icon_named_in_a_template_is_in_the_sprite():
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons/sprite.svg").read_text(encoding="utf-8")))
    named = re.compile(r'components/icon\.html" with name="([^"]+)"')
    assert {name for path in TEMPLATES for name in named.findall(path.read_text(encoding="utf-8"))} - sprite == set()


def test_every_style_sheet_is_imported():
    imported = set(re.findall(r'@import url\("([^"]+)"\)', (ROOT / "static/css/triad.css").read_text(encoding="utf-8")))
    files = {path.relative_to(ROOT / "static/css").as_posix() for path in (ROOT / "static/css").rglob("*.css")}
    assert {name for name in files if name.startswith("components/")} - imported == set()
    assert imported - files == set()


def test_no_component_writes_a_raw_colour():
    raw = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
    sheets = (ROOT / "static/css/components").glob("*.css")
    assert [
        relative(path)
        for path in sheets
        if raw.search(re.sub(r"@media print.*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL))
    ] == []
