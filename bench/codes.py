"""A study of 143 interviews and one ten times as large: the page of a code with 1,900 extracts, and an interview.

The larger study has a code with 1,900 extracts, spread over all its interviews, and one with ten times as many. Served
and painted are measured as for the reading page (bench/reading.py), but painted here begins with the click: from the
start of the navigation to the largest contentful paint, the server's time included. Medians.
"""

import random
import re
import shutil
import statistics
from collections.abc import Iterator
from dataclasses import asdict
from itertools import batched
from typing import TYPE_CHECKING

from bench import house
from bench.frame import Figure
from bench.reading import ARGUMENTS, PAINTS, TEXTS, fetched, logged_in, opened, visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from accounts.models import Study, User
    from interviews.models import Code

SOURCES, WORDS, EXTRACTS, CODES, OF_ONE = 143, 8_000, 150, 200, 1_900
GOAL = 250
PAINTED = """() => new Promise((done) => {
  const look = () => new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true });
  const loaded = () => requestAnimationFrame(() => requestAnimationFrame(look));
  document.readyState === "complete" ? loaded() : addEventListener("load", loaded);
})"""


def measure() -> list[Figure]:
    from playwright.sync_api import sync_playwright

    small, user, (code, _) = a_study("bench-codes", SOURCES)
    large, _, (same, tenfold) = a_study("bench-codes-large", 10 * SOURCES, user)
    pages = {
        f"1,900 extracts, {SOURCES} interviews": (small, code),
        f"1,900 extracts, {10 * SOURCES:,} interviews": (large, same),
        f"19,000 extracts, {10 * SOURCES:,} interviews": (large, tenfold),
    }
    figures = []
    cookie = logged_in(user)
    with house.served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for what, (study, of) in pages.items():
            path = f"/studies/{study.slug}/codes/{of.pk}/"
            size, seconds = fetched(address, path, cookie)
            with visitor(browser, address, cookie) as page:
                shown = painted(page, address + path)
            _, piece = fetched(address, f"{path}?from=900", cookie)
            figures += [
                Figure(f"page of a code: painted, {what}", shown, goal=GOAL if of is not tenfold else None),
                Figure(f"page of a code: served, {what}", 1000 * seconds),
                Figure(f"page of a code: served from extract 900 on, {what}", 1000 * piece),
                Figure(f"page of a code: size, {what}", size / 1000, "kB"),
            ]
        for study in (small, large):
            one = study.sources.order_by("printed_id")[1]
            what = f"8,000 words, 150 extracts, {study.sources.count():,} interviews"
            figures += opened(browser, address, cookie, one, what)
            _, seconds = fetched(address, f"/studies/{study.slug}/codes/", cookie)
            figures.append(
                Figure(f"tree of {CODES} codes: served, {study.sources.count():,} interviews", 1000 * seconds)
            )
        browser.close()
    return figures


