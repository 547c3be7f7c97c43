"""Memos that hold the words of a search: a small list beside what was said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchVector
from django.db.models import F, Func, TextField, Value

from accounts.models import Membership
from interviews.models import Memo
from interviews.models.spoken import FORMS, STEMS
from interviews.searching import patterns
from interviews.searching.finding import Search, word_hits
from interviews.searching.lexemes import condition
from interviews.searching.places import AROUND, Line, lines
from interviews.spans import Span

MOST = 20
SIGNS = "“”‘’„‚«»‹›–—…·•_'-/\\.@:&;<>=+#"


@dataclass(frozen=True, slots=True)
class Found:
    memo: Memo
    line: Line


def found(member: Membership, search: Search) -> Sequence[Found]:
    """The newest first. Only where nothing but words is asked for: what narrows a search belongs to what was said."""
    asked = search.asked
    if asked.narrows or not asked.q:
        return []
    memos = Memo.objects.visible_to(member)
    if asked.pattern:
        with patterns.limited(asked):
            held = list(memos.filter(text__iregex=patterns.read(asked.q)).order_by("-made_at")[:MOST])
        places = patterns.places(asked, [memo.text for memo in held])
    elif search.tree is None:
        return []
    else:
        bare = Func(F("text"), Value(SIGNS), Value(" " * len(SIGNS)), function="translate", output_field=TextField())
        memos = memos.annotate(stems=SearchVector(bare, config=STEMS), forms=SearchVector(bare, config=FORMS))
        held = list(memos.filter(condition(search.tree, search.patterns)).order_by("-made_at")[:MOST])
        places = word_hits(search.tree, search.patterns, [memo.text for memo in held])
    return [Found(memo, _line(memo, spans)) for memo, spans in zip(held, places, strict=True)]


def _line(memo: Memo, spans: Sequence[Span]) -> Line:
    first = spans[:1] or [Span(0, min(len(memo.text), AROUND))]
    return next(iter(lines(memo.text, first)))
