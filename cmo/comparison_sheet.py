"""The comparison as tables: a line for each row and site, the overview, and the items that were matched."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from cmo import widening
from cmo.compared import Compared
from cmo.models import Match
from cmo.side_by_side import Apart, Fired, Quoted, ShownLine, ShownRow, ShownSide
from interviews.matrix import workbook as books

HEAD = (
    *("Configurations", "Site", "Held to stand there", "Context", "Mechanism", "Outcome", "How far it fired", "Found"),
    *("Summary", "Words", "Citation", "Behind it", "Spoke", "Read", "Could have spoken", "Judgement", "Pattern", "Why"),
)
MATCHES = ("Item", "of", "How", "Item", "of", "Said by")
AGAIN = "stated when the configuration said something else"


def rows(compared: Compared, shown: Sequence[ShownRow]) -> Iterator[list[object]]:
    """Under HEAD. What is national, or of no column, comes after the sites and counts for none of them."""
    for row in shown:
        judged = [each for each in row.comparisons if each.judgement]
        judgements = [each.get_judgement_display() + (f" ({AGAIN})" if each.stale else "") for each in judged]
        said = [
            "\n".join(judgements) or "Not judged yet",
            "\n".join(each.get_pattern_display() for each in judged if each.pattern),
            "\n".join(each.explanation for each in judged if each.explanation),
        ]
        for place, side in enumerate(row.sides):
            yield [row.codes, side.side.place.label, *_side(row, place, side), *said]
        for apart in row.apart:
            yield [row.codes, named(apart.place.label, area=apart.place.area), *_apart(apart), *[""] * 9]
        for band, quoted in row.bands:
            yield [row.codes, named(band.label, area=band.area), *[""] * 7, *_words(quoted), *[""] * 7]


def _apart(apart: Apart) -> list[object]:
    said = "\n".join(f"{each.get_presence_display()}. {each.summary}".strip() for each in apart.findings)
    found = apart.findings[0].get_presence_display() if apart.findings else "No data"
    return ["", "", "", "", "\n".join(fired(each) for each in apart.fired), found, said]


def _side(row: ShownRow, place: int, shown: ShownSide) -> list[object]:
    counts, side = shown.side.counts, shown.side
    standing = [
        f"{each} (of {shown.part_of[each.pk]})" if each.pk in shown.part_of else str(each)
        for each in shown.configurations
    ]
    return [
        "\n".join(standing) or "No configuration here",
        *("\n".join(_items(row.lines, column, place)) for column in ("context", "mechanism", "outcome")),
        "\n".join(fired(each) for line in row.lines for held in line.cells[place] for each in held.fired),
        side.known.words + (f" ({AGAIN})" if side.known.stale else ""),
        "\n".join(summaries(shown)),
        *_words(shown.first, shown),
        side.behind.widened,
        *(counts.spoke, counts.read, counts.could),
    ]


def _items(lines: Sequence[ShownLine], column: str, place: int) -> Iterator[str]:
    for line in lines:
        if line.column == column:
            for held in line.cells[place]:
                yield f"{f'{held.code}: ' if held.code else ''}{held.item.text}{f' [{line.how}]' if line.how else ''}"


def fired(each: Fired) -> str:
    said = each.activation
    who = " · ".join(filter(None, [said.actor, said.period, f"of {each.part}" if each.part else ""]))
    return f"{said.get_activation_display()}{f' ({who})' if who else ''}: {said.item}"


def summaries(shown: ShownSide) -> Iterator[str]:
    for finding in shown.findings:
        code = f"{finding.configuration.code}: " if len(shown.findings) > 1 else ""
        yield f"{code}{finding.get_presence_display()}. {finding.summary}".strip()
    for part, finding in shown.inner:
        yield f"Of {part}: {finding.get_presence_display()}. {finding.summary}".strip()


def _words(quoted: Sequence[Quoted], shown: ShownSide | None = None) -> list[str]:
    who = shown.side.behind if shown else None
    said = [f"{widening.words_of(each)}{f' ({each.note})' if each.note else ''}" for each in quoted]
    return ["\n".join(said), "\n".join(widening.citation_of(each.evidence, who) for each in quoted)]


def named(label: str, *, area: bool) -> str:
    """A place that is no column."""
    return f"{label} ({'not shown as a column' if area else 'not counted for any area'})"


def lines(row: ShownRow) -> list[tuple[str, Sequence[str]]]:
    """A row on paper: what stands at the left, and under each site."""
    places = range(len(row.sides))
    told: list[tuple[str, Sequence[str]]] = [
        (column.capitalize(), ["\n".join(_items(row.lines, column, place)) or "–" for place in places])
        for column in ("context", "mechanism", "outcome")
    ]
    cells = [_side(row, place, side) for place, side in enumerate(row.sides)]
    heads = HEAD[2:]
    for name in ("How far it fired", "Found", "Summary", "Words", "Citation", "Behind it"):
        column = [str(cell[heads.index(name)]) for cell in cells]
        if any(column):
            told.append((name, [each or "–" for each in column]))
    return [("Held to stand there", [str(cell[0]) for cell in cells]), *told]


def bands(row: ShownRow) -> list[tuple[str, str]]:
    """What counts for no site: what was found there, and words with their citations."""
    found = [
        (named(each.place.label, area=each.place.area), "\n".join(str(part) for part in _apart(each)[4:] if part))
        for each in row.apart
    ]
    return found + [(named(band.label, area=band.area), "\n".join(_words(quoted))) for band, quoted in row.bands]


def overview(compared: Compared) -> list[list[object]]:
    """Configuration by site, with its head."""
    places = [
        place.label if place.area else f"{place.label} (not an area)" for place in [*compared.columns, *compared.apart]
    ]
    found: list[list[object]] = [["Configuration", *places]]
    for configuration, cells in compared.matrix:
        found.append([str(configuration), *(f"{known.words}; {counts}" for _, known, counts in cells)])
    return found


def matched(compared: Compared) -> list[list[object]]:
    """The items that were matched, with their head."""
    codes = {key: each.code for key, each in compared.collected.configurations.items()}
    found: list[list[object]] = [list(MATCHES)]
    for match in compared.collected.matches:
        one, other = match.one, match.other
        how = Match.How(match.how).label
        found.append(
            [str(one), codes[one.configuration_id], how, str(other), codes[other.configuration_id], match.analyst]
        )
    return found


def told(compared: Compared) -> list[str]:
    """By which rules it was made."""
    least = compared.material.threshold
    return [
        f"Sites: {', '.join(site.label for site in compared.chosen)}",
        "Words count for the sites they speak of. What is national counts for no area.",
        f"Where fewer than {least} people stand behind a cell, or are of an organisation there, it is widened.",
    ]


def workbook(compared: Compared, shown: Sequence[ShownRow], at: datetime) -> bytes:
    """Side by side, overview, matches, and how it was made."""
    about = [f"Study: {compared.member.study.title}", f"Made on {at:%-d %B %Y at %H:%M}", *told(compared)]
    tables: dict[str, list[list[object]]] = {
        "Side by side": [list(HEAD), *rows(compared, shown)],
        "Overview": overview(compared),
        "Matches": matched(compared),
    }
    title = f"{compared.tracer or 'Configurations without a tracer'}: side by side"
    return books.workbook(tables, title, about)
