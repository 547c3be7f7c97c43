"""Writing SVG: shapes and text that is measured, wrapped and cut before it is drawn. Pure.

The widths are those of a broad sans serif, so a text never takes more room than it was given, whatever font is there.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from html import escape

FONT = "Inter, Helvetica, Arial, sans-serif"
NARROW, WIDE = frozenset("iljtfrI.,:;'’‘|!()[]{}/\\ -–·"), frozenset("mwMW@%—…&")
INK, SOFT, PAPER = "#1b1a16", "#57544c", "#ffffff"
MORE = "…"
_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def measure(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is at most."""
    return sum(map(_width, text)) * size * (1.06 if bold else 1)


@lru_cache(maxsize=2048)
def _width(sign: str) -> float:
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 1.1
    if sign in NARROW:
        return 0.4
    return 0.98 if sign in WIDE else 0.74 if sign.isupper() else 0.64


def cut(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as has room, with “…”."""
    if measure(text, size, bold=bold) <= width:
        return text
    while text and measure(text + MORE, size, bold=bold) > width:
        text = text[:-1]
    return text.rstrip() + MORE


def wrap(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """At most `most` lines, broken between words; what has no room ends in “…”."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        here = 1
        while here < len(words) and measure(" ".join(words[: here + 1]), size, bold=bold) <= width:
            here += 1
        lines.append(cut(" ".join(words[:here]), width, size, bold=bold))
        words = words[here:]
    return [*lines, cut(" ".join(words), width, size, bold=bold)] if words else lines or [""]


def tag(name: str, content: str = "", **attributes: object) -> str:
    """An element; `content` is SVG already. `text_anchor` becomes text-anchor."""
    told = "".join(f' {key.rstrip("_").replace("_", "-")}="{_said(value)}"' for key, value in attributes.items())
    return f"<{name}{told}>{content}</{name}>" if content else f"<{name}{told}/>"


def text(x: float, y: float, said: str, size: float, *, full: str = "", **attributes: object) -> str:
    """A line of text; `full` is what it says when it was cut."""
    title = f"<title>{clean(full)}</title>" if full and full != said else ""
    return tag("text", title + clean(said), x=x, y=y, font_size=size, **attributes)


def picture(width: float, height: float, title: str, told: str, shapes: Sequence[str]) -> str:
    """A whole file on white, named and described for those who do not see it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_said(width)}" height="{_said(height)}"'
        f' viewBox="0 0 {_said(width)} {_said(height)}" role="img" aria-labelledby="title desc"'
        f' font-family="{FONT}" fill="{INK}">'
    )
    named = f'<title id="title">{clean(title)}</title><desc id="desc">{clean(told)}</desc>'
    ground = tag("rect", width=width, height=height, fill=PAPER)
    return "\n".join([head + named, ground, *shapes, "</svg>"])


def within(svg: str, name: str) -> str:
    """A picture as part of a page, where other pictures stand: what names and describes it has ids of its own."""
    named = svg.replace('aria-labelledby="title desc"', f'aria-labelledby="{name}-title {name}-desc"', 1)
    return named.replace('id="title"', f'id="{name}-title"', 1).replace('id="desc"', f'id="{name}-desc"', 1)


def clean(said: str) -> str:
    """As it may stand in XML: control signs are not allowed there at all."""
    return escape(_FORBIDDEN.sub("", said))


def _said(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.1f}".removesuffix(".0")
    return clean(value) if isinstance(value, str) else str(value)
