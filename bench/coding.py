"""Coding: from the key to the mark on the screen, until the server has it, and how many extracts a second.

Drawn: in Chromium, the words selected and the bar open, from the key (the time of its event) until the frame with the
mark is handed over; the frame that was going on when the key came is in it, so half a frame is the least on average.
"Work" is the same without waiting for the frame: script, style and layout. Fifty extracts each in an interview of the
demo's length and in one of 20,000 words with 1,500 extracts. Confirmed in the browser: until the server's answer is
drawn.

Confirmed: at the server, from the request to the last byte, for one person, and for ten at once, each with an account
of his own, who make an extract a second, which nobody does for long. A second: four clients, one request after the
other, as fast as they are answered. News: what each open page asks every other second, where there is nothing new.

The database writes as in production (fsync, synchronous_commit); clients, server and database share the processors.
"""

import http.client
import multiprocessing
import random
import re
import shutil
import statistics
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from bench import house
from bench.frame import Figure
from bench.reading import ARGUMENTS, TEXTS, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from accounts.models import User
    from interviews.models import Source

KEYS, ALONE, TOGETHER, SECONDS, PEOPLE, CLIENTS = 50, 60, 20, 5.0, 10, 4
PAUSE = 1.0  # seconds between two extracts of a person
WATCH = """() => {
  const frame = (run) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = run;
    port2.postMessage(0);
  });
  window.coded = null;
  addEventListener("keydown", (event) => {
    if (event.key !== "1") return;
    const seen = { key: event.timeStamp };
    window.coded = seen;
    const watch = new MutationObserver(() => {
      if (!seen.drawn && document.querySelector(".mark.is-pending")) {
        seen.drawn = -1;
        queueMicrotask(() => {
          document.querySelector(".mark.is-pending")?.getBoundingClientRect();
          seen.work = performance.now() - seen.key;
        });
        frame(() => (seen.drawn = performance.now() - seen.key));
      } else if (seen.drawn && !document.querySelector("[data-pending]")) {
        seen.confirmed = performance.now() - seen.key;
        watch.disconnect();
      }
    });
    watch.observe(document.querySelector("[data-words]"), { childList: true, subtree: true });
  }, true);
}"""
CONFIRMED = """async () => {
  while (!window.coded?.confirmed) await new Promise((done) => setTimeout(done, 20));
  return window.coded;
}"""
SELECT = """([turn, first, words]) => {
  const place = document.querySelectorAll(".turn")[turn];
  place.scrollIntoView({ block: "center" });
  const text = place.querySelector(".turn-words");
  const found = [...text.textContent.matchAll(/\\S+/g)];
  if (found.length < first + words) return false;
  const spot = (units) => {
    const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let left = units; nodes.nextNode(); left -= nodes.currentNode.length) {
      if (left <= nodes.currentNode.length) return [nodes.currentNode, left];
    }
  };
  const last = found[first + words - 1];
  getSelection().setBaseAndExtent(...spot(found[first].index), ...spot(last.index + last[0].length));
  return true;
}"""


