"""What an identifier becomes: readable replacements, one for each person, organisation, place and job title.

People share one row of letters whatever their title ("Dr A", "Person B", "Dr C"), so that no letter means two people;
organisations and places have a row for each kind ("[council A]", "[GP practice A]"). One thing has one replacement
everywhere: "Dr Keane", "Fionnuala" and "Nuala" all become "Dr A" once any of them said "Dr". Numbers of all sorts
("[postcode]", "[phone number]") are not told apart unless the study's pattern says so.
"""

import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from interviews.anonymise.naming.kinds import kind_of_organisation, kind_of_place
from interviews.anonymise.naming.people import title_of
from tracers.names import fold

DEFAULTS: Mapping[str, str] = {
    "person": "{title} {letter}",
    "organisation": "[{kind} {letter}]",
    "place": "[{kind} {letter}]",
    "title": "[job title {letter}]",
    "address": "[address]",
    "postcode": "[postcode]",
    "phone": "[phone number]",
    "email": "[e-mail address]",
    "url": "[web address]",
    "nhs_number": "[NHS number]",
    "nino": "[National Insurance number]",
    "dob": "[date of birth]",
    "age": "[age over 89]",
    "number": "[number]",
}
TOLD_APART = ("person", "organisation", "place", "title")
FIELDS = ("letter", "number", "kind", "title")
LONGEST = 80
_LETTERS = string.ascii_uppercase


class PatternError(ValueError):
    """A pattern cannot be used; the message is one sentence for the researcher."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One entity: the different words it was found under, first appearance first. A `replacement` it already has is
    kept as it is, and nothing else is given it; its words are not asked for then."""

    type: str
    words: tuple[str, ...]
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """For each type a template with the places {letter} (A, B … Z, AA), {number} (1, 2 …), {kind} (of an organisation
    or place) and {title} (Dr, Professor … or Person). A type that is not named has the usual one."""

    templates: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for named, template in self.templates.items():
            _check(named, template)

    def template(self, type: str) -> str:
        return self.templates.get(type) or DEFAULTS.get(type, "[" + type.replace("_", " ").strip() + "]")


def propose(things: Iterable[Thing], pattern: Pattern | None = None, taken: Collection[str] = ()) -> list[str]:
    """A replacement for each thing, in their order. Things added at the end leave the earlier ones as they were.
    Nothing becomes what stands in `taken` (words that the texts have already, see `standing`)."""
    pattern, things = pattern or Pattern(), list(things)
    used = {fold(words) for words in taken} | {fold(thing.replacement) for thing in things if thing.replacement}
    rows: dict[str, Iterator[int]] = {}
    shared: dict[str, str] = {}
    answers: list[str] = []
    for thing in things:
        template = pattern.template(thing.type)
        values = {"kind": _kind(thing), "title": _title(thing)}
        if thing.replacement:
            answer = thing.replacement
        elif _counts(template):
            answer = _next(template, values, rows.setdefault(_row(thing.type, template, values), _numbers()), used)
        else:
            words = _filled(template, values, 0)
            answer = shared.get(words) or _free(words, used)
            shared[words] = answer
        used.add(fold(answer))
        answers.append(answer)
    return answers


def standing(texts: Iterable[str], pattern: Pattern | None = None) -> set[str]:
    """The words in the texts that could be taken for a replacement by the pattern ("Person B" said by somebody)."""
    pattern = pattern or Pattern()
    shapes = dict.fromkeys(_shape(pattern.template(known)) for known in DEFAULTS)
    found = re.compile("|".join(shapes), re.IGNORECASE)
    return {match[0] for text in texts for match in found.finditer(text)}


def letters(number: int) -> str:
    """A for 0, Z for 25, AA for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = _LETTERS[rest] + name
    return name


def _check(type: str, template: str) -> None:
    label = type.replace("_", " ")
    if type not in DEFAULTS:
        raise PatternError(f"There is no type “{label}”; the types are {', '.join(DEFAULTS)}.")
    if not template.strip():
        raise PatternError(f"The pattern for {label} is empty; write for example {DEFAULTS[type]}.")
    if len(template) > LONGEST or not template.isprintable():
        raise PatternError(f"The pattern for {label} must be one line of at most {LONGEST} characters.")
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        raise PatternError(
            f"The pattern for {label} has a curly bracket without its partner; write for example {DEFAULTS[type]}."
        ) from None
    for _, name, form, conversion in parts:
        if name is not None and (name not in FIELDS or form or conversion):
            raise PatternError(
                f"The pattern for {label} has {{{name}}}, which means nothing here; use "
                + ", ".join(f"{{{known}}}" for known in FIELDS)
                + "."
            )
    if type in TOLD_APART and not _counts(template):
        raise PatternError(
            f"The pattern for {label} needs {{letter}} or {{number}}, or two of them would become the same."
        )


def _counts(template: str) -> bool:
    return "{letter}" in template or "{number}" in template


def _row(type: str, template: str, values: Mapping[str, str]) -> str:
    """Which row of letters: of people one; else one for each text around the letter."""
    return type if type == "person" else _filled(template, values, 0)


def _numbers() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _next(template: str, values: Mapping[str, str], row: Iterator[int], used: Collection[str]) -> str:
    """The first that nothing else has. For people no title may have taken the letter either."""
    titles = {values["title"], *_TITLES_GIVEN} if "{title}" in template else {values["title"]}
    for number in row:
        if not any(fold(_filled(template, {**values, "title": title}, number)) in used for title in titles):
            return _filled(template, values, number)
    raise AssertionError("rows of letters have no end")


def _free(words: str, used: Collection[str]) -> str:
    """The words, or with a number in them when the texts have them already."""
    if fold(words) not in used:
        return words
    stem, end = (words[:-1], words[-1]) if words[-1] in "])}>" else (words, "")
    return next(made for number in _numbers() if fold(made := f"{stem} {number + 2}{end}") not in used)


def _filled(template: str, values: Mapping[str, str], number: int) -> str:
    return template.format(letter=letters(number), number=number + 1, **values).strip()


_TITLES_GIVEN = ("Dr", "Professor", "Sister", "Nurse", "Midwife", "Councillor", "Reverend", "Person")


def _title(thing: Thing) -> str:
    """The first title of an office that one of the names carries; Mr, Mrs and Sir would tell more than is needed."""
    if thing.type != "person":
        return ""
    return next((title for words in thing.words if (title := title_of(words)) in _TITLES_GIVEN), "Person")


def _kind(thing: Thing) -> str:
    if thing.type == "organisation":
        return _telling(map(kind_of_organisation, thing.words), "organisation")
    if thing.type == "place":
        return _telling(map(kind_of_place, thing.words), "place")
    return thing.type.replace("_", " ")


def _telling(kinds: Iterable[str], usual: str) -> str:
    return next((kind for kind in kinds if kind != usual), usual)


def _shape(template: str) -> str:
    shapes = {
        "letter": r"(?:(?-i:[A-Z]{1,3})|[A-Z])",
        "number": r"\d{1,4}",
        "kind": r"\w+(?:[ -]\w+){0,3}",
        "title": f"(?:{'|'.join(_TITLES_GIVEN)})",
    }
    parts = "".join(
        re.escape(words) + (shapes[name] if name else "") for words, name, _, _ in string.Formatter().parse(template)
    )
    return rf"(?<!\w){parts}(?!\w)"
