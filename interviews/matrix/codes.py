"""Codes by an attribute: the table of a member, counted on what that member may see."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.models import Membership
from interviews.codetree import Branch, branches, flat
from interviews.matrix import coded, counting
from interviews.matrix.asked import Asked
from interviews.matrix.attributes import Attribute, Only, there
from interviews.matrix.counting import Asking, Row
from interviews.matrix.grid import Cell, Grid, Head, Line, shaded
from interviews.matrix.ground import Ground
from interviews.searching.asked import UNKNOWN

HEARD = {
    "people": "the people heard there, coded or not",
    "sources": "the sources there, coded or not",
    "extracts": "the coded extracts there",
}
COUNTED = {
    "people": "How many people speak of a code. Somebody known by a private code counts once, however often heard; "
    "somebody not told apart counts once a source.",
    "sources": "In how many sources a code stands.",
    "extracts": "How many extracts bear a code, each once, whoever coded it.",
}


class Unknown(ValueError):
    """What narrows the table does not exist; the message says what to do."""


@dataclass(frozen=True)
class _Counted:
    rows: Sequence[Row]
    every: Row
    base: Row


def code_table(asking: Membership, asked: Asked, ground: Ground) -> Grid:
    """Raises Unknown where a value that narrows is not there."""
    only = narrowing(asked, ground)
    attribute = ground.attributes[asked.by]
    wanted = dict(asked.only).get(asked.by)
    values = [wanted] if wanted else [*attribute.heads, UNKNOWN]
    tree = list(flat(branches(asking.study.codes.defer("description", "include", "exclude", "attributes"))))
    counted = _count(ground, asked, Asking(attribute, values, only, asked.everyone), tree)
    kept = _columns(attribute, values, counted, all_of=wanted is not None)
    return shaded(_grid(asked, attribute, tree, counted, kept, _notes(asking, asked, only, attribute)))


def narrowing(asked: Asked, ground: Ground) -> Only:
    """What narrows, as attributes with their values."""
    only = [(ground.attributes[name], value) for name, value in asked.only]
    for attribute, value in only:
        if value != UNKNOWN and value not in attribute.heads:
            raise Unknown(f"{attribute.label}: there is no “{value}” here. Choose one from the list.")
    return only


def _count(ground: Ground, asked: Asked, asking: Asking, tree: Sequence[Branch]) -> _Counted:
    said = coded.wanted(asked.by, asking.only)
    numbers = {branch.code.pk: number for number, branch in enumerate(tree)}
    heard, parts = coded.heard(ground, numbers, said)
    if asked.measure == "extracts":
        rows = counting.extracts(asking, heard, len(tree))
        every = counting.extracts_of(asking, parts)
        return _Counted(_with_those_below(ground, asking, tree, rows, said) if asked.below else rows, every, every)
    parents = [numbers.get(branch.code.parent_id) if branch.code.parent_id else None for branch in tree]
    rows, every = counting.members(asking, heard, asked.measure, parents, below=asked.below)
    present = [part for source in ground.sources for part in there(source, ground.voices.get(source, ()))]
    return _Counted(rows, every, counting.base(asking, (*present, *parts), asked.measure))


def _with_those_below(
    ground: Ground, asking: Asking, tree: Sequence[Branch], rows: Sequence[Row], said: Collection[str]
) -> Sequence[Row]:
    """Parents anew: an extract with a code and one under it counts once, which the rows of both do not tell."""
    above = [number for number, branch in enumerate(tree) if branch.children]
    lines = [
        (each.code.pk, place)
        for place, number in enumerate(above)
        for each in (tree[number], *flat(tree[number].children))
    ]
    wide = counting.extracts(asking, coded.on_lines(ground, lines, said), len(above))
    anew = dict(zip(above, wide, strict=True))
    return [anew.get(number, row) for number, row in enumerate(rows)]


def _columns(attribute: Attribute, values: Sequence[str], counted: _Counted, *, all_of: bool) -> list[int]:
    """The places of the columns that are shown: what is not said, and “nowhere”, only where it is met."""
    optional = {UNKNOWN, "nowhere"}
    return [
        place
        for place, value in enumerate(values)
        if all_of or value not in optional or counted.base.cells[place] or counted.every.cells[place]
    ]


def _grid(
    asked: Asked,
    attribute: Attribute,
    tree: Sequence[Branch],
    counted: _Counted,
    kept: Sequence[int],
    notes: tuple[str, ...],
) -> Grid:
    keys = [*attribute.heads, UNKNOWN] if dict(asked.only).get(asked.by) is None else [dict(asked.only)[asked.by]]
    columns = tuple(Head(attribute.called(keys[place]), key=keys[place]) for place in kept)
    lines = tuple(
        _line(asked, _head(branch), row, counted.base, kept)
        for branch, row in zip(tree, counted.rows, strict=True)
        if row.total or not branch.code.retired
    )
    base = _line(asked.but(share=""), Head(f"All: {HEARD[asked.measure]}"), counted.base, counted.base, kept)
    return Grid(
        title=f"Codes by {attribute.label[0].lower()}{attribute.label[1:]}",
        what=_what(asked),
        side="Code",
        columns=columns,
        lines=lines,
        foot=_line(asked, Head("Any code"), counted.every, counted.base, kept),
        bases=base,
        notes=notes,
    )


def _head(branch: Branch) -> Head:
    name = f"{branch.code.name} (retired)" if branch.code.retired else branch.code.name
    return Head(name, branch.path, branch.depth, branch.code)


def _line(asked: Asked, head: Head, row: Row, base: Row, kept: Sequence[int]) -> Line:
    of: dict[str, Sequence[int | None]] = {"column": [*base.cells, base.total], "row": [row.total] * len(base.cells)}
    whole = of.get(asked.share, [None] * (len(row.cells) + 1))
    cells = tuple(Cell(row.cells[place], whole[place]) for place in kept)
    return Line(head, cells, Cell(row.total, whole[-1] if asked.share == "column" else None))


def _what(asked: Asked) -> str:
    counted = asked.measure.capitalize()
    if asked.share == "column":
        return f"{counted}, as per cent of {HEARD[asked.measure]}"
    return f"{counted}, as per cent of all who speak of the code" if asked.share == "row" else counted


def _notes(asking: Membership, asked: Asked, only: Only, attribute: Attribute) -> tuple[str, ...]:
    """By which rules it was counted."""
    notes = [COUNTED[asked.measure]]
    if asked.share:
        notes.append("The tables to take away hold the numbers beside the shares.")
    notes.append(
        "The interviewers’ words count too, but never as people heard."
        if asked.everyone
        else "What interviewers say is left out."
    )
    if asked.below:
        notes.append("A code counts what stands on the codes under it as well, each person, source and extract once.")
    if attribute.name == "place":
        notes.append("Where nobody has said which site the words speak of, the speaker’s own is assumed.")
    if attribute.name == "tracer":
        notes.append("Where nobody has said which tracer the words speak of, those of the source are assumed.")
    notes.append("“All” and “Any code” count anew and are not sums: who stands in two places counts once.")
    notes += [f"Only where “{each.label}” is “{each.called(value)}”." for each, value in only]
    if asking.site_restricted:
        notes.append("Of the sources of your sites alone.")
    return tuple(notes)