def painted(page: "Page", address: str) -> float:
    """Milliseconds from the start of the navigation to the largest contentful paint, come to from another page."""
    times = []
    before = address.rsplit("/codes/", 1)[0] + "/codes/new/"
    for _ in range(PAINTS // 2 + 1):
        page.goto(before)
        page.goto(address, wait_until="commit")
        times.append(page.evaluate(PAINTED))
    return statistics.median(times[1:])


def a_study(slug: str, sources: int, user: "User | None" = None) -> "tuple[Study, User, list[Code]]":
    """Interviews of 8,000 words with 150 extracts each; a code with 1,900 extracts and one with a tenth of all others.

    The second has ten times as many in the study ten times as large.
    """
    from accounts.models import Membership
    from tests import factories

    study = factories.study(slug=slug)
    if user:
        study.admit(user, Membership.Role.OWNER)
    user = user or factories.member(study, "Alice Marsh", "owner")
    tops = [factories.code(study, f"Subject {number}") for number in range(CODES // 10)]
    codes = [factories.code(study, f"Code {n} of {top}", top) for top in tops for n in range(CODES // len(tops) - 1)]
    factories.source(study, "1000")
    chance = random.Random(7)
    texts = list(_interviews(study, sources - 1, chance))
    picked = {
        codes[0].pk: set(chance.sample(range(len(texts) * EXTRACTS), OF_ONE)),
        codes[1].pk: set(chance.sample(range(len(texts) * EXTRACTS), OF_ONE * sources // SOURCES)),
    }
    for number, some in enumerate(batched(texts, 50, strict=False)):
        _code(some, number * 50 * EXTRACTS, codes[2:], picked, user, chance)
    _analyse()
    return study, user, codes[:2]


def _interviews(study: "Study", number: int, chance: random.Random) -> "Iterator[object]":
    """Sources with their words, a person of one of three sites in each."""
    from interviews.models import Participant, Participation, Source, SourceText, SourceTracer
    from interviews.turns import find_turns

    turns = [_relabelled(turn) for file in sorted(TEXTS.glob("*.txt")) for turn in file.read_text().split("\n\n")]
    sites, tracers = list(study.sites.all()), list(study.tracers.all())
    for numbers in batched(range(number), 50, strict=False):
        sources = [
            Source(study=study, printed_id=f"{20_000 + n}", interviewers=["Interviewer"], date="2016-07")
            for n in numbers
        ]
        people = [Participant(study=study, code=f"P{source.printed_id}") for source in sources]
        texts = [_text(source, turns, chance, find_turns) for source in sources]
        Source.objects.bulk_create(sources)
        Participant.objects.bulk_create(people)
        Participation.objects.bulk_create(
            Participation(
                source=source,
                participant=person,
                site=chance.choice(sites),
                organisation=chance.choice(("Provider", "Commissioner", "Charity")),
                speaker="Respondent",
            )
            for source, person in zip(sources, people, strict=True)
        )
        SourceTracer.objects.bulk_create(SourceTracer(source=each, tracer=chance.choice(tracers)) for each in sources)
        SourceText.objects.bulk_create(texts)
        yield from texts


def _relabelled(turn: str) -> str:
    """Said by who asks or by who answers: the turns of one text come from many."""
    label, colon, words = turn.partition(": ")
    return f"{label if label == 'Interviewer' else 'Respondent'}: {words}" if colon else turn


def _text(source: object, turns: list[str], chance: random.Random, find_turns: object) -> object:
    from interviews.models import SourceText

    words, count = [], 0
    while count < WORDS:
        words.append(chance.choice(turns))
        count += len(words[-1].split())
    text = SourceText(source=source, version=1, text="\n\n".join(words))
    text.turns = [asdict(turn) for turn in find_turns(text.text, interviewers=("Interviewer",))]  # type: ignore[operator]
    text.sum_up()
    return text


def _code(texts: object, first: int, codes: object, picked: object, user: object, chance: random.Random) -> None:
    """The extracts of some texts, numbered from `first` on, with one or two codes each."""
    from interviews.anchoring import context
    from interviews.models import Coding, Extract

    extracts, codings = [], []
    for text in texts:  # type: ignore[attr-defined]
        edges = [found.span() for found in re.finditer(r"\S+", text.text)]
        for _ in range(EXTRACTS):
            begin = chance.randrange(len(edges) - 60)
            start, end = edges[begin][0], edges[begin + chance.randint(8, 59)][1]
            prefix, suffix = context(text.text, start, end)
            speaker = next((turn["speaker"] for turn in text.turns if turn["start"] <= start < turn["end"]), "")
            span = {"start": start, "end": end, "quote": text.text[start:end], "prefix": prefix, "suffix": suffix}
            extract = Extract(text=text, speaker=speaker, made_by=user, **span)
            held = {pk for pk, numbers in picked.items() if first + len(extracts) in numbers}  # type: ignore[attr-defined]
            held |= {code.pk for code in chance.sample(codes, chance.choice((1, 1, 2)))}  # type: ignore[call-overload]
            codings += [Coding(extract=extract, code_id=pk, by=user, coder="Alice Marsh") for pk in held]
            extracts.append(extract)
    Extract.objects.bulk_create(extracts, batch_size=2_000)
    Coding.objects.bulk_create(codings, batch_size=4_000)


def _analyse() -> None:
    """What the database does by itself some minutes after so many rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
