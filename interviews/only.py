"""What of the coding a reader wants to see in the words: that with one code, that of one coder, or all. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Only:
    """`codes` is the code that was asked for with those under it; `also` is an extract that is shown in any case."""

    code: UUID | None = None
    codes: frozenset[UUID] = frozenset()
    coder: str = ""
    also: UUID | None = None

    def __bool__(self) -> bool:
        return bool(self.code or self.coder)

    def fits(self, code: UUID, coder: str) -> bool:
        return (not self.code or code in self.codes) and (not self.coder or coder == self.coder)

    def keeps(self, extract: UUID, maker: str, *, fitting: bool, coded: bool) -> bool:
        """Whether an extract is shown. One without a code is its maker's, and of no code."""
        bare = not coded and not self.code and maker == self.coder
        return not self or fitting or bare or extract == self.also

    def with_extract(self, extract: UUID | None) -> "Only":
        return replace(self, also=extract)


EVERYTHING = Only()


def asked(query: Mapping[str, str], parents: Mapping[UUID, UUID | None]) -> Only:
    """What an address asks for; `parents` are the codes of the study, each with the one it stands under."""
    try:
        code = UUID(query.get("code", ""))
    except ValueError:
        code = None
    if code not in parents:
        code = None
    return Only(code, below(code, parents) if code else frozenset(), query.get("coder", "")[:200])


def below(code: UUID, parents: Mapping[UUID, UUID | None]) -> frozenset[UUID]:
    """The code and all under it."""
    children: dict[UUID | None, list[UUID]] = {}
    for pk, parent in parents.items():
        children.setdefault(parent, []).append(pk)
    found = [code]
    for each in found:  # it grows meanwhile
        found += [child for child in children.get(each, ()) if child not in found]
    return frozenset(found)
