"""The search of a study of 143 interviews with 8,000 words each, and of one ten times as large.

Served: from the request to the last byte, through the production server, median; for a word that is said now and then
and for others, the slowest of which is held against the goal. The plan of each is looked at: the passages must be found
through an index. The words come from the demo's turns, mixed with made-up ones, so that there are as many different
words as in real speech.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from bench import house
from bench.frame import Figure
from bench.reading import fetched, logged_in

if TYPE_CHECKING:
    from accounts.models import Membership, Study, User

INTERVIEWS, WORDS, TIMES = 143, 8_000, 10
GOALS = {1: 100, TIMES: 200}
ASKED = {
    "a word": "budget",
    "a phrase": '"the same room"',
    "a beginning": "commission*",
    "either, and not": "(budget OR contract) -nurse",
}
TEXTS = Path(__file__).resolve().parents[1] / "fixtures" / "demo" / "texts"


def measure() -> list[Figure]:
    return [figure for times in (1, TIMES) for figure in _measured(times)]


def _measured(times: int) -> Iterator[Figure]:
    from django.db import connection

    from accounts.models import Membership

    user, study = spoken_study(INTERVIEWS * times)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    member = Membership.objects.get(study=study, user=user)
    for what, typed in ASKED.items():
        _through_an_index(member, what, typed)
    size = f"{INTERVIEWS * times:,} interviews"
    with house.served() as address:
        cookie = logged_in(user)
        served = {
            what: 1000 * fetched(address, f"/studies/{study.slug}/search/?q={quote(typed)}", cookie)[1]
            for what, typed in ASKED.items()
        }
        slowest = max(served, key=lambda what: served[what])
        yield Figure(f"search: served, {size}, {slowest}", served[slowest], goal=GOALS[times])
        yield from (Figure(f"search: served, {what}", served[what]) for what in served if what != slowest)
        _, seconds = fetched(address, f"/studies/{study.slug}/search/?q=people", cookie)
        yield Figure(f"search: served, {size}, a word said everywhere", 1000 * seconds)
        _, seconds = fetched(address, f"/studies/{study.slug}/search/words/", cookie)
        yield Figure(f"words counted: served, {size}", 1000 * seconds)


def _through_an_index(member: "Membership", what: str, typed: str) -> None:
    from interviews.searching.asked import Asked
    from interviews.searching.finding import Search, by_index

    with by_index():
        plan = Search(member, Asked(q=typed)).turns().order_by().explain()
    if "Bitmap Index Scan on turns_by_" not in plan:
        raise RuntimeError(f"The search for {what} ({typed}) goes through all turns:\n{plan}")


def spoken_study(interviews: int) -> "tuple[User, Study]":
    """Made-up words stand for the many that a study says once or twice: some 40 in each thousand."""
    from accounts.models import User
    from tests import factories

    chance = random.Random(7)
    study = factories.study(slug=f"bench-search-{interviews}")
    user = User.objects.filter(email="alice@example.org").first() or factories.user("Alice Marsh")
    study.admit(user, "owner")
    turns = [turn for file in sorted(TEXTS.glob("*.txt")) for turn in file.read_text().split("\n\n")]
    for number in range(interviews):
        words, count = [], 0
        while count < WORDS:
            words.append(f"{chance.choice(turns)} {_made_up(chance)} {_made_up(chance)}.")
            count += len(words[-1].split())
        site = chance.choice(["A1", "A2", "NAT"])
        factories.source(study, str(20_000 + number), words="\n\n".join(words), site=site)
    return user, study


def _made_up(chance: random.Random) -> str:
    return "".join(chance.choice("bcdfghklmnprstvw") + chance.choice("aeiou") for _ in range(chance.randint(2, 4)))
