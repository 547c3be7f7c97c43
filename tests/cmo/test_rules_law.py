"""Whatever is done, in any order, undoing included: no configuration is in a state whose required rules it lacks."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.history.refused import Refused
from cmo.keeping import keep
from cmo.models import Configuration, Evidence, Link
from cmo.states import RULES
from tests import factories, steps
from tests.steps import taken_back

STATES = ["draft", "working", "refined", "refined", "refined", "set aside"]
ANSWERS = ["", "situate", "reconcile"]
LAW = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def state(study, user, chance):
    chance.choice(study.configurations.all()).revise(by=user, state=chance.choice(STATES))


def words(study, user, chance):
    chance.choice(study.configurations.all()).revise(by=user, statement=chance.choice(["", "They talk."]))


def reader(study, user, chance):
    chance.choice(study.configurations.all()).revise(
        by=user, second_reader=chance.choice(["", "Alice Marsh", str(user)])
    )


def evidence(study, user, chance):
    extract = study.sources.first().latest_text.extracts.first()
    said = {"stance": chance.choice(["contradicts", "supports"]), "use": chance.choice(["tests", "elicited", ""])}
    Evidence.objects.add(chance.choice(study.configurations.all()), by=user, extract=extract, **said)


def judge(study, user, chance):
    stance = chance.choice(["contradicts", "supports", ""])
    _some(Evidence.objects.all(), chance).judge(by=user, stance=stance, use=chance.choice(["tests", ""]))


def answer(study, user, chance):
    _some(Evidence.objects.all(), chance).settle(by=user, answer=chance.choice(ANSWERS))


def without(study, user, chance):
    _some(Evidence.objects.all(), chance).remove(by=user)


def rival(study, user, chance):
    first, second = study.configurations.all()[:2]
    first.link(Link.Kind.RIVAL_OF, second, by=user)


def unrival(study, user, chance):
    _some(Link.objects.all(), chance).remove(by=user)


def answer_rival(study, user, chance):
    _some(Link.objects.all(), chance).settle(by=user, answer=chance.choice(ANSWERS))


def version(study, user, chance):
    keep(chance.choice(study.configurations.all()), by=user, reason=chance.choice(["", "They said so."]))


def undo(study, user, chance):
    steps.undo_last(study, user)


def redo(study, user, chance):
    steps.redo_last(study, user)


DEEDS = [state, state, words, reader, evidence, evidence, judge, answer, without, rival, unrival, answer_rival]
DEEDS += [version, undo, undo, redo]


def _some(rows, chance):
    found = list(rows)
    if not found:
        raise ValidationError("There is none yet.")
    return chance.choice(found)


@pytest.fixture
def strict(study, alice, bob):
    """Two configurations that one made ready in several steps, and another took to the last state."""
    study.rules = dict.fromkeys(RULES, "require")
    study.save()
    extract = factories.extract(factories.source(study), "we sat in the same room", by=alice)
    ready = {"statement": "They talk.", "second_reader": "Bob Tanner", "by": alice}
    made = [factories.configuration(study, **ready), factories.configuration(study, site="A2", **ready)]
    steps.over()
    rivals = made[0].link(Link.Kind.RIVAL_OF, made[1], by=alice)
    steps.over()
    rivals.settle(by=alice, answer="adjudicate")
    for each in made:
        steps.over()
        against = Evidence.objects.add(each, by=alice, extract=extract, stance="contradicts")
        steps.over()
        against.settle(by=alice, answer="situate")
        steps.over()
        Evidence.objects.add(each, by=alice, extract=extract, stance="supports", use="tests")
        steps.over()
        each.revise(by=bob, state="refined")
    steps.over()
    return study


@LAW
@given(st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2**16)), min_size=1, max_size=16))
def test_required_rules_cannot_be_passed_by_any_door(strict, alice, bob, deeds):
    with taken_back():
        assert {each.state for each in strict.configurations.all()} == {"refined"}
        for deed, seed in deeds:
            try:
                with transaction.atomic():
                    deed(strict, (alice, bob)[seed % 2], random.Random(seed))
            except (ValidationError, Refused):
                pass
            steps.over()
            for each in Configuration.objects.filter(study=strict).select_related("study"):
                assert [lack.rule for lack in each.lacks() if lack.required] == [], deed
