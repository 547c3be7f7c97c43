"""Bob and Dana code one source, blind; Alice owns the study."""

import pytest

from accounts.models import Membership, Study, User
from interviews.double import deeds
from interviews.models import Assignment, Code, DoubleCoding, Source
from tests import factories


def membership(study: Study, user: User) -> Membership:
    return study.memberships.select_related("study", "user").get(user=user)


def begin(source: Source, first: User, second: User, owner: User) -> DoubleCoding:
    coders = (membership(source.study, user) for user in (first, second))
    return DoubleCoding.objects.begin([source], *coders, by=membership(source.study, owner))[0]


@pytest.fixture
def source(study) -> Source:
    return factories.source(study)


@pytest.fixture
def dana(study) -> User:
    return factories.member(study, "Dana Webb", "analyst")


@pytest.fixture
def double(source, alice, bob, dana) -> DoubleCoding:
    return begin(source, bob, dana, alice)


@pytest.fixture
def codes(study) -> dict[str, Code]:
    return {name: factories.code(study, name) for name in ("Trust", "Doubt", "Money")}


@pytest.fixture
def opened(double, codes, source, bob, dana) -> DoubleCoding:
    """Trust with other ends, Doubt by Bob alone, Money by Dana alone."""
    factories.extract(source, "we sat in the same room", codes["Trust"], by=bob)
    factories.extract(source, "sat in the same room, so", codes["Trust"], by=dana)
    factories.extract(source, "awkward at first", codes["Doubt"], by=bob)
    factories.extract(source, "took the budget", codes["Money"], by=dana)
    for user in (bob, dana):
        deeds.finish(Assignment.objects.get(double=double, user=user), by=user)
    double.refresh_from_db()
    return double
