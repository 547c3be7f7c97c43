"""Each table equals what pandas makes of the study folder: cell by cell, totals, denominators and all that narrows."""

import io
import random
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from django.core.management import call_command

from accounts.models import Membership, Study
from cmo.matrix import configuration_table
from exchange.studyfolder.dump import files
from interviews.matrix.grid import Grid, Line
from interviews.matrix.tables import table as program_table
from tests import factories
from tests.flat import counting
from tests.flat.made import a_study
from tests.flat.study import FlatStudy

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
ATTRIBUTES = (
    "site",
    "place",
    "organisation",
    "role",
    "tracer",
    "kind",
    "work_stream",
    "source.wave",
    "person.age band",
)
NARROWING: list[dict[str, str]] = [
    {},
    {"tracer": "dementia"},
    {"site": "A1"},
    {"site": "A2", "kind": "interview"},
    {"place": "A1", "tracer": "screening"},
    {"organisation": "-"},
]
MEASURES = ("people", "sources", "extracts")


@pytest.fixture
def demo(db) -> Study:
    call_command("import_study", str(DEMO), stdout=io.StringIO())
    return Study.objects.get(slug="demo")


def owner(study: Study) -> Membership:
    return study.memberships.get(user=factories.member(study, "Alice Marsh", "owner"))


def told(line: Line, columns: list[str]) -> dict[str, int]:
    """By value, the total under ""; what is nothing is left out."""
    cells = zip([*columns, ""], (cell.number for cell in (*line.cells, line.total)), strict=True)
    return {value: number for value, number in cells if number}


def figures(grid: Grid, name) -> dict[tuple[str, str], int]:
    columns = [head.key for head in grid.columns]
    return {(name(line.head), value): number for line in grid.lines for value, number in told(line, columns).items()}


def fits(cells: Mapping, values: list[str]) -> dict:
    """What stands in these columns, and the totals."""
    return {key: number for key, number in cells.items() if (key if isinstance(key, str) else key[1]) in {*values, ""}}


