"""Asking PostgreSQL for much at once."""

from typing import Any

from django.db import connection, transaction


def asked_roomily(sql: str, values: list[Any]) -> list[Any]:
    """With room enough that a large join is not laid down on the disk; compiling it would take longer than it runs."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'; SET LOCAL jit = off")
        cursor.execute(sql, values)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL work_mem TO DEFAULT; SET LOCAL jit TO DEFAULT")
    return rows
