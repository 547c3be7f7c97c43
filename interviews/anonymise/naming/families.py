"""How names of each type of identifier are compared; and numbers, codes and addresses, which are one when alike."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interviews.anonymise.naming import apart, couples, introducing, numbers, organisations, people, places, roles
from interviews.anonymise.naming.apposition import Plainly
from interviews.anonymise.naming.words import folded


@dataclass(frozen=True)
class Names:
    """How names of one type are compared. `fits` takes the shorter one first and gives 1 for the same words, 0 for
    another thing. Two that fit have a hook in common, or one has letters that are among the other's initials."""

    parse: Callable[[str], Any]
    fits: Callable[[Any, Any], float]
    rank: Callable[[Any], int]
    hooks: Callable[[Any], frozenset[str]]
    initials: Callable[[Any], frozenset[str]] = lambda name: frozenset()
    letters: Callable[[Any], bool] = lambda name: False  # has parts of one letter
    stays: Callable[[Any], bool] = lambda name: False  # never joins a full name of another source
    told: Callable[[Any, str], Any] = lambda name, before: name
    """The name with what the words before it say: "the other Trevor"."""
    whole: Callable[[Any], bool] = lambda name: False  # first name and surname
    clash: Callable[[Any, Any], bool] = lambda one, other: False  # never one's, whatever else either is called
    strange: Callable[[Any, Sequence[Any]], float] = lambda name, others: 0.0
    """How much less a name fits somebody who has these, all of them taken together."""
    elsewhere: Callable[[Any, Sequence[Sequence[Any]]], bool] = lambda name, of_each: False
    """Whether all who have these names were said to be another one of the name."""
    another: Callable[[Sequence[Any], Sequence[Any]], bool] = lambda names, others: False
    """Whether the first were said to be another one of the name, and the others not."""
    introduced: Callable[[Any, Any, Plainly, str, tuple[bool, bool], Sequence[Any]], tuple[Any, ...] | None] = (
        lambda one, other, plainly, between, new, full: None
    )
    """See introducing.py."""
    paired: Callable[[Any, Any, str, Sequence[Any]], Any | None] = lambda one, other, between, full: None
    """See couples.py."""
    by_role: Callable[[Iterable[tuple[int, Any, str]], Sequence[Any]], Iterable[tuple[int, int, Any]]] = (
        lambda said, full: ()
    )
    """See roles.py."""

    def fit(self, one: Any, other: Any) -> float:
        shorter = self.rank(one) - self.rank(other)
        there = self.fits(one, other) if shorter <= 0 else 0.0
        return max(there, self.fits(other, one)) if shorter >= 0 else there


class Index[T]:
    """Things by their names, and quickly those among them that another name may fit."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._things: dict[str, dict[int, T]] = defaultdict(dict)

    def add(self, name: Any, thing: T) -> None:
        sign = "+" if self.names.letters(name) else "-"
        for key in (*self.names.hooks(name), *(sign + letter for letter in self.names.initials(name))):
            self._things[key][id(thing)] = thing

    def get(self, name: Any) -> list[T]:
        """Of equal ones in the order in which they came."""
        signs = "+-" if self.names.letters(name) else "+"
        keys = (*self.names.hooks(name), *(sign + letter for sign in signs for letter in self.names.initials(name)))
        found = {number: thing for key in keys for number, thing in self._things.get(key, {}).items()}
        return list(found.values())


PEOPLE = Names(
    parse=people.parse,
    fits=people.fits,
    rank=lambda name: name.rank,
    hooks=people.hooks,
    initials=people.initials,
    letters=lambda name: any(len(part) == 1 for part in name.parts),
    stays=lambda name: name.given_only or name.initials,
    told=apart.told,
    whole=lambda name: name.full,
    clash=apart.clash,
    strange=apart.strange,
    elsewhere=lambda name, of_each: not name.beside and all(apart.is_other(names) for names in of_each),
    another=lambda names, others: apart.is_other(names) and not apart.is_other(others),
    introduced=introducing.introduced,
    paired=couples.with_surname,
    by_role=roles.one_by_role,
)
ORGANISATIONS = Names(
    organisations.parse,
    organisations.fits,
    lambda body: body.rank,
    organisations.hooks,
    introduced=organisations.introduced,
)
PLACES = Names(places.parse, places.fits, len, places.hooks, told=places.told)
NAMES = {"person": PEOPLE, "organisation": ORGANISATIONS, "place": PLACES, "title": ORGANISATIONS}
_SHAPES: dict[str, Callable[[str], str]] = {
    "phone": numbers.phone,
    "email": numbers.address_on_the_net,
    "url": numbers.address_on_the_net,
    "dob": numbers.date,
    "address": lambda words: " ".join(folded(words)),
}


def shape(kind: str, words: str) -> str:
    """The form in which two numbers, codes or addresses of one type are the same."""
    return _SHAPES.get(kind, numbers.spoken)(words)
