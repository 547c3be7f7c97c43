"""A run of suggestions over 143 interviews of 8,000 words, for a code with 190 extracts, and for one with 1,900.

The words are those of the demo study with rarer ones strewn in, so that there are as many different words as in so many
interviews; the extracts are sentences that speak of money. The run is made by a process of its own on one core, as the
worker makes it; its time and its memory are those of the whole process, but for reading the program.
"""

import json
import random
import re
import subprocess
import sys
from itertools import batched
from typing import TYPE_CHECKING
from uuid import uuid4

from bench import house
from bench.codes import _relabelled
from bench.codes import _text as one_text
from bench.frame import Figure
from bench.reading import TEXTS, fetched, logged_in

if TYPE_CHECKING:
    from accounts.models import Study, User
    from interviews.models import Code, SourceText

SOURCES, EXTRACTS = 143, (190, 1_900)
RARE, STREWN = 30_000, 0.02  # made-up words, and the share of words in whose place they stand
MONEY = re.compile(r"[^.?!]*\b(?:money|budgets?|pots?|funds?|pay|paid|spend|spent)\b[^.?!]*[.?!]")
WORK = """
import json, os, resource, time
os.sched_setaffinity(0, {0})
import django
django.setup()
from accounts import jobs
begun = time.perf_counter()
jobs.run_next()
print(json.dumps([time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def measure() -> list[Figure]:
    from accounts.models import Membership
    from interviews.models import SuggestionRun
    from interviews.suggesting import asking

    study, user, codes = a_study()
    member = Membership.objects.select_related("study", "user").get(study=study, user=user)
    figures, cookie = [], logged_in(user)
    with house.served() as address:
        for number, code in zip(EXTRACTS, codes, strict=True):
            job = asking.begin(member, code, run=uuid4())
            seconds, megabytes = json.loads(subprocess.check_output([sys.executable, "-c", WORK]))
            run = SuggestionRun.objects.get(pk=job.thing)
            size, served = fetched(address, f"/studies/{study.slug}/suggestions/{run.pk}/", cookie)
            what = f"{number:,} extracts, {SOURCES} interviews"
            figures += [
                Figure(f"suggestions: a run on one core, {what}", seconds, "s"),
                Figure(f"suggestions: memory at most, {what}", megabytes, "MB"),
                Figure(f"suggestions: passages looked through, {what}", run.passages, ""),
                Figure(f"suggestions: found again of {run.held} held back, {what}", run.found / run.held, "share"),
                Figure(f"suggestions: by chance, {what}", run.by_chance / run.held, "share"),
                Figure(f"suggestions: page of a run, served, {what}", 1000 * served),
            ]
            figures.append(Figure(f"suggestions: page of a run, size, {what}", size / 1000, "kB"))
    return figures


def a_study() -> "tuple[Study, User, list[Code]]":
    from interviews.models import Source, SourceText, SpokenTurn
    from interviews.turns import find_turns
    from tests import factories

    study = factories.study(slug="bench-suggesting")
    user = factories.member(study, "Alice Marsh", "owner")
    chance = random.Random(7)
    turns = [_relabelled(turn) for file in sorted(TEXTS.glob("*.txt")) for turn in file.read_text().split("\n\n")]
    rare = ["".join(chance.choices("abdeiklmnorstu", k=chance.randint(4, 9))) for _ in range(RARE)]
    strewn = [_strewn(turn, rare, chance) for turn in turns for _ in range(20)]
    texts: list[SourceText] = []
    for numbers in batched(range(SOURCES), 50, strict=False):
        sources = [Source(study=study, printed_id=f"{20_000 + n}", interviewers=["Interviewer"]) for n in numbers]
        Source.objects.bulk_create(sources)
        some = [one_text(source, strewn, chance, find_turns) for source in sources]
        SourceText.objects.bulk_create(some)  # type: ignore[arg-type]
        SpokenTurn.objects.lay_down(some)  # type: ignore[arg-type]
        texts += some  # type: ignore[arg-type]
    codes = [factories.code(study, f"Money {number}") for number in EXTRACTS]
    for number, code in zip(EXTRACTS, codes, strict=True):
        _code(texts, code, number, user, chance)
    return study, user, codes


def _strewn(turn: str, rare: list[str], chance: random.Random) -> str:
    label, colon, words = turn.partition(": ")
    said = [chance.choice(rare) if chance.random() < STREWN else word for word in words.split(" ")]
    return f"{label}{colon}{' '.join(said)}"


def _code(texts: "list[SourceText]", code: "Code", number: int, user: "User", chance: random.Random) -> None:
    from interviews.models import Coding, Extract

    places = [(text, found.span()) for text in texts for found in MONEY.finditer(text.text)]
    extracts = [
        Extract(text=text, start=start, end=end, quote=text.text[start:end], made_by=user)
        for text, (start, end) in chance.sample(places, number)
    ]
    Extract.objects.bulk_create(extracts, batch_size=2_000)
    Coding.objects.bulk_create(Coding(extract=extract, code=code, by=user, coder="Alice Marsh") for extract in extracts)
