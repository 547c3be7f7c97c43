"""Begin a study, and change what it says about itself."""

from typing import Any

from django.db import transaction

from accounts import journal
from accounts.models import Membership, Study, User


@transaction.atomic
def begin(study: Study, *, by: User) -> Study:
    """Save a new study; whoever makes it owns it. Raises ValidationError."""
    study.full_clean()
    study.save(force_insert=True)
    study.admit(by, Membership.Role.OWNER)
    journal.record(study, by, "began", study)
    return study


@transaction.atomic
def revise(study: Study, *, by: User, **fields: Any) -> None:
    """Change title, citation style and the like. Raises ValidationError."""
    for name, value in fields.items():
        setattr(study, name, value)
    study.full_clean()
    study.save()
    journal.record(study, by, "changed", study)
