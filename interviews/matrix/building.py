"""From what is asked for to the table: counted, in order, and widened where it is to leave the study."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from interviews.matrix import counting, notes, small
from interviews.matrix.asked import Asked
from interviews.matrix.attributes import Attribute, Only
from interviews.matrix.counted import APART, Called, Counted
from interviews.matrix.counting import Asking
from interviews.matrix.grid import Grid, Head, shaded
from interviews.matrix.ground import Ground
from interviews.matrix.order import ordered
from interviews.matrix.small import Widening
from interviews.matrix.subjects import Subject
from interviews.searching.asked import UNKNOWN
from tracers.crowds import is_small

UNCHANGED = Widening()


class Unknown(ValueError):
    """What narrows the table does not exist; the message says what to do."""


def narrowing(asked: Asked, ground: Ground) -> Only:
    """What narrows, as attributes with their values. Raises Unknown."""
    only = [(ground.attributes[name], value) for name, value in asked.only]
    for attribute, value in only:
        if value != UNKNOWN and value not in attribute.heads:
            raise Unknown(f"{attribute.label}: there is no “{value}” here. Choose one from the list.")
    return only


def values(asked: Asked, attribute: Attribute) -> list[str]:
    """Those that a table is not narrowed past; of the columns, those that are chosen."""
    wanted = dict(asked.only).get(attribute.name)
    chosen = [value for value in attribute.values if value in asked.columns] if attribute.name == asked.by else []
    return [wanted] if wanted else chosen or attribute.values


@dataclass(frozen=True)
class Table:
    """A table that is asked for: `subject` stands on its lines."""

    ground: Ground
    asked: Asked
    only: Only
    subject: Subject

    @cached_property
    def grid(self) -> Grid:
        """As it is shown within the study: what few people stand behind is marked."""
        grid = self._counted().grid(self._notes())
        columns = tuple(self._marked(head, self._columns) for head in grid.columns)
        lines = tuple(replace(line, head=self._marked(line.head, self._lines)) for line in grid.lines)
        return self._finished(replace(grid, columns=columns, lines=lines))

    @cached_property
    def widened(self) -> Grid:
        """As it may leave the study. Raises small.TooFew."""
        columns, lines = self._widenings
        counted, down = self._counted(columns, lines), self.subject.attribute
        people = counted.shown(self._counted(columns, lines, "people").rows) if down else []
        few = small.somewhere(people, self.k)
        if few or lines.left_out:  # what all are together would tell those who are left out
            counted = replace(counted, asked=self.asked.but(share=""))
        told = (*notes.widened(self.across, columns, self.k), *notes.widened(down, lines, self.k))
        grid = counted.grid(self._notes()).noting(*told)
        if lines.left_out:
            grid = replace(grid, foot=None, bases=None)
        return self._finished(small.withheld(grid, people, self.k) if few else grid)

    @property
    def refusal(self) -> str:
        """Why it cannot leave the study; "" if it can."""
        try:
            self._widenings  # noqa: B018 – worked out once
        except small.TooFew as error:
            return str(error)
        return ""

    @property
    def k(self) -> int:
        return self.ground.asking.study.threshold

    @property
    def across(self) -> Attribute:
        return self.ground.attributes[self.asked.by]

    @cached_property
    def _widenings(self) -> tuple[Widening, Widening]:
        """What becomes of columns and lines outside the study. Raises small.TooFew."""
        down = self.subject.attribute
        columns = small.widening(self._columns, self.across.wholes, self.k, self.across.apart)
        return columns, small.widening(self._lines, down.wholes, self.k, down.apart) if down else UNCHANGED

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        """Who stands behind each column."""
        return counting.crowds(self._asking(self.across), self.subject.present)

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        """The same of lines that tell people apart."""
        down = self.subject.attribute
        return counting.crowds(self._asking(down), self.subject.present) if down else {}

    def _asking(self, attribute: Attribute, by: Widening = UNCHANGED) -> Asking:
        shown = by.left(values(self.asked, attribute))
        return Asking(attribute.joining(by.joined), shown, self.only, self.asked.everyone)

    def _counted(self, columns: Widening = UNCHANGED, lines: Widening = UNCHANGED, measure: str = "") -> Counted:
        subject, asking = self.subject.widened(lines), self._asking(self.across, columns)
        measure = measure or self.asked.measure
        heads = subject.heads
        return Counted(
            asked=self.asked,
            asking=asking,
            called=Called(subject.side, subject.many, subject.one, subject.any, subject.of[measure]),
            heads=heads,
            rows=counting.count(asking, subject.heard(measure), measure, len(heads) + 1),
            base=(
                counting.everybody(self._columns)
                if measure == "people" and columns == UNCHANGED
                else counting.base(asking, subject.present, measure)
            ),
            always=[subject.is_shown(head) for head in heads],
        )

    def _marked(self, head: Head, crowds: Mapping[str, int]) -> Head:
        crowd = crowds.get(head.key, 0) if isinstance(head.key, str) else 0
        return replace(head, note=small.fewer(self.k)) if is_small(crowd, self.k) else head

    def _notes(self) -> list[str]:
        subject = self.subject
        told = notes.rules(self.asked, self.across, subject.attribute, self.only)
        hidden = ["Of the sources of your sites alone."] if self.ground.asking.site_restricted else []
        return [subject.counted[self.asked.measure], *subject.rules, *told, *hidden]

    def _finished(self, grid: Grid) -> Grid:
        return shaded(ordered(grid, self.asked.sort, APART))
