"""Identifiers for tests, as if they had been proposed."""

import re

from accounts import sealing
from accounts.models import Study
from interviews.anonymise.proposing import latest
from interviews.models import Replacement


def replacement(
    study: Study, label: str, *forms: str, kind: str = "person", state: str = "proposed", score: float = 1.0
) -> Replacement:
    """Something identifying, with a place wherever one of its forms stands in the study's latest words."""
    made = Replacement.objects.create(
        study=study,
        type=kind,
        label=label,
        state=state,
        sealed=sealing.seal(study, "\n".join(forms)),
        order=study.replacements.count(),
    )
    for text in latest(study):
        for number, form in enumerate(forms):
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text.text):
                made.places.create(text=text, start=match.start(), end=match.end(), form=number, score=score)
    return made
