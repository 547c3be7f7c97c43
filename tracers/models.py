"""The frame of a study: sites, tracer areas, work streams, research questions, themes, and the policy timeline."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import Identified, Membership, Study
from tracers import dates
from tracers.names import fold
from tracers.nested import within


def known_date(value: str) -> None:
    try:
        dates.parse(value)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class PartialDateField(models.CharField):
    """A date with its precision: "2016", "2016-07" or "2016-07-14" (see tracers.dates)."""

    default_validators = [*models.CharField.default_validators, known_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        options: dict[str, Any] = {"max_length": 10, "blank": True, "default": ""} | kwargs
        super().__init__(*args, **options)


class FrameQuerySet(models.QuerySet[Any]):
    """Rows of the frame, which may be named by their code or their label."""

    def named(self, name: str) -> Any | None:
        """The row with this code or label, by case-blind comparison; None when there is none."""
        wanted = fold(name)
        rows = list(self)
        return next(
            (row for row in rows if row.code.casefold() == wanted),
            next((row for row in rows if fold(str(row)) == wanted), None),
        )


class SiteQuerySet(FrameQuerySet):
    def inside(self) -> dict[UUID, frozenset[UUID]]:
        """What lies in each of these sites, itself included: what is said of a part is said of the whole."""
        return within(dict(self.values_list("pk", "parent")))


class Site(Identified):
    """A place that is compared with others (Area 1, Area 2), or the national level."""

    class Kind(models.TextChoices):
        AREA = "area", "Area"
        NATIONAL = "national", "National"
        OTHER = "other", "Other"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="sites")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.AREA)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="parts")
    description = models.TextField(blank=True)
    profile = models.JSONField(default=list, blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = SiteQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_site_a_code")]

    def __str__(self) -> str:
        return self.label


class SiteAccess(Identified):
    """A site whose sources a site-restricted analyst may see."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="site_access")
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="access")

    no_undo = "Who may see which sites is not changed by undoing. Change it on the page “People”."

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "site"], name="one_access_each")]


class Tracer(Identified):
    """A service area, condition, pathway or population group, chosen to show a side of the change being studied."""

    class Kind(models.TextChoices):
        SERVICE_AREA = "service area", "Service area"
        CONDITION = "condition", "Condition"
        PATHWAY = "pathway", "Pathway"
        POPULATION_GROUP = "population group", "Population group"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="tracers")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.SERVICE_AREA)
    rationale = models.TextField("chosen because", blank=True)
    description = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = FrameQuerySet.as_manager()

    class Meta:
        ordering = ["order", "label"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_tracer_a_code")]

    def __str__(self) -> str:
        return self.label


class WorkStream(Identified):
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="work_streams")
    code = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    aim = models.TextField(blank=True)
    start = PartialDateField()
    end = PartialDateField()
    order = models.PositiveIntegerField(default=0)

    objects = FrameQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_work_stream_a_code")]

    def __str__(self) -> str:
        return self.title


class ResearchQuestion(Identified):
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="research_questions")
    code = models.CharField(max_length=20)
    text = models.TextField()
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.RESTRICT, related_name="parts")
    order = models.PositiveIntegerField(default=0)
    themes: models.ManyToManyField = models.ManyToManyField(
        "Theme", through="QuestionTheme", related_name="research_questions"
    )
    tracers = models.ManyToManyField(Tracer, through="QuestionTracer", related_name="research_questions")

    objects = FrameQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_question_a_code")]

    def __str__(self) -> str:
        return self.text


class Theme(Identified):
    """A theme of one tracer, or of the whole study where `tracer` is empty."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="themes")
    tracer = models.ForeignKey(Tracer, null=True, blank=True, on_delete=models.RESTRICT, related_name="themes")
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    order = models.PositiveIntegerField(default=0)

    objects = FrameQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_theme_a_code")]

    def __str__(self) -> str:
        return self.label


class QuestionTheme(Identified):
    """A theme that bears on a research question."""

    question = models.ForeignKey(ResearchQuestion, on_delete=models.CASCADE)
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "theme"], name="one_theme_a_question_each")]


class QuestionTracer(Identified):
    """A tracer that is to answer a research question."""

    question = models.ForeignKey(ResearchQuestion, on_delete=models.CASCADE)
    tracer = models.ForeignKey(Tracer, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "tracer"], name="one_tracer_a_question_each")]


class PolicyEvent(Identified):
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="policy_events")
    date = PartialDateField(blank=False)
    label = models.CharField(max_length=300)
    detail = models.TextField(blank=True)
    tracers = models.ManyToManyField(Tracer, through="PolicyEventTracer", related_name="policy_events")

    class Meta:
        ordering = ["date", "label"]

    def __str__(self) -> str:
        return self.label


class PolicyEventTracer(Identified):
    event = models.ForeignKey(PolicyEvent, on_delete=models.CASCADE)
    tracer = models.ForeignKey(Tracer, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "tracer"], name="one_tracer_an_event")]
