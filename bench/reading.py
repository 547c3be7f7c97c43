"""The reading page of a transcript of 20,000 words with 1,500 overlapping extracts and 200 codes.

Served: from the request to the last byte, through the production server, median.

Painted: from the first byte of the answer to the largest contentful paint, which is when the browser reports that the
first screen of words is there, as it will stay (serving has a figure of its own). Beside it, visit by visit in turns,
the same words as a bare page: paragraphs without any style or script, from a server that only hands out bytes. Medians.
Either is come to from a small page of its server: from an empty tab the browser begins a new process for pages with a
Cross-Origin-Opener-Policy, which a bare page does not have. What it takes from there, from the list of sources, which
has to be put away first, and as the first page of the day, with nothing in the browser's cache, is given as well. "All
of it" ends with the second frame after the `load` event: the words below the first screen are in the page as well, laid
out when somebody scrolls to them.
"""

import http.client
import random
import re
import shutil
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from bench import house
from bench.frame import Figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from accounts.models import User
    from interviews.models import Source

WORDS, EXTRACTS, CODES = 20_000, 1_500, 200
REQUESTS, PAINTS = 15, 20
EMPTY = "about:blank"
TEXTS = Path(__file__).resolve().parents[1] / "fixtures" / "demo" / "texts"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
PAINTED = """() => new Promise((done) => {
  const begun = performance.getEntriesByType("navigation")[0].responseStart;
  const loaded = () => requestAnimationFrame(() => requestAnimationFrame(() => {
    const all = performance.now() - begun;
    new PerformanceObserver((list) => {
      const first = list.getEntries().at(-1).startTime;
      done([first - begun, all, first]);
    }).observe({ type: "largest-contentful-paint", buffered: true });
  }));
  document.readyState === "complete" ? loaded() : addEventListener("load", loaded);
})"""


def measure() -> list[Figure]:
    from playwright.sync_api import sync_playwright

    user, source = long_interview()
    what = "20,000 words, 1,500 extracts"
    with house.served() as address, sync_playwright() as playwright:
        path = path_of(source)
        cookie = logged_in(user)
        size, _ = fetched(address, path, cookie)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        strangers = []
        for _ in range(3):
            with visitor(browser, address, cookie) as page:
                strangers.append(painted(page, address + path).first)
        opening = opened(browser, address, cookie, source, what)
        with visitor(browser, address, cookie) as page:
            tabs = [painted(page, address + path, EMPTY).first for _ in range(9)]
            swap = swapped(page, address + path)
            frames = scrolled(page, address + path)
        browser.close()
    return [
        *opening,
        Figure("reading page: size", size / 1000, "kB"),
        Figure("reading page: painted, from an empty tab", statistics.median(tabs[1:])),
        Figure("reading page: painted, first page of the day", statistics.median(strangers)),
        Figure("reading page: one turn replaced and laid out", swap),
        Figure("reading page: scrolled through, frames in the slowest second", frames, "", at_least=50),
    ]


def path_of(source: "Source") -> str:
    return f"/studies/{source.study.slug}/sources/{source.pk}/read/"


def opened(browser: "Browser", address: str, cookie: str, source: "Source", what: str) -> list[Figure]:
    """An interview opened, and beside it the bare page of the same words."""
    path = path_of(source)
    _, seconds = fetched(address, path, cookie)
    study = f"{address}/studies/{source.study.slug}/"
    with bare_page(source) as bare, visitor(browser, address, cookie) as page:
        ours, plain = side_by_side(page, (address + path, study + "codes/new/"), (bare, bare + "before"))
        (listed,) = side_by_side(page, (address + path, study + "sources/"))
    return [
        Figure(f"reading page: served, {what}", 1000 * seconds, goal=200),
        Figure(f"reading page: painted, against the bare page, {what}", ours.first / plain.first, "times", goal=1.5),
        Figure(f"reading page: painted, {what}", ours.first),
        Figure(f"bare page of the same words: painted, {what}", plain.first),
        Figure(f"reading page: painted, from the list of sources, {what}", listed.first),
        Figure(f"reading page: painted, from the click, {what}", ours.clicked),
        Figure(f"bare page of the same words: painted, from the click, {what}", plain.clicked),
        Figure(f"reading page: all of it, {what}", ours.everything),
        Figure(f"bare page of the same words: all of it, {what}", plain.everything),
    ]


