"""Codes that move, merge and split: what the deeds do, and that nothing is lost by any row of them."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import JournalEntry
from interviews.codebook import merge, split
from interviews.codetree import branches, flat
from interviews.models import Code, CodeTheme, Coding, Extract, Memo
from interviews.siblings import STEP, position_at
from tests import factories

pytestmark = pytest.mark.django_db
QUOTES = ("same room", "awkward at first", "memory clinic", "everything")


@pytest.fixture
def source(study):
    return factories.source(study)


def paths(study) -> list[str]:
    return [branch.path for branch in flat(branches(study.codes.all()))]


# Merging


def test_all_that_stood_on_the_one_stands_on_the_other(study, source, alice, bob):
    money, budget = factories.code(study, "Money"), factories.code(study, "Budget")
    factories.code(study, "Sharing", budget)
    theme = study.themes.get()
    CodeTheme.objects.create(code=budget, theme=theme)
    memo = Memo.objects.create(study=study, text="Whose money?", on=budget.pk)
    extract = factories.extract(source, "same room", budget, by=bob)
    assert merge(budget, into=money, by=alice) == 1
    assert paths(study) == ["Money", "Money › Sharing"]
    coding = extract.codings.get()
    assert (coding.code, coding.coder, coding.by) == (money, "Bob Tanner", bob)
    assert list(money.themes.all()) == [theme]
    memo.refresh_from_db()
    assert memo.on == money.pk
    line = JournalEntry.objects.filter(study=study).latest("at")
    assert (line.deed, line.thing, line.count, line.by) == ("merged", money.pk, 1, alice)


def test_what_one_coder_coded_with_both_is_coded_once_and_another_coder_stays(study, source, alice, bob):
    money, budget = factories.code(study, "Money"), factories.code(study, "Budget")
    extract = factories.extract(source, "same room", money, budget, by=bob)
    Coding.objects.create(extract=extract, code=budget, by=alice, coder="Alice Marsh")
    merge(budget, into=money, by=alice)
    assert set(extract.codings.values_list("code__name", "coder")) == {
        ("Money", "Bob Tanner"),
        ("Money", "Alice Marsh"),
    }


@pytest.mark.parametrize(("meaning", "said"), [("ours", "Pounds"), ("theirs", "Pots"), ("both", "Pounds\n\nPots")])
def test_the_words_that_say_what_it_means_are_chosen(study, alice, meaning, said):
    money = Code.objects.make(study, "Money", by=None, description="Pounds")
    budget = Code.objects.make(study, "Budget", by=None, description="Pots")
    merge(budget, into=money, by=alice, meaning=meaning)
    money.refresh_from_db()
    assert money.description == said


def test_a_code_goes_into_the_one_above_it(study, alice):
    money = factories.code(study, "Money")
    budget = factories.code(study, "Budget", money)
    factories.code(study, "Sharing", budget)
    merge(budget, into=money, by=alice)
    assert paths(study) == ["Money", "Money › Sharing"]


def test_two_that_cannot_become_one_stay_as_they_are(study, alice, charlie):
    money = factories.code(study, "Money")
    budget = factories.code(study, "Budget", money)
    other = factories.code(study, "Other")
    factories.code(study, "budget", other)
    old = factories.code(study, "Old")
    old.retire(by=alice)
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    before = paths(study)
    for code, into, said in (
        (money, money, "with itself"),
        (money, budget, "stands under"),
        (other, money, "Both have a code “budget” under them"),
        (money, old, "is retired"),
        (money, foreign, "another study"),
    ):
        with pytest.raises(ValidationError, match=said):
            merge(code, into=into, by=alice)
    assert paths(study) == before


# Splitting


def test_chosen_extracts_get_the_other_code_and_leave_the_old_one(study, source, alice, bob):
    money, budget = factories.code(study, "Money"), factories.code(study, "Budget")
    gone, stays = (factories.extract(source, quote, money, by=bob) for quote in QUOTES[:2])
    assert split(money, [gone.pk], into=budget, keep=False, by=alice) == 1
    assert [(c.code, c.coder) for c in gone.codings.all()] == [(budget, "Bob Tanner")]
    assert [c.code for c in stays.codings.all()] == [money]
    line = JournalEntry.objects.filter(study=study).latest("at")
    assert (line.deed, line.thing, line.count) == ("split", money.pk, 1)


def test_kept_on_the_old_one_too_they_have_both(study, source, alice, bob):
    money, budget = factories.code(study, "Money"), factories.code(study, "Budget")
    extract = factories.extract(source, "same room", money, by=bob)
    has_both = factories.extract(source, "memory clinic", money, budget, by=bob)
    split(money, [extract.pk, has_both.pk], into=budget, keep=True, by=alice)
    assert set(extract.codings.values_list("code__name", "coder")) == {
        ("Money", "Bob Tanner"),
        ("Budget", "Alice Marsh"),
    }
    assert has_both.codings.count() == 2


def test_a_split_of_nothing_is_refused(study, source, alice):
    money, budget = factories.code(study, "Money"), factories.code(study, "Budget")
    extract = factories.extract(source, "same room", budget)
    for chosen, into, said in (([], budget, "Tick"), ([extract.pk], budget, "Tick"), ([extract.pk], money, "already")):
        with pytest.raises(ValidationError, match=said):
            split(money, chosen, into=into, keep=False, by=alice)


# Moving


def test_a_code_moves_anywhere_and_the_others_keep_their_rows(study, alice):
    one, two, three = (factories.code(study, name) for name in ("One", "Two", "Three"))
    three.move(parent=None, before=one, by=alice)
    assert paths(study) == ["Three", "One", "Two"]
    two.move(parent=three, by=alice)
    assert paths(study) == ["Three", "Three › Two", "One"]
    one.refresh_from_db()
    assert one.position == 10


def test_in_and_out(study, alice):
    one, two = factories.code(study, "One"), factories.code(study, "Two")
    factories.code(study, "Three")
    two.step_in(by=alice)
    assert paths(study) == ["One", "One › Two", "Three"]
    two.step_out(by=alice)
    assert paths(study) == ["One", "Two", "Three"]
    for step, said in ((one.step_in, "No code stands before"), (one.step_out, "at the top already")):
        with pytest.raises(ValidationError, match=said):
            step(by=alice)


def test_what_stays_where_it_is_is_no_deed(study, alice):
    one, two = factories.code(study, "One"), factories.code(study, "Two")
    one.step(-1, by=alice)
    one.move(parent=None, before=two, by=alice)
    assert not JournalEntry.objects.filter(study=study, deed="moved").exists()


def test_a_code_moves_neither_under_itself_nor_beside_its_name(study, alice):
    one = factories.code(study, "One")
    below = factories.code(study, "Two", one)
    factories.code(study, "two")
    elsewhere = factories.code(study, "Else")
    for code, parent, before, said in (
        (one, below, None, "under itself"),
        (one, one, None, "under itself"),
        (below, None, None, "already a code “Two”"),
        (below, one, elsewhere, "somewhere else by now"),
    ):
        with pytest.raises(ValidationError, match=said):
            code.move(parent=parent, before=before, by=alice)


@given(st.lists(st.integers(0, 60), max_size=8), st.integers(0, 8))
def test_a_number_lies_between_its_neighbours(numbers: list[int], place: int) -> None:
    place = min(place, len(numbers))
    number = position_at(numbers, place)
    if number is None:
        return
    row = [*numbers[:place], number, *numbers[place:]]
    assert row == sorted(set(row))
    assert number <= max([0, *numbers]) + STEP


# Laws, on real rows

DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["move", "merge", "split", "keep", "up", "down", "in", "out", "retire"]),
        *[st.integers(0, 9)] * 3,
    ),
    max_size=14,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    parents=st.lists(st.integers(-1, 5), min_size=2, max_size=7),
    codings=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 6), st.booleans()), max_size=10),
    deeds=DEEDS,
)
def test_no_row_of_deeds_loses_anything(study, alice, bob, parents: list[int], codings: Any, deeds: Any) -> None:
    with transaction.atomic():
        extracts, codes = _made(study, parents)
        for extract, code, by_alice in codings:
            by = alice if by_alice else bob
            Coding.objects.get_or_create(
                extract=extracts[extract], code=codes[code % len(codes)], coder=str(by), defaults={"by": by}
            )
        # For each code that is gone, the one that it went into.
        went: dict[Any, Any] = {}
        expected = {(c.extract_id, c.code_id, c.coder) for c in Coding.objects.filter(code__study=study)}
        for deed in deeds:
            expected = _done(study, alice, extracts, went, expected, *deed)
        assert {(c.extract_id, c.code_id, c.coder) for c in Coding.objects.filter(code__study=study)} == expected
        _stands(study, len(codes) - len(went))
        transaction.set_rollback(True)


def _made(study, parents: list[int]) -> tuple[list[Extract], list[Code]]:
    source = factories.source(study, "law")
    codes: list[Code] = []
    for number, parent in enumerate(parents):
        above = codes[parent] if 0 <= parent < len(codes) else None
        codes.append(factories.code(study, f"Code {number % 4}{'x' * (number // 4)}", above))
    return [factories.extract(source, quote) for quote in QUOTES], codes


def _done(study, by, extracts, went, expected, deed: str, one: int, other: int, third: int) -> set[Any]:
    """Do it, and say which codings there should be after it. What is refused changes nothing."""
    codes = sorted(study.codes.all(), key=lambda code: code.name)
    code, into = codes[one % len(codes)], codes[other % len(codes)]
    chosen = [extract.pk for extract in extracts[: third % 4 + 1]]
    keep = deed == "keep"
    before = codes[third % len(codes)] if third % 2 else None
    try:
        with transaction.atomic():
            if deed == "merge":
                gone = code.pk
                merge(code, into=into, by=by)
                went[gone] = into.pk
                return {(e, into.pk if c == gone else c, who) for e, c, who in expected}
            if deed in {"split", "keep"}:
                split(code, chosen, into=into, keep=keep, by=by)
                return _after_split(expected, code.pk, into.pk, chosen, str(by) if keep else "")
            small = {"up": lambda: code.step(-1, by=by), "down": lambda: code.step(1, by=by)}
            small |= {"in": lambda: code.step_in(by=by), "out": lambda: code.step_out(by=by)}
            small |= {"retire": lambda: code.bring_back(by=by) if code.retired else code.retire(by=by)}
            small |= {"move": lambda: code.move(parent=into, before=before, by=by)}
            small[deed]()
    except ValidationError:
        pass
    return expected


def _after_split(expected, code, into, chosen, keeper: str) -> set[Any]:
    if not keeper:
        return {(e, into if c == code and e in chosen else c, who) for e, c, who in expected}
    has = {e for e, c, _ in expected if c == into}
    return expected | {(e, into, keeper) for e, c, _ in expected if c == code and e in chosen and e not in has}


def _stands(study, number: int) -> None:
    """The codes are one tree, each at a place of its own."""
    codes = list(study.codes.all())
    assert len(codes) == number == len(list(flat(branches(codes))))
    places = {(code.parent_id, code.position) for code in codes}
    assert len(places) == len(codes)
