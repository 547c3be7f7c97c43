"""Bringing in 150 interviews of 8,000 words (docx, txt and vtt, a third each) with a metadata sheet, through the real
pages in Chromium, the production web server and its worker.

Brought in: from the click that sends the first byte until the last source stands in the study; the person between
looks at the table of files and presses the button as soon as it is there. Memory: the sum of the proportional set sizes
(PSS) of all processes of the web server and the worker, looked at ten times a second, the most of it. Killed: the same
again in another study, the worker killed with -9 twice while it reads and three times while it brings in; lost and
doubled are counted in the study afterwards.
"""

import csv
import io
import os
import random
import re
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import house
from bench.frame import Figure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from accounts.models import Study, User

FILES, WORDS = 150, 8_000
ENDINGS = ("docx", "txt", "vtt")
TEXTS = Path(__file__).resolve().parents[1] / "fixtures" / "demo" / "texts"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
PATIENCE = 600_000  # milliseconds


def measure() -> list[Figure]:
    from playwright.sync_api import sync_playwright

    from config.serve import Worker

    with (
        tempfile.TemporaryDirectory() as folder,
        house.served() as address,
        Worker() as worker,
        kept_up(worker),
        memory() as peak,
        sync_playwright() as playwright,
    ):
        files = generated(Path(folder))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        seconds, looking = brought_in(browser, address, *somebody("quiet"), files)
        most = max(peak)
        study, user = somebody("killed")
        kills = Killer(worker, study)
        with kills.at_work():
            brought_in(browser, address, study, user, files)
        browser.close()
    lost, doubled = missing(study)
    return [
        Figure("import: 150 interviews of 8,000 words, from click to last source", seconds, "s", goal=180),
        Figure("import: of that until the table of files stands there", looking, "s"),
        Figure("import: memory of web server and worker (PSS)", most, "MB", goal=1024),
        Figure(f"import: interviews lost by {kills.done} kills of the worker", lost, "", goal=0),
        Figure(f"import: interviews doubled by {kills.done} kills of the worker", doubled, "", goal=0),
    ]


def generated(folder: Path) -> list[Path]:
    """The files and their sheet: sentences of the demo's interviews, in an order of their own in each."""
    chance = random.Random(7)
    texts = [file.read_text() for file in sorted(TEXTS.glob("*.txt"))]
    spoken = [turn.partition(": ")[2] for text in texts for turn in text.split("\n\n") if ": " in turn]
    sentences = [each for words in spoken for each in re.split(r"(?<=[.?!])\s+", words) if each]
    rows, paths = [], []
    for number in range(FILES):
        ending = ENDINGS[number % len(ENDINGS)]
        path = folder / f"interview {30000 + 7 * number}.{ending}"
        path.write_bytes(written(ending, list(turns(chance, sentences))))
        paths.append(path)
        rows.append(described(path, number))
    sheet = folder / "sources.csv"
    with sheet.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return [*paths, sheet]


def turns(chance: random.Random, sentences: list[str]) -> Iterator[tuple[str, str]]:
    count = 0
    while count < WORDS:
        for speaker, number in (("Interviewer", 2), ("Respondent", 8)):
            words = " ".join(chance.choices(sentences, k=number))
            count += len(words.split())
            yield speaker, words


def described(path: Path, number: int) -> dict[str, str]:
    return {
        "file": path.name,
        "id": path.stem.removeprefix("interview "),
        "date": f"2016-{1 + number % 12:02}-{1 + number % 28:02}",
        "mode": ("face to face", "telephone")[number % 2],
        "site": ("A1", "A2", "National")[number % 3],
        "organisation": ("Provider", "CCG", "Council")[number % 3],
        "role": "Manager",
        "participant": f"P{number % 115:03}",
        "tracers": "dementia" if number % 2 else "dementia; screening",
    }


