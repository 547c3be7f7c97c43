"""Which lines of a table the codes put what each speaker of each source says: from memory, and of what somebody said
it speaks of, from the database.

The rows are as many as speakers in sources; the lines of each come as one list of numbers, however many extracts.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from interviews.grouping import UNSAID, Part, Said
from interviews.matrix import kept
from interviews.matrix.counting import Heard
from interviews.matrix.ground import Ground
from interviews.matrix.roomy import asked_roomily
from interviews.models import Coding, Extract

type Lines = Mapping[UUID, Sequence[int]]
"""The numbers of the lines that each code stands on."""

SPOKEN_OF = {"tracer": "tracers", "place": "sites"}
"""Attributes for which it must be known what extracts are said to speak of."""
JOIN = (
    " LEFT JOIN (SELECT extract_id, array_agg({one}_id ORDER BY {one}_id) AS ids FROM interviews_extract{one}"
    " GROUP BY 1) AS {many} ON {many}.extract_id = held.extract"
)
TOLD = {
    "tracers": "SELECT DISTINCT extract_id FROM interviews_extracttracer",
    "sites": "SELECT extract_id FROM interviews_extractsite UNION SELECT id FROM interviews_extract WHERE nowhere",
}
KEY = "source, speaker, tracers, sites, nowhere"


def wanted(names: Collection[str]) -> frozenset[str]:
    """What of that must be known for a table that asks for these attributes."""
    return frozenset({SPOKEN_OF[name] for name in names if name in SPOKEN_OF})


def heard(ground: Ground, lines: Lines, said: Collection[str]) -> list[Heard]:
    """The parts with the numbers of the lines that their codes stand on, each once an extract."""
    codes, sources = ground.spoken
    of: list[Sequence[int]] = [()] * len(codes)
    for code, number in codes.items():
        of[number] = lines.get(code, ())
    every = [line for some in of for line in some]
    once = len(set(every)) < len(every)
    found = [
        Heard(ground.part(source, each.speaker, UNSAID, each.extracts), _on(each, of, once=once))
        for source in ground.sources
        for each in sources.get(source, ())
    ]
    return _apart(found, _told_on(ground, lines, said)) if said else found


def parts(ground: Ground, said: Collection[str]) -> list[Part]:
    """All extracts that bear any code."""
    _, sources = ground.spoken
    found = [
        ground.part(source, each.speaker, UNSAID, each.extracts)
        for source in ground.sources
        for each in sources.get(source, ())
    ]
    if not said:
        return found
    told = _coded(ground, said)
    fewer: Counter[tuple[Any, str]] = Counter()
    for part in told:
        fewer[part.source, part.speaker] += part.extracts
    left = (part._replace(extracts=part.extracts - fewer[part.source, part.speaker]) for part in found)
    return [*(each for each in left if each.extracts > 0), *told]


def _on(each: kept.Spoken, of: Sequence[Sequence[int]], *, once: bool) -> Sequence[int]:
    """The lines of the codes of a speaker. `once`: two codes of an extract may stand on one line, which counts once."""
    if not once:
        return [line for code in each.codes for line in of[code]]
    pairs = zip(each.codes, each.places, strict=True)
    return [line for _, line in {(place, line) for code, place in pairs for line in of[code]}]


def _apart(found: Sequence[Heard], told: Sequence[Heard]) -> list[Heard]:
    """With those extracts taken out of their parts, and beside them, of which somebody said what they speak of."""
    gone: defaultdict[tuple[Any, str], Counter[int]] = defaultdict(Counter)
    for part, held in told:
        gone[part.source, part.speaker].update(held)
    rest = [Heard(part, _without(held, gone.get((part.source, part.speaker)))) for part, held in found]
    return [*(each for each in rest if each.numbers), *told]


def _without(numbers: Sequence[int], gone: Counter[int] | None) -> Sequence[int]:
    return list((Counter(numbers) - gone).elements()) if gone else numbers


def _told_on(ground: Ground, lines: Lines, said: Collection[str]) -> list[Heard]:
    """The same of those alone of which somebody said what they speak of."""
    pairs = [(code, number) for code, numbers in lines.items() for number in numbers]
    codings = Coding.objects.visible_to(ground.asking).order_by()
    sql, values = codings.values_list(
        "extract_id", "extract__text__source_id", "extract__speaker", "extract__nowhere", "code_id"
    ).query.sql_with_params()
    rows = asked_roomily(
        f"SELECT {KEY}, array_agg(number) FROM ("  # noqa: S608 – all of it is ours
        f"SELECT DISTINCT extract, source, speaker, {_told(said)}, line.number::int AS number"
        f" FROM ({sql}) AS held(extract, source, speaker, nowhere_said, code)"
        " JOIN unnest(%s::uuid[], %s::int[]) AS line(code, number) ON line.code = held.code"
        f"{_of_told(said)}{_joins(said)}) AS met GROUP BY {KEY}",
        [*values, [code for code, _ in pairs], [number for _, number in pairs]],
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
