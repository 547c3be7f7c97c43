"""Regular expressions, which PostgreSQL reads: it stops when the time is over, which Python's own could not."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import DataError, OperationalError, connection, transaction

from interviews.query import QueryError
from interviews.searching.asked import Asked
from interviews.spans import Span

SECONDS = 3
CANCELLED, TOO_COMPLEX = "57014", "54"
PLACES = """
SELECT said.number, regexp_instr(words, %s, 1, n, 0, 'i'), regexp_instr(words, %s, 1, n, 1, 'i')
FROM unnest(%s::text[]) WITH ORDINALITY AS said (words, number),
     generate_series(1, least(regexp_count(words, %s, 1, 'i'), 200)) n
ORDER BY 1, 2
"""
_BRACKETS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.", re.DOTALL)
_OURS = {r"\b": r"\y", r"\B": r"\Y"}


def read(typed: str) -> str:
    r"""As PostgreSQL writes it: the edge of a word is \y there. Raises QueryError for what fits everywhere."""
    return _BRACKETS.sub(lambda part: _OURS.get(part[0], part[0]), typed)


@contextmanager
def limited(asked: Asked) -> Iterator[None]:
    """With a regular expression: SECONDS for each query. Raises QueryError when they are over, or it cannot be read."""
    if not (asked.pattern and asked.q):
        yield
        return
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('statement_timeout')")
            (before,) = cursor.fetchone()
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{SECONDS}s"])
            cursor.execute("SELECT '' ~* %s", [read(asked.q)])
            if cursor.fetchone() == (True,):
                raise QueryError(
                    "This regular expression also fits where nothing stands: ask for one character at least."
                )
            yield
            cursor.execute("SELECT set_config('statement_timeout', %s, true)", [before])
    except OperationalError as error:
        state = getattr(error.__cause__, "sqlstate", None) or ""
        if state != CANCELLED and not state.startswith(TOO_COMPLEX):
            raise
        raise QueryError(
            f"This regular expression takes longer than {SECONDS} seconds: make it simpler, or narrow the search."
        ) from None
    except DataError as error:
        raise QueryError(
            f"This is not a regular expression ({_reason(error)}): correct it, or take the tick away."
        ) from None


def places(asked: Asked, said: Sequence[str]) -> list[Sequence[Span]]:
    """Where it fits in each of these stretches of words."""
    pattern = read(asked.q)
    spans: list[list[Span]] = [[] for _ in said]
    with limited(asked), connection.cursor() as cursor:
        cursor.execute(PLACES, [pattern, pattern, list(said), pattern])
        for number, start, end in cursor:
            if start < end:
                spans[number - 1].append(Span(start - 1, end - 1))
    return list(spans)


def _reason(error: Exception) -> str:
    return str(error).partition("\n")[0].removeprefix("invalid regular expression: ")
