"""What stands on the lines of a table: codes, themes, or the values of an attribute; and who is heard there."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from uuid import UUID

from interviews.codetree import Branch
from interviews.grouping import Part
from interviews.matrix import coded
from interviews.matrix.attributes import NOWHERE, Attribute, placed
from interviews.matrix.counting import Heard
from interviews.matrix.grid import Head
from interviews.matrix.ground import Ground
from interviews.matrix.small import Widening
from interviews.models import CodeTheme
from interviews.searching.asked import UNKNOWN

ONCE = (
    "Somebody known by a private code counts once, however often heard; somebody not told apart counts once a source."
)
HEARD = {
    "people": "the people heard there, coded or not",
    "sources": "the sources there, coded or not",
    "extracts": "the coded extracts there",
}


class Subject(ABC):
    """What the lines are called (`one` of them in a sentence, `any` for all together), and who stands on them.

    `counted`: what is counted, a sentence a measure; `of`: what the figures of a column are a part of. `attribute`:
    what the lines are values of, if they tell people apart. `said`: what must be known of what extracts speak of.
    """

    side: str
    many: str
    one: str
    any: str = ""
    counted: Mapping[str, str]
    of: Mapping[str, str] = HEARD
    attribute: Attribute | None = None
    rules: tuple[str, ...] = ()

    def __init__(self, ground: Ground, said: Collection[str]) -> None:
        self.ground, self.said = ground, said

    @cached_property
    @abstractmethod
    def heads(self) -> Sequence[Head]: ...

    @abstractmethod
    def heard(self, measure: str) -> Sequence[Heard]:
        """Who stands on which lines; the number after the last line is that of all of them together."""

    @cached_property
    def present(self) -> list[Part]:
        """Everybody who is there to be heard, also as far as somebody said what they speak of."""
        return [*self.ground.present, *self.parts]

    @cached_property
    def parts(self) -> list[Part]:
        return coded.parts(self.ground, self.said)

    def widened(self, by: Widening) -> "Subject":
        """The same as it may leave the study."""
        return self

    def is_shown(self, head: Head) -> bool:
        """Whether a line is shown where nothing is met on it."""
        return True


class Codes(Subject):
    """`below`: a code counts what stands on those under it as well."""

    side, many, one, any = "Code", "Codes", "the code", "Any code"
    counted = {
        "people": f"How many people speak of a code. {ONCE}",
        "sources": "In how many sources a code stands.",
        "extracts": "How many extracts bear a code, each once, whoever coded it.",
    }

    def __init__(self, ground: Ground, said: Collection[str], *, below: bool) -> None:
        super().__init__(ground, said)
        self.below = below
        if below:
            self.rules = (
                "A code counts what stands on the codes under it as well, each person, source and extract once.",
            )

    @cached_property
    def heads(self) -> Sequence[Head]:
        return [_head(branch) for branch in self.ground.codes]

    def heard(self, measure: str) -> Sequence[Heard]:
        any_code = len(self.ground.codes)
        every = [Heard(part, [any_code] * part.extracts) for part in self.parts]
        return [*coded.heard(self.ground, self._lines(), self.said), *every]

    def _lines(self) -> dict[UUID, list[int]]:
        lines: dict[UUID, list[int]] = {}
        for number, branch in enumerate(self.ground.codes):
            above = lines.get(branch.code.parent_id, []) if branch.code.parent_id and self.below else []
            lines[branch.code.pk] = [number, *above]
        return lines

    def is_shown(self, head: Head) -> bool:
        return not head.key.retired


class Themes(Subject):
    side, many, one, any = "Theme", "Themes", "the theme", "Any theme"
    counted = {
        "people": f"How many people speak of a theme: what bears any of its codes. {ONCE}",
        "sources": "In how many sources a code of the theme stands.",
        "extracts": "How many extracts bear any code of the theme, each once.",
    }

    @cached_property
    def heads(self) -> Sequence[Head]:
        return [Head(theme.label, key=theme) for theme in self.ground.themes]

    def heard(self, measure: str) -> Sequence[Heard]:
        numbers = {head.key.pk: number for number, head in enumerate(self.heads)}
        lines: dict[UUID, list[int]] = {}
        for code, theme in CodeTheme.objects.filter(theme__in=numbers).values_list("code", "theme"):
            lines.setdefault(code, [len(numbers)]).append(numbers[theme])
        return coded.heard(self.ground, lines, self.said)


class Values(Subject):
    """The values of an attribute; people and sources are those heard there, whether anything was coded or not."""

    counted = {
        "people": f"How many people are heard, coded or not. {ONCE}",
        "sources": "In how many sources somebody is heard, coded or not.",
        "extracts": "How many coded extracts there are, each once.",
    }

    def __init__(self, ground: Ground, said: Collection[str], attribute: Attribute, values: Sequence[str]) -> None:
        super().__init__(ground, said)
        self.attribute = self.down = attribute
        self.values = values
        self.side = self.many = attribute.label
        self.one = "the line"

    @cached_property
    def heads(self) -> Sequence[Head]:
        return [Head(self.down.called(value), depth=self.down.depth(value), key=value) for value in self.values]

    def heard(self, measure: str) -> Sequence[Heard]:
        parts = self.parts if measure == "extracts" else self.present
        return [each for part in parts for each in self._of(part)]

    def _of(self, part: Part) -> Sequence[Heard]:
        """Where the part stands, line by line with those alone who stand there."""
        times = max(part.extracts, 1)
        at = placed(part, self.down)
        lines = ((self._numbers[value], voices) for value, voices in at.items() if value in self._numbers)
        fit = [Heard(part._replace(voices=voices), [number] * times) for number, voices in lines]
        return [*fit, Heard(part, [len(self.values)] * times)]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {value: number for number, value in enumerate(self.values)}

    def widened(self, by: Widening) -> "Values":
        return Values(self.ground, self.said, self.down.joining(by.joined), by.left(self.values))

    def is_shown(self, head: Head) -> bool:
        return head.key not in {UNKNOWN, NOWHERE}


def _head(branch: Branch) -> Head:
    name = f"{branch.code.name} (retired)" if branch.code.retired else branch.code.name
    return Head(name, branch.path, branch.depth, branch.code)
