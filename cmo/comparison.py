"""Area 1 beside Area 2: what is known of configurations at each site, and who says so.

Pure thinking on values; `cmo/material.py` makes them from the database. Some rules carry everything:

- Words count for the sites they speak *of*. Where nobody has said which, the speaker's own is assumed, and said to be.
- A place that is no area (the national level) has a band of its own and never a column.
- What lies in a place counts for it, once, and is said to be of that part. What was found of a part is not found of it.
- *Spoke*: sources of the site with words for it, or a reading that says so. *Read*: sources of the site with any
  reading or evidence. *Could have spoken*: sources of the site about the tracer, and those that were read.
- Only readings make “looked for, not found” true; without them a cell says “no data”.

The interviewer's own words are shown where they were brought in, and count for nothing.
"""

from collections.abc import Collection, Sequence

from cmo.joined import joined
from cmo.known import (
    SYMBOLS,
    Band,
    Behind,
    Counts,
    Finding,
    Heard,
    Key,
    Known,
    Material,
    MatrixRow,
    Place,
    Reading,
    Row,
    Side,
    Source,
    Triad,
    Voice,
    Words,
)

__all__ = ["SYMBOLS", "Band", "Behind", "Counts", "Finding", "Heard", "Key", "Known", "Material", "MatrixRow", "Place"]
__all__ += ["Reading", "Row", "Side", "Source", "Triad", "Voice", "Words"]

NOT_ASKED, NOTHING, SPEAKS = "not asked", "nothing", "speaks"
STATED = {"partly": "Partly present"}


def compare(material: Material, chosen: Sequence[Key]) -> tuple[Row, ...]:
    """The rows of the comparison: sites side by side in the order chosen."""
    return tuple(row(material, group, chosen) for group in groups(material))


def row(material: Material, triads: Sequence[Key], chosen: Sequence[Key]) -> Row:
    """These configurations, sites side by side in the order chosen."""
    columns = [place for key in chosen for place in material.places if place.key == key]
    sides = tuple(side(material, triads, place) for place in columns)
    across = len(triads) == 1 and len(sides) > 1 and all(each.triads for each in sides)
    return Row(tuple(triads), sides, _bands(material, triads, columns), across)


def frame(material: Material) -> tuple[Key, ...]:
    """What was anticipated: it stands apart above what was observed."""
    return tuple(triad.key for triad in material.triads if triad.anticipated)


def matrix(material: Material, places: Sequence[Place]) -> tuple[MatrixRow, ...]:
    """Configuration × site, each cell with what it knows."""
    return tuple(
        MatrixRow(triad.key, tuple((place, *_cell(material, [triad.key], place)) for place in places))
        for triad in material.triads
    )


def side(material: Material, triads: Sequence[Key], place: Place) -> Side:
    """What is known of these configurations at this place."""
    heard = _heard(material, triads, place)
    known, counts = _cell(material, triads, place)
    standing = {key: part for key in triads if (part := _standing(material, key, place)) is not None}
    return Side(
        place,
        tuple(standing),
        known,
        counts,
        behind(material, [item.words for item in heard if not item.words.asked], place.key),
        heard,
        tuple(finding.key for finding in _findings(material, triads, place)),
        tuple((material.labels[finding.place], finding.key) for finding in _inner(material, triads, place)),
        tuple((key, part) for key, part in standing.items() if part),
    )


def _standing(material: Material, key: Key, place: Place) -> str | None:
    """ "" where a configuration stands at the place itself, the names of the parts where it does, None elsewhere."""
    triad = material.triad[key]
    if triad.stands_at(place.key):
        return ""
    return _named(material, (triad.places & material.parts[place.key])) or None


def _named(material: Material, places: Collection[Key]) -> str:
    return " & ".join(label for key, label in material.labels.items() if key in places)


def behind(material: Material, words: Sequence[Words], place: Key) -> Behind:
    """Who stands behind these words at this place; parts of it are no other place."""
    voices = [voice for each in words for voice in each.voices]
    people = {voice.person for voice in voices}
    parts = material.parts[place]
    said = sorted(each.date for each in words if each.date)
    return Behind(
        people=len(people),
        organisations=tuple(sorted({voice.organisation for voice in voices if voice.organisation})),
        first=said[0] if said else "",
        last=said[-1] if said else "",
        elsewhere=len(people - {voice.person for voice in voices if voice.place in parts}),
        least=material.threshold,
        rare=tuple(sorted({voice.organisation for voice in voices if material.is_rare(voice)})),
        years=_years(material, said, {voice.place for voice in voices}),
    )


def _years(material: Material, said: Sequence[str], places: Collection[Key | None]) -> str:
    """`2016` or `2015–2016`, where enough people of these places were heard in each of these years."""
    years = sorted({date[:4] for date in said})
    heard = (set().union(*(material.people_of.get((place, year), set()) for place in places)) for year in years)
    if not years or any(len(people) < material.threshold for people in heard):
        return ""
    return years[0] if len(years) == 1 else f"{years[0]}–{years[-1]}"


def count(material: Material, triads: Collection[Key], place: Key) -> Counts:
    """Who spoke, was read and could have spoken among the sources of this place."""
    there = material.sources_at.get(place, set())
    words = [each for key in triads for each in material.words_of.get(key, ()) if each.source in there]
    readings = [each for key in triads for each in material.readings_of.get(key, ()) if each.source in there]
    spoke = {
        each.source
        for key in triads
        for each in material.heard_at.get((key, place), ())
        if each.source in there and not each.asked
    }
    spoke |= {each.source for each in readings if each.result == SPEAKS}
    read = {each.source for each in words} | {each.source for each in readings}
    could = read | (there & material.about)
    nothing = {each.source for each in readings if each.result == NOTHING} - spoke
    not_asked = {each.source for each in readings if each.result == NOT_ASKED} - spoke - nothing
    return Counts(len(spoke), len(read), len(could), len(nothing), len(not_asked))


