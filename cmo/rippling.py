"""The ripple chains of a study or a tracer, with the rows of the database they stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from accounts.models import Membership
from cmo.chain_picture import Box, Joined, Said, chain_picture
from cmo.chains import Chain, Drawn, Node, Step, chains
from cmo.models import Configuration, Evidence, Item, Link
from interviews.models import Source
from tracers.models import Site, Tracer

LETTERS = {"context": "C", "mechanism": "M", "outcome": "O"}


@dataclass(frozen=True)
class ShownStep:
    drawn: Drawn
    link: Link
    sources: Sequence[Source]
    sites: tuple[str, str]

    @property
    def sentence(self) -> str:
        said = f"{self.drawn.number}. {self.link}"
        said += ". One source tells both." if self.drawn.solid else ". No one source tells both."
        return said if self.drawn.meet else f"{said} The sites do not meet."


@dataclass(frozen=True)
class ShownChain:
    """`name`: the code of its first configuration, by which its file is asked for."""

    chain: Chain
    name: str
    steps: Sequence[ShownStep]
    lanes: Sequence[str]
    boxes: Mapping[object, Box]

    @property
    def title(self) -> str:
        return f"Ripple chain of {', '.join(self.boxes[key].code for key in self.chain.places)}"

    @property
    def in_words(self) -> str:
        """What the picture shows, for those who do not see it: every lane, every configuration, every step."""
        at = {key: self.lanes[place.lane] for key, place in self.chain.places.items()}
        lanes = (
            f"{lane}: {'; '.join(' '.join(self.boxes[key].words) for key in at if at[key] == lane)}."
            for lane in dict.fromkeys(self.lanes)
        )
        return " ".join([f"{self.title}.", *lanes, *(step.sentence for step in self.steps)])

    @property
    def as_file(self) -> str:
        """The picture without the classes by which it takes the colours of a page."""
        return re.sub(r' class="[^"]*"', "", self.svg)

    @property
    def svg(self) -> str:
        joined = [Joined(e.drawn, e.link.start_item_id, e.link.end_item_id, e.sentence) for e in self.steps]
        return chain_picture(self.chain, self.boxes, joined, self.lanes, self.title)


def rippling(member: Membership, tracer: Tracer | None = None, *, links: bool = True) -> list[ShownChain]:
    """Those that touch the tracer; told by the sources this member may see. `links`: boxes lead to their pages."""
    study = member.study
    held = list(Link.objects.of(study).rippling())
    ends = {end for link in held for end in (link.start_id, link.end_id)}
    configurations = {c.pk: c for c in study.configurations.filter(pk__in=ends).prefetch_related("sites")}
    told, sources = _told(member, ends)
    sites = list(study.sites.all())
    place = {site.pk: number for number, site in enumerate(sites)}
    nodes = [
        Node(c.pk, frozenset(place[site.pk] for site in c.sites.all()), frozenset(told[c.pk]))
        for c in configurations.values()
    ]
    found = chains(nodes, [Step(link.pk, link.start_id, link.end_id) for link in held])
    of = {link.pk: link for link in held}
    slug = study.slug if links else ""
    shown = [_shown(chain, of, configurations, sources, sites, slug) for chain in found]
    if tracer is None:
        return shown
    return [each for each in shown if any(configurations[key].tracer_id == tracer.pk for key in each.chain.places)]  # type: ignore[index]


def _told(member: Membership, ends: Iterable[UUID]) -> tuple[dict[UUID, set[UUID]], dict[UUID, Source]]:
    """By configuration the sources that speak for it in any way but against it."""
    rows = Evidence.objects.visible_to(member).filter(Q(source__isnull=False), configuration__in=list(ends))
    told: dict[UUID, set[UUID]] = defaultdict(set)
    for configuration, source in rows.exclude(stance="contradicts").values_list("configuration", "source").distinct():
        told[configuration].add(source)
    several = {source for sources in told.values() for source in sources}
    return told, Source.objects.only("pk", "printed_id").in_bulk(list(several))


def _shown(
    chain: Chain,
    of: Mapping[UUID, Link],
    configurations: Mapping[UUID, Configuration],
    sources: Mapping[UUID, Source],
    sites: Sequence[Site],
    slug: str,
) -> ShownChain:
    lanes = [" & ".join(sites[place].label for place in lane) or "whole study" for lane in chain.lanes]
    links = [of[each.step.key] for each in chain.steps]  # type: ignore[index]
    steps = [
        ShownStep(
            each,
            link,
            sorted((sources[pk] for pk in each.sources), key=str),  # type: ignore[index]
            (lanes[chain.places[link.start_id].lane], lanes[chain.places[link.end_id].lane]),
        )
        for each, link in zip(chain.steps, links, strict=True)
    ]
    boxes = {key: _box(configurations[key], links, slug) for key in chain.places}  # type: ignore[index]
    return ShownChain(chain, min(box.code for box in boxes.values()), steps, lanes, boxes)


def _box(configuration: Configuration, links: Iterable[Link], slug: str) -> Box:
    """Its contexts first, what goes out of it last."""
    pairs = [(link.end_item if link.end_id == configuration.pk else None) for link in links]
    pairs += [(link.start_item if link.start_id == configuration.pk else None) for link in links]
    items: dict[UUID, Item] = {item.pk: item for item in pairs if item}
    href = reverse("cmo:configuration_detail", args=[slug, configuration.pk]) if slug else ""
    said = [Said(pk, LETTERS[item.column], item.text) for pk, item in items.items()]
    return Box(configuration.code, configuration.label, said, href)
