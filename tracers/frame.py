"""What can be done with a row of the frame, of any kind."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.deletion import ProtectedError, RestrictedError
from django.utils.text import slugify

from accounts import journal, uses
from accounts.models import Study, User
from tracers.kinds import Kind
from tracers.models import Site

TWO_AREAS = (
    ("A1", "Area 1", Site.Kind.AREA),
    ("A2", "Area 2", Site.Kind.AREA),
    ("NAT", "National", Site.Kind.NATIONAL),
)


def free_code(kind: Kind, study: Study, label: str) -> str:
    """A code made of the label that no other row of the study has."""
    wish = slugify(label)[:30] or kind.name.rstrip("s")
    taken = set(kind.rows(study).values_list("code", flat=True))
    return next(code for code in _numbered(wish) if code not in taken)


def _numbered(wish: str) -> Iterator[str]:
    yield wish
    number = 2
    while True:
        yield f"{wish}-{number}"
        number += 1


@transaction.atomic
def keep(kind: Kind, form: Any, *, by: User) -> Any:
    """Save a valid form of the kind: a new row goes to the end."""
    row, new = form.instance, form.instance._state.adding
    if new and kind.is_ordered:
        last = kind.rows(row.study).aggregate(last=models.Max("order"))["last"]
        row.order = 0 if last is None else last + 1
    form.save()
    journal.record(row.study, by, "added" if new else "changed", row)
    return row


@transaction.atomic
def move(kind: Kind, row: Any, steps: int, *, by: User) -> None:
    """Up (-1) or down (1) in the order of its kind; at either end it stays."""
    Study.objects.select_for_update().get(pk=row.study_id)
    rows = list(kind.rows(row.study))
    place = rows.index(row)
    rows.insert(max(0, place + steps), rows.pop(place))
    for order, other in enumerate(rows):
        other.order = order
    kind.model.objects.bulk_update(rows, ["order"])
    journal.record(row.study, by, "moved", row)


@transaction.atomic
def remove(row: Any, *, by: User) -> None:
    """Raises ValidationError, naming the uses, while something still uses the row."""
    study, label, trace = row.study, str(row), type(row)(pk=row.pk)
    try:
        with transaction.atomic():
            row.delete()
    except RestrictedError as error:
        raise ValidationError(uses.still_used(label, error.restricted_objects)) from None
    except ProtectedError as error:
        raise ValidationError(uses.still_used(label, error.protected_objects)) from None
    journal.record(study, by, "removed", trace)


@transaction.atomic
def start_with_two_areas(study: Study, *, by: User) -> None:
    """Area 1, Area 2 and the national level: what many studies begin with. Everything about them can be changed."""
    for order, (code, label, kind) in enumerate(TWO_AREAS):
        journal.record(study, by, "added", study.sites.create(code=code, label=label, kind=kind, order=order))