def _cell(material: Material, triads: Sequence[Key], place: Place) -> tuple[Known, Counts]:
    counts = count(material, triads, place.key)
    findings = _findings(material, triads, place)
    if findings:
        return _stated(findings), counts
    heard = any(not each.asked for each in _spoken_of(material, triads, place))
    return _known(_named(material, {each.place for each in _inner(material, triads, place)}), counts, heard), counts


def _stated(findings: Sequence[Finding]) -> Known:
    presence = findings[0].presence
    stale = any(each.stale for each in findings)
    return Known(presence, STATED.get(presence, presence.capitalize()), stated=True, stale=stale)


def _known(inner: str, counts: Counts, heard: bool) -> Known:
    """`inner`: the parts of the place for which something was stated."""
    if inner:
        return Known("unjudged", f"Stated for {inner} alone")
    if heard or counts.spoke:
        return Known("unjudged", "Evidence, but no finding stated yet")
    if counts.nothing:
        return Known("looked for and not found", f"Looked for, not found ({counts.nothing} read)")
    if counts.not_asked:
        return Known("no data", f"No data ({counts.not_asked} read, not asked)")
    return Known("no data", "No data")


def _findings(material: Material, triads: Sequence[Key], place: Place) -> list[Finding]:
    """Those of configurations that stand at the place come first."""
    found = [each for key in triads for each in material.findings_of.get(key, ()) if each.place == place.key]
    return sorted(found, key=lambda each: not material.triad[each.configuration].stands_at(place.key))


def _inner(material: Material, triads: Sequence[Key], place: Place) -> list[Finding]:
    """What was found of places that lie in it: shown as theirs, never as its own."""
    parts = material.parts[place.key] - {place.key}
    return (
        [each for key in triads for each in material.findings_of.get(key, ()) if each.place in parts] if parts else []
    )


_ORDER = {"contradicts": 0, "supports": 1, "refines": 2, "contextualises": 3}


def _heard(material: Material, triads: Sequence[Key], place: Place) -> tuple[Heard, ...]:
    words = _spoken_of(material, triads, place)
    words.sort(key=lambda each: (each.asked, _ORDER.get(each.stance, 4), not each.quotable))
    return tuple(Heard(each, _note(each, place, material)) for each in words)


def _spoken_of(material: Material, triads: Collection[Key], place: Place) -> list[Words]:
    return [each for key in triads for each in material.heard_at.get((key, place.key), ())]


def _note(words: Words, place: Place, material: Material) -> str:
    part = "" if place.key in words.speaks_of else _named(material, words.speaks_of & material.parts[place.key])
    return "; ".join(filter(None, [part and f"of {part}", _origin(words, part or place.label, place, material)]))


def _origin(words: Words, about: str, place: Place, material: Material) -> str:
    """Where words were spoken, as far as a reader must know."""
    if words.assumed:
        return "site assumed from the speaker"
    if words.asked or words.spoken_at & material.parts[place.key]:
        return ""
    spoken = [each for each in material.places if each.key in words.spoken_at]
    if not spoken:
        return f"about {about}; the speaker’s site is not known"
    where = "in" if all(each.area for each in spoken) else "at"
    return f"spoken {where} {' & '.join(each.label for each in spoken)}, about {about}"


def _bands(material: Material, triads: Sequence[Key], columns: Sequence[Place]) -> tuple[Band, ...]:
    shown = {part for place in columns for part in material.parts[place.key]}
    bands = [
        Band(place.label, _own(material, triads, place), place.area, place.key)
        for place in material.places
        if place.key not in shown
    ]
    elsewhere = [each for key in triads for each in material.words_of.get(key, ()) if not each.speaks_of]
    nowhere = tuple(Heard(each) for each in elsewhere if each.nowhere)
    asked = tuple(Heard(each) for each in elsewhere if each.asked and not each.nowhere)
    unknown = tuple(Heard(each) for each in elsewhere if not each.asked and not each.nowhere)
    bands += [Band("Nowhere in particular", nowhere), Band("Site not known", unknown), Band("Interviewer", asked)]
    return tuple(band for band in bands if band.heard)


def _own(material: Material, triads: Sequence[Key], place: Place) -> tuple[Heard, ...]:
    """Words of the place itself: each of its parts has a band or a column of its own."""
    return tuple(each for each in _heard(material, triads, place) if place.key in each.words.speaks_of)


def groups(material: Material) -> list[list[Key]]:
    """Sets of counterparts, joined where they share a configuration; every other observed one by itself.

    Something anticipated is compared only where somebody has said what was found of it, or set it beside others.
    """
    compared = [frozenset([triad.key]) for triad in material.triads if _is_compared(material, triad)]
    found = set(joined([*compared, *(together & material.triad.keys() for together in material.sets)]).values())
    order = material.order.__getitem__
    return sorted((sorted(group, key=order) for group in found), key=lambda group: order(group[0]))


def _is_compared(material: Material, triad: Triad) -> bool:
    return (
        not triad.anticipated
        or triad.key in material.findings_of
        or any(triad.key in together for together in material.sets)
    )
