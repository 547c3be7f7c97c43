"""What is asked of a search: the words and what narrows them, as they stand in the address of the page. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

from interviews.query import Node, Query, parse

EVERYONE, INTERVIEWERS = "everyone", "interviewers"
UNKNOWN = "-"  # in a filter: what is not said; of codes: passages without any
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Asked:
    """Each name is that of a field of the form. `said`: whose words, those of participants unless told otherwise."""

    q: str = ""
    pattern: str = ""  # "on": q is a regular expression
    said: str = ""
    speaker: str = ""
    participant: str = ""
    code: str = ""
    site: str = ""
    organisation: str = ""
    role: str = ""
    tracer: str = ""
    work_stream: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    memo: str = ""  # "on": only where a memo stands
    sort: str = ""

    @classmethod
    def read(cls, sent: Mapping[str, str]) -> Self:
        sent = {name: sent.get(name, "").replace("\x00", "") for name in names()}
        return cls(**{name: value.strip() if name == "q" else value.strip()[:LONGEST] for name, value in sent.items()})

    @property
    def told(self) -> dict[str, str]:
        """The fields that are filled."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def address(self) -> str:
        return urlencode(self.told)

    @property
    def narrows(self) -> dict[str, str]:
        """What narrows the words besides whose they are."""
        return {name: value for name, value in self.told.items() if name not in {"q", "pattern", "said", "sort"}}

    @property
    def is_empty(self) -> bool:
        return not self.q and not self.narrows

    @property
    def name(self) -> str:
        """How the search is called where something was made with it."""
        narrowed = ", ".join(f"{name} {value}" for name, value in self.narrows.items() if name != "code")
        return ", ".join(filter(None, [f"/{self.q}/" if self.pattern else self.q, narrowed]))

    def understood(self) -> tuple[Node | None, Self]:
        """The words as a tree, and all fields, the typed ones among them. Raises interviews.query.QueryError."""
        if self.pattern:
            return None, self
        query: Query = parse(self.q)
        return query.tree, replace(self, **query.fields)


def names() -> list[str]:
    return [field.name for field in fields(Asked)]
