"""What blind double coding hides: the rule, for every query over what people marked (docs/architecture.md).

From each of the two coders everything that others marked in this source, before or since; from everybody else what
the two have marked since it began. One's own is never hidden, and nothing is once the double coding is opened.
"""

from uuid import UUID

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q


def hidden_from(user: UUID, *, source: str, maker: str, made: str) -> Q:
    """Marks in a blind source that are not for this user; those the user made are still among them.

    `source` is the way to the source, `maker` and `made` the columns that say whose the mark is, and of when.
    """
    way = f"{source}__double_codings__"
    is_one = Q(**{f"{way}first": user}) | Q(**{f"{way}second": user})
    by_one = Q(**{maker: F(f"{way}first")}) | Q(**{maker: F(f"{way}second")})
    return Q(Q(**{f"{way}opened_at__isnull": True}), is_one | (by_one & Q(**{f"{made}__gte": F(f"{way}begun_at")})))


def told_to(user: UUID) -> Q:
    """Of journal entries those that this user may read: not what one of two did to extracts since they began, in
    whatever source, until theirs is opened."""
    blind = apps.get_model("interviews", "DoubleCoding")._default_manager.filter(opened_at=None)
    one = Q(first=OuterRef("by")) | Q(second=OuterRef("by"))
    here = blind.filter(one, source__study=OuterRef("study"), begun_at__lte=OuterRef("at"))
    return Q(by=user) | ~Q(kind="extract") | ~Q(Exists(here))
