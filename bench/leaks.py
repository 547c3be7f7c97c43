"""The leak scan of a whole study: 150 interviews of 8,000 words, 300 names taken out, a thousand extracts and memos.

No goal is set for it as a whole; it is what somebody waits for on the page and before each export. A text alone is
looked through at 200,000 words a second at least.
"""

import random
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.frame import Figure

if TYPE_CHECKING:
    from accounts.models import Study

INTERVIEWS, WORDS, NAMES, MEMOS = 150, 8_000, 300, 1_000
LEAST = 200_000  # words a second
LETTERS = "bcdfghjklmnprstvw"
TEXTS = Path(__file__).resolve().parents[1] / "fixtures" / "demo" / "texts"


def measure() -> list[Figure]:
    from accounts.models import Membership
    from exchange.leaks import scan
    from interviews.leaks.lookout import lookout

    study, planted = anonymised_study()
    begun = time.perf_counter()
    lookout(study)
    ready = time.perf_counter() - begun
    found = scan(Membership(study=study))
    missed = planted - {finding.name for finding in found.taken_out if finding.what == "source text"}
    if missed:
        raise RuntimeError(f"{len(missed)} planted names were not found.")
    return [
        Figure(f"leak scan: {INTERVIEWS} interviews of {WORDS:,} words, {NAMES} names", found.seconds, "s"),
        Figure("leak scan: names unsealed and made ready", ready, "s"),
        Figure("leak scan: words a second", INTERVIEWS * WORDS / found.seconds, "words/s"),
        *_matching(),
    ]


def _matching() -> "Iterator[Figure]":
    """The two matchers by themselves, over one long text."""
    from interviews.anonymise.known import Form
    from interviews.leaks import fresh
    from interviews.leaks.names import Names

    text = "We sat in the same room so nobody could pass people on and Will said that it changed things. " * 5_000
    called = [f"Given{number} Surname{number}" for number in range(NAMES)]
    names = Names([*(Form(name, "person", name, 1.0) for name in called), Form("Will", "person", "Will", 0.4)])
    for what, find in (("names in a text", names.find), ("numbers and addresses in a text", fresh.find)):
        begun = time.perf_counter()
        find(text)
        speed = len(text.split()) / (time.perf_counter() - begun)
        yield Figure(f"leak scan: {what}", speed, "words/s", at_least=LEAST)


def anonymised_study() -> "tuple[Study, set[str]]":
    """A study with names taken out, one of which is still there in every tenth interview: printed ids of these."""
    from accounts import sealing
    from interviews.models import Memo, Replacement
    from tests import factories

    chance = random.Random(7)
    study = factories.study(slug="bench-leaks")
    names = [f"{_name(chance)} {_name(chance)}" for _ in range(NAMES)]
    sealed = sealing.seal_many(study, (f"{name}\n{name.split()[1]}" for name in names))
    Replacement.objects.bulk_create(
        Replacement(study=study, type="person", label=f"[person {order}]", sealed=each, state="accepted", order=order)
        for order, each in enumerate(sealed)
    )
    turns = [turn for file in sorted(TEXTS.glob("*.txt")) for turn in file.read_text().split("\n\n")]
    planted = set()
    for number in range(INTERVIEWS):
        words, count = [], 0
        while count < WORDS:
            words.append(chance.choice(turns))
            count += len(words[-1].split())
        if number % 10 == 0:
            words.insert(len(words) // 2, f"Respondent: Then {chance.choice(names).upper()}’s letter came.")
            planted.add(str(20_000 + number))
        factories.source(study, str(20_000 + number), words="\n\n".join(words))
    study.sources.update(status="anonymised")
    Memo.objects.bulk_create(Memo(study=study, text=chance.choice(turns)) for _ in range(MEMOS))
    return study, planted


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(LETTERS) + chance.choice("aeiou") for _ in range(3)).title()
