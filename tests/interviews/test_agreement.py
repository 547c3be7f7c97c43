"""Published worked examples, established packages, and the laws that agreement keeps."""

import math
import warnings
from collections import Counter

import krippendorff
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from interviews.agreement import NOTHING, ONE_CATEGORY, agreement, alpha, kappa, per_cent

# Krippendorff (2011), section C: nominal data of four observers and twelve units, some of them missing.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
# Krippendorff (2011), section A: two observers, ten units, two categories.
MEG = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
OWEN = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]


def judged(*coders) -> Counter:
    return Counter(zip(*coders, strict=True))


def table(*rows) -> dict:
    return {(here, there): number for here, row in enumerate(rows) for there, number in enumerate(row)}


def test_the_worked_example_of_cohen():
    """Cohen (1960): two judges, 200 cases, three categories; 0.70 agreed, 0.41 by chance, kappa 0.492."""
    cases = table((88, 14, 18), (10, 40, 10), (2, 6, 12))
    assert per_cent(cases).value == 70
    assert kappa(cases).value == pytest.approx(0.492, abs=0.0005)


def test_the_worked_example_of_krippendorff():
    """Nominal alpha 0.743, as printed."""
    assert alpha(judged(*OBSERVERS)).value == pytest.approx(0.743, abs=0.0005)


def test_the_worked_example_of_krippendorff_for_two_observers_and_two_categories():
    """Alpha 0.095, as printed; they agree in 60 per cent."""
    assert alpha(judged(MEG, OWEN)).value == pytest.approx(0.095, abs=0.0005)
    assert per_cent(judged(MEG, OWEN)).value == 60


def test_what_cannot_be_worked_out_says_why():
    assert agreement({}).kappa.why == agreement({(True, None): 3}).alpha.why == NOTHING
    nobody = agreement({(False, False): 12})
    assert nobody.per_cent.value == 100
    assert (nobody.kappa.value, nobody.alpha.value) == (None, None)
    assert nobody.kappa.why == nobody.alpha.why == ONE_CATEGORY


def test_kappa_is_for_two_coders():
    with pytest.raises(ValueError, match="two coders"):
        kappa(judged(*OBSERVERS))


values = st.sampled_from(["a", "b", "c"])
two = st.lists(st.tuples(values, values), min_size=2, max_size=40)
many = st.lists(st.lists(values | st.none(), min_size=4, max_size=4).map(tuple), min_size=1, max_size=25)


@given(two)
def test_kappa_is_that_of_scikit_learn(pairs):
    ours = kappa(Counter(pairs)).value
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = cohen_kappa_score(*zip(*pairs, strict=True))
    if ours is None:
        assert math.isnan(theirs)
    else:
        assert ours == pytest.approx(theirs)


@given(many)
def test_alpha_is_that_of_the_package_krippendorff(units):
    ours = alpha(Counter(units)).value
    if ours is None:
        return
    data = [[numpy.nan if unit[coder] is None else "abc".index(unit[coder]) for unit in units] for coder in range(4)]
    theirs = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal", value_domain=[0, 1, 2])
    assert ours == pytest.approx(theirs)


@given(st.lists(values, min_size=2, max_size=40).filter(lambda row: len(set(row)) > 1))
def test_who_judges_alike_agrees_fully(row):
    found = agreement(judged(row, row))
    assert (found.per_cent.value, found.kappa.value, found.alpha.value) == (100, 1, 1)


@given(two)
def test_it_does_not_matter_who_is_first(pairs):
    assert agreement(Counter(pairs)) == agreement(Counter((there, here) for here, there in pairs))


@given(many, st.permutations(["a", "b", "c"]))
def test_other_names_of_the_categories_change_nothing(units, names):
    renamed = dict(zip("abc", names, strict=True)) | {None: None}
    assert alpha(Counter(units)) == alpha(Counter(tuple(renamed[value] for value in unit) for unit in units))


@given(many)
def test_alpha_is_never_more_than_one(units):
    value = alpha(Counter(units)).value
    assert value is None or value <= 1


@given(two)
def test_kappa_is_never_more_than_one_and_never_less_than_minus_one(pairs):
    value = kappa(Counter(pairs)).value
    assert value is None or -1 <= value <= 1
