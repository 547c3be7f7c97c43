"""What was said, turn by turn, as search finds it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import connections, models, transaction

from accounts.models import Study
from interviews.models.sources import Source, SourceText
from interviews.searching.words import pieces, plain

STEMS, FORMS = "english", "simple"
"""PostgreSQL's configurations: words by their stems without the small ones, and all words as they are written."""
LAY_DOWN = f"""
INSERT INTO interviews_spokenturn
    (study_id, source_id, text_id, number, start, "end", speaker, asks, words, stems, forms)
SELECT %s, %s, %s, number, start, stop, speaker, asks, words, to_tsvector('{STEMS}', bare), to_tsvector('{FORMS}', bare)
FROM unnest(%s::int[], %s::int[], %s::int[], %s::text[], %s::bool[], %s::text[], %s::text[])
    AS said (number, start, stop, speaker, asks, words, bare)
"""  # noqa: S608 – by bulk_create, with an expression in each row, it takes five times as long


class SpokenTurnQuerySet(models.QuerySet["SpokenTurn"]):
    @transaction.atomic
    def lay_down(self, texts: Iterable[SourceText]) -> None:
        """Keep the words of these texts for search, in the place of whatever was kept of their sources."""
        held = list(texts)
        self.filter(source__in=[text.source_id for text in held]).delete()
        with connections[self.db].cursor() as cursor:
            for text in held:
                cursor.execute(LAY_DOWN, _values(text))


class SpokenTurn(models.Model):
    """A turn of the latest words of a source, worked out from them: it is made and goes with them (SourceText.save).

    `start` and `end` count code points of the text; `number` is that of the turn on the reading page. There is no
    index by study: PostgreSQL would take it in the place of those of the words.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="spoken_turns", db_index=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="spoken_turns")
    text = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="spoken_turns")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    speaker = models.CharField(max_length=120, blank=True)
    asks = models.BooleanField("says it who asks", default=False)
    words = models.TextField()
    stems = SearchVectorField()
    forms = SearchVectorField()

    objects = SpokenTurnQuerySet.as_manager()

    class Meta:
        ordering = ["source", "start"]
        indexes = [
            GinIndex(fields=["stems"], name="turns_by_stems"),
            GinIndex(fields=["forms"], name="turns_by_forms"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.number}"


def _values(text: SourceText) -> list[Any]:
    held = list(pieces(text.text, text.passages))
    said = [text.text[piece.start : piece.end] for piece in held]
    return [
        text.source.study_id,
        text.source_id,
        text.pk,
        [piece.number for piece in held],
        [piece.start for piece in held],
        [piece.end for piece in held],
        [piece.speaker[:120] for piece in held],
        [piece.asks for piece in held],
        said,
        [plain(words) for words in said],
    ]