class Check:
    """One table of the program beside the same of pandas."""

    def __init__(self, study: Study, flat: FlatStudy, asking: Membership) -> None:
        self.study, self.flat, self.asking = study, flat, asking

    def frames(self, only: Mapping[str, str], *, everyone: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Who is heard at all, and what is coded."""
        fit = (
            counting.fitting(self.flat, rows, only, everyone=everyone)
            for rows in (self.flat.present(), self.flat.coded())
        )
        present, coded = fit
        return present, coded

    def words(self, rows: str, by: str, measure: str, only: Mapping[str, str], *, everyone: bool, below: bool) -> None:
        sent = {"rows": rows, "by": by, "count": measure, **only}
        sent |= ({"said": "everyone"} if everyone else {}) | ({"below": "1"} if below else {})
        grid = program_table(self.asking, sent)
        present, coded = self.frames(only, everyone=everyone)
        heard = pd.concat([present, coded], ignore_index=True)
        subject = self._lines(rows, coded, heard, measure, below=below)
        wanted = self.columns(by, only)
        expected = fits(counting.table(self.flat, subject, by, measure), wanted)
        assert figures(grid, self._name(rows)) == {
            key: n for key, n in expected.items() if self.shown(key, rows, only)
        }, sent
        every = heard if measure != "extracts" else coded
        self.base(grid, every, by, measure, wanted, sent)
        if grid.foot:
            any_line = subject[subject["lines"].map(len) > 0]
            assert told(grid.foot, [head.key for head in grid.columns]) == self.row(any_line, by, measure, wanted), sent

    def configurations(self, by: str, measure: str, only: Mapping[str, str], kept: Mapping[str, str]) -> None:
        sent = {
            "by": by,
            "count": measure,
            **only,
            **{f"evidence.{name}": value or "-" for name, value in kept.items()},
        }
        grid = configuration_table(self.asking, sent)
        present = counting.fitting(self.flat, self.flat.present(), only, everyone=False)
        evidence = counting.fitting(self.flat, self.flat.evidence(kept), only, everyone=False)
        wanted = self.columns(by, only)
        expected = fits(counting.table(self.flat, evidence, by, measure), wanted)
        assert figures(grid, lambda head: head.key.code) == expected, sent
        heard = evidence if measure == "extracts" else pd.concat([present, evidence], ignore_index=True)
        self.base(grid, heard, by, measure, wanted, sent)
        assert grid.foot
        assert told(grid.foot, [head.key for head in grid.columns]) == self.row(evidence, by, measure, wanted), sent

    def base(self, grid: Grid, rows: pd.DataFrame, by: str, measure: str, wanted: list[str], sent: object) -> None:
        assert grid.bases
        assert told(grid.bases, [head.key for head in grid.columns]) == self.row(rows, by, measure, wanted), sent

    def row(self, rows: pd.DataFrame, by: str, measure: str, wanted: list[str]) -> dict[str, int]:
        total = counting.counted(rows, measure)
        cells = counting.by_values(self.flat, rows, by, measure)
        return fits(cells | ({"": total} if total else {}), wanted)

    def columns(self, by: str, only: Mapping[str, str]) -> list[str]:
        """A table narrowed by what its columns are has one column."""
        if by in only:
            return [only[by]]
        return sorted(
            {
                value
                for rows in (self.flat.present(), self.flat.coded(), self.flat.evidence({}))
                for values in self.flat.values(rows, by)
                for value in values
            }
        )

    def shown(self, key: tuple[str, str], rows: str, only: Mapping[str, str]) -> bool:
        return rows not in only or key[0] == only[rows]

    def _lines(self, rows: str, coded: pd.DataFrame, heard: pd.DataFrame, measure: str, *, below: bool) -> pd.DataFrame:
        if rows == "codes":
            return coded.assign(lines=coded["lines"].map(self.flat.with_those_above)) if below else coded
        if rows == "themes":
            return coded.assign(lines=coded["lines"].map(self.flat.themes_of))
        some = coded if measure == "extracts" else heard
        return some.assign(lines=self.flat.values(some, rows))

    def _name(self, rows: str):
        if rows == "codes":
            return lambda head: head.full.replace(" › ", " > ")
        return (lambda head: head.key.code) if rows == "themes" else (lambda head: head.key)


def there(check: Check) -> list[str]:
    """The attributes that mean something in this study."""
    from interviews.matrix.ground import Ground

    return [name for name in ATTRIBUTES if name in Ground(check.asking).attributes]


def narrowing(check: Check, chance: random.Random) -> dict[str, str]:
    attributes = there(check)
    known = {
        "site": {"A1", "A2", "-"},
        "place": {"A1", "-"},
        "tracer": {"dementia", "screening"},
        "kind": {"interview"},
    }
    return {
        name: value
        for name, value in chance.choice(NARROWING).items()
        if name in attributes and value in known.get(name, {value})
    }


def test_every_table_of_the_demo_equals_pandas(demo):
    check = Check(demo, FlatStudy(dict(files(demo))), owner(demo))
    attributes = there(check)
    assert {"site", "place", "organisation", "role", "tracer", "kind", "work_stream"} <= set(attributes)
    chance = random.Random(1)
    for rows in ("codes", "themes", *attributes):
        for by in [name for name in attributes if name != rows]:
            only = narrowing(check, chance)
            everyone, below = chance.random() < 0.2, rows == "codes" and chance.random() < 0.5
            check.words(rows, by, chance.choice(MEASURES), only, everyone=everyone, below=below)
    for measure in MEASURES:
        for rows in ("codes", "themes", "tracer"):
            check.words(rows, "site", measure, {}, everyone=False, below=False)


def test_configurations_of_the_demo_equal_pandas(demo):
    check = Check(demo, FlatStudy(dict(files(demo))), owner(demo))
    chance = random.Random(2)
    for by in there(check):
        for measure in MEASURES:
            kept = chance.choice(({}, {"stance": "supports"}, {"stance": "contradicts"}, {"use": ""}))
            check.configurations(by, measure, narrowing(check, chance), kept)


@pytest.mark.parametrize("seed", range(6))
def test_every_table_of_a_study_made_by_chance_equals_pandas(db, seed):
    study = a_study(seed)
    check = Check(study, FlatStudy(dict(files(study))), owner(study))
    chance = random.Random(seed)
    attributes = there(check)
    for rows in ("codes", "themes", *attributes):
        for measure in MEASURES:
            by = chance.choice([name for name in attributes if name != rows])
            everyone, below = chance.random() < 0.3, rows == "codes" and chance.random() < 0.6
            check.words(rows, by, measure, narrowing(check, chance), everyone=everyone, below=below)
    for by in attributes:
        kept = chance.choice(({}, {"stance": "supports"}, {"stance": "", "use": "tests"}))
        check.configurations(by, chance.choice(MEASURES), narrowing(check, chance), kept)
