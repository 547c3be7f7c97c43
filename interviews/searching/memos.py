"""Memos that hold the words of a search: a small list beside what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value

from accounts.models import Membership
from interviews.models import Extract, Memo, Source
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
    memos = visible_to(member)
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


def visible_to(member: Membership) -> Any:
    """The memos of the study, but for those on extracts that are coded blind; to a restricted analyst those on it, on
    codes, and on sources and extracts he may see."""
    blind = Extract.objects.hidden_from(member.user_id).filter(pk=OuterRef("on"))
    memos = Memo.objects.filter(~Exists(blind), study=member.study_id)
    if not member.site_restricted:
        return memos
    seen = (Source.objects.visible_to(member), Extract.objects.visible_to(member), member.study.codes.all())
    return memos.filter(Q.create([Q(on=None), *(Q(on__in=rows.values("pk")) for rows in seen)], connector=Q.OR))


def _line(memo: Memo, spans: Sequence[Span]) -> Line:
    first = spans[:1] or [Span(0, min(len(memo.text), AROUND))]
    return next(iter(lines(memo.text, first)))
