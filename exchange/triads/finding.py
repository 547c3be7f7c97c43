"""Configurations in the tables of a document: a row each, or a column each where the heads stand at the left. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exchange.triads import heads, items
from exchange.triads.blocks import Block, Cell, Paragraph, Table, paragraphs_within
from exchange.triads.notation import CELLS, columns_of, read

WHOLE_STUDY = "whole study"
LONGEST_LABEL = 200
TABLE_NUMBER = re.compile(r"^(?:table|box|figure|exhibit)\s*[\dA-Z]*(?:[.\-–]\d+)*\s*[:.–—-]?\s+", re.IGNORECASE)
CODE = re.compile(r"^(CMOC?[\s-]?\d+[a-z]?)\s*(?:[:.–—-]+\s*|\s+|$)", re.IGNORECASE)
TABBED = re.compile(r"^(?=[^\t]*[^\W\d_])([^\t]{1,40})\t(.*)$", re.DOTALL)
ABOUT = re.compile(r"^([A-Za-z ]{2,20})\s?:\s*(.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Known:
    """What the study calls its sites and tracers: code by every name, folded."""

    sites: Mapping[str, str] = field(default_factory=dict)
    tracers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A configuration: `cells` by the columns of configurations.csv, those that were told; the place it stands at."""

    table: int
    row: int
    cells: Mapping[str, str]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Above:
    """What stands before a table: headings, and the lines since the last one."""

    headings: tuple[Paragraph, ...] = ()
    lines: tuple[Paragraph, ...] = ()

    def with_line(self, paragraph: Paragraph) -> "_Above":
        if not paragraph.text.strip():
            return self
        if paragraph.level:
            over = tuple(each for each in self.headings if each.level < paragraph.level)
            return _Above((*over, paragraph), (paragraph,))
        return replace(self, lines=(*self.lines, paragraph))


def configurations(blocks: Iterable[Block], known: Known) -> tuple[list[Found], int]:
    """Those of a document in their order, and how many tables hold none."""
    above, number, without = _Above(), 0, 0
    found: list[Found] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            above = above.with_line(block)
            continue
        for table in _tables(block):
            number += 1
            here = list(_of_table(table, number, above, known))
            found += _each_its_id(here, found)
            without += not here
        above = replace(above, lines=())
    return found, without


def _each_its_id(here: Sequence[Found], before: Sequence[Found]) -> Iterator[Found]:
    """An id that a caption gives to several rows is that of the first."""
    met = {each.cells["id"] for each in before if "id" in each.cells}
    for each in here:
        if each.cells.get("id") in met:
            cells = {name: words for name, words in each.cells.items() if name != "id"}
            said = f"{each.cells['id']} stands further up too: this one gets an id of its own"
            yield replace(each, cells=cells, notices=(*each.notices, said))
            continue
        met |= {each.cells["id"]} if "id" in each.cells else set()
        yield each


def _tables(table: Table) -> Iterator[Table]:
    """A table, or those that it only lays out."""
    if _orientations(table):
        yield table
        return
    cells = {id(each): each for row in table.rows for each in row if each}.values()
    within = [each for cell in cells for each in cell.tables]
    if any(_orientations(each) for each in within):
        for each in within:
            yield from _tables(each)
    else:
        yield table


def _orientations(table: Table) -> Table | None:
    """The table with its heads above; None where no row and no column is a head."""
    if any(_head(row, loose=True) for row in table.rows):
        return table
    turned = table.turned() if table.rows else table
    return turned if turned.rows and _head(turned.rows[0], loose=True) else None


def _head(row: Sequence[Cell | None], *, loose: bool = False) -> list[str] | None:
    """What each place of a row means, if it is a head; a cell over several places counts once."""
    words = [cell.text if cell and cell not in row[:place] else "" for place, cell in enumerate(row)]
    return heads.columns(words, loose=loose)


