"""The study that a command is about."""

from django.core.management.base import CommandError

from accounts.models import Study


def study_called(slug: str) -> Study:
    """Raises CommandError, which names the studies that there are."""
    study = Study.objects.filter(slug=slug).first()
    if study is None:
        known = ", ".join(Study.objects.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no study “{slug}”. Studies: {known}.")
    return study
