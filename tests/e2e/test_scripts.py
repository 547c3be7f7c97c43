"""Words that look like scripts, in every field there is: they are read as words, on every page, and nothing runs."""

import csv
import io
import json
from pathlib import Path

import pytest
import tomli_w
from django.urls import reverse
from playwright.sync_api import Page

from accounts import sealing
from accounts.models import Membership, Study
from exchange.studyfolder.load import load
from interviews.models import Replacement
from tests import factories, walk
from tests.e2e.test_coding import select

pytestmark = pytest.mark.browser

SHORT = '"><img src=x onerror=ran=1>'
LONG = (
    "<script>window.ran=1</script>\"'><img src=x onerror=window.ran=1><svg onload=window.ran=1></svg>"
    '<a hx-get=/evil/ hx-trigger=load href="javascript:window.ran=1">x</a><iframe src=https://evil.invalid></iframe>'
    "<form action=https://evil.invalid><style>*{display:none}</style>{{ 7*7 }}{% debug %}${7*7}"
)
LINKS = "[a](javascript:window.ran=1) ![b](https://evil.invalid/b.png) <javascript:window.ran=1> [c](data:text/html,x)"
WORDS = f"Interviewer: {LONG} and so on?\n\nRespondent: We {LONG} shared one room, {SHORT} you know."
FOUND = """() => {
  const evil = [...document.querySelectorAll("*")].filter((each) =>
    [...each.attributes].some((one) => one.name.startsWith("on") || /^\\s*javascript:/i.test(one.value)) ||
    ["hx-get", "src", "action"].some((name) => /evil\\.invalid|^\\/evil/.test(each.getAttribute(name))) ||
    each.getAttribute("src") === "x" || ["IFRAME", "OBJECT", "EMBED"].includes(each.tagName));
  return [window.ran, ...evil.map((each) => each.outerHTML.slice(0, 120))];
}"""


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def folder(path: Path) -> Path:
    """A study folder with such words wherever words can be."""
    head = dict.fromkeys(("title", "programme", "design", "ethics", "funding", "disclaimer"), LONG[:290])
    frame = {
        "sites": [
            {
                "code": SHORT,
                "label": SHORT,
                "description": LONG,
                "profile": [{"label": SHORT, "value": LONG, "note": SHORT}],
            },
            {"code": "A2", "label": f"2{SHORT}"},
        ],
        "tracers": [{"code": SHORT, "label": SHORT, "rationale": LONG, "description": LONG}],
        "work_streams": [{"code": SHORT, "title": LONG[:250], "aim": LONG}],
        "research_questions": [{"code": "1", "text": LONG}],
        "themes": [{"code": SHORT, "label": SHORT, "definition": LONG}],
        "policy_events": [{"date": "2016", "label": LONG[:250], "detail": LONG, "tracers": [SHORT]}],
        "levels": [SHORT],
        "opening": {"report": "evil", "configuration": SHORT, "source": SHORT, "quote": "shared one room"},
    }
    told = {"slug": "strange", "citation": f"{SHORT} {{id}}, {{site}}, {{role}}"} | head | frame
    source = {"id": SHORT, "file": "texts/1.txt", "title": LONG[:250], "date": "2016", "site": SHORT, "tracers": SHORT}
    source |= {"organisation": SHORT, "role": SHORT, "participant": SHORT, "work_stream": SHORT, "summary": LONG}
    source |= {"speaker": "Respondent", "interviewers": "Interviewer", SHORT: LONG}
    triad = dict.fromkeys(("context", "mechanism", "outcome", "resource", "actor", "unintended", "label"), SHORT)
    triad |= dict.fromkeys(("statement", "note", "second_reader"), LONG[:190])
    evidence = dict.fromkeys(("comment", "relevance", "rigour", "richness", "analyst"), SHORT)
    files = {
        "study.toml": tomli_w.dumps(told),
        "participants.csv": table({"participant": SHORT, "site": SHORT, "role": SHORT, "note": LONG}),
        "sources.csv": table(source),
        "texts/1.txt": WORDS,
        "codebook.csv": table(
            {"code": SHORT, "description": LONG, "include": LONG, "exclude": LONG, "themes": SHORT},
            {"code": f"{SHORT} > {SHORT}", "description": LINKS, "include": "", "exclude": "", "themes": ""},
        ),
        "extracts.csv": table(
            {"source": SHORT, "quote": "shared one room", "codes": f"{SHORT} > {SHORT}", "coder": SHORT, "memo": LONG},
            {"source": SHORT, "quote": f"{SHORT} you know", "codes": SHORT, "coder": SHORT, "memo": LINKS},
        ),
        "theories.csv": table({"id": SHORT, "statement": LONG, "origin": LONG, "tracer": SHORT, "note": LONG}),
        "configurations.csv": table(
            {"id": SHORT, "tracer": SHORT, "sites": SHORT, "theory": SHORT, "level": SHORT, "themes": SHORT} | triad,
            {"id": "CMO-2", "tracer": SHORT, "sites": "A2", "theory": "", "level": "", "themes": ""} | triad,
        ),
        "links.csv": table({"from": SHORT, "kind": "counterpart_of", "to": "CMO-2", "note": LONG}),
        "evidence.csv": table(
            {"configuration": SHORT, "source": SHORT, "quote": "shared one room", "stance": "supports"} | evidence,
            {"configuration": "CMO-2", "source": SHORT, "quote": LONG + "!", "stance": "contradicts"} | evidence,
        ),
        "readings.csv": table({"source": SHORT, "configuration": SHORT, "result": "speaks", "by": SHORT}),
        "findings.csv": table({"configuration": SHORT, "site": SHORT, "presence": "present", "summary": LONG}),
        "summaries.csv": table({"theme": SHORT, "site": SHORT, "text": LONG}),
        "comparisons.csv": table(
            {"configurations": f"{SHORT}; CMO-2", "judgement": "same", "sites": f"{SHORT}; A2", "explanation": LONG}
        ),
        "memos.csv": table(
            {"on": f"configuration: {SHORT}", "text": f"{LONG} {LINKS}", "kind": SHORT, "author": SHORT}
        ),
        "references.json": json.dumps(
            [{"id": "a", "title": LONG, "author": [{"family": LONG}], "URL": "javascript:x"}]
        ),
        "reports/evil.md": f"---\ntitle: {LONG[:250]}\nauthors: {SHORT}\ncontact: {SHORT}\nversion: {SHORT}\n---\n\n"
        f"# {SHORT}\n\n{LONG}\n\n{LINKS} [@a][^1]\n\n[^1]: {LONG}\n\n| {SHORT} | b |\n|---|---|\n"
        f"| {LINKS} | {LONG} |\n\n"
        f"{{{{configurations {SHORT}}}}}\n\n{{{{configurations}}}}\n\n{{{{comparison}}}}\n\n{{{{timeline}}}}\n\n"
        f"{{{{quote '{SHORT}}}}}\n\nText {{{{cite CMO-2 {SHORT}}}}} {{{{because CMO-2}}}}\n",
    }
    for name, content in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(content)
    return path


