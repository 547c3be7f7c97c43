"""The column “matches” of comparisons.csv: “CMO-04 context 1 = CMO-05 context 2; CMO-04 outcome 1 ~ CMO-05 outcome 1”.

`=` the same, `~` alike, `≠` (or `!=`) not the same. What cannot be read stays as words.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from cmo.models import Comparison, Configuration, Item, Match
from cmo.models.matches import check
from exchange.studyfolder.configurations import find_item, item_name
from exchange.studyfolder.loading import Loading
from interviews.tables import BadRow, Row

HOW = {"=": Match.How.SAME, "~": Match.How.ALIKE, "≠": Match.How.NOT_SAME, "!=": Match.How.NOT_SAME}
_SIGN = re.compile(r"!=|[=~≠]")
_ITEM = re.compile(r"(?P<code>.+?)\s+(?P<item>(?:mechanism:\s*)?[a-z]+\s*\d{1,4})\s*", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"([;\n])")


@dataclass(frozen=True)
class Told:
    """Two items and how they stand to each other."""

    one: Item
    other: Item
    how: str

    @property
    def pair(self) -> frozenset[Any]:
        return frozenset((self.one.pk, self.other.pk))


def read(loading: Loading, row: Row) -> tuple[list[Told], str]:
    """The matches that a row tells, and what of it stays words; each of these is a notice."""
    text = row["matches"]
    told: dict[frozenset[Any], Told] = {}
    rest, before = "", ""
    for place, part in enumerate(_BETWEEN.split(text)):
        if place % 2:
            before = part
        elif (match := _match(loading, part)) and match.pair not in told:
            told[match.pair] = match
        else:
            rest += before + part
            if part.strip():
                loading.problems.notice(row.file, row.number, f"“{part.strip()[:80]}” is no match and stays as words.")
    return list(told.values()), (rest.strip() if not told else rest.lstrip(";\n ").rstrip())


def _match(loading: Loading, part: str) -> Told | None:
    """Ids may hold a sign themselves, so each is tried as the one between."""
    for sign in _SIGN.finditer(part):
        one, other = (_item(loading, side) for side in (part[: sign.start()], part[sign.end() :]))
        if one and other and _fit(one, other):
            return Told(one, other, HOW[sign[0]])
    return None


def _item(loading: Loading, words: str) -> Item | None:
    found = _ITEM.fullmatch(words.strip())
    configuration = loading.configurations.get(found["code"]) if found else None
    if not found or configuration is None:
        return None
    try:
        return find_item(configuration, found["item"])
    except BadRow:
        return None


def _fit(one: Item, other: Item) -> bool:
    try:
        check(one, other)
    except ValidationError:
        return False
    return True


def save(loading: Loading, told: Mapping[Comparison, Iterable[Told]]) -> None:
    """Make the matches of each comparison those told. What is there already keeps who said it."""
    held = {match.pair: match for match in Match.objects.filter(comparison__study=loading.study)}
    wanted = {each.pair for several in told.values() for each in several}
    gone = [match.pk for pair, match in held.items() if match.comparison_id in _ids(told) and pair not in wanted]
    Match.objects.filter(pk__in=gone).delete()
    said: set[frozenset[Any]] = set()
    for comparison, several in told.items():
        for each in several:
            if each.pair in said:
                continue
            said.add(each.pair)
            _save(loading, comparison, each, held.get(each.pair))


def _save(loading: Loading, comparison: Comparison, told: Told, match: Match | None) -> None:
    match = match or Match(one=told.one, other=told.other, analyst=str(loading.by or ""), by=loading.by)
    if (match.comparison_id, match.how) == (comparison.pk, told.how):
        return
    match.comparison, match.how = comparison, told.how
    match.save()


def _ids(told: Mapping[Comparison, object]) -> set[Any]:
    return {comparison.pk for comparison in told}


def written(comparison: Comparison, configurations: Mapping[Any, Configuration]) -> str:
    """The cell: items in the order of their configurations, then what stands in words. `configurations` by id."""
    rows = sorted(_sides(comparison.pairs.all(), configurations))
    said = [f"{one} {sign} {other}" for _, one, sign, other in rows]
    return "; ".join([*said, *filter(None, [comparison.matches])])


def _sides(
    matches: Iterable[Match], configurations: Mapping[Any, Configuration]
) -> Iterator[tuple[tuple[Any, ...], str, str, str]]:
    for match in matches:
        sides = sorted(
            (configurations[item.configuration_id].number, item.role, item.order, _name(item, configurations))
            for item in (match.one, match.other)
        )
        yield tuple(side[:3] for side in sides), sides[0][3], match.sign, sides[1][3]


def _name(item: Item, configurations: Mapping[Any, Configuration]) -> str:
    configuration = configurations[item.configuration_id]
    return f"{configuration.code} {item_name(item, configuration)}"
