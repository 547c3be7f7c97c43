"""What a table of codes is asked for, as it stands in its address. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

MEASURES = {"people": "People", "sources": "Sources", "extracts": "Extracts"}
SHARES = {"": "numbers", "column": "per cent of the column", "row": "per cent of the row"}
PARTICIPANTS, EVERYONE = "participants", "everyone"
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """`only`: attributes by name with the value each must have. `everyone`: the interviewers' words count too."""

    by: str
    measure: str = "people"
    share: str = ""
    below: bool = False
    everyone: bool = False
    only: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, sent: Mapping[str, str], attributes: Collection[str]) -> Self:
        """What is not known falls back to what is usual: the first attribute, people, numbers."""
        by, measure, share = sent.get("by", ""), sent.get("count", ""), sent.get("share", "")
        return cls(
            by if by in attributes else next(iter(attributes), ""),
            measure if measure in MEASURES else "people",
            share if share in SHARES else "",
            bool(sent.get("below")),
            sent.get("said") == EVERYONE,
            only(sent, attributes),
        )

    def but(self, **fields: object) -> Self:
        return replace(self, **fields)  # type: ignore[arg-type]

    @property
    def address(self) -> str:
        """What is usual is left out, but for the attribute."""
        told = {
            "by": self.by,
            "count": self.measure if self.measure != "people" else "",
            "share": self.share,
            "below": "1" if self.below else "",
            "said": EVERYONE if self.everyone else "",
        }
        return urlencode([(name, value) for name, value in (*told.items(), *self.only) if value])

    def behind(self, value: str | None = None) -> str:
        """The query that a code's page shows the extracts of a cell by; without a value those of the whole row."""
        told = {"below": "1" if self.below else "", "said": "" if self.everyone else PARTICIPANTS}
        narrowed = dict(self.only)
        if value is not None:
            if narrowed.get(self.by, value) != value:
                return ""
            narrowed[self.by] = value
        return urlencode([(name, value) for name, value in (*told.items(), *narrowed.items()) if value])


def only(sent: Mapping[str, str], attributes: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The attributes that narrow, with their values."""
    told = ((name, sent.get(name, "").replace("\x00", "").strip()[:LONGEST]) for name in attributes)
    return tuple((name, value) for name, value in told if value)
