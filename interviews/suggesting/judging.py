"""How good suggestions were on extracts held back, and how that is said. Pure.

Some sources are put aside with their extracts, it is learned from the others, and all passages of those put aside are
named in order, the likeliest first. An extract is found when one of its passages is among the first; as many are looked
at as two for each extract held back. Each source is put aside once, and what was found is added up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, lgamma

LEAST = 5  # extracts to learn from at all
LEAST_TO_JUDGE = 10  # extracts of which some can be held back
LEAST_SOURCES = 3  # with extracts, so that whole ones can be held back
AT_MOST = 5  # times that something is held back
NAMED = 2  # passages looked at for each extract held back


@dataclass(frozen=True, slots=True)
class Judged:
    """Of `held` extracts `found` were among the first `among` passages; `by_chance` of them would have been anyway.
    Without `whole` they came from interviews of which other parts were learned from. Nothing held: nothing known."""

    held: int = 0
    found: int = 0
    among: int = 0
    by_chance: float = 0.0
    whole: bool = True

    def __add__(self, other: "Judged") -> "Judged":
        return Judged(
            self.held + other.held,
            self.found + other.found,
            self.among + other.among,
            self.by_chance + other.by_chance,
            self.whole and other.whole,
        )

    @property
    def is_chance(self) -> bool:
        """Whether it is hardly better than picking passages with closed eyes."""
        return self.found < 1.5 * self.by_chance + 1


def judged(ranked: Sequence[int], extracts: Iterable[Sequence[int]], *, whole: bool) -> Judged:
    """`ranked`: the passages that were held back, the likeliest first; `extracts`: for each its passages among them."""
    held = list(extracts)
    among = min(NAMED * len(held), len(ranked))
    first = set(ranked[:among])
    found = sum(not first.isdisjoint(numbers) for numbers in held)
    chance = sum(met_by_chance(len(numbers), among, len(ranked)) for numbers in held)
    return Judged(len(held), found, among, chance, whole)


def met_by_chance(wanted: int, drawn: int, everything: int) -> float:
    """How likely one of `wanted` things is among `drawn` that are taken blindly out of `everything`.

    >>> round(met_by_chance(1, 10, 100), 3)
    0.1
    """
    if wanted + drawn > everything:
        return 1.0
    others = lgamma(everything - wanted + 1) - lgamma(everything - wanted - drawn + 1)
    return 1 - exp(others - lgamma(everything + 1) + lgamma(everything - drawn + 1))


def sentence(told: Judged) -> str:
    """For the page: the figure in one sentence.

    >>> sentence(Judged(20, 13, 40, 1.2))
    'Of 20 extracts it had not seen, 13 were among the first 40 passages it named; by chance it would have been 1.'
    """
    if not told.held:
        return "There were too few extracts to hold some back, so nobody can say how good these suggestions are."
    found = f"{told.found} {'was' if told.found == 1 else 'were'}" if told.found else "none was"
    chance = str(round(told.by_chance)) if told.by_chance >= 0.5 else "none"
    return (
        f"Of {told.held} extracts it had not seen, {found} among the first {told.among} passages it named; "
        f"by chance it would have been {chance}."
    )
