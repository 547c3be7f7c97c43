"""What PostgreSQL makes of words: asked of it, never worked out again here, so that places and passages agree."""

from collections.abc import Iterable, Mapping

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Q

from interviews.models.spoken import FORMS, STEMS
from interviews.query import And, Node, Not, Or, Term, terms
from interviews.searching.places import Lexeme, Pattern, pattern

ASK = f"""
SELECT word, (tsvector_to_array(to_tsvector('{STEMS}', word)))[1], (tsvector_to_array(to_tsvector('{FORMS}', word)))[1]
FROM unnest(%s::text[]) word
"""  # noqa: S608


def lexemes(words: Iterable[str]) -> dict[str, Lexeme]:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [list(set(words))])
        return {word: Lexeme(stem or "", form or "") for word, stem, form in cursor}


def patterns(tree: Node) -> dict[Term, Pattern]:
    held = list(terms(tree))
    known = lexemes(sought.word for term in held for sought in term.words)
    return {term: pattern(term, known) for term in held}


def condition(tree: Node, known: Mapping[Term, Pattern], stems: str = "stems", forms: str = "forms") -> Q:
    """The tree over rows with these two vectors; each is found through the index of its vector."""
    match tree:
        case Term():
            each = known[tree]
            return Q((stems if each.stems else forms, SearchQuery(each.tsquery, config=FORMS, search_type="raw")))
        case Not(part):
            return ~condition(part, known, stems, forms)
        case And(parts):
            return Q.create([condition(part, known, stems, forms) for part in parts], connector=Q.AND)
        case Or(parts):
            return Q.create([condition(part, known, stems, forms) for part in parts], connector=Q.OR)
