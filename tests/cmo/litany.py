"""What every address of this floor repeats: a stranger finds nothing, a reader may not write, the method must fit."""

from django.urls import reverse


def url(name: str, study, *args) -> str:
    return reverse(f"cmo:{name}", args=[study.slug, *args])


HTMX = {"HX-Request": "true"}


def shown_rows(page, kind: str = "observed") -> list:
    """The rows of a comparison that this answer shows."""
    return [each.row for each in page.context["piece"].rows if each.row.configurations[0].kind == kind]
