"""What the documents name is there: files, links, targets of make."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
FILE = re.compile(r"`([\w.-]+(?:/[\w.-]+)+/?)`")
TARGET = re.compile(r"\bmake ([a-z]+)\b(?=`|\s*$|\s+#|\s+ARGS)", re.MULTILINE)
FOLDERS = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.fixture(params=DOCUMENTS, ids=name)
def document(request) -> Path:
    return request.param


def heading_anchors(text: str) -> set[str]:
    headings = re.findall(r"^#+\s+(.+?)\s*$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(document: Path, link: str) -> bool:
    place, _, anchor = link.partition("#")
    target = (document.parent / place).resolve() if place else document
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in heading_anchors(target.read_text(encoding="utf-8"))


def test_links_lead_somewhere(document):
    links = LINK.findall(document.read_text(encoding="utf-8"))
    own = [link for link in links if not re.match(r"[a-z]+:", link)]
    assert [link for link in own if not leads_somewhere(document, link)] == []


def test_files_that_are_named_exist(document):
    """Paths such as `static/css/tokens.css`, where they begin with a folder of the project."""
    named = FILE.findall(document.read_text(encoding="utf-8"))
    ours = [path for path in named if path.split("/")[0] in FOLDERS]
    assert [path for path in ours if not (ROOT / path).exists()] == []


def test_targets_of_make_exist(document):
    held = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(TARGET.findall(document.read_text(encoding="utf-8"))) - held == set()


def test_the_makefile_lists_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    assert targets == set(re.findall(r"^([a-z]+): +## ", text, re.MULTILINE))
    assert targets == set(re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)[1].split())


def test_no_document_or_lock_file_names_an_index():
    """Packages come from whatever registry the computer is set up for."""
    files = [*DOCUMENTS, *ROOT.glob("*.lock"), *ROOT.glob("*.toml"), ROOT / "Makefile"]
    address = re.compile(r"https?://[^\s)\"]*(pypi|pythonhosted|/simple\b|index-url|registry\.npmjs)")
    assert [name(path) for path in files if address.search(path.read_text(encoding="utf-8"))] == []


def test_every_picture_of_the_guide_is_shown():
    """`make pictures` takes no picture for nobody. That each picture shown is there, the test of the links says."""
    shown = {
        (document.parent / link).resolve()
        for document in DOCUMENTS
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if link.endswith(".png")
    }
    assert shown == set((ROOT / "docs" / "guide" / "pictures").glob("*.png"))


def test_every_picture_has_a_text_for_those_who_do_not_see_it():
    texts = [document.read_text(encoding="utf-8") for document in DOCUMENTS]
    assert [text for each in texts for text in re.findall(r"!\[\s*\]\([^)]*\)", each)] == []


def test_the_guide_lists_each_of_its_pages():
    guide = ROOT / "docs" / "guide"
    listed = LINK.findall((guide / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(page.name for page in guide.glob("*.md") if page.name != "README.md")
