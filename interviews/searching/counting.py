"""Counting the words of what a search narrows down to, within the database."""

from django.core.exceptions import EmptyResultSet
from django.db import connection

from interviews.models.spoken import STEMS
from interviews.searching.finding import OF_PEOPLE, Search

COUNT = f"""
SELECT word, (tsvector_to_array(to_tsvector('{STEMS}', word)))[1], nentry FROM ts_stat(%s)
"""  # noqa: S608


def counted(search: Search) -> list[tuple[str, str, int]]:
    """(form, stem or "", how often) of every word that was said."""
    turns = search.turns()
    if any(getattr(search.asked, name) for name in OF_PEOPLE):
        speakers = {each.source: each.speakers for each in search.result().sources}
        rows = turns.values_list("pk", "source", "speaker")
        turns = turns.model.objects.filter(
            pk__in=[pk for pk, source, speaker in rows if speaker in speakers.get(source, ())]
        )
    try:
        sql, params = turns.order_by().values("forms").query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:  # no source to look at
        return []
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [connection.ops.compose_sql(sql, params)])  # type: ignore[attr-defined]
        return [(form, stem or "", number) for form, stem, number in cursor]