def _of_table(table: Table, number: int, above: _Above, known: Known) -> Iterator[Found]:
    upright = _orientations(table)
    if upright is None:
        return
    told = _told_above(above, known)
    columns: list[str] | None = None
    last: Found | None = None
    carried: dict[str, str] = {}
    for place, row in enumerate(upright.rows, start=1):
        if head := _head(row, loose=columns is None):
            columns = _with_label(head, row)
        elif title := _spanning(row):
            told |= _told_by(title, known)
            carried = {}
        elif columns and (any(cell and cell.text for cell in row) or _is_bare(upright, place, told)):
            cells, notices = _cells(row, columns, known)
            more = _goes_on(row, upright.rows[place - 2], columns) if last else False
            if more and last:
                last = _joined(last, cells)
                continue
            if last:
                yield last
            carried |= {name: cells[name] for name in ("sites", "tracer") if cells.get(name)}
            own = {name: words for name, words in cells.items() if words or name not in told}
            last = Found(number, place, told | carried | own, notices)
    if last:
        yield last


def _is_bare(table: Table, place: int, told: Mapping[str, str]) -> bool:
    """Whether this empty row is the one configuration of its table, named above it: nothing was said of it yet."""
    return place == len(table.rows) == 2 and "id" in told


def _with_label(head: list[str], row: Sequence[Cell | None]) -> list[str]:
    """A column before the three that says nothing known holds the label."""
    first = next(place for place, name in enumerate(head) if name in heads.ROLES.values())
    unsaid = [place for place in range(first) if not head[place] and row[place] not in row[:place]]
    if unsaid and "label" not in head:
        head = [*head[: unsaid[0]], "label", *head[unsaid[0] + 1 :]]
    return head


def _spanning(row: Sequence[Cell | None]) -> str:
    """The words of a row that is one cell, a title between rows."""
    cells = {id(cell): cell for cell in row if cell}
    only = next(iter(cells.values())) if len(cells) == 1 else None
    return only.text if only and len(row) > 1 and len(only.text) <= LONGEST_LABEL else ""


def _cells(row: Sequence[Cell | None], columns: Sequence[str], known: Known) -> tuple[dict[str, str], tuple[str, ...]]:
    """The columns of configurations.csv that a row tells."""
    told: dict[str, list[str]] = {cell: [] for cell in CELLS if cell in columns or _parts(cell) & set(columns)}
    beside: dict[str, str] = {}
    notices: list[str] = []
    for place, name in enumerate(columns):
        cell = row[place] if place < len(row) else None
        if not name or cell is None:
            continue
        if cell in row[:place]:
            if columns[row.index(cell)] in heads.ROLES.values():
                notices.append(f"one cell covers {columns[row.index(cell)]} and {name}: it was read as the first")
            continue
        lines = items.lines(paragraphs_within(cell))
        if name in heads.ROLES.values():
            home = next(each for each in CELLS if name in CELLS[each])
            told[home] += [line if name == home else _under(home, name, line) for line in lines]
        elif lines:
            beside |= _meant(name, " ".join(lines), known)
    cells = {column: words for cell, lines in told.items() for column, words in columns_of(cell, lines).items()}
    return beside | cells, tuple(notices)


def _under(home: str, column: str, line: str) -> str:
    return line if read(home, line)[0] != home else f"{column}: {line}"


def _parts(cell: str) -> set[str]:
    return set(CELLS[cell])


def _meant(name: str, words: str, known: Known) -> dict[str, str]:
    """What stands in a column beside the three. A label may name a site or a tracer."""
    if name == "label":
        site, tracer = known.sites.get(_folded(words), ""), known.tracers.get(_folded(words), "")
        if site or tracer:
            return {"sites": site} if site else {"tracer": tracer}
        return _label(words)
    if name == "sites":
        return {"sites": "" if _folded(words) == WHOLE_STUDY else "; ".join(_sites(words, known))}
    if name == "tracer":
        return {"tracer": known.tracers.get(_folded(words), words)}
    if name == "id":
        return {"id": words[:40]}
    return {name: words}


