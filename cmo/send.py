"""Sending an extract to a configuration: as evidence for the whole, for one item, or as a new item."""

from typing import Any

from django.db import transaction

from accounts.models import User
from cmo.models import Configuration, Evidence, Item
from interviews.citation import speaking
from interviews.models import Extract
from tracers.models import Site, Tracer


@transaction.atomic
def send(
    extract: Extract,
    to: Configuration | None,
    *,
    by: User,
    item: Item | None = None,
    role: str = "",
    text: str = "",
    **judgement: Any,
) -> Evidence:
    """The extract as evidence; without `to` for a new draft. `role` makes a new item of `text`, or of the words.

    Sent again to the same place, the judgement is changed instead. Raises ValidationError.
    """
    words = text.strip() or extract.quote
    configuration = to or draft(extract, "" if role else words, by=by)
    if role:
        same = configuration.items.filter(role=role, text=words).first()
        item = same or configuration.add_item(role, words, by=by)
    held = configuration.evidence.filter(extract=extract, item=item).first()
    if held:
        held.judge(by=by, **judgement)
        return held
    return Evidence.objects.add(configuration, by=by, extract=extract, item=item, **judgement)


def draft(extract: Extract, words: str, *, by: User) -> Configuration:
    """A configuration that begins with this extract: of its tracer, at the site it speaks of."""
    study = extract.text.source.study
    label = words if len(words) <= 80 else f"{words[:79].rstrip()}…"
    level = study.levels[-1] if study.levels else ""
    tracer = next(iter(tracers_of(extract)), None)
    return Configuration.objects.write(study, by=by, label=label, level=level, tracer=tracer, sites=_sites(extract))


def tracers_of(extract: Extract) -> list[Tracer]:
    """The tracers it speaks of; while nobody has said, those of its source."""
    return list(extract.tracers.all()) or list(extract.text.source.tracers.all())


def _sites(extract: Extract) -> list[Site]:
    """The sites it speaks of; while nobody has said, the speaker's own."""
    said = list(extract.sites.all())
    if said or extract.nowhere:
        return said
    people = speaking(list(extract.text.source.participations.select_related("site")), extract.speaker)
    return list({person.site.pk: person.site for person in people if person.site}.values())
