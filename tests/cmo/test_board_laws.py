"""What holds on any path of edits, moves, mergers, splits and undoing, on the real database."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.history.refused import Refused
from accounts.history.steps import last_undoable
from cmo import lineage, merging, placing, splitting
from cmo.models import Evidence, Item, Link
from cmo.nesting import around
from tests import factories, steps
from tests.history.deeds import one, some
from tests.steps import taken_back

LAW = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
ROLES = ("context", "mechanism", "outcome", "reasoning")


class Told:
    """What there must be: words of items and comments of evidence (each said once by this test), and what merged."""

    def __init__(self, study, by):
        self.study, self.by, self.next = study, by, 0
        self.items, self.evidence = set(texts(study)), set(comments(study))
        self.before = {}  # what there was before each step

    def new(self):
        self.next += 1
        return f"words {self.next}"


def texts(study):
    return Item.objects.filter(configuration__study=study).values_list("text", flat=True)


def comments(study):
    return Evidence.objects.filter(configuration__study=study).values_list("comment", flat=True)


def items(told):
    return Item.objects.filter(configuration__study=told.study)


def add(told, chance, extract):
    words = told.new() if chance.random() < 0.7 else "the same words"
    one(told.study.configurations, chance).add_item(chance.choice(ROLES), words, by=told.by)
    told.items.add(words)


def edit(told, chance, extract):
    item, words = one(items(told), chance), told.new()
    others = set(items(told).exclude(pk=item.pk).values_list("text", flat=True))
    item.revise(by=told.by, text=words, role=chance.choice(ROLES))
    told.items = others | {words}


def move(told, chance, extract):
    before = one(items(told), chance).pk
    placing.place_item(one(items(told), chance), chance.choice(placing.COLUMNS), by=told.by, before=before)


def reorder(told, chance, extract):
    rows = told.study.configurations
    placing.place_configuration(one(rows, chance), by=told.by, before=one(rows, chance).pk)


def merge(told, chance, extract):
    rows = told.study.configurations
    merging.merge(one(rows, chance), into=one(rows, chance), by=told.by)


def split(told, chance, extract):
    whole = one(told.study.configurations, chance)
    picked = [[each.pk for each in some(rows, chance)] for rows in (whole.items, whole.items, whole.evidence)]
    splitting.split(whole, picked[0], copied=picked[1], evidence=picked[2], by=told.by)


def remove(told, chance, extract):
    item = one(items(told), chance)
    held, others = item.evidence.exists(), set(items(told).exclude(pk=item.pk).values_list("text", flat=True))
    item.remove(by=told.by)
    assert not held, "an item with evidence was removed"
    told.items = others


def link(told, chance, extract):
    rows = told.study.configurations
    kind = chance.choice(("nested_in", "nested_in", "ripple", "rival_of"))
    start = one(rows, chance)
    item = chance.choice([None, *start.items.order_by("pk")])
    start.link(kind, one(rows, chance), by=told.by, start_item=item)


def join(told, chance, extract):
    configuration, words = one(told.study.configurations, chance), told.new()
    item = chance.choice([None, *configuration.items.order_by("pk")])
    Evidence.objects.add(configuration, by=told.by, extract=extract, item=item, comment=words)
    told.evidence.add(words)


def undo(told, chance, extract):
    """As it was before that step, or refused."""
    step = last_undoable(told.study.memberships.get(user=told.by))
    try:
        steps.undo_last(told.study, told.by)
    except Refused:
        return
    told.items, told.evidence = told.before[step]


DEEDS = (add, edit, move, reorder, merge, split, remove, link, join, merge, split, link, join)


def holds(told):
    """All that was said is there once and joined within itself."""
    assert set(texts(told.study)) == told.items
    assert sorted(comments(told.study)) == sorted(told.evidence)
    for evidence in Evidence.objects.filter(configuration__study=told.study).select_related("item"):
        assert evidence.item is None or evidence.item.configuration_id == evidence.configuration_id
    links = Link.objects.filter(start__study=told.study).select_related("start_item", "end_item")
    for each in links:
        assert each.start_id != each.end_id
        each.clean()
    nested = [(each.start_id, each.end_id) for each in links if each.kind == "nested_in"]
    assert not any(around(nested, part) for part, _ in nested)
    for each in told.study.configurations.exclude(merged_into=None).select_related("merged_into"):
        assert set(lineage.history(each)) <= set(lineage.history(each.merged_into))


@pytest.fixture
def three(study, bob):
    for words in ("a", "b", "c"):
        factories.configuration(
            study, items={"context": [words, "the same words"], "outcome": [f"{words} comes of it"]}
        )
    steps.over()
    return study


PATH = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 2**16)), min_size=3, max_size=15)


@LAW
@given(PATH)
def test_no_path_loses_an_item_or_evidence_and_nesting_never_circles(three, bob, extract, path):
    with taken_back():
        told = Told(three, bob)
        for deed, seed in path:
            done(deed, told, seed, extract)
            holds(told)


@LAW
@given(PATH, st.integers(1, 6))
def test_nor_does_undoing(three, bob, extract, path, back):
    with taken_back():
        told = Told(three, bob)
        for deed, seed in path:
            done(deed, told, seed, extract)
        for _ in range(back):
            done(undo, told, 0, extract)
            holds(told)


def done(deed, told, seed, extract):
    """As a step of its own; what cannot be done just now is left."""
    steps.over()
    before, lines = (set(told.items), set(told.evidence)), told.study.journal.count()
    try:
        with transaction.atomic():
            deed(told, random.Random(seed), extract)
    except ValidationError:
        pass
    if told.study.journal.count() > lines:
        told.before[told.study.journal.latest("id").step] = before
    steps.over()
