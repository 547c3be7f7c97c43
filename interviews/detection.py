"""Finding what could identify somebody in the words of an interview.

The rules that ship with Triad stand in interviews/detecting/. A trained spaCy pipeline, where settings name one, adds
what it recognises; this is the only module that imports spaCy, and only then.
"""

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings

from interviews.anonymise.known import Form
from interviews.detecting import rules
from interviews.detecting.completing import reconciled
from interviews.detecting.replaced import unreplaced
from interviews.identifiers import Found

SPACY_TYPES = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
}
SPACY_SCORE = 0.5  # below what the rules are sure of: a pipeline adds, and settles nothing


def find(text: str, known: Sequence[Form] = (), speakers: Collection[str] = ()) -> list[Found]:
    """The proposed identifiers of a text, in order of place, none overlapping another."""
    proposals = unreplaced(text, [*rules.propose(text, known, speakers), *_recognised(text)])
    return reconciled(text, proposals, known)


def _recognised(text: str) -> Iterator[Found]:
    """What the trained pipeline recognises, when there is one."""
    name = getattr(settings, "SPACY_PIPELINE", "")
    if not name:
        return
    for entity in pipeline(name)(text).ents:
        if entity.label_ in SPACY_TYPES:
            yield Found(entity.start_char, entity.end_char, SPACY_TYPES[entity.label_], SPACY_SCORE)


def is_installed(name: str) -> bool:
    """Whether a trained pipeline of this name, a package or a folder, is there; asked without loading spaCy."""
    return Path(name).is_dir() or (name.isidentifier() and find_spec(name) is not None)


@cache
def pipeline(name: str) -> Any:
    """The trained pipeline of this name; OSError or ImportError where it is not installed."""
    import spacy

    return spacy.load(name, disable=["parser", "lemmatizer"])
