"""A page whose beginning is on its way while the rest is still being made: the first words are seen the sooner."""

from collections.abc import Iterable
from functools import cached_property

from django.http import StreamingHttpResponse

FIRST = 16_000  # characters of the long part that go together with what stands before it: more than a screen
PIECE = 64_000


class FlowingPage(StreamingHttpResponse):
    """`page` is the rendered page with `mark` where the `parts` belong."""

    def __init__(self, page: str, mark: str, parts: Iterable[str], **options: object) -> None:
        before, after = page.split(mark)
        super().__init__(gathered(before, parts, after), **options)

    @cached_property
    def content(self) -> bytes:  # type: ignore[override]
        """The whole page, for whoever wants it in one piece."""
        return b"".join(self)


def gathered(before: str, parts: Iterable[str], after: str) -> Iterable[str]:
    """Everything in its order, in pieces worth sending."""
    waiting, length, enough = [before], 0, FIRST
    for part in parts:
        waiting.append(part)
        length += len(part)
        if length > enough:
            yield "".join(waiting)
            waiting, length, enough = [], 0, PIECE
    yield "".join([*waiting, after])