def written(ending: str, spoken: list[tuple[str, str]]) -> bytes:
    if ending == "txt":
        return "\n\n".join(f"{speaker}: {words}" for speaker, words in spoken).encode()
    if ending == "vtt":
        cues = [
            f"{clock(10 * number)} --> {clock(10 * number + 9)}\n<v {speaker}>{words}</v>"
            for number, (speaker, words) in enumerate(spoken)
        ]
        return "\n\n".join(["WEBVTT", *cues]).encode()
    from docx import Document

    document, out = Document(), io.BytesIO()
    for speaker, words in spoken:
        document.add_paragraph(f"{speaker}: {words}")
    document.save(out)
    return out.getvalue()


def clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def somebody(slug: str) -> "tuple[Study, User]":
    from tests import factories

    study = factories.study(slug=slug, title=slug)
    return study, factories.member(study, f"{slug.title()} Marsh", "owner")


def brought_in(
    browser: "Browser", address: str, study: "Study", user: "User", files: list[Path]
) -> tuple[float, float]:
    """Seconds until the last source is there, and until the table of files stood there."""
    from bench.reading import logged_in, visitor

    with visitor(browser, address, logged_in(user)) as page:
        page.set_default_timeout(PATIENCE)
        page.goto(f"{address}/studies/{study.slug}/uploads/")
        page.set_input_files("input[type=file]", [str(file) for file in files])
        begun = time.perf_counter()
        page.get_by_role("button", name="Read the files").click(no_wait_after=True)
        button = page.get_by_role("button", name=f"Bring in {FILES} files")
        button.wait_for()
        looking = time.perf_counter() - begun
        button.click(no_wait_after=True)
        page.wait_for_url(f"**/studies/{study.slug}/sources/")
        seconds = time.perf_counter() - begun
    return seconds, looking


@contextmanager
def kept_up(worker: Any) -> Iterator[None]:
    """The worker is begun again when it is killed, as config.serve does."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.5):
            worker.keep_up()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


@contextmanager
def memory() -> Iterator[list[float]]:
    """Megabytes that all processes below this one hold together, ten times a second."""
    ended, seen = threading.Event(), [0.0]

    def watch() -> None:
        while not ended.wait(0.1):
            seen.append(sum(map(megabytes, ours())))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        ended.set()
        thread.join()


def ours() -> list[Path]:
    """The processes of the web server and the worker that this one has started."""
    parents, found = {}, []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(process.name)] = int(process.joinpath("stat").read_text().rpartition(") ")[2].split()[1])
            command = process.joinpath("cmdline").read_bytes()
        except OSError:
            continue
        if b"config.worker" in command or b"config.wsgi" in command:
            found.append(process)
    return [process for process in found if os.getpid() in ancestors(int(process.name), parents)]


def ancestors(process: int, parents: dict[int, int]) -> set[int]:
    seen: set[int] = set()
    while process in parents and process not in seen:
        seen.add(process)
        process = parents[process]
    return seen


def megabytes(process: Path) -> float:
    try:
        lines = process.joinpath("smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


class Killer:
    """Kills the worker with -9 while it reads and while it brings in."""

    def __init__(self, worker: Any, study: "Study") -> None:
        self.worker, self.study, self.done = worker, study, 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        ended = threading.Event()
        thread = threading.Thread(target=self._kill, args=(ended,))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()

    def _kill(self, ended: threading.Event) -> None:
        from django.db import connection

        from accounts.models import Job

        marks = [("upload reading", 0.3), ("upload reading", 0.7)]
        marks += [("upload import", part) for part in (0.2, 0.5, 0.8)]
        while marks and not ended.wait(0.02):
            kind, part = marks[0]
            job = Job.objects.filter(study=self.study, kind=kind, state="running").first()
            if job and job.done >= part * FILES:
                os.kill(self.worker.process.pid, signal.SIGKILL)
                self.done += 1
                marks.pop(0)
                time.sleep(0.5)
        connection.close()


def missing(study: "Study") -> tuple[int, int]:
    """How many of the interviews are not there, and how many more than once."""
    from interviews.models import SourceText

    texts = list(SourceText.objects.filter(source__study=study).values_list("checksum", flat=True))
    return FILES - len(set(texts)), len(texts) - len(set(texts))
