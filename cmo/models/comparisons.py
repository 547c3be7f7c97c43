"""How the sites compare: what people judged, of one configuration or of several that are counterparts."""

from collections.abc import Collection
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Study, User
from cmo import saying
from cmo.models.configurations import Configuration
from tracers.models import Site


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    def of_all(self, configurations: Collection[Configuration]) -> Self:
        """Those that hold every one of these, the smallest first."""
        rows = self.annotate(held=models.Count("comparisonconfiguration", distinct=True)).order_by("held", "pk")
        for configuration in configurations:
            rows = rows.filter(pk__in=configuration.comparisonconfiguration_set.values("comparison"))
        return rows

    def with_codes(self) -> Self:
        """With sites and the codes of their configurations at hand."""
        configurations = Configuration.objects.only("pk", "code", "number", "state")
        return self.prefetch_related(models.Prefetch("configurations", configurations), "sites")

    @transaction.atomic
    def begin(self, configurations: Collection[Configuration], sites: Collection[Site]) -> "Comparison":
        """One that nobody has judged yet, over these sites. Raises ValidationError."""
        studies = {configuration.study_id for configuration in configurations} | {site.study_id for site in sites}
        if len(studies) != 1 or not configurations:
            raise ValidationError("A comparison needs configurations and sites of one study.")
        comparison = Comparison(study=next(iter(configurations)).study)
        comparison.save(force_insert=True)
        for configuration in configurations:
            comparison.comparisonconfiguration_set.create(configuration=configuration)
        for site in sites:
            comparison.comparisonsite_set.create(site=site)
        return comparison

    @transaction.atomic
    def judge(
        self,
        configurations: Collection[Configuration],
        sites: Collection[Site],
        *,
        by: User | None,
        **fields: object,
    ) -> "Comparison":
        """A judgement on one configuration, or a set of counterparts, over these sites. Raises ValidationError.

        Where items of just these were matched before, it is said of that comparison.
        """
        comparison = self._not_judged(configurations) or self.begin(configurations, sites)
        comparison._say(fields)
        for site in sites:
            comparison.comparisonsite_set.get_or_create(site=site)
        journal.record(comparison.study, by, "judged", comparison)
        return comparison

    def _not_judged(self, configurations: Collection[Configuration]) -> "Comparison | None":
        waiting = Comparison.objects.of_all(configurations).filter(judgement="") if configurations else ()
        return next((each for each in waiting if each.configurations.count() == len(configurations)), None)


class Comparison(Identified):
    """One configuration over sites, or a set of counterparts: the judgement of people, never computed.

    It may begin with items that were matched, before anybody judges. `said`: what the configurations said when it was
    judged (cmo.saying), "" where that is not known. `matches`: what matches in words that name no two items.
    """

    class Judgement(models.TextChoices):
        UNJUDGED = "", "Not judged yet"
        SAME = "same", "Same"
        PARTLY = "partly", "Partly the same"
        EXPLAINED = "different and explained", "Different and explained"
        UNEXPLAINED = "different and unexplained", "Different and unexplained"
        CANNOT_COMPARE = "cannot compare", "Cannot compare"

    class Pattern(models.TextChoices):
        SAME_CONFIGURATION = "same configuration", "Same configuration"
        OTHER_CONTEXT = "same mechanism, other context", "Same mechanism, other context"
        OTHER_MECHANISM = "same context, other mechanism", "Same context, other mechanism"
        OTHER_OUTCOME = "same mechanism, other outcome", "Same mechanism, other outcome"
        ONE_SITE_ONLY = "one site only", "One site only"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="comparisons")
    configurations = models.ManyToManyField(
        Configuration, through="ComparisonConfiguration", related_name="comparisons"
    )
    sites = models.ManyToManyField(Site, through="ComparisonSite", related_name="comparisons")
    judgement = models.CharField(max_length=30, choices=Judgement, blank=True, default="")
    pattern = models.CharField(max_length=40, choices=Pattern, blank=True)
    explanation = models.TextField("why", blank=True)
    matches = models.TextField("what matches, in words", blank=True)
    said = models.CharField(max_length=saying.LENGTH, blank=True, default="", editable=False)
    attributes = models.JSONField(default=dict, blank=True)

    objects = ComparisonQuerySet.as_manager()

    stale = False
    """Where a page shows it: its configurations said something else when it was judged (cmo.stale)."""

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_judgement_display()

    @property
    def says(self) -> str:
        """What its configurations say now."""
        return saying.mark_of_all(each.says for each in self.configurations.all())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said in it, so that it may go with its last match."""
        return not (self.judgement or self.pattern or self.explanation or self.matches or self.attributes)

    def _say(self, fields: dict[str, object]) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.said = self.says if self.judgement else ""
        self.full_clean()
        self.save()

    @transaction.atomic
    def revise(self, *, by: User | None, **fields: object) -> None:
        """Change judgement, pattern or the reason. Raises ValidationError."""
        self._say(fields)
        journal.record(self.study, by, "judged", self)

    @transaction.atomic
    def still_holds(self, *, by: User | None) -> None:
        """Somebody looked again: the judgement holds for what the configurations say now."""
        self.said = self.says
        self.save(update_fields=["said"])
        journal.record(self.study, by, "confirmed", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        journal.record(self.study, by, "removed", self)
        self.delete()


class ComparisonConfiguration(Identified):
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE)
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["comparison", "configuration"], name="one_configuration_a_comparison_each")
        ]


class ComparisonSite(Identified):
    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comparison", "site"], name="one_site_a_comparison_each")]
