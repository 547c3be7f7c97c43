"""The words that are there already, laid down for search."""

from typing import Any

from django.db import migrations

from interviews.searching.words import pieces, plain
from interviews.turns import Turn, find_turns

LAY_DOWN = """
INSERT INTO interviews_spokenturn
    (study_id, source_id, text_id, number, start, "end", speaker, asks, words, stems, forms)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, to_tsvector('english', %s), to_tsvector('simple', %s))
"""


def lay_down(apps: Any, schema_editor: Any) -> None:
    texts = apps.get_model("interviews", "SourceText").objects
    latest = texts.order_by("source_id", "-version").distinct("source_id").values_list("pk", flat=True)
    for pk in list(latest):
        text = texts.select_related("source").get(pk=pk)
        turns = tuple(Turn(**turn) for turn in text.turns) or find_turns(text.text)
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(LAY_DOWN, [_values(text, piece) for piece in pieces(text.text, turns)])


def _values(text: Any, piece: Any) -> list[object]:
    said = text.text[piece.start : piece.end]
    place = [piece.number, piece.start, piece.end, piece.speaker[:120], piece.asks]
    return [text.source.study_id, text.source_id, text.pk, *place, said, plain(said), plain(said)]


class Migration(migrations.Migration):
    dependencies = [("interviews", "0008_search")]

    operations = [migrations.RunPython(lay_down, migrations.RunPython.noop)]
