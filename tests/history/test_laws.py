"""What holds for any sequence of deeds, on the real database."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.history.refused import Refused
from accounts.history.steps import last_redoable, last_undoable
from accounts.models import Change, JournalEntry
from tests import factories, steps
from tests.history.deeds import DEEDS, do
from tests.history.state import everything
from tests.steps import taken_back

ANY = st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, 2**16)), min_size=1, max_size=14)
LAW = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def at_work(study, bob, alice):
    """A study with something in it, so that most deeds find what they need."""
    source = factories.source(study)
    trust = factories.code(study, "Trust")
    factories.extract(source, "same room", trust)
    factories.configuration(study)
    steps.over()
    return study


def steps_left(study, user) -> bool:
    return last_undoable(study.memberships.get(user=user)) is not None


@LAW
@given(ANY)
def test_undoing_everything_in_reverse_brings_the_very_same_rows_back_and_redoing_too(at_work, bob, deeds):
    with taken_back():
        states = [everything()]
        for number, seed in deeds:
            entries = JournalEntry.objects.count()
            do(number, seed, at_work, bob)
            if everything() != states[-1]:
                assert JournalEntry.objects.count() > entries, DEEDS[number]
                states.append(everything())
        seen = [everything()]
        while steps_left(at_work, bob):
            steps.undo_last(at_work, bob)
            if everything() != seen[-1]:
                seen.append(everything())
        assert seen == states[::-1]
        while last_redoable(at_work.memberships.get(user=bob)):
            steps.redo_last(at_work, bob)
        assert everything() == states[-1]


@LAW
@given(ANY, st.lists(st.booleans(), min_size=1, max_size=20))
def test_undoing_and_redoing_in_any_order_stays_on_the_way(at_work, bob, deeds, ways):
    with taken_back():
        for number, seed in deeds:
            do(number, seed, at_work, bob)
        for back in ways:
            before = everything()
            try:
                (steps.undo_last if back else steps.redo_last)(at_work, bob)
            except Refused:
                assert everything() == before
                continue
            (steps.redo_last if back else steps.undo_last)(at_work, bob)
            assert everything() == before
            (steps.undo_last if back else steps.redo_last)(at_work, bob)


@LAW
@given(st.lists(st.tuples(st.integers(0, len(DEEDS) - 1), st.integers(0, 2**16), st.booleans()), max_size=14))
def test_with_two_at_work_a_refused_undoing_changes_nothing_and_an_undoing_only_its_own_rows(
    at_work, alice, bob, deeds
):
    with taken_back():
        for number, seed, hers in deeds:
            do(number, seed, at_work, alice if hers else bob)
        for user in (bob, alice, bob, alice):
            before, noted = everything(), Change.objects.count()
            step = last_undoable(at_work.memberships.get(user=user))
            try:
                with transaction.atomic():
                    steps.undo_last(at_work, user)
            except Refused:
                assert everything() == before
                assert Change.objects.count() == noted
                continue
            mine = {str(row) for row in Change.objects.filter(step=step).values_list("row", flat=True)}
            assert rows_that_differ(before, everything()) <= mine


def rows_that_differ(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """But for the turns of its words, which follow from the source."""
    differing = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    return {key.split()[1] for key in differing if not key.startswith(("SourceText ", "SpokenTurn "))}
