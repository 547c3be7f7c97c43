"""Words that the history must not keep."""

from django.db.models import Subquery

from accounts.models import Change, ChangeWords, Step, Study


def forget_words(study: Study) -> None:
    """What people wrote in the study, as it was before every change until now: names stand there, too, and have just
    been taken out of the interviews. Whoever wants such a change undone is told so (accounts/history/way.py)."""
    ChangeWords.objects.filter(study=study.pk).delete()


def forget_step() -> None:
    """What was written in the rows that this step is about, ever: they are gone for good."""
    touched = Change.objects.filter(step=Step()).values("row")
    ChangeWords.objects.filter(change__row__in=Subquery(touched)).delete()
