"""Tables of codes, themes or an attribute by an attribute, for those who show them and those who print them."""

from collections.abc import Mapping

from accounts.models import Membership
from interviews.matrix.asked import CODES, THEMES, Asked
from interviews.matrix.building import Table, narrowing, values
from interviews.matrix.coded import wanted
from interviews.matrix.grid import Grid
from interviews.matrix.ground import Ground
from interviews.matrix.subjects import Codes, Subject, Themes, Values


class Nothing(ValueError):
    """There is nothing to count yet."""


def table(asking: Membership, sent: Mapping[str, str], *, widened: bool = False) -> Grid:
    """What `sent` asks for, as the address of the page does; `widened`: as it may leave the study.

    Raises ValueError with a sentence: for what is not there, and where nothing may leave.
    """
    ground = Ground(asking)
    made = asked_for(ground, read(ground, sent))
    return made.widened if widened else made.grid


def read(ground: Ground, sent: Mapping[str, str]) -> Asked:
    return Asked.read(sent, ground.attributes, rows(ground))


def rows(ground: Ground) -> dict[str, str]:
    """What can stand on the lines, as far as there is any, with what it is called."""
    attributes = {name: each.label for name, each in ground.attributes.items()}
    codes = {CODES: "Codes"} if ground.codes else {}
    return codes | ({THEMES: "Themes"} if ground.themes else {}) | attributes


def asked_for(ground: Ground, asked: Asked) -> Table:
    """Raises Nothing, and building.Unknown where what narrows is not there."""
    if not asked.by:
        raise Nothing("There are no interviews to count in yet.")
    return Table(ground, asked, narrowing(asked, ground), _subject(ground, asked))


def _subject(ground: Ground, asked: Asked) -> Subject:
    said = wanted({asked.by, asked.rows, *(name for name, _ in asked.only)})
    if asked.rows == THEMES:
        return Themes(ground, said)
    if asked.rows == CODES:
        return Codes(ground, said, below=asked.below)
    attribute = ground.attributes[asked.rows]
    return Values(ground, said, attribute, values(asked, attribute))
