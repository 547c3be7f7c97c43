"""By which other given names the same person is called."""

from collections import defaultdict
from functools import cache
from pathlib import Path

from interviews.naming.data import HERE, lines
from interviews.naming.words import fold

_ALSO = Path(__file__).parents[1] / "detecting" / "data" / "nicknames.txt"


@cache
def _called() -> dict[str, frozenset[str]]:
    """Folded full name → its short forms, folded. Of the long list only forms that are not full names themselves."""
    called = _read(HERE / "nicknames.txt")
    also = _read(_ALSO) if _ALSO.exists() else {}
    for full, short in also.items():
        called.setdefault(full, set()).update(name for name in short if name not in also and name not in called)
    return {full: frozenset(short - {full}) for full, short in called.items()}


def _read(file: Path) -> dict[str, set[str]]:
    called: dict[str, set[str]] = defaultdict(set)
    for line in lines(file):
        full, _, short = line.partition(":")
        called[fold(full.strip())] |= {fold(name.strip()) for name in short.split(",") if name.strip()}
    return called


@cache
def _full() -> dict[str, frozenset[str]]:
    full: dict[str, set[str]] = defaultdict(set)
    for name, short in _called().items():
        for one in short:
            full[one].add(name)
    return {short: frozenset(names) for short, names in full.items()}


@cache
def _sexes() -> dict[str, str]:
    men, women = ({name for line in lines(HERE / file) for name in line.split()} for file in ("men.txt", "women.txt"))
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
