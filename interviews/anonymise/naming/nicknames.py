"""By which other given names the same person is called."""

from collections import defaultdict
from functools import cache

from interviews.anonymise.naming.words import fold
from interviews.detecting.lexicon import nicknames, single


@cache
def _called() -> dict[str, frozenset[str]]:
    """Folded full name → its short forms, folded."""
    return {fold(full): frozenset(map(fold, short)) for full, short in nicknames().items()}


@cache
def _full() -> dict[str, frozenset[str]]:
    full: dict[str, set[str]] = defaultdict(set)
    for name, short in _called().items():
        for one in short:
            full[one].add(name)
    return {short: frozenset(names) for short, names in full.items()}


@cache
def _sexes() -> dict[str, str]:
    men, women = single("men"), single("women")
    return {**dict.fromkeys(men - women, "m"), **dict.fromkeys(women - men, "w")}


def short_forms(given: str) -> frozenset[str]:
    """beverley → bev, beverly; all folded."""
    return _called().get(given, frozenset())


def full_forms(given: str) -> frozenset[str]:
    """bev → beverley; all folded."""
    return _full().get(given, frozenset())


def same_given(one: str, other: str) -> bool:
    """Whether both may be one person's given name: a nickname and its full form, or two short forms of one name."""
    if one == other:
        return True
    if other in short_forms(one) or one in short_forms(other):
        return True
    return bool(full_forms(one) & full_forms(other)) and not (short_forms(one) or short_forms(other))


def is_given(name: str) -> bool:
    """Whether the lists have it, as a full name or a short one."""
    return name in _called() or name in _full() or name in _sexes()


def sex_of(given: str) -> str:
    """m or w where the lists say so; also of a short form all of whose full forms agree."""
    if sex := _sexes().get(given):
        return sex
    sexes = {_sexes().get(full, "") for full in full_forms(given)}
    return sexes.pop() if len(sexes) == 1 else ""
