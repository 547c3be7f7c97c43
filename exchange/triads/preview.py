"""A draft as it is looked at before it is brought in: each configuration as the board would show it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from accounts.models import Study
from exchange.studyfolder import configurations
from exchange.studyfolder.outgoing import Outgoing
from exchange.triads.draft import Draft
from exchange.triads.notation import CELLS, columns_of, lines_of
from interviews.problems import Problem
from interviews.tables import Row
from tracers.names import fold, plain

NEW, CHANGES, THERE = "new", "changes", "there"
_ITEMS = configurations.ITEM_COLUMNS
OFFERED = ("id", "label", "tracer", "kind", "sites", *_ITEMS)
NAMES = {"statement": "plain sentence", "second_reader": "second reader", "research_questions": "research questions"}


@dataclass
class Shown:
    """A configuration of the draft. `changed`: the columns that differ from what is there under its code."""

    place: int
    row: Row
    cells: dict[str, str]
    standing: str = NEW
    there: str = ""
    changed: Sequence[str] = ()
    take: bool = True
    said: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        return f"{self.row.file}, row {self.row.number}"

    @property
    def name(self) -> str:
        return f"c{self.place}"

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        return [(cell, lines_of(cell, self.cells)) for cell in CELLS]

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [(cell, "\n".join(lines)) for cell, lines in self.lines]

    @property
    def sites(self) -> list[str]:
        return [code.strip() for code in self.cells.get("sites", "").split(";") if code.strip()]

    @property
    def lacks(self) -> list[str]:
        """Of the three those that are empty: a partial triad is welcome, and is told."""
        return [cell for cell, lines in self.lines if not lines]


class Held:
    """What is in the study: by code, and by what the items say."""

    def __init__(self, study: Study) -> None:
        self.rows = {str(row["id"]).casefold(): _words(row) for row in configurations.rows(Outgoing(study))}
        self.sites = {fold(name): site.code for site in study.sites.all() for name in (site.label, site.code)}
        self.tracers = {fold(name): each.code for each in study.tracers.all() for name in (each.label, each.code)}
        self.alike: dict[Any, str] = {}
        for row in self.rows.values():
            self.alike.setdefault(alike(row), row["id"])


def alike(cells: Mapping[str, str]) -> tuple[Any, ...]:
    """What two configurations share that say the same: the items of each column, whatever their case."""
    return tuple(
        tuple(fold(line) for line in cells.get(column, "").splitlines() if line.strip())
        for column in configurations.ITEM_COLUMNS
    )


def shown(draft: Draft, held: Held, defaults: Mapping[str, str]) -> list[Shown]:
    """The configurations of a draft as they were found; `defaults` fill the cells that a new one does not tell."""
    met: dict[Any, str] = {}
    found = []
    for place, row in enumerate(draft.of("configurations")):
        each = Shown(place, row, _known_names(row, held))
        _stand(each, held, defaults)
        same = met.setdefault((alike(each.cells), each.cells["id"].casefold()), each.where)
        if same != each.where:
            each.take = False
            each.said.append(f"It stands already in {same}.")
        found.append(each)
    return found


def _stand(each: Shown, held: Held, defaults: Mapping[str, str]) -> None:
    """Under its own code, or that of the one that says the same; with the cells that the page offers to correct."""
    code = each.cells.get("id", "")
    if not code and (same := held.alike.get(alike(each.cells))):
        each.cells, code = {"id": same}, same
    known = held.rows.get(code.casefold(), {})
    judge(each, held)
    each.take = each.standing != THERE
    offered = {name: known.get(name, "") for name in OFFERED} if known else {"id": code} | _filled(defaults)
    each.cells = offered | (each.cells if known else _filled(each.cells))


def judge(each: Shown, held: Held) -> None:
    """Whether it is new, changes what is there, or is there already."""
    known = held.rows.get(each.cells.get("id", "").casefold())
    each.there, each.changed, each.standing = "", (), NEW
    if known is None:
        return
    names = [name for name, words in each.cells.items() if not _same(name, words, known.get(name, ""))]
    each.there, each.changed = known["id"], [NAMES.get(name, name) for name in names]
    each.standing = CHANGES if names else THERE
    if set(names) >= CELLS.keys():
        each.said.append("Nothing of it is as it was: if it is another one, empty its code.")


def _filled(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: words for name, words in cells.items() if words or name in _ITEMS}


def _same(name: str, words: str, held: str) -> bool:
    if name == "uuid":
        return True
    if name in {"sites", "themes", "research_questions"}:
        return {fold(each) for each in words.split(";")} == {fold(each) for each in held.split(";")}
    if name in _ITEMS:
        return [fold(line) for line in words.split("\n") if line.strip()] == [
            fold(line) for line in held.split("\n") if line
        ]
    return plain(words) == plain(held) or (name == "kind" and not words)


def _known_names(row: Row, held: Held) -> dict[str, str]:
    """The cells, with sites and tracer by their codes, kind and state as they are stored."""
    cells = {name: row[name] for name in row.cells}
    if "sites" in cells:
        cells["sites"] = "; ".join(held.sites.get(fold(name), name) for name in row.listed("sites"))
    if cells.get("tracer"):
        cells["tracer"] = held.tracers.get(fold(cells["tracer"]), cells["tracer"])
    if cells.get("kind"):
        cells["kind"] = "anticipated" if plain(cells["kind"]).startswith("anticipated") else cells["kind"].casefold()
    return cells


def _words(row: Mapping[str, object]) -> dict[str, str]:
    return {name: str(value or "") for name, value in row.items()}


def corrected(each: Shown, sent: Mapping[str, Any], sites: Sequence[str]) -> None:
    """Put in what a person wrote and chose on the page."""
    for name in ("id", "label", "tracer", "kind"):
        each.cells[name] = " ".join(str(sent.get(f"{each.name}-{name}", "")).split())
    each.cells["sites"] = "; ".join(sites)
    for cell in CELLS:
        lines = (line.strip() for line in str(sent.get(f"{each.name}-{cell}", "")).splitlines())
        each.cells |= columns_of(cell, filter(None, lines))
    each.take = f"{each.name}-take" in sent


def chosen(draft: Draft, looked_at: Iterable[Shown], study: Study, author: str) -> Draft:
    """What is brought in: the configurations that were not left out, each under an id, and what hangs on them."""
    taken = [each for each in looked_at if each.take]
    last = max((number for number in study.configurations.values_list("number", flat=True)), default=0)
    held = {code.casefold() for code in study.configurations.values_list("code", flat=True)}
    used = held | {each.cells["id"].casefold() for each in taken if each.cells["id"]}
    rows = []
    for each in taken:
        while not each.cells["id"]:
            last += 1
            code = f"CMO-{last:02}"
            each.cells["id"] = "" if code.casefold() in used else code
        fresh = {"author": author} if each.cells["id"].casefold() not in held and not each.cells.get("author") else {}
        rows.append(Row(each.row.file, each.row.number, _own(each) | fresh, each.row.extra))
    left = {each.cells["id"].casefold() for each in looked_at if not each.take and each.cells["id"]} - held
    return Draft({name: _without(name, each, left) for name, each in draft.rows.items()} | {"configurations": rows})


def _own(each: Shown) -> dict[str, str]:
    """Its cells; under another code than it came with it is another one, and so is not known by its uuid."""
    same = each.cells["id"].casefold() == each.row["id"].casefold()
    return {name: words for name, words in each.cells.items() if same or name != "uuid"}


def _without(table: str, rows: Sequence[Row], left: set[str]) -> list[Row]:
    """Rows that name none of the configurations that were left out and are not in the study."""
    columns = {"links": ("from", "to"), "theories": ()}.get(table, ("configuration",))
    return [row for row in rows if not {row[column].casefold() for column in columns} & left]


def tell(
    looked_at: Iterable[Shown], errors: Iterable[Problem], notices: Iterable[Problem]
) -> tuple[list[Problem], list[Problem]]:
    """Put what was said beside the configuration it is about; what is about none is answered."""
    of = {(each.row.file, each.row.number): each for each in looked_at}
    rest: tuple[list[Problem], list[Problem]] = ([], [])
    for number, problems in enumerate((errors, notices)):
        for problem in problems:
            each = of.get((problem.file, problem.row))
            if each is None:
                rest[number].append(problem)
            elif problem.message not in (beside := each.said if number else each.wrong):
                beside.append(problem.message)
    return rest
