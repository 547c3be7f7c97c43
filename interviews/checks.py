"""What is looked at when Triad starts."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from interviews.detection import is_installed


@register
def trained_pipeline(**_: Any) -> list[CheckMessage]:
    """A pipeline that settings name must be there, or nothing could be anonymised."""
    name = settings.SPACY_PIPELINE
    if not name or is_installed(name):
        return []
    hint = "Install it into this environment, or leave SPACY_PIPELINE empty: the rules of Triad find names too."
    return [Error(f"The trained pipeline {name} of SPACY_PIPELINE is not installed.", hint=hint, id="interviews.E001")]
