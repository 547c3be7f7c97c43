"""The codes of a study as a tree, from flat rows: one query, any depth."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from interviews.models import Code
from interviews.models.codes import in_order


@dataclass(frozen=True, slots=True)
class Branch:
    """A code in its place. `count` is of its own extracts; `path` says where it stands: "Relationships › Trust"."""

    code: Code
    path: str
    depth: int
    count: int
    children: "tuple[Branch, ...]"


def branches(codes: Iterable[Code], counts: Mapping[UUID, int] | None = None) -> tuple[Branch, ...]:
    """The top of the tree. A code whose parent is not among the codes (retired, say) stands at the top itself."""
    rows = sorted(codes, key=in_order)
    known = {code.pk for code in rows}
    below: defaultdict[UUID | None, list[Code]] = defaultdict(list)
    for code in rows:
        below[code.parent_id if code.parent_id in known else None].append(code)

    def grow(parent: UUID | None, path: str, depth: int) -> Iterator[Branch]:
        for code in below.get(parent, ()):
            name = f"{path} › {code.name}" if path else code.name
            yield Branch(code, name, depth, (counts or {}).get(code.pk, 0), tuple(grow(code.pk, name, depth + 1)))

    return tuple(grow(None, "", 0))


def flat(tree: Iterable[Branch]) -> Iterator[Branch]:
    """Every branch in reading order."""
    for branch in tree:
        yield branch
        yield from flat(branch.children)
