"""All rows of a study's tables, to be compared."""

import json
from typing import Any

from django.apps import apps
from django.db import connection

LEFT_OUT = {"Change", "ChangeWords", "JournalEntry", "Job", "User"}
FLOORS = {"accounts", "tracers", "interviews", "cmo", "reports"}
FOLLOWS = {"changed_at"}  # says when something was last changed: undoing is a change


def everything() -> dict[str, dict[str, dict[str, Any]]]:
    """By table and id."""
    held = {}
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.app_label in FLOORS and model.__name__ not in LEFT_OUT:
                key = model._meta.pk.column
                cursor.execute(f'SELECT "{key}"::text, to_jsonb(r) FROM "{model._meta.db_table}" r')
                held[model.__name__] = {
                    row: {name: value for name, value in json.loads(values).items() if name not in FOLLOWS}
                    for row, values in cursor.fetchall()
                }
    return held
