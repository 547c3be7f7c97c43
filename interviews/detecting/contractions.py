"""Words run together as speech-to-text writes them, without the apostrophe: theres, youd, hadnt, mustve, oclock."""

from collections.abc import Iterator

_ENDS = {  # who or what → what hangs on it
    "i": "m d ll ve",
    "you we they": "d ll re ve",
    "youse yous yall": "d ll ve",
    "he she it": "s d ll",
    "there that this here who what where when why how which": "s d ll re ve",
    "these those": "ll re ve",
    "one everyone everybody someone somebody anyone anybody noone nobody": "s d ll",
    "everything something anything nothing": "s d ll",
    "could should would might must may will": "ve nt nae ntve",
    "is are was were has have had do does did ca wo need ought dare ai sha am": "nt",
    "is was were have had does did could should would need": "nae na",  # north of the border
    "has": "nae",
    "di ca wi wo": "nnae nna",
    "let": "s",
}
_OTHERS = frozenset(
    [
        "oclock",
        "tis",
        "twas",
        "twill",
        "dyou",
        "dyeknow",
        "whatcha",
        "gotcha",
        "dontcha",
        "innit",
        "dint",
        "wunt",
    ]
)


def _run_together() -> Iterator[str]:
    for heads, ends in _ENDS.items():
        yield from (head + end for head in heads.split() for end in ends.split())


CONTRACTED = frozenset(_run_together()) | _OTHERS
