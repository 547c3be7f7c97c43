"""What every address of this floor repeats: a stranger finds nothing, a reader may not write, the method must fit."""

from django.urls import reverse

HTMX = {"HX-Request": "true"}


def url(name: str, study, *args) -> str:
    return reverse(f"reports:{name}", args=[study.slug, *args])
