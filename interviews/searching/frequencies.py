"""How often words are said, their forms counted together. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

SHORTEST = 2
FRAGMENTS = frozenset(
    "ve re ll isn wasn aren weren hasn haven hadn doesn didn couldn wouldn shouldn mustn needn ain".split()  # noqa: SIM905
)
"""What is left of “we’ve” and “didn’t”, beside the small words that have no stem."""


@dataclass(frozen=True, slots=True)
class Family:
    """A word with all its forms: (form, how often), the most frequent first."""

    stem: str
    forms: tuple[tuple[str, int], ...]

    @property
    def word(self) -> str:
        return self.forms[0][0]

    @property
    def times(self) -> int:
        return sum(number for _, number in self.forms)

    @property
    def others(self) -> tuple[tuple[str, int], ...]:
        return self.forms[1:]


def families(counted: Iterable[tuple[str, str, int]], without: Collection[str] = ()) -> list[Family]:
    """From (form, stem, how often); small words have no stem and are left out, and so are those in `without`."""
    forms: dict[str, list[tuple[str, int]]] = {}
    for form, stem, number in counted:
        if stem and len(form) >= SHORTEST and not form.isdigit() and form not in FRAGMENTS:
            forms.setdefault(stem, []).append((form, number))
    made = (
        Family(stem, tuple(sorted(each, key=lambda pair: (-pair[1], pair[0]))))
        for stem, each in forms.items()
        if not any(form in without for form, _ in each)
    )
    return sorted(made, key=lambda family: (-family.times, family.word))
