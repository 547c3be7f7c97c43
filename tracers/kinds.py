"""The six kinds of rows that make the frame of a study: one table, so that one set of views serves them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from accounts.models import Study
from tracers import dates, profile
from tracers.models import PolicyEvent, ResearchQuestion, Site, Theme, Tracer, WorkStream

Column = tuple[str, Callable[[Any], str]]


@dataclass(frozen=True)
class Kind:
    """`name` stands in addresses; `rows_of` is the study's relation; `label` the field that names a row."""

    name: str
    model: type[Any]
    rows_of: str
    title: str
    why: str
    label: str
    columns: tuple[Column, ...] = ()
    joined: tuple[str, ...] = ()

    @property
    def one(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def is_ordered(self) -> bool:
        return any(field.name == "order" for field in self.model._meta.fields)

    @property
    def has_code(self) -> bool:
        return any(field.name == "code" for field in self.model._meta.fields)

    def rows(self, study: Study) -> models.QuerySet[Any]:
        return getattr(study, self.rows_of).prefetch_related(*self.joined)


def _period(row: WorkStream) -> str:
    ends = [dates.show(row.start, "%b %Y"), dates.show(row.end, "%b %Y")]
    return " – ".join(end or "…" for end in ends) if any(ends) else ""


def _profile(row: Site) -> str:
    return "\n".join(profile.lines(row.profile))


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            name="sites",
            model=Site,
            rows_of="sites",
            title="Sites",
            why="The places you compare, such as Area 1 and Area 2. National evidence has a site of its own and never "
            "counts as an area.",
            label="label",
            columns=(
                ("Kind", lambda row: row.get_kind_display()),
                ("Part of", lambda row: str(row.parent or "")),
                ("Profile", _profile),
            ),
            joined=("parent",),
        ),
        Kind(
            name="tracers",
            model=Tracer,
            rows_of="tracers",
            title="Tracers",
            why="Service areas, conditions, pathways or population groups, each chosen because it shows a side of the "
            "change you study. Each has its own board, comparison and short report.",
            label="label",
            columns=(
                ("Kind", lambda row: row.get_kind_display()),
                ("Chosen because", lambda row: row.rationale),
            ),
        ),
        Kind(
            name="themes",
            model=Theme,
            rows_of="themes",
            title="Themes",
            why="Themes of one tracer, or of the whole study. Codes and configurations can be gathered under them.",
            label="label",
            columns=(
                ("Tracer", lambda row: str(row.tracer or "whole study")),
                ("Definition", lambda row: row.definition),
            ),
            joined=("tracer",),
        ),
        Kind(
            name="work-streams",
            model=WorkStream,
            rows_of="work_streams",
            title="Work streams",
            why="The parts of the study in which interviews were made, with their dates.",
            label="title",
            columns=(("When", _period), ("Aim", lambda row: row.aim)),
        ),
        Kind(
            name="research-questions",
            model=ResearchQuestion,
            rows_of="research_questions",
            title="Research questions",
            why="What the study set out to answer. The study home lists those that no configuration answers yet.",
            label="text",
            columns=(
                ("Part of", lambda row: row.parent.code if row.parent else ""),
                ("Tracers", lambda row: ", ".join(str(tracer) for tracer in row.tracers.all())),
                ("Themes", lambda row: ", ".join(str(theme) for theme in row.themes.all())),
            ),
            joined=("parent", "tracers", "themes"),
        ),
        Kind(
            name="policy-events",
            model=PolicyEvent,
            rows_of="policy_events",
            title="Policy events",
            why="Dates that matter for the programme, for the timeline beside interview dates.",
            label="label",
            columns=(
                ("Date", lambda row: dates.show(row.date)),
                ("Tracers", lambda row: ", ".join(str(tracer) for tracer in row.tracers.all())),
                ("Detail", lambda row: row.detail),
            ),
            joined=("tracers",),
        ),
    )
}
