"""The text of a report file: front matter, sections, blocks, and the markers for what comes from the database.

    {{quote 14376 "first words … last words"}}      a quotation, alone on its line
    {{words 14376 "…"}}  {{cite 14376 "…"; 12580}}  {{because CMO-17; 12580}}     within a sentence
    {{configurations dementia}}  {{comparison dementia}}     blocks
    {{matrix codes site count=people as=bars}}  {{timeline tracer=dementia}}  {{chains dementia}}     blocks

`write(parse(text))` says the same as `text`, and parsing that again gives the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

PROSE, QUOTATION = "prose", "quotation"
BLOCK_MARKERS = {
    "quote": QUOTATION,
    "configurations": "configurations",
    "comparison": "comparison",
    "timeline": "timeline",
    "matrix": "matrix",
    "chains": "chains",
}
MARKER_OF = {kind: name for name, kind in BLOCK_MARKERS.items()}
INLINE = frozenset({"words", "cite", "because"})
FIRST_WORDS, LAST_WORDS = 6, 5

MARKER = re.compile(r'\{\{\s*(?P<name>[a-z]+)\b(?P<rest>(?:"[^"]*"|“[^”]*”|[^"“{}])*)\}\}')
_HEADING = re.compile(r"(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*?))?[ \t]*$")
_KIND = re.compile(r"\s*\{kind=(?P<kind>[^{}]*)\}$")
_META = re.compile(r"(?P<key>[A-Za-z][\w -]*?)[ \t]*:(?:[ \t]+(?P<value>.*))?$")
_POINTER = re.compile(r'\s*(?P<name>[^";“]*?)\s*(?:(?:"(?P<words>[^"]*)"|“(?P<curly>[^”]*)”)\s*;?|(?:;|$))')
_ITEM = re.compile(r" {0,3}(?:(?P<bullet>[-*+])|\d{1,9}(?P<point>[.)]))[ \t]")
_FOOTNOTE = re.compile(r" {0,3}\[\^[^\]\s]+\]:")
_DEEPER = re.compile(r" {2,}|\t")

GUESSES = (
    ("introduction", r"introduction\b"),
    ("before", r"(pre-|before\b)"),
    ("after", r"(post-|after\b)"),
    ("programme theory", r"(initial |the )?program(me)? theor(y|ies)\b"),
    ("theme", r"theme\b"),
    ("summary", r"summary\b"),
    ("actionable messages", r"actionable messages?\b"),
    ("references", r"references?$"),
    ("disclaimer", r"disclaimer\b"),
    ("acknowledgements", r"acknowledge?ments?\b"),
)
FREE = "free"


@dataclass(frozen=True, slots=True)
class Pointer:
    """One thing that a marker names: a source or a configuration, and words of it ("" for none)."""

    name: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    name: str
    pointers: tuple[Pointer, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """`text` is the prose, or what stands in the marker after its name; `line` counts from 1 in the file."""

    kind: str
    text: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Section:
    heading: str
    level: int
    kind: str
    blocks: tuple[Block, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class ReportFile:
    meta: Mapping[str, str]
    sections: tuple[Section, ...]


def parse(text: str) -> ReportFile:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    meta, first = _front_matter(lines)
    sections: list[Section] = []
    for heading, level, kind, start, end, line in _stretches(lines, first):
        blocks = tuple(blocks_of(lines[start:end], line=start + 1))
        if blocks or line:
            sections.append(Section(heading, level, kind, blocks, line))
    return ReportFile(meta, tuple(sections))


def write(report: ReportFile) -> str:
    pieces = [_written_meta(report.meta)] if report.meta else []
    for place, section in enumerate(report.sections):
        nameless = place == 0 and (section.heading, section.level, section.kind) == ("", 1, FREE)
        if not nameless or not section.blocks:
            pieces.append(_written_heading(section))
        pieces += [written_block(block) for block in section.blocks]
    text = "\n\n".join(pieces) + "\n"
    is_rule = not report.meta and text.split("\n")[0].strip() == "---"
    return f"\n{text}" if is_rule else text  # a rule on the first line would be taken for front matter


def blocks_of(lines: Sequence[str], line: int = 1) -> Iterator[Block]:
    """Block markers, and between them prose: one block for each paragraph, list, table or footnote."""
    prose: list[str] = []
    start = place = 0
    while place < len(lines):
        marker, taken = _block_marker(lines, place)
        if marker:
            yield from _prose(prose, line + start)
            yield Block(BLOCK_MARKERS[marker["name"]], marker["rest"].strip(), line + place)
            prose, start = [], place + taken
        else:
            prose.append(lines[place])
        place += taken
    yield from _prose(prose, line + start)


def paragraphs(text: str) -> list[str]:
    """Prose cut where Markdown begins anew; the items of one list stay together, with what is set in under them."""
    return [piece for piece, _ in _pieces(text.split("\n"))]


def markers(text: str) -> list[re.Match[str]]:
    """Every marker within prose, in order."""
    return list(MARKER.finditer(text))


def unclosed(text: str) -> list[tuple[int, str]]:
    """(line, how it begins) of every {{ that begins no marker."""
    bare = MARKER.sub(lambda found: "\n" * found[0].count("\n"), text)
    return [(number, line[line.index("{{") :][:40]) for number, line in enumerate(bare.split("\n"), 1) if "{{" in line]


def pointers(rest: str) -> tuple[Pointer, ...]:
    """What a marker names: `14376 "first … last"; 12580`."""
    found: list[Pointer] = []
    place = 0
    while place < len(rest) and (match := _POINTER.match(rest, place)):
        words = match["words"] if match["words"] is not None else match["curly"] or ""
        if match["name"] or words.strip():
            found.append(Pointer(match["name"], " ".join(words.split())))
        if match.end() == place:
            break
        place = match.end()
    return tuple(found)


def written_pointer(pointer: Pointer) -> str:
    if not pointer.words:
        return pointer.name
    return f'{pointer.name} "{quotable(pointer.words)}"'.strip()


def written_pointers(rest: str) -> str:
    """What a marker names, in one spelling."""
    return "; ".join(written_pointer(pointer) for pointer in pointers(rest))


def has_words(given: str) -> bool:
    """Whether what a marker names was given with words of it."""
    return any(pointer.words for pointer in pointers(given))


def written_block(block: Block) -> str:
    if block.kind == PROSE:
        return block.text
    return f"{{{{{MARKER_OF[block.kind]} {block.text}".rstrip() + "}}"


def quotable(words: str) -> str:
    """Words as they may stand within the straight quotation marks of a marker, on one line."""
    return " ".join(words.replace('"', "'").split())


def short_words(words: str) -> str:
    """First words … last words, as a marker names a longer quotation."""
    all_words = quotable(words).split()
    if len(all_words) <= FIRST_WORDS + LAST_WORDS + 1:
        return " ".join(all_words)
    return " ".join([*all_words[:FIRST_WORDS], "…", *all_words[-LAST_WORDS:]])


def guessed_kind(heading: str) -> str:
    plain = heading.strip().casefold()
    return next((kind for kind, pattern in GUESSES if re.match(pattern, plain)), FREE)


def _front_matter(lines: Sequence[str]) -> tuple[dict[str, str], int]:
    """The values, and the place of the first line after them. A list of `- …` lines is joined by semicolons."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    end = next((place for place, line in enumerate(lines) if place and line.strip() == "---"), 0)
    meta: dict[str, str] = {}
    key = ""
    for line in lines[1:end]:
        if found := _META.match(line.strip()):
            key = found["key"].casefold()
            meta[key] = _unquoted((found["value"] or "").strip())
        elif key and line.strip():
            joined = [meta[key], _unquoted(line.strip().removeprefix("- ").strip())]
            meta[key] = "; ".join(filter(None, joined)) if line.strip().startswith("- ") else " ".join(joined).strip()
    return meta, end + 1 if end else 0


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def _written_meta(meta: Mapping[str, str]) -> str:
    lines = [f"{key}: {_written_value(value)}".rstrip() for key, value in meta.items()]
    return "\n".join(["---", *lines, "---"])


def _written_value(value: str) -> str:
    value = " ".join(value.split())
    return f'"{value}"' if value != _unquoted(value) else value


def _stretches(lines: Sequence[str], first: int) -> Iterator[tuple[str, int, str, int, int, int]]:
    """(heading, level, kind, first line, end, line of the heading: 0 before any) of each section."""
    heads = [(place, found) for place in range(first, len(lines)) if (found := _HEADING.match(lines[place]))]
    ends = [place for place, _ in heads[1:]] + [len(lines)]
    if first < (heads[0][0] if heads else len(lines)):
        yield "", 1, FREE, first, heads[0][0] if heads else len(lines), 0
    for (place, found), end in zip(heads, ends, strict=False):
        heading, kind = _named_kind(found["text"] or "")
        yield heading, len(found["marks"]), kind, place + 1, end, place + 1


def _named_kind(text: str) -> tuple[str, str]:
    named = _KIND.search(text)
    heading = text[: named.start()].strip() if named else text.strip()
    return heading, plain_kind(named["kind"]) if named else guessed_kind(heading)


def plain_kind(kind: str) -> str:
    """Reading ignores case, blanks, underscores and hyphens."""
    return " ".join(re.split(r"[\s_-]+", kind.strip().casefold()))


def _written_heading(section: Section) -> str:
    named = "" if guessed_kind(section.heading) == section.kind else f"{{kind={section.kind}}}"
    heading = " ".join(section.heading.split())
    if not named and _KIND.search(heading):
        named = f"{{kind={section.kind}}}"
    return " ".join(filter(None, ["#" * section.level, heading, named]))


def _block_marker(lines: Sequence[str], place: int) -> tuple[re.Match[str] | None, int]:
    """The block marker that begins on this line, and how many lines it takes; (None, 1) where none does."""
    line = lines[place].strip()
    if not line.startswith("{{"):
        return None, 1
    for taken in range(1, len(lines) - place + 1):
        if not lines[place + taken - 1].strip():
            break
        whole = MARKER.fullmatch(" ".join(each.strip() for each in lines[place : place + taken]))
        if whole:
            return (whole, taken) if whole["name"] in BLOCK_MARKERS else (None, 1)
    return None, 1


def _prose(lines: Sequence[str], line: int) -> Iterator[Block]:
    for piece, place in _pieces(lines):
        yield Block(PROSE, piece, line + place)


def _pieces(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """(piece, place of its first line)."""
    piece, begins = "", 0
    for chunk, place in _chunks(lines):
        if piece and _goes_on(piece, chunk):
            piece += "\n\n" + chunk
        else:
            if piece:
                yield piece, begins
            piece, begins = chunk.strip(), place
    if piece:
        yield piece, begins


def _chunks(lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Stretches without a blank line, with the place of the first line of each."""
    held: list[str] = []
    for place, line in enumerate([*lines, ""]):
        if line.strip():
            held.append(line)
        elif held:
            yield "\n".join(held).rstrip(), place - len(held)
            held = []


def _goes_on(piece: str, chunk: str) -> bool:
    item = _ITEM.match(piece)
    if not item and not _FOOTNOTE.match(piece):
        return False
    if _DEEPER.match(chunk):
        return True
    other = _ITEM.match(chunk)
    return bool(item and other and item.groups() == other.groups())