@pytest.fixture
def evil(db, tmp_path) -> Study:
    study, problems = load(folder(tmp_path / "evil"))
    assert study, [str(error) for error in problems.errors]
    bob = factories.user(f"Bob {SHORT}")
    study.admit(bob, Membership.Role.OWNER)
    read = factories.upload(study, by=bob, name=f"{SHORT}.txt", text=WORDS, notices=[LONG])
    factories.upload(study, by=bob, batch=read.batch, order=1, name=f"{SHORT}.txt", problem=LONG, state="unreadable")
    text = study.sources.get().latest_text
    for order in range(2):
        sealed = sealing.seal(study, LONG)
        name = Replacement.objects.create(study=study, type="person", label=SHORT, sealed=sealed, order=order)
        name.places.create(text=text, start=20 + 30 * order, end=40 + 30 * order, applied=bool(order))
    return study


def test_nothing_that_looks_like_a_script_runs_on_any_page(evil, open_as, complaints, as_user, live_server):
    bob = evil.memberships.get().user
    page: Page = open_as(bob, "/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened = 0
    for each in walk.study_pages():
        client = as_user(bob)
        for door in _doors(each, evil, client):
            page.goto(door)
            page.wait_for_load_state("networkidle")
            assert page.evaluate(FOUND) == [None], door
            complaints[:] = [each for each in complaints if "/favicon.ico" not in each]  # of a fragment without a head
            assert complaints == [], door
            opened += 1
    assert opened > 40
    assert [url for url in asked if not url.startswith((live_server.url, "data:"))] == []


def _doors(page: walk.Page, study: Study, client) -> list[str]:
    """Every address of this page that opens in a browser."""
    try:
        door = walk.door(page, study, client)
    except AssertionError:
        return []
    answer = walk.answer(client, door, study.slug, "GET")
    is_page = "text/html" in answer.headers.get("Content-Type", "") and answer.status_code in {200, 302}
    return [door.at(study.slug)] if is_page else []


def test_nothing_runs_while_words_and_codes_that_look_like_scripts_are_coded(evil, open_as, complaints):
    bob, source = evil.memberships.get().user, evil.sources.get()
    page = open_as(bob, reverse("interviews:source_read", args=[evil.slug, source.pk]))
    page.wait_for_selector("[data-ready]")
    page.locator(".mark").last.click()
    page.wait_for_selector("[data-extract]")
    assert page.evaluate(FOUND) == [None]
    select(page, "and so on")
    page.keyboard.press("c")
    page.keyboard.type("img")  # the list of codes that hold it
    assert page.evaluate(FOUND) == [None]
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-extract]")
    select(page, "and so on")
    page.keyboard.press("n")
    page.keyboard.type(f"new {SHORT}")
    page.keyboard.press("Enter")
    page.locator("#code-tree", has_text="new ").wait_for()
    assert page.evaluate(FOUND) == [None] and complaints == []
    assert evil.codes.filter(name=f"new {SHORT}").exists()
