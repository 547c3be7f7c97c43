"""Which codes stand on what each speaker of each source says: asked of the database in one query.

The rows are as many as speakers in sources; the codes of each come as one array of numbers, however many extracts.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from interviews.grouping import UNSAID, Part, Said
from interviews.matrix import kept
from interviews.matrix.attributes import Only
from interviews.matrix.counting import Heard
from interviews.matrix.ground import Ground
from interviews.matrix.roomy import asked_roomily
from interviews.models import Coding, Extract

SPOKEN_OF = {"tracer": "tracers", "place": "sites"}
"""Attributes for which it must be known what extracts are said to speak of."""
JOIN = (
    " LEFT JOIN (SELECT extract_id, array_agg({one}_id ORDER BY {one}_id) AS ids FROM interviews_extract{one}"
    " GROUP BY 1) AS {many} ON {many}.extract_id = held.extract"
)
TOLD = {
    "tracers": "SELECT extract_id FROM interviews_extracttracer",
    "sites": "SELECT extract_id FROM interviews_extractsite UNION SELECT id FROM interviews_extract WHERE nowhere",
}
KEY = "source, speaker, tracers, sites, nowhere"


def wanted(by: str, only: Only) -> frozenset[str]:
    """What of that must be known for a table by this attribute, narrowed so."""
    return frozenset({SPOKEN_OF[name] for name in (by, *(each.name for each, _ in only)) if name in SPOKEN_OF})


def heard(ground: Ground, numbers: Mapping[UUID, int], said: Collection[str]) -> tuple[list[Heard], list[Part]]:
    """The parts with the numbers of their codes, one for each extract; and the same parts with all their extracts."""
    codes, sources = kept.spoken(ground.asking)
    line = [-1] * len(codes)
    for code, number in codes.items():
        line[number] = numbers.get(code, -1)
    met = [(source, each) for source in ground.sources for each in sources.get(source, ())]
    parts = [ground.part(source, each.speaker, UNSAID, each.extracts) for source, each in met]
    found = [Heard(part, [line[n] for n in each.codes]) for part, (_, each) in zip(parts, met, strict=True)]
    if -1 in line:  # a code that is newer than the table, or gone
        found = [Heard(part, [number for number in held if number >= 0]) for part, held in found]
    return _apart(ground, numbers, said, found, parts) if said else (found, parts)


def _apart(
    ground: Ground, numbers: Mapping[UUID, int], said: Collection[str], found: Sequence[Heard], parts: Sequence[Part]
) -> tuple[list[Heard], list[Part]]:
    """With those extracts taken out of their parts, and beside them, of which somebody said what they speak of."""
    told = on_lines(ground, [*numbers.items()], said, told_alone=True)
    told_parts = _coded(ground, said)
    gone: defaultdict[tuple[Any, str], Counter[int]] = defaultdict(Counter)
    for part, held in told:
        gone[part.source, part.speaker].update(held)
    fewer: Counter[tuple[Any, str]] = Counter()
    for part in told_parts:
        fewer[part.source, part.speaker] += part.extracts
    rest = [Heard(part, _without(held, gone.get((part.source, part.speaker)))) for part, held in found]
    left = [part._replace(extracts=part.extracts - fewer[part.source, part.speaker]) for part in parts]
    return [*(each for each in rest if each.numbers), *told], [
        *(each for each in left if each.extracts > 0),
        *told_parts,
    ]


def _without(numbers: Sequence[int], gone: Counter[int] | None) -> Sequence[int]:
    return list((Counter(numbers) - gone).elements()) if gone else numbers


def on_lines(
    ground: Ground, lines: Sequence[tuple[UUID, int]], said: Collection[str], *, told_alone: bool = False
) -> list[Heard]:
    """The parts with the numbers of the lines they stand on: of (code, number), a code on any number of lines.

    A number comes as often as there are extracts on that line, each once, whoever coded it. `told_alone`: those alone
    of which somebody said what they speak of.
    """
    codings = Coding.objects.visible_to(ground.asking).order_by()
    sql, values = codings.values_list(
        "extract_id", "extract__text__source_id", "extract__speaker", "extract__nowhere", "code_id"
    ).query.sql_with_params()
    rows = asked_roomily(
        f"SELECT {KEY}, array_agg(number) FROM ("  # noqa: S608 – all of it is ours
        f"SELECT DISTINCT extract, source, speaker, {_told(said)}, line.number::int AS number"
        f" FROM ({sql}) AS held(extract, source, speaker, nowhere_said, code)"
        " JOIN unnest(%s::uuid[], %s::int[]) AS line(code, number) ON line.code = held.code"
        f"{_of_told(said) if told_alone else ''}{_joins(said)}) AS met GROUP BY {KEY}",
        [*values, [code for code, _ in lines], [number for _, number in lines]],
    )
    return [Heard(_part(ground, row), row[-1]) for row in rows]


def _coded(ground: Ground, said: Collection[str]) -> list[Part]:
    """The parts of which somebody said what they speak of, with the number of extracts that bear any code."""
    codings = Coding.objects.seen_by(ground.asking.user_id).filter(extract=OuterRef("pk"))
    extracts = Extract.objects.visible_to(ground.asking).filter(Exists(codings)).order_by()
    sql, values = extracts.values_list("pk", "text__source_id", "speaker", "nowhere").query.sql_with_params()
    rows = asked_roomily(
        f"SELECT {KEY}, count(*) FROM (SELECT source, speaker, {_told(said)}"  # noqa: S608 – all of it is ours
        f" FROM ({sql}) AS held(extract, source, speaker, nowhere_said)"
        f"{_of_told(said)}{_joins(said)}) AS met GROUP BY {KEY}",
        [*values],
    )
    return [_part(ground, row)._replace(extracts=row[-1]) for row in rows]


def _told(said: Collection[str]) -> str:
    """The columns of KEY that say what is spoken of, as far as that is wanted."""
    none = "NULL::uuid[] AS {}"
    columns = [f"{name}.ids AS {name}" if name in said else none.format(name) for name in ("tracers", "sites")]
    return ", ".join([*columns, "nowhere_said AS nowhere" if "sites" in said else "false AS nowhere"])


def _joins(said: Collection[str]) -> str:
    """Each in one row an extract. The tables name nothing else, so they are read once."""
    return "".join(JOIN.format(one=name[:-1], many=name) for name in sorted(said))


def _of_told(said: Collection[str]) -> str:
    """A join that leaves those of which anything is said: often few, so that they are looked for first."""
    return f" JOIN ({' UNION '.join(TOLD[name] for name in sorted(said))}) AS told(id) ON told.id = held.extract"


def _part(ground: Ground, row: Sequence[Any]) -> Part:
    source, speaker, tracers, sites, nowhere, _ = row
    return ground.part(source, speaker, Said(tuple(tracers or ()), tuple(sites or ()), nowhere), 0)
