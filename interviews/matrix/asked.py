"""What a table is asked for, as it stands in its address. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

CODES, THEMES, THEME = "codes", "themes", "theme"
MEASURES = {"people": "People", "sources": "Sources", "extracts": "Extracts"}
SHARES = {"": "numbers", "column": "per cent of the column", "row": "per cent of the row"}
SORTS = {"": "as they stand", "most": "most first", "contrast": "by contrast"}
PARTICIPANTS, EVERYONE = "participants", "everyone"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """`rows`: codes, themes or the name of an attribute. `only`: attributes by name with the value each must have.

    `everyone`: the interviewers' words count too. `columns`: those shown, all if none is named. `picture`: what is
    drawn of it. `besides`: what else its address holds, for tables that ask for more.
    """

    by: str
    rows: str = CODES
    measure: str = "people"
    share: str = ""
    sort: str = ""
    below: bool = False
    everyone: bool = False
    only: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    picture: str = ""
    besides: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, sent: Mapping[str, str], attributes: Collection[str], rows: Collection[str] = (CODES,)) -> Self:
        """What is not known falls back to what is usual: the first of `rows`, another attribute, people, numbers."""
        down = known(sent.get("rows", ""), rows)
        across = [name for name in attributes if name != down]
        return cls(
            by=known(sent.get("by", ""), across),
            rows=down,
            measure=known(sent.get("count", ""), MEASURES),
            share=known(sent.get("share", ""), SHARES),
            sort=known(sent.get("sort", ""), SORTS),
            below=bool(sent.get("below")) and down == CODES,
            everyone=sent.get("said") == EVERYONE,
            only=only(sent, attributes),
            columns=tuple(dict.fromkeys(_said(value) for value in many(sent, "columns"))),
            picture=_said(sent.get("as", "")),
        )

    def but(self, **fields: object) -> Self:
        return replace(self, **fields)  # type: ignore[arg-type]

    @property
    def told(self) -> list[tuple[str, str]]:
        """What is asked for, but for what is usual."""
        usual = {
            "rows": self.rows if self.rows != CODES else "",
            "by": self.by,
            "count": self.measure if self.measure != "people" else "",
            "share": self.share,
            "sort": self.sort,
            "below": "1" if self.below else "",
            "said": EVERYONE if self.everyone else "",
            "as": self.picture,
        }
        columns = (("columns", value) for value in self.columns)
        return [(name, value) for name, value in (*usual.items(), *columns, *self.only, *self.besides) if value]

    @property
    def address(self) -> str:
        return urlencode(self.told)

    def behind(self, value: str | None = None, line: tuple[str, str] | None = None) -> str:
        """The query that a page shows the extracts of a cell by; without a value those of the whole row.

        `line`: what the row stands for, where an attribute or a theme stands there.
        """
        places = ((self.by, value), line or ("", None))
        told = dict(self.only) | {name: place for name, place in places if place is not None}
        below = {"below": "1"} if self.below else {}
        said = {} if self.everyone else {"said": PARTICIPANTS}
        return urlencode(below | said | dict(self.besides) | told)


def known(said: str, names: Collection[str]) -> str:
    """What is said if it is one of these, else the first of them."""
    return said if said in names else next(iter(names), "")


def only(sent: Mapping[str, str], attributes: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The attributes that narrow, with their values."""
    told = ((name, _said(sent.get(name, ""))) for name in attributes)
    return tuple((name, value) for name, value in told if value)


def many(sent: Mapping[str, str], name: str) -> list[str]:
    """All values of a name that may stand in an address several times."""
    held = sent.getlist(name) if hasattr(sent, "getlist") else [sent.get(name, "")]
    return [value for value in held if value]


def _said(value: str) -> str:
    return value.replace("\x00", "").strip()[:LONGEST]
