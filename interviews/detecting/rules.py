"""All rules together."""

from collections.abc import Collection, Iterator, Sequence

from interviews.anonymise.known import Form
from interviews.detecting import (
    addresses,
    ages,
    contacts,
    dates,
    forms,
    names,
    numbers,
    said_addresses,
    said_codes,
    said_handles,
    said_houses,
    said_numbers,
    said_web,
    titles,
    tokens,
)
from interviews.detecting.proposal import united
from interviews.detecting.retyping import retyped
from interviews.identifiers import Found


def propose(text: str, known: Sequence[Form] = (), speakers: Collection[str] = ()) -> Iterator[Found]:
    """Everything that the rules find; proposals may overlap."""
    words = tokens.cut(text)
    yield from forms.find(words, known)
    for rule in (
        contacts,
        said_web,
        said_handles,
        said_codes,
        numbers,
        said_numbers,
        dates,
        ages,
        titles,
    ):
        yield from rule.find(words)
    yield from united(found for rule in (addresses, said_addresses, said_houses) for found in rule.find(words))
    yield from retyped(words, names.find(words, speakers))
