"""Small closed sets of words that the rules share; their words stand in data/vocabulary.txt."""

from functools import cache

from interviews.detecting.lexicon import lines


@cache
def _sets() -> dict[str, frozenset[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    for line in lines("vocabulary.txt"):
        if line.startswith("["):
            name = line.strip("[]")
        else:
            found.setdefault(name, []).extend(line.split())
    return {name: frozenset(words) for name, words in found.items()}


def words_of(name: str) -> frozenset[str]:
    """One set by its name in the file."""
    return _sets()[name]


# What stands before a name
TITLES = words_of("titles")  # Dr, Mrs: part of the name
ROLES = words_of("roles")  # Sister, Councillor: beside the name
KIN = words_of("kin")  # Auntie Bev, Big Kev
PARTICLES = words_of("particles")  # de, al, van, ap
OLD = words_of("old")

# What organisations and places are made of
ORG_TAILS = words_of("org_tails")
WEAK_TAILS = words_of("weak_tails")  # end houses and places as well
ORG_HEADS = words_of("org_heads")
GENERIC = words_of("generic")  # by themselves name no organisation: community, health, board
MANAGEMENT = words_of("management")  # end the names of plans, forms and pathways
PLACE_TAILS = words_of("place_tails")
STREETS = words_of("streets")
COMPASS = words_of("compass")
JOINING = words_of("joining")
MONTHS = words_of("months")
NUMBERED = words_of("numbered")

# What stands around words in a sentence
SPEECH = words_of("speech")  # what people do: says, rang, was
INTRODUCING = words_of("introducing")
DETERMINERS = words_of("determiners")
PRONOUNS = words_of("pronouns")
PREPOSITIONS = words_of("prepositions")
FUNCTION = words_of("function")  # words that open sentences
