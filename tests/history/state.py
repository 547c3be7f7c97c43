"""All rows of a study's tables, to be compared."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

LEFT_OUT = {"Change", "ChangeWords", "JournalEntry", "Job", "News", "User"}
PLACES = {"SpokenTurn": "text_id::text || start"}  # made anew from the words each time: told apart by their place
FLOORS = {"accounts", "tracers", "interviews", "cmo", "reports"}


def everything() -> dict[str, str]:
    """By table and id; without what says when a row was last changed, because undoing is a change, too."""
    with connection.cursor() as cursor:
        cursor.execute(_query())
        return dict(cursor.fetchall())


@cache
def _query() -> str:
    models = [each for each in apps.get_models() if each._meta.app_label in FLOORS and each.__name__ not in LEFT_OUT]
    return " UNION ALL ".join(
        f"SELECT '{each.__name__} ' || {PLACES.get(each.__name__, _pk(each))}, "
        f"(to_jsonb(r) - 'changed_at'{" - 'id'" if each.__name__ in PLACES else ''})::text "
        f'FROM "{each._meta.db_table}" r'
        for each in models
    )


def _pk(model: Any) -> str:
    return f'"{model._meta.pk.column}"'
