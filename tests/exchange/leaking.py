"""A study from which somebody was taken out, and the ways to plant the name again."""

from accounts import sealing
from accounts.models import Study, User
from interviews.models import Replacement
from tests import filled

NAME = "Siobhán Keane-Hobbs"


def take_out(study: Study, *forms: str, type: str = "person", label: str = "Dr A") -> Replacement:
    """As after an accepted and applied replacement: every source is anonymised, the name sealed."""
    study.sources.update(status="anonymised")
    sealed = sealing.seal(study, "\n".join(forms or (NAME,)))
    return Replacement.objects.create(study=study, type=type, label=label, sealed=sealed, state="accepted")


def fill_and_take_out(study: Study, *, by: User) -> Study:
    """A study with a row of everything, from which somebody was taken out."""
    filled.fill(study, by=by)
    take_out(study)
    return study
