"""The other ways in which a listed person, organisation or place may be named, each with how surely it means it."""

from collections.abc import Iterator

from interviews.anonymise.naming import organisations, people
from interviews.anonymise.naming.nicknames import full_forms, short_forms
from interviews.anonymise.naming.words import folded, listed
from interviews.detecting.lexicon import is_word, single

type Variant = tuple[str, float]  # words, weight
TITLES = listed("Dr Doctor Mr Mrs Ms Miss Professor Prof Sister Nurse Councillor")
ORDINARY = 0.4  # a form that is an everyday word as well
_SHORTEST_ALONE = 3  # letters of a part that is searched for by itself
_SPELLED = 4  # letters of a surname that somebody spells out
_SOLITARY = frozenset(listed("royal general infirmary victoria queens kings county"))
_SHORT = frozenset(listed("general infirmary royal"))
_LONGEST_SAID_APART = 5  # letters
_SORTS = listed("Hospital Hospitals Trust General Infirmary Surgery Practice Council Medical Centre Health Ward Street")


def of_person(form: str) -> Iterator[Variant]:
    """Titles, nicknames, initials, surname and first name alone, parts of a double name, letters spelled out."""
    name = people.parse(form)
    parts = [part for part in name.parts if part]
    if not parts:
        return
    yield " ".join(parts), 0.98
    if len(parts) == 1:
        yield from _given(parts[0], "") if not name.title else _surname(parts[0])
        return
    given, surnames = parts[0], parts[1:]
    yield from _given(given, " ".join(surnames))
    yield from _surname(" ".join(surnames))
    if len(surnames) > 1:
        for part in surnames:
            yield from _surname(part, 0.85)
            yield f"{given} {part}", 0.95
    for title in TITLES:
        yield f"{title} {parts[0][0]} {surnames[-1]}", 0.9
    letters = [part[0] for part in parts]
    for some in (letters, [letters[0], letters[-1]]):
        yield " ".join(some), 0.6
        if "".join(some) not in single("acronyms"):
            yield "".join(some).upper(), 0.6
    yield f"{letters[0]} {parts[-1]}", 0.95


def of_organisation(form: str) -> Iterator[Variant]:
    """Without "the", the company's form or the sort of house; by its first words; abbreviated."""
    body = organisations.parse(form)
    words = folded(form)
    if not words:
        return
    yield " ".join(word for word in words if word != "the"), 0.98
    yield " ".join(body.every), 0.9
    core = " ".join(body.core)
    if body.core != body.every and not set(body.core) <= _SOLITARY:
        yield core, _alone(core, 0.75)
        for sort in _SORTS:
            if sort.lower().rstrip("s") in {word.rstrip("s") for word in body.every}:
                yield f"{core} {sort}", 0.9
                yield f"{core} {sort.rstrip('s')}", 0.9
    if len(body.core) > 1 and len(body.core[0]) > _SHORTEST_ALONE and not is_word(body.core[0]):
        yield body.core[0], 0.55
    if body.core[0] in _SOLITARY:
        yield f"the {body.core[0]}", 0.6
    yield from _short_of_many(words)
    yield from _abbreviations(words, body)
    if words[:1] == ("st",) or words[:1] == ("saint",):
        for saint in ("st", "saint"):
            rest = " ".join(words[1:])
            yield f"{saint} {rest}", 0.98
            yield f"{saint} {words[1] if len(words) > 1 else ''}", 0.75
        yield from ((f"{nick}s", 0.5) for nick in sorted(short_forms(words[1].rstrip("s") if len(words) > 1 else "")))


def of_place(form: str) -> Iterator[Variant]:
    """With Saint or St; the first part of a name with "upon", "an" or "le"."""
    words = folded(form)
    yield " ".join(word for word in words if word != "the"), 0.98
    if words and words[0] in {"st", "saint"}:
        yield from ((" ".join((saint, *words[1:])), 0.98) for saint in ("st", "saint"))
    if len(words) > 2 and words[1] in {"an", "upon", "on", "under", "le", "by", "next"}:
        yield words[0], _alone(words[0], 0.7)


def _given(given: str, surname: str) -> Iterator[Variant]:
    others = short_forms(given) | full_forms(given)
    if len(given) > 1:
        yield given, _alone(given, 0.75)
    for nick in sorted(others):
        if len(nick) >= _SHORTEST_ALONE or nick not in {"al", "an", "do", "em", "ed"}:
            yield nick, _alone(nick, 0.6)
        if surname:
            yield f"{nick} {surname}", 0.93


def _surname(surname: str, weight: float = 0.9) -> Iterator[Variant]:
    if len(surname) >= _SHORTEST_ALONE:
        yield surname, _alone(surname, weight - 0.1)
    for title in TITLES:
        yield f"{title} {surname}", weight
    if " " not in surname:
        for length in range(_SPELLED, len(surname) + 1):
            yield " ".join(surname[:length]), 0.9


def _abbreviations(words: tuple[str, ...], body: organisations.Body) -> Iterator[Variant]:
    for some in {tuple(word for word in words if word not in {"the", "of", "and", "for"}), words, body.every}:
        letters = "".join(word[0] for word in some)
        if len(letters) > 1 and letters not in single("acronyms"):
            yield " ".join(letters), 0.8
        if len(letters) > 2 and letters not in single("acronyms"):
            yield letters.upper(), 0.85
    if len(words) == 3 and words[1] == "and":
        yield f"{words[0][0]} and {words[2][0]}", 0.8  # k and c
    if len(words) == 1 and len(words[0]) <= _LONGEST_SAID_APART and not is_word(words[0]):
        yield " ".join(words[0]), 0.8  # n e l f t


def _short_of_many(words: tuple[str, ...]) -> Iterator[Variant]:
    """the infirmary, the general; county, of a county council."""
    for word in words[1:]:
        if word in _SHORT:
            yield f"the {word}", 0.6
    if words[-2:] == ("county", "council"):
        yield "county", ORDINARY


def _alone(words: str, weight: float) -> float:
    return ORDINARY if " " not in words and is_word(words) else weight
