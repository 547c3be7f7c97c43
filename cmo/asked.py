"""What the address of a board asks for: by site, kind, level, state, theory and theme."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from accounts.models import Study
from cmo.models import Configuration, ConfigurationTheme
from cmo.models.configurations import ConfigurationQuerySet
from tracers.models import Tracer

NAMES = ("site", "kind", "level", "state", "theory", "theme")


@dataclass(frozen=True)
class Choice:
    """One of the lists above a board: its name in the address, its label, what it offers and what is chosen."""

    name: str
    label: str
    offered: Sequence[tuple[str, str]]
    chosen: str = ""


def is_asked(asked: Mapping[str, str]) -> bool:
    return any(asked.get(name) for name in NAMES)


def choices(study: Study, tracer: Tracer, asked: Mapping[str, str]) -> list[Choice]:
    """What can be chosen, as far as there is something to choose from."""
    return [
        Choice(name, name.capitalize(), offered, asked.get(name, ""))
        for name, offered in _offered(study, tracer)
        if offered
    ]


def _offered(study: Study, tracer: Tracer) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    yield "site", [(site.code, str(site)) for site in study.sites.all()]
    yield "kind", list(Configuration.Kind.choices)
    held = study.configurations.of_tracer(tracer).exclude(level="").values_list("level", flat=True).distinct()
    yield "level", [(level, level.capitalize()) for level in dict.fromkeys([*study.levels, *sorted(held)])]
    yield "state", list(Configuration.State.choices)
    theories = study.theories.filter(configurations__tracer=tracer).distinct()
    yield "theory", [(theory.code, theory.code) for theory in theories]
    themes = study.themes.filter(Q(tracer=tracer) | Q(tracer=None))
    yield "theme", [(theme.code, theme.label) for theme in themes]


def narrowed(rows: ConfigurationQuerySet, asked: Mapping[str, str]) -> ConfigurationQuerySet:
    """Those of the whole study are at every site; what was merged into another one shows only as set aside."""
    if asked.get("site"):
        rows = rows.filter(Q(sites__code=asked["site"]) | Q(sites=None)).distinct()
    for name, field in (("kind", "kind"), ("level", "level"), ("state", "state"), ("theory", "theory__code")):
        if asked.get(name):
            rows = rows.filter(**{field: asked[name]})
    if asked.get("theme"):
        joined = ConfigurationTheme.objects.filter(configuration=OuterRef("pk"), theme__code=asked["theme"])
        rows = rows.filter(Exists(joined))
    return rows if asked.get("state") else rows.filter(merged_into=None)
