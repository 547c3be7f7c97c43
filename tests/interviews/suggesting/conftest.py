"""Interviews in which money is spoken of three times in each, and coded twice."""

import random
from uuid import uuid4

import pytest

from accounts import jobs
from accounts.models import Job, Membership, Study, User
from interviews.models import Code, Source, SuggestionRun
from interviews.suggesting import asking
from tests import factories

MONEY = (
    "The pooled budget was spent and nobody would say whose underspend it was.",
    "We carried the underspend into another year, and the ledger never agreed with the pooled figure.",
    "They invoiced the pooled budget twice, so the ledger showed a deficit that was not there.",
)
OTHER = [f"{one}{two}{three}" for one in "bdfgklmnprst" for two in "aeiou" for three in ("n", "rk", "st", "l")]


def membership(study: Study, user: User) -> Membership:
    return study.memberships.select_related("study", "user").get(user=user)


def interview(study: Study, printed_id: str, code: Code | None, *, site: str = "A1", by: User | None = None) -> Source:
    """Twelve answers; the third, sixth and ninth speak of money, and the first two of these have the code."""
    chance = random.Random(printed_id)
    said = [" ".join(chance.choices(OTHER, k=14)).capitalize() + "." for _ in range(12)]
    said[2], said[5], said[8] = MONEY
    words = "\n\n".join(f"Interviewer: And the pooled budget?\n\nRespondent: {each}" for each in said)
    source = factories.source(study, printed_id, words=words, site=site)
    if code:
        for quote in MONEY[:2]:
            factories.extract(source, quote, code, by=by)
    return source


@pytest.fixture
def money(study) -> Code:
    return factories.code(study, "Money")


@pytest.fixture
def sources(study, money, bob) -> list[Source]:
    """Five, of which the last is not coded yet."""
    return [interview(study, str(20_000 + n), money if n < 4 else None, by=bob) for n in range(5)]


def a_run(user: User, code: Code) -> SuggestionRun:
    """Asked for and made."""
    job = asking.begin(membership(code.study, user), code, run=uuid4())
    jobs.run(job)
    assert job.state == Job.State.DONE, job.problem
    return SuggestionRun.objects.get(pk=job.thing)


@pytest.fixture
def run(sources, money, bob) -> SuggestionRun:
    return a_run(bob, money)
