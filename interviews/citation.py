"""The citation of a source, in the study's own style: `[{id}, {site}, {organisation}, {date:%b %Y}]`.

Fields are id, site, organisation, role, date, work_stream, kind and participant; the date takes the shape of strftime
after a colon. Between two fields stands a separator: its punctuation and spaces. Words there (the "ID" of
`{role} ID {id}`) are the label of the field that follows. A field that is absent takes its separator, its label and
brackets of its own with it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter
from typing import Protocol

from tracers import dates
from tracers.names import fold

FIELDS = ("id", "site", "organisation", "role", "date", "work_stream", "kind", "participant")
STANDARD = "[{id}, {site}, {organisation}, {date:%b %Y}]"
BRACKETS = {"[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    shape: str

    def shown(self, fields: Mapping[str, str]) -> str:
        value = fields.get(self.name, "").strip()
        return dates.show(value, *filter(None, [self.shape])) if self.name == "date" else value


@dataclass(frozen=True, slots=True)
class _Group:
    """Fields and groups, each with the words before it, and the words after the last. The brackets stand apart."""

    members: "tuple[tuple[str, _Field | _Group], ...]"
    tail: str
    opening: str = ""
    closing: str = ""

    def shown(self, fields: Mapping[str, str]) -> str:
        said = ""
        for place, (before, member) in enumerate(self.members):
            separator, label = _parted(before)
            value = member.shown(fields)
            if value:
                said += (separator if said or place == 0 else "") + label + value
        return said and self.opening + said + self.tail + self.closing


type _Token = str | _Field


def citation(style: str, fields: Mapping[str, str]) -> str:
    """The citation in this style; "" when no field is known. Raises ValueError with a sentence for a wrong style.

    >>> citation("[{id}, {site}, {date:%b %Y}]", {"id": "14376", "date": "2016-07"})
    '[14376, Jul 2016]'
    """
    return _read(style).shown(fields)


def style_error(style: str) -> str:
    """What is wrong with a style, as a sentence; "" for a good one."""
    try:
        citation(style, dict.fromkeys(FIELDS, ""))
    except ValueError as error:
        return str(error)
    return ""


class _Labelled(Protocol):
    @property
    def code(self) -> str: ...


class _Speaker(Protocol):
    @property
    def speaker(self) -> str: ...


class _Person(Protocol):
    """A participation: somebody in a source, with site, organisation and role at that time."""

    @property
    def participant(self) -> object | None: ...
    @property
    def site(self) -> object | None: ...
    @property
    def organisation(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def speaker(self) -> str: ...


class _Cited(Protocol):
    @property
    def printed_id(self) -> str: ...
    @property
    def date(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def work_stream(self) -> _Labelled | None: ...


def cite(source: _Cited, participations: Iterable[_Person], style: str, speaker: str | None = None) -> str:
    """The citation of a source. Of a joint interview, the one who speaks stands in it where the label says who that is;
    otherwise everybody: sites are joined by “&”, the rest by semicolons. A wrong style gives way to the standard one,
    so that pages can still be read; the study's settings say what is wrong with it.
    """
    return citation(STANDARD if style_error(style) else style, cited_fields(source, participations, speaker))


def cited_fields(source: _Cited, participations: Iterable[_Person], speaker: str | None = None) -> dict[str, str]:
    people = speaking(list(participations), speaker)
    return {
        "id": source.printed_id,
        "date": source.date,
        "kind": source.kind,
        "work_stream": source.work_stream.code if source.work_stream else "",
        "site": _joined(" & ", (person.site for person in people)),
        "organisation": _joined("; ", (person.organisation for person in people)),
        "role": _joined("; ", (person.role for person in people)),
        "participant": _joined("; ", (person.participant for person in people)),
    }


def speaking[P: _Speaker](participations: Sequence[P], speaker: str | None) -> Sequence[P]:
    """Those whose speaker label this is; everybody when the label tells nobody apart."""
    wanted = _plain(speaker or "")
    return [person for person in participations if wanted and _plain(person.speaker) == wanted] or participations


@lru_cache(maxsize=4096)  # a study has few labels, and each is compared thousands of times
def _plain(label: str) -> str:
    return fold(label).rstrip(":")


def _joined(separator: str, values: Iterable[object | None]) -> str:
    return separator.join(dict.fromkeys(str(value).strip() for value in values if value))


def _parted(words: str) -> tuple[str, str]:
    """The separator (punctuation and spaces) and the label that follows it."""
    label = next((place for place, sign in enumerate(words) if sign.isalnum()), len(words))
    return words[:label], words[label:]


@lru_cache(maxsize=64)
def _read(style: str) -> _Group:
    tokens = list(_tokens(style))
    if not any(isinstance(token, _Field) for token in tokens):
        raise ValueError(f"The citation style “{style}” has no field. Write for instance [{{id}}, {{site}}].")
    return _group(tokens)


def _group(tokens: Sequence[_Token], opening: str = "", closing: str = "") -> _Group:
    members: list[tuple[str, _Field | _Group]] = []
    before, place = "", 0
    while place < len(tokens):
        token = tokens[place]
        end = _closing(tokens, place)
        inner = tokens[place + 1 : end] if end else ()
        if end and any(isinstance(each, _Field) for each in inner):
            members.append((before, _group(inner, str(token), str(tokens[end]))))
            before, place = "", end
        elif isinstance(token, _Field):
            members.append((before, token))
            before = ""
        else:
            before += token
        place += 1
    return _Group(tuple(members), before, opening, closing)


def _closing(tokens: Sequence[_Token], opening: int) -> int | None:
    """Where the bracket that opens here closes; None when there is none, or it never closes."""
    first = tokens[opening]
    if not isinstance(first, str) or first not in BRACKETS:
        return None
    depth = 0
    for place in range(opening, len(tokens)):
        depth += (tokens[place] == first) - (tokens[place] == BRACKETS[first])
        if depth == 0:
            return place
    return None


def _tokens(style: str) -> Iterator[_Token]:
    """Fields, and the signs between them one by one."""
    try:
        parts = list(Formatter().parse(style))
    except ValueError:
        raise ValueError(
            f"In the citation style “{style}” a curly bracket is missing. Write each field as {{id}}."
        ) from None
    for words, name, shape, conversion in parts:
        yield from words
        if name is not None:
            yield _field(name, shape or "", conversion)


def _field(name: str, shape: str, conversion: str | None) -> _Field:
    if name not in FIELDS:
        raise ValueError(f"The citation style has a field “{name}” that is not known. Fields: {', '.join(FIELDS)}.")
    if conversion or (shape and name != "date"):
        raise ValueError(f"In the citation style, “{name}” takes no shape: write {{{name}}}. Only the date takes one.")
    return _Field(name, shape)