def _sites(words: str, known: Known) -> list[str]:
    """The codes of several sites, however they are joined; what the study does not know stays as it is."""
    parts = [part.strip() for part in words.split(";") if part.strip()]
    if not all(_folded(part) in known.sites for part in parts):
        finer = [part.strip() for part in re.split(r"[;,/&]|\sand\s", words) if part.strip()]
        parts = finer if any(_folded(part) in known.sites for part in finer) else parts
    return list(dict.fromkeys(known.sites.get(_folded(part), part) for part in parts))


def _goes_on(row: Sequence[Cell | None], before: Sequence[Cell | None], columns: Sequence[str]) -> bool:
    """Whether a row tells more of the configuration above: its id is that one's, or its label or id is left empty."""
    for name in ("id", "label"):
        if name in columns:
            place = columns.index(name)
            cell = row[place]
            same = cell is not None and cell is before[place]
            return (same and name == "id") or cell is None or not cell.text
    return False


def _joined(found: Found, cells: Mapping[str, str]) -> Found:
    """With what another row tells; a cell merged over both rows is not told twice."""
    merged = dict(found.cells)
    for name in (name for columns in CELLS.values() for name in columns):
        held = merged.get(name, "").splitlines()
        added = [line for line in cells.get(name, "").splitlines() if line not in held]
        if name in merged or added:
            merged[name] = "\n".join([*held, *added])
    return replace(found, cells=merged)


def _told_above(above: _Above, known: Known) -> dict[str, str]:
    """What the headings and the lines before a table say of what stands in it."""
    told: dict[str, str] = {}
    for heading in above.headings:
        told |= _named(heading.text, known)
    title = _title(above.lines)
    if title:
        told |= _told_by(title, known)
    for line in above.lines:
        if about := ABOUT.match(line.text):
            name = heads.meaning(about[1])
            if name in {"sites", "tracer", "level", "kind", "statement"}:
                told |= _meant(name, " ".join(about[2].split()), known)
    return told


def _title(lines: Sequence[Paragraph]) -> str:
    """The caption of a table, or the heading or bold line that stands before it."""
    captions = [line for line in lines if line.caption]
    marked = [line for line in lines if line.level or (line.bold and len(line.text) <= LONGEST_LABEL)]
    plain = [line for line in lines[-1:] if TABLE_NUMBER.match(line.text) and len(line.text) <= LONGEST_LABEL]
    chosen = captions[-1:] or plain or marked[-1:]
    return chosen[0].text if chosen else ""


def _told_by(title: str, known: Known) -> dict[str, str]:
    return _named(title, known) | _label(TABLE_NUMBER.sub("", title))


def _label(words: str) -> dict[str, str]:
    """An id, where the words begin with one, and the label."""
    tabbed, coded = TABBED.match(words), CODE.match(words)
    if tabbed:
        return {"id": " ".join(tabbed[1].split()), "label": " ".join(tabbed[2].split())}
    if coded:
        return {"id": coded[1], "label": " ".join(words[coded.end() :].split())[:LONGEST_LABEL]}
    return {"label": " ".join(words.split())[:LONGEST_LABEL]}


def _named(words: str, known: Known) -> dict[str, str]:
    """The sites and the tracer that words name, and the kind."""
    sites = dict.fromkeys(code for name, code in known.sites.items() if _stands(name, words))
    tracers = dict.fromkeys(code for name, code in known.tracers.items() if _stands(name, words))
    told = {"sites": "; ".join(sites)} if sites else {}
    told |= {"tracer": next(iter(tracers))} if len(tracers) == 1 else {}
    kind = re.search(r"\b(anticipated|observed)\b", words, re.IGNORECASE)
    return told | ({"kind": kind[1].lower()} if kind else {})


def _stands(name: str, words: str) -> bool:
    return len(name) > 1 and bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", _folded(words)))


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
