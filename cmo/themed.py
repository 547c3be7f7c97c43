"""Coded words on a theme: where there are any, and those of one cell of a framework matrix."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from accounts.models import Membership
from cmo.framework import PERSON, SITE, STUDY
from interviews.gathering import Gathered
from interviews.grouping import UNSAID
from interviews.matrix import kept
from interviews.matrix.attributes import Attribute
from interviews.matrix.ground import Ground
from interviews.models import CodeTheme

type Cell = tuple[UUID, str, Any]
"""A theme, and whose words: the kind of row and its key."""


def codes_of(member: Membership) -> dict[UUID, set[UUID]]:
    """The codes of each theme."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    for theme, code in CodeTheme.objects.filter(theme__study=member.study_id).values_list("theme", "code"):
        found[theme].add(code)
    return found


def cells_with_words(ground: Ground, codes: dict[UUID, set[UUID]], inside: dict[UUID, frozenset[UUID]]) -> set[Cell]:
    """The cells on which somebody who took part said something that is coded. `inside`: what lies in each site."""
    numbers, sources = kept.spoken(ground.asking)
    themes: defaultdict[int, list[UUID]] = defaultdict(list)
    for theme, some in codes.items():
        for code in some & numbers.keys():
            themes[numbers[code]].append(theme)
    wholes = {part: [whole for whole, parts in inside.items() if part in parts] for part in inside}
    found: set[Cell] = set()
    for source in ground.sources:
        for spoken in sources.get(source, ()):
            part = ground.part(source, spoken.speaker, UNSAID, 0)
            met = {theme for number in set(spoken.codes) & themes.keys() for theme in themes[number]}
            if met and not part.question:
                whose = {(PERSON, voice.participant_id) for voice in part.voices if voice.participant_id}
                whose |= {(SITE, whole) for voice in part.voices for whole in wholes.get(voice.site, (None,))}
                found |= {(theme, *each) for theme in met for each in (*whose, (STUDY, None))}
    return found


def words_of(member: Membership, codes: Collection[UUID], kind: str, keys: Collection[Any]) -> Gathered:
    """The extracts of these codes that a cell stands for: said at these sites, by these people, or by anybody."""
    name = {SITE: "site", PERSON: "participant_id"}.get(kind)
    whose = Attribute(
        "whose", "", {}, lambda _, voice: ("1",) if voice and name and getattr(voice, name) in keys else ()
    )
    return Gathered(member, codes, "source", only=[(whose, "1")] if name else (), questions=False)
