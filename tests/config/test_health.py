"""The page that monitors ask."""

from collections.abc import Callable
from typing import Any

from django.db import OperationalError, connection
from django.test import Client


def test_health_answers_ok_to_anybody(client: Client, db: None):
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok\n")


def test_health_says_when_the_database_does_not_answer(client: Client, db: None):
    def fails(execute: Callable[..., Any], *_: Any) -> Any:
        raise OperationalError("gone")

    with connection.execute_wrapper(fails):
        answer = client.get("/health/")
    assert answer.status_code == 503
    assert b"database" in answer.content


def test_health_is_not_kept_by_caches(client: Client, db: None):
    assert "no-store" in client.get("/health/")["Cache-Control"]
