"""A configuration changes its state: what is left behind is kept, and why something is set aside is said."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from cmo.keeping import keep
from cmo.models import Configuration

DRAFT, SET_ASIDE = Configuration.State.DRAFT, Configuration.State.SET_ASIDE
NO_REASON = "Say why it is set aside: somebody will ask in a year."


@transaction.atomic
def enter(configuration: Configuration, state: str, *, by: User | None, why: str = "") -> None:
    """Leaving the state draft keeps its first version. `why` is added to its note.

    Raises ValidationError where something is set aside without a reason, or the state requires what is lacking.
    """
    was, why = configuration.state, why.strip()
    if state == was:
        return
    if state == SET_ASIDE and not why:
        raise ValidationError({"why": NO_REASON})
    configuration.state = state
    if why:
        configuration.note = "\n\n".join(filter(None, [configuration.note.strip(), why]))
    configuration.full_clean()
    configuration.hold_rules()
    configuration.save(update_fields=["state", "note"])
    if was == DRAFT and not configuration.versions.exists():
        keep(configuration, by=by)
    journal.record(configuration.study, by, deed_of(state), configuration)


def deed_of(state: str) -> str:
    """The word of the journal."""
    return "set aside" if state == SET_ASIDE else "changed the state of"
