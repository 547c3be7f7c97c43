"""What blind double coding hides: the rule, for every query over what people marked (docs/architecture.md).

From each of the two coders everything that others marked in this source, before or since; from everybody else what
the two have marked since it began. One's own is never hidden, and nothing is once the double coding is opened.
"""

from uuid import UUID

from django.db.models import F, Q


def hidden_from(user: UUID, *, source: str, maker: str, made: str) -> Q:
    """Marks in a blind source that are not for this user; those the user made are still among them.

    `source` is the way to the source, `maker` and `made` the columns that say whose the mark is, and of when.
    """
    way = f"{source}__double_codings__"
    is_one = Q(**{f"{way}first": user}) | Q(**{f"{way}second": user})
    by_one = Q(**{maker: F(f"{way}first")}) | Q(**{maker: F(f"{way}second")})
    return Q(Q(**{f"{way}opened_at__isnull": True}), is_one | (by_one & Q(**{f"{made}__gte": F(f"{way}begun_at")})))
