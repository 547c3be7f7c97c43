"""Somebody in a source: what the table of interviews, repeat interviews and conflicts are worked out from. Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import groupby

from tracers import dates

HEARD = {"interview", "focus group"}  # kinds in which somebody speaks, whether or not we know who


@dataclass(frozen=True, slots=True)
class Presence:
    """`person` is a private code, "" for somebody who is not told apart and where nobody is named.

    `site` and `work_stream` are codes, `place` is the site's label, and `usual` that of the person's usual site.
    Whatever is not known is "".
    """

    source: Hashable
    printed_id: str
    kind: str = "interview"
    date: str = ""
    mode: str = ""
    work_stream: str = ""
    person: str = ""
    site: str = ""
    place: str = ""
    organisation: str = ""
    role: str = ""
    speaker: str = ""
    usual: str = ""

    @property
    def is_untold(self) -> bool:
        """Somebody spoke, and nobody said who."""
        return not self.person and self.kind in HEARD

    @property
    def order(self) -> tuple[str, str]:
        """In order of time; what has no date comes last."""
        return self.date or "9999", self.printed_id

    @property
    def standing(self) -> tuple[str, ...]:
        """Where somebody stood then, as far as it is known: site, organisation type, role."""
        return tuple(filter(None, (self.place, self.organisation, self.role)))

    @property
    def date_shown(self) -> str:
        return dates.show(self.date)


def by_source(presences: Iterable[Presence]) -> list[tuple[Presence, ...]]:
    """The people of each source, the sources in order of time."""
    held = sorted(presences, key=lambda each: (each.order, str(each.source)))
    return [tuple(group) for _, group in groupby(held, key=lambda each: each.source)]