@dataclass(frozen=True)
class Client:
    """Who asks, and where: plain values, so that another process can do it."""

    address: str
    path: str
    cookie: str
    token: str
    spans: Sequence[tuple[int, int]]
    codes: Sequence[str]

    def work(self, *, times: int = 0, seconds: float = 0, pause: float = 0) -> list[float]:
        """Seconds until each extract was confirmed."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        taken: list[float] = []
        chance, begun = random.Random(self.cookie), time.monotonic()
        time.sleep(pause * chance.random())
        while len(taken) < times or time.monotonic() - begun < seconds:
            start, end = chance.choice(self.spans)
            sent = {
                "id": uuid.uuid4(),
                "version": 1,
                "start": start,
                "end": end,
                "codes": chance.choice(self.codes),
                "briefly": "",
            }
            now = time.perf_counter()
            self.post(connection, sent)
            taken.append(time.perf_counter() - now)
            time.sleep(max(0.0, pause - taken[-1]) if pause else 0)
        connection.close()
        return taken

    def post(self, connection: http.client.HTTPConnection, sent: dict[str, Any]) -> None:
        cookies = f"sessionid={self.cookie}; csrftoken={self.token}"
        headers = {"Cookie": cookies, "X-CSRFToken": self.token, "HX-Request": "true"}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("POST", f"{self.path}extracts/", urlencode(sent), headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"An extract was answered with {answer.status}.")

    def ask(self, query: dict[str, Any], times: int) -> list[float]:
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc, timeout=60)
        taken = []
        for _ in range(times):
            now = time.perf_counter()
            connection.request(
                "GET", f"{self.path}news/?{urlencode(query)}", headers={"Cookie": f"sessionid={self.cookie}"}
            )
            answer = connection.getresponse()
            answer.read()
            taken.append(time.perf_counter() - now)
            if answer.status != http.HTTPStatus.NO_CONTENT:
                raise RuntimeError(f"News were answered with {answer.status}.")
        connection.close()
        return taken


def measure() -> list[Figure]:
    people, short, long = a_study()
    texts = ((short, "8,000 words"), (long, "20,000 words, 1,500 extracts"))
    figures: list[Figure] = []
    with house.served() as address:
        for source, what in texts:
            figures += drawn(address, source, people[0], what)
        for source, what in texts:
            figures += confirmed([client(address, source, person) for person in people], what)
        figures.append(asking(client(address, long, people[0]), long))
    return figures


def a_study() -> "tuple[list[User], Source, Source]":
    """The long interview of the reading page, one of 8,000 words with 150 extracts, and ten people."""
    from bench.reading import long_interview
    from interviews.models import Extract
    from tests import factories

    owner, long = long_interview()
    study = long.study
    people = [owner, *(factories.member(study, f"Person{n} Ames", "analyst") for n in range(1, PEOPLE))]
    turns = [turn for file in sorted(TEXTS.glob("*.txt")) for turn in file.read_text().split("\n\n")]
    words: list[str] = []
    while sum(len(turn.split()) for turn in words) < 8000:
        words.append(turns[len(words) % len(turns)])
    short = factories.source(study, "8000", words="\n\n".join(words))
    codes = list(study.codes.all())
    chance = random.Random(8)
    for start, end in chance.sample(spans(short), 150):
        Extract.objects.mark(short.latest_text, start, end, by=owner, codes=[chance.choice(codes)])
    return people, short, long


def spans(source: "Source") -> list[tuple[int, int]]:
    """Places of five to twenty-five words."""
    chance, text = random.Random(5), source.latest_text
    edges = [found.span() for found in re.finditer(r"\S+", text.text)]
    firsts = (chance.randrange(len(edges) - 25) for _ in range(2000))
    return [(edges[first][0], edges[first + chance.randrange(4, 25)][1]) for first in firsts]


def client(address: str, source: "Source", person: "User") -> Client:
    from bench.reading import logged_in

    path = f"/studies/{source.study.slug}/sources/{source.pk}/"
    codes = [str(pk) for pk in source.study.codes.values_list("pk", flat=True)]
    return Client(address, path, logged_in(person), "b" * 32, spans(source), codes)


def confirmed(clients: Sequence[Client], what: str) -> list[Figure]:
    alone = at_once(clients[:1], times=ALONE)
    ten = at_once(clients, times=TOGETHER, pause=PAUSE)
    four = at_once(clients[:CLIENTS], seconds=SECONDS)
    rate = CLIENTS * len(four) / sum(four)
    return [
        Figure(f"extract confirmed, one person, {what}: median", 1000 * statistics.median(alone), goal=50),
        Figure(f"extract confirmed, one person, {what}: 95th percentile", 1000 * late(alone), goal=150),
        Figure(f"extract confirmed, ten people, {what}: median", 1000 * statistics.median(ten), goal=50),
        Figure(f"extract confirmed, ten people, {what}: 95th percentile", 1000 * late(ten), goal=150),
        Figure(f"new extracts a second, 4 clients, {what}", rate, "", at_least=100),
    ]


def late(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def at_once(clients: Sequence[Client], **work: Any) -> list[float]:
    """What all of them took, each in a process of its own."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(len(clients)) as pool:
        pool.map(abs, range(len(clients)), 1)  # begun
        return [taken for each in pool.starmap(_work, [(client, work) for client in clients], 1) for taken in each]


def _work(client: Client, work: dict[str, Any]) -> list[float]:
    return client.work(**work)


def asking(client: Client, source: "Source") -> Figure:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        as_of = cursor.fetchone()[0]
    taken = client.ask({"as_of": as_of, "version": 1}, 200)
    return Figure("news, nothing new: answered", 1000 * statistics.median(taken), goal=5)


def drawn(address: str, source: "Source", person: "User", what: str) -> list[Figure]:
    from playwright.sync_api import sync_playwright

    from bench.reading import logged_in

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        with visitor(browser, address, logged_in(person)) as page:
            page.goto(f"{address}/studies/{source.study.slug}/sources/{source.pk}/read/")
            page.wait_for_selector("[data-ready]")
            page.evaluate(WATCH)
            seen = [one_key(page, number) for number in range(KEYS + 2)][2:]
        browser.close()
    frames, work = [each["drawn"] for each in seen], [each["work"] for each in seen]
    return [
        Figure(f"key to drawn, {what}: work, median", statistics.median(work), goal=16),
        Figure(f"key to drawn, {what}: with the frame, median", statistics.median(frames), goal=16),
        Figure(f"key to drawn, {what}: with the frame, worst of {KEYS}", max(frames)),
        Figure(f"key to confirmed and drawn, {what}: median", statistics.median(each["confirmed"] for each in seen)),
    ]


def one_key(page: "Page", number: int) -> dict[str, float]:
    chance = random.Random(number)
    while not page.evaluate(SELECT, [chance.randrange(20, 120), chance.randrange(4), chance.randrange(3, 9)]):
        pass
    page.wait_for_selector("[data-coding-bar]")
    page.wait_for_timeout(150)
    page.keyboard.press("1")
    seen: dict[str, float] = page.evaluate(CONFIRMED)
    page.wait_for_timeout(50)
    return seen
