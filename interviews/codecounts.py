"""How much stands on each code of the tree: its own, and with all codes under it. The database counts."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.models import Membership
from interviews.citation import speaking
from interviews.codetree import Branch, flat
from interviews.heard import voices
from interviews.models import Coding, Source
from interviews.tally import Tally
from interviews.turns import asks

type Both = tuple[Tally, Tally]
"""Of the code itself, and with the codes under it."""


def counted(asking: Membership, tree: Sequence[Branch]) -> dict[UUID, Both]:
    """Of each branch of a flat tree, of what this member may see."""
    places = {branch.code.pk: place for place, branch in enumerate(tree)}
    lines = list(places.items())
    lines += [
        (below.code.pk, len(tree) + place)
        for place, branch in enumerate(tree)
        for below in (branch, *flat(branch.children))
    ]
    extracts = _extracts(asking, lines)
    people, sources = _heard(asking, lines)
    tallies = [Tally(len(people[n]), len(sources[n]), extracts.get(n, 0)) for n in range(2 * len(tree))]
    return {code: (tallies[place], tallies[len(tree) + place]) for code, place in places.items()}


def _codings(asking: Membership) -> Any:
    return Coding.objects.visible_to(asking).order_by()


def _extracts(asking: Membership, lines: list[tuple[UUID, int]]) -> dict[int, int]:
    """By the number of a line (a code, or a code with those under it): how many extracts, each counted once."""
    sql, values = _codings(asking).values("extract_id", "code_id").query.sql_with_params()
    rows = _asked(
        f"SELECT line.number, count(DISTINCT held.extract_id) FROM ({sql}) AS held"  # noqa: S608 – our own query
        " JOIN unnest(%s::uuid[], %s::int[]) AS line(code, number) ON line.code = held.code_id GROUP BY 1",
        [*values, [code for code, _ in lines], [number for _, number in lines]],
    )
    return dict(rows)


def _heard(asking: Membership, lines: list[tuple[UUID, int]]) -> tuple[Mapping[int, set[Any]], Mapping[int, set[Any]]]:
    """By the number of a line: who is heard, and in which sources."""
    sql, values = (
        _codings(asking)
        .values_list("code_id", "extract__text__source_id", "extract__speaker")
        .distinct()
        .query.sql_with_params()
    )
    codes = list(dict.fromkeys(code for code, _ in lines))
    rows = _asked(
        "SELECT held.source, held.speaker, array_agg(line.number::int)"  # noqa: S608 – our own query
        f" FROM ({sql}) AS held(code, source, speaker)"
        " JOIN unnest(%s::uuid[]) WITH ORDINALITY AS line(code, number) ON line.code = held.code GROUP BY 1, 2",
        [*values, codes],
    )
    numbers: defaultdict[UUID, list[int]] = defaultdict(list)
    for code, number in lines:
        numbers[code].append(number)
    of_code = [numbers[code] for code in codes]
    interviewers = dict(Source.objects.filter(study=asking.study_id).values_list("pk", "interviewers"))
    known_voices = voices(asking, interviewers)
    people: defaultdict[int, set[Any]] = defaultdict(set)
    sources: defaultdict[int, set[Any]] = defaultdict(set)
    for source, speaker, held in rows:
        touched = {number for place in held for number in of_code[place - 1]}
        heard = () if asks(speaker, interviewers[source]) else speaking(known_voices.get(source, ()), speaker)
        known = {voice.participant_id or voice.pk for voice in heard}
        for number in touched:
            sources[number].add(source)
            people[number] |= known
    return people, sources


def _asked(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
