"""What changed in the coding of a source lately, so that whoever has it open sees it without loading the page again.

The database itself writes it (migration `news`), so that nothing that draws differently goes untold, whatever did it:
a verb, a bulk deed, undoing. The page keeps a snapshot, PostgreSQL's own list of the transactions it has seen; what is
new is what that snapshot does not see. A number that counts up would lose a change that was begun first and committed
last.
"""

import re
from collections.abc import Collection
from datetime import timedelta
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Cast, Now

KEPT = timedelta(days=2)  # longer than anybody stays logged in
LARGEST = 2**63 - 1
SNAPSHOT = re.compile(r"(\d{1,19}):(\d{1,19}):((?:\d{1,19}(?:,\d{1,19})*)?)", re.ASCII)


class NewsQuerySet(models.QuerySet["News"]):
    def since(self, as_of: str, places: Collection[Any]) -> Self:
        """What a page that was drawn `as_of`, a snapshot, has not seen of these places.

        A snapshot does not name the transaction that asked for it: what that one writes later counts as not seen.
        """
        first = models.Func(
            models.Value(as_of),
            template="pg_snapshot_xmin((%(expressions)s)::pg_snapshot)::text::bigint",
            output_field=models.BigIntegerField(),
        )
        seen = models.Func(
            models.F("xact"),
            models.Value(as_of),
            template="pg_visible_in_snapshot(%(expressions)s::pg_snapshot)",
            arg_joiner="::text::xid8, ",
            output_field=models.BooleanField(),
        )
        own = models.Func(
            template="COALESCE(pg_current_xact_id_if_assigned()::text::bigint, 0)",
            output_field=models.BigIntegerField(),
        )
        return self.filter(~models.Q(seen) | models.Q(xact=own), place__in=places, xact__gte=first)

    def forget(self) -> None:
        """Those that no open page can still wait for."""
        self.filter(at__lt=Now() - KEPT).delete()


class News(models.Model):
    """That the extracts of a source, or the codes of a study, look different since the transaction `xact`.

    `place` is the source or the study, `things` the extracts or codes (at most a hundred of them, for telling), `start`
    and `end` the stretch of the words, in code points. Who did it stands in the journal, in the lines `after` that
    number: verbs write first and record last. No foreign keys: what is told of may be gone.
    """

    place = models.UUIDField()
    xact = models.BigIntegerField()
    things = ArrayField(models.UUIDField())
    start = models.PositiveIntegerField(default=0)
    end = models.PositiveIntegerField(default=0)
    after = models.BigIntegerField("last line of the journal before")
    at = models.DateTimeField(db_default=Now())

    objects = NewsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "news"
        indexes = [
            models.Index(fields=["place", "xact"], name="news_of_a_place"),
            models.Index(fields=["at"], name="news_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.start}–{self.end}"


def is_snapshot(text: str) -> bool:
    """Whether it may be a snapshot: PostgreSQL breaks off at anything else."""
    found = SNAPSHOT.fullmatch(text)
    if not found:
        return False
    first, last = int(found[1]), int(found[2])
    open_ones = [int(each) for each in found[3].split(",") if each]
    return 0 < first <= last <= LARGEST and open_ones == sorted(each for each in open_ones if first <= each < last)


def as_of() -> Cast:
    """The snapshot of the query this stands in."""
    snapshot = models.Func(function="pg_current_snapshot", output_field=models.TextField())
    return Cast(snapshot, models.TextField())
