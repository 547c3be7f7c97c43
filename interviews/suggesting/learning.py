"""What is like the extracts of a code: the only module that knows scikit-learn. The worker alone imports it.

Each passage is the weights of its words' stems (TF-IDF, the logarithm of how often each is said), and a logistic
regression learns what tells the passages of the code from all the others. That is all. Other ways were tried on the
demo study, in passages of 40 words, held back by whole interviews (266 extracts of 17 codes; 72 found by chance): stems
found 150, with pairs of stems 150, words as they are written 145, parts of words of three to five letters 162 in twenty
times the time; a linear support vector machine found 149, the nearest centroid 123 to 150. Of the 86 extracts of codes
with few of them it was 45, 41, and 33 to 43. Differences like these mean little among so few, and the ways were chosen
on the same extracts; so the plainest was taken: its reasons are words that anybody can look at, stems are those of
search, and 143 interviews take seconds. As it is now, it finds 109 of 232, where chance would find 55. Weights are
balanced, because a code has few extracts, and what nobody has coded yet is mostly, but not always, something else.

Nothing here is drawn by chance: the same passages give the same answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from interviews.suggesting import judging
from interviews.suggesting.judging import Judged, judged
from interviews.suggesting.passages import Likeness, Material, groups, turns_of_holding

MOST, LEAST = 200, 20  # suggestions of a run
FOR_EACH = 3  # suggestions for each extract, within these
MOST_REASONS = 6  # stems
WEIGHTY = 0.08  # of all that spoke for a passage, the least that is called a reason

type Stems = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Named:
    """A passage by its number, how sure the model is (from 0 to 1), and the stems that spoke for it most."""

    passage: int
    score: float
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Learned:
    named: Sequence[Named]
    judged: Judged


def learn(material: Material, stems: Stems, *, tell: Callable[[], None] = lambda: None) -> Learned:
    """`stems` of each passage, in their order. `tell` is called after each time that something was learned."""
    features = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    try:
        weights = features.fit_transform(stems)
    except ValueError:  # nothing but small words
        return Learned([], Judged())
    kinds = np.array(material.likeness)
    known = _judged(material, weights, kinds, tell)
    model = _model(weights, kinds)
    tell()
    if model is None:
        return Learned([], known)
    most = min(max(FOR_EACH * len(material.extracts), LEAST), MOST)
    free = np.array(material.free, dtype=int)
    names = features.get_feature_names_out()
    named = [_named(number, score, weights, model, names) for number, score in _ranked(model, weights, free)[:most]]
    return Learned([each for each in named if each.stems], known)


def _judged(material: Material, weights: Any, kinds: Any, tell: Callable[[], None]) -> Judged:
    """With some held back in turns."""
    extracts = material.extracts
    if len(extracts) < judging.LEAST_TO_JUDGE:
        return Judged()
    whole = len({material.places[numbers[0]].source for numbers in extracts}) >= judging.LEAST_SOURCES
    group = groups(material, whole=whole)
    rounds = turns_of_holding(group, extracts, judging.AT_MOST)
    if len(rounds) < 2:
        return Judged()
    judge = partial(_held_back, material, weights, kinds, group, whole=whole)
    known = Judged(whole=whole)
    for held in rounds:
        known += judge(held)
        tell()
    return known


def _held_back(
    material: Material, weights: Any, kinds: Any, group: Sequence[int], held: frozenset[int], *, whole: bool
) -> Judged:
    """Learned without these groups, and judged on them. An extract belongs to the group in which it begins."""
    unseen = [numbers for numbers in material.extracts if group[numbers[0]] in held]
    away = np.isin(np.array(group), list(held))
    seen = kinds.copy()
    seen[away] = Likeness.PARTLY
    seen[[number for numbers in unseen for number in numbers]] = Likeness.PARTLY
    model = _model(weights, seen)
    if model is None:
        return Judged(whole=whole)
    ranked = [number for number, _ in _ranked(model, weights, np.flatnonzero(away))]
    inside = set(ranked)
    return judged(ranked, [[each for each in numbers if each in inside] for numbers in unseen], whole=whole)


def _model(weights: Any, kinds: Any) -> LogisticRegression | None:
    """None where there is nothing to tell apart."""
    clear = np.flatnonzero(kinds != Likeness.PARTLY)
    if len(set(kinds[clear])) < 2:
        return None
    return LogisticRegression(class_weight="balanced", max_iter=500).fit(weights[clear], kinds[clear])


def _ranked(model: LogisticRegression, weights: Any, numbers: Any) -> list[tuple[int, float]]:
    """These passages, the likeliest first, with how sure it is; of equal ones the first in the study."""
    if not len(numbers):
        return []
    scores = model.predict_proba(weights[numbers])[:, 1]
    order = np.argsort(-scores, kind="stable")
    return [(int(numbers[place]), float(scores[place])) for place in order]


def _named(number: int, score: float, weights: Any, model: LogisticRegression, names: Any) -> Named:
    row = weights[number]
    shares = row.data * model.coef_[0][row.indices]
    speaking = sum(share for share in shares if share > 0)
    order = np.argsort(-shares, kind="stable")[:MOST_REASONS]
    told = frozenset(str(names[row.indices[place]]) for place in order if shares[place] > WEIGHTY * speaking)
    return Named(number, score, told if speaking > 0 else frozenset())
