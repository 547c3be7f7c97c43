import re
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from config.templatetags.icons import shapes


def test_every_icon_of_the_sprite_is_known():
    sprite = (Path(settings.BASE_DIR) / "static/icons/sprite.svg").read_text()
    assert set(shapes()) == set(re.findall(r'<symbol id="([^"]+)"', sprite))


def test_an_icon_stands_in_the_page_with_its_shape():
    icon = render_to_string("components/icon.html", {"name": "check", "label": "Done <now>"})
    assert "<path" in icon
    assert 'aria-label="Done &lt;now&gt;"' in icon


def test_an_unknown_icon_is_empty():
    assert "<path" not in render_to_string("components/icon.html", {"name": "nothing"})
