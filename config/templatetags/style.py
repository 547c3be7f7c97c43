"""{% load style %}<link rel="stylesheet" href="{% style_address %}">"""

from django import template

from config import style

register = template.Library()


@register.simple_tag
def style_address() -> str:
    return style.address()
