"""What still uses a row that cannot be removed, in words."""

from collections.abc import Iterable

from django.db import models

from accounts.models import Study


def still_used(label: str, restricted: Iterable[models.Model]) -> str:
    """The sentence for a RestrictedError's objects: “Area 1” is still used in 3 sources and 1 configuration. …"""
    holders: dict[type[models.Model], set[object]] = {}
    for thing in restricted:
        model, pk = _holder(thing)
        holders.setdefault(model, set()).add(pk)
    uses = sorted(_count(model, len(pks)) for model, pks in holders.items())
    return f"“{label}” is still used in {_and(uses)}. Change that first; then it can be removed."


def _holder(thing: models.Model) -> tuple[type[models.Model], object]:
    """What a person would name: for a joining row (source × tracer) the source, otherwise the thing itself."""
    for field in thing._meta.concrete_fields:
        model = field.related_model
        is_part = isinstance(field, models.ForeignKey) and field.remote_field.on_delete is models.CASCADE
        if is_part and isinstance(model, type) and model is not Study:
            return model, getattr(thing, field.attname)
    return type(thing), thing.pk


def _count(model: type[models.Model], number: int) -> str:
    name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number} {name}"


def _and(parts: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))
