"""{% load icons %}<svg viewBox="0 0 24 24">{% icon_shape "search" %}</svg>

The shapes stand in the page itself: a sprite by reference is another document, read before the first painting.
"""

import re
from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

register = template.Library()

_SYMBOL = re.compile(r'<symbol id="(?P<name>[^"]+)" viewBox="0 0 24 24">(?P<shape>.*?)</symbol>', re.DOTALL)


@register.simple_tag
def icon_shape(name: str) -> SafeString:
    return shapes().get(name, SafeString(""))


@cache
def shapes() -> dict[str, SafeString]:
    """All icons of static/icons/sprite.svg."""
    sprite = (Path(settings.BASE_DIR) / "static" / "icons" / "sprite.svg").read_text()
    return {found["name"]: SafeString(found["shape"]) for found in _SYMBOL.finditer(sprite)}
