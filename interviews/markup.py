"""The words of the reading page as HTML, joined from escaped pieces: there are thousands, too many for a template."""

from collections.abc import Container, Iterable, Iterator, Sequence
from html import escape
from itertools import repeat
from uuid import UUID

from django.urls import reverse
from django.utils.safestring import SafeString

from interviews.codetree import Branch
from interviews.highlights import Mark, ShownTurn, Stretch

LANES = 7  # stripes side by side in the margin; further ones share the last
LANE_WIDTH = 5  # units of the drawing
STRETCH = 1200  # characters of turns that are laid out together; reading-words.css knows about how high that is
CODES_AT_ONCE = 30  # more than a screen; the others wait in <noscript> (static/js/reading/later.js)
FULL_NAMES = 6  # of the extracts of a turn; more are shown as dots


def words(text: str, turns: Iterable[ShownTurn], current: UUID | None = None, bare: Container[int] = ()) -> SafeString:
    """All turns, in groups of about a screen, laid out when they come near. `current` is the extract in hand.

    The turns whose numbers are in `bare` come without their margins; the groups after the last that has any come packed
    in <noscript>, so that the first screen need not wait until all of them are parsed (static/js/reading/later.js).
    """
    groups = list(_groups(turns))
    drawn = [
        f'<div class="turns">{"".join(turn(text, each, current, bare=each.number in bare) for each in group)}</div>'
        for group in groups
    ]
    near = max((place for place, group in enumerate(groups, 1) if any(e.number not in bare for e in group)), default=0)
    far = "".join(drawn[near:])
    return SafeString("".join(drawn[:near]) + (f"<noscript>{far}</noscript>" if far else ""))


def margins(turns: Iterable[ShownTurn], current: UUID | None = None) -> dict[int, str]:
    """What stands beside the words of each turn that has extracts, by its number."""
    return {each.number: _margin(each, current) for each in turns if each.marks}


def replacements(text: str, turns: Iterable[ShownTurn], current: UUID | None = None) -> SafeString:
    """Single turns that take the place of those with the same id."""
    return SafeString("".join(turn(text, each, current, swap=True) for each in turns))


def _groups(turns: Iterable[ShownTurn]) -> Iterator[list[ShownTurn]]:
    group: list[ShownTurn] = []
    for each in turns:
        group.append(each)
        if each.turn.end - group[0].turn.start > STRETCH:
            yield group
            group = []
    if group:
        yield group


def turn(text: str, shown: ShownTurn, current: UUID | None = None, *, swap: bool = False, bare: bool = False) -> str:
    kind = "turn is-interviewer" if shown.turn.interviewer else "turn"
    speaker = f'<b class="turn-speaker">{escape(shown.turn.speaker)}</b>' if shown.turn.speaker else ""
    margin = _margin(shown, current) if shown.marks and not bare else ""
    return (
        f'<section class="{kind}" id="turn-{shown.number}" data-number="{shown.number}"'
        f' data-start="{shown.turn.start}"{' hx-swap-oob="true"' if swap else ""}{" data-bare" if bare else ""}>'
        f'{speaker}<p class="turn-words">{_stretches(text, shown, current)}</p>{margin}</section>'
    )


def _stretches(text: str, shown: ShownTurn, current: UUID | None) -> str:
    return "".join(
        _stretch(text, stretch, shown.marks, current) if stretch.over else escape(text[stretch.start : stretch.end])
        for stretch in shown.stretches
    )


def _stretch(text: str, stretch: Stretch, marks: Sequence[Mark], current: UUID | None) -> str:
    on_top = marks[stretch.over[-1]]
    is_current = current is not None and any(marks[place].id == current for place in stretch.over)
    first = is_current and any(marks[p].id == current and marks[p].start == stretch.start for p in stretch.over)
    return (
        f'<span class="mark{f" hue-{on_top.hue}" if on_top.hue else " is-bare"}'
        f"{f' depth-{stretch.depth}' if stretch.depth > 1 else ''}{' is-current' if is_current else ''}"
        f'"{f' id="extract-{current}"' if first else ""} data-e="{" ".join(map(str, stretch.over))}">'
        f"{escape(text[stretch.start : stretch.end])}</span>"
    )


def _margin(shown: ShownTurn, current: UUID | None) -> str:
    """Stripes beside the words, and a real button for each extract: `?extract=…` also without scripts."""
    dense = " is-dense" if len(shown.marks) > FULL_NAMES else ""
    buttons = "".join(_button(mark, current) for mark in shown.marks)
    return (
        f'<div class="turn-margin">{_stripes(shown)}'
        f'<div class="turn-extracts{dense}" role="group" aria-label="Extracts">{buttons}</div></div>'
    )


def _button(mark: Mark, current: UUID | None) -> str:
    names = ", ".join(mark.names) or "No code yet"
    return (
        f'<button{f' class="hue-{mark.hue}"' if mark.hue else ""} name="extract" value="{mark.id}"'
        f"{' aria-current="true"' if mark.id == current else ''}>{escape(names)}</button>"
    )


def _stripes(shown: ShownTurn) -> str:
    """Each extract as a line from where it begins to where it ends, in per cent of the turn's characters."""
    length = shown.turn.end - shown.turn.start
    paths = "".join(
        f'<path{f' class="hue-{mark.hue}"' if mark.hue else ""} d="M{LANE_WIDTH * min(lane, LANES - 1) + 1.5}'
        f" {_percent(mark.start - shown.turn.start, length)}V{_percent(mark.end - shown.turn.start, length)}"
        '"/>'
        for mark, lane in zip(shown.marks, shown.lanes, strict=True)
    )
    lanes = min(max(shown.lanes) + 1, LANES)
    width = LANE_WIDTH * lanes
    room = "" if lanes < 3 else " is-wide" if lanes < 5 else " is-widest"
    return (
        f'<svg class="turn-stripes{room}" viewBox="0 0 {width} 100" width="{width}" preserveAspectRatio="none"'
        f' aria-hidden="true">{paths}</svg>'
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * min(max(part, 0), whole) / whole) if whole else 0


def code_tree(tree: Sequence[Branch], slug: str, *, packed: bool = False) -> SafeString:
    """Nested lists of codes; each name leads to the page of its code, or codes the words that are selected."""
    page = reverse("interviews:code_list", kwargs={"slug": slug})
    return SafeString(_branches(tree, page, iter(range(CODES_AT_ONCE)) if packed else repeat(0)))


def _branches(branches: Sequence[Branch], page: str, room: Iterator[int]) -> str:
    """List items; those for which there is no more room come packed. `room` gives a value for each row that fits."""
    rows: list[str] = []
    for place, branch in enumerate(branches):
        if next(room, None) is None:
            return f"{''.join(rows)}<noscript>{_branches(branches[place:], page, repeat(0))}</noscript>"
        rows.append(_branch(branch, page, room))
    return "".join(rows)


def _branch(branch: Branch, page: str, room: Iterator[int]) -> str:
    code = branch.code
    below = _branches(branch.children, page, room)
    return (
        f'<li{' class="tree-branch"' if below else ""}><div class="tree-row hue-{code.hue}">'
        f'<a class="tree-name" href="{page}{code.pk}/">{escape(code.name)}</a>'
        f'<span class="count" id="count-{code.pk}">{branch.count or ""}</span></div>'
        f"{f'<ul>{below}</ul>' if below else ''}</li>"
    )