def long_interview() -> "tuple[User, Source]":
    """The demo's interviews one after the other until there are enough; extracts of one to forty words, anywhere."""
    from interviews.models import Extract
    from tests import factories

    study = factories.study(slug="bench")
    user = factories.member(study, "Alice Marsh", "owner")
    turns = [turn for file in sorted(TEXTS.glob("*.txt")) for turn in file.read_text().split("\n\n")]
    words, count = [], 0
    while count < WORDS:
        words.append(turns[len(words) % len(turns)])
        count += len(words[-1].split())
    source = factories.source(study, "20000", words="\n\n".join(words))
    tops = [factories.code(study, f"Subject {number}") for number in range(CODES // 10)]
    codes = [factories.code(study, f"Code {n} of {top}", top) for top in tops for n in range(CODES // len(tops) - 1)]
    text, chance = source.latest_text, random.Random(7)
    edges = [found.span() for found in re.finditer(r"\S+", text.text)]
    for _ in range(EXTRACTS):
        first = chance.randrange(len(edges) - 40)
        last = first + chance.randint(0, 39)
        chosen = chance.sample(codes, chance.choice((1, 1, 2)))
        Extract.objects.mark(text, edges[first][0], edges[last][1], by=user, codes=chosen)
    return user, source


def logged_in(user: "User") -> str:
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


def fetched(address: str, path: str, cookie: str) -> tuple[int, float]:
    """Bytes and median seconds of the page alone."""
    times, size = [], 0
    for _ in range(REQUESTS + 2):
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        begun = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": f"sessionid={cookie}"})
        answer = connection.getresponse()
        size = len(answer.read())
        times.append(time.perf_counter() - begun)
        connection.close()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}.")
    return size, statistics.median(times[2:])


@contextmanager
def visitor(browser: "Browser", address: str, cookie: str) -> "Iterator[Page]":
    """A page of somebody who is logged in; closed afterwards, because an open page goes on asking for news."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    yield context.new_page()
    context.close()


class Painting(NamedTuple):
    """Milliseconds from the first byte until the first screen is painted, and until all of it is done; from the click
    until the first screen."""

    first: float
    everything: float
    clicked: float


def painted(page: "Page", address: str, before: str = "") -> Painting:
    if before:
        page.goto(before)
    page.goto(address, wait_until="commit")
    return Painting(*page.evaluate(PAINTED))


def side_by_side(page: "Page", *ways: tuple[str, str]) -> list[Painting]:
    """Medians for each (address, page before it), of visits in turns after a first one that does not count."""
    visits: dict[str, list[Painting]] = {address: [] for address, _ in ways}
    for _ in range(PAINTS + 1):
        for address, before in ways:
            visits[address].append(painted(page, address, before))
    return [Painting(*(statistics.median(each) for each in zip(*times[1:], strict=True))) for times in visits.values()]


def swapped(page: "Page", address: str) -> float:
    """Milliseconds to put a turn in the place of an equal one and paint it, as after each coding."""
    page.goto(address)
    return float(
        statistics.median(
            page.evaluate("""async () => {
              const turn = document.querySelectorAll(".turn")[3];
              const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
              await frame();
              const begun = performance.now();
              turn.replaceWith(turn.cloneNode(true));
              document.querySelectorAll(".turn")[3].getBoundingClientRect();
              return performance.now() - begun;
            }""")
            for _ in range(9)
        )
    )


def scrolled(page: "Page", address: str) -> float:
    """Frames in the slowest second while the words are scrolled from the beginning to the end, and back."""
    page.goto(address)
    page.wait_for_selector("[data-ready]")
    times = page.evaluate("""async () => {
      const words = document.getElementById("words");
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const times = [await frame()];
      for (const step of [150, -150]) {
        for (let at = null; at !== words.scrollTop; times.push(await frame())) {
          at = words.scrollTop;
          words.scrollTop += step;
        }
      }
      return times;
    }""")
    seconds = (sum(begun <= time < begun + 1000 for time in times) for begun in times if begun + 1000 <= times[-1])
    return float(min(seconds))


@contextmanager
def bare_page(source: "Source") -> Iterator[str]:
    """The same words as paragraphs, nothing else."""
    text = source.latest_text
    lines = "".join(
        f"<p><b>{escape(turn.speaker)}</b> {escape(text.text[turn.start : turn.end])}" for turn in text.spoken
    )
    page = f"<!doctype html><html lang=en-GB><meta charset=utf-8><title>{source}</title>{lines}".encode()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handing_out({"/": page, "/before": b"<!doctype html><p>Before."}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()


def _handing_out(pages: dict[str, bytes]) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path, b"")
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            """Quietly."""

    return Handler
