"""What was found at each site, and how the sites compare."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Study, User
from cmo.models.configurations import Configuration
from cmo.models.items import Item
from tracers.models import Site


class SiteFindingQuerySet(models.QuerySet["SiteFinding"]):
    @transaction.atomic
    def state(
        self, configuration: Configuration, site: Site, *, presence: str, summary: str = "", by: User | None
    ) -> "SiteFinding":
        """What was found there; said again, it takes the place of what was said before. Raises ValidationError."""
        if site.study_id != configuration.study_id:
            raise ValidationError("This site belongs to another study.")
        finding = self.filter(configuration=configuration, site=site).first() or SiteFinding(
            configuration=configuration, site=site
        )
        finding.presence, finding.summary = presence, summary.strip()
        finding.full_clean()
        finding.save()
        journal.record(configuration.study, by, "stated", finding)
        return finding


class SiteFinding(Identified):
    """Configuration × site. “No data” and “looked for and not found” are two different answers."""

    class Presence(models.TextChoices):
        PRESENT = "present", "Present"
        PARTLY = "partly", "Partly present"
        NOT_FOUND = "looked for and not found", "Looked for and not found"
        CONTRADICTED = "contradicted", "Contradicted"
        NO_DATA = "no data", "No data"

    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="findings")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="findings")
    presence = models.CharField(max_length=30, choices=Presence)
    summary = models.TextField(blank=True)

    objects = SiteFindingQuerySet.as_manager()

    class Meta:
        ordering = ["configuration", "site"]
        constraints = [models.UniqueConstraint(fields=["configuration", "site"], name="one_finding_a_site")]

    def __str__(self) -> str:
        return f"{self.configuration.code} at {self.site}: {self.get_presence_display()}"


class Activation(Identified):
    """How far a mechanism fired at a site."""

    class Level(models.TextChoices):
        ABSENT = "resource absent", "Resource absent"
        NOT_TRIGGERED = "offered but not triggered", "Offered but not triggered"
        WEAK = "weak", "Weak"
        STRONG = "strong", "Strong"
        COUNTERED = "countered", "Countered"

    # Goes with its item, so that a study can be deleted whole; Item.remove refuses while one hangs on it.
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="activations")
    site = models.ForeignKey(Site, on_delete=models.RESTRICT, related_name="activations")
    activation = models.CharField(max_length=30, choices=Level)
    actor = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["item", "site"]
        constraints = [models.UniqueConstraint(fields=["item", "site", "actor", "period"], name="one_activation_each")]

    def __str__(self) -> str:
        return f"{self.item} at {self.site}: {self.get_activation_display()}"


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    @transaction.atomic
    def judge(
        self,
        configurations: Collection[Configuration],
        sites: Collection[Site],
        *,
        by: User | None,
        **fields: object,
    ) -> "Comparison":
        """A judgement on one configuration, or a set of counterparts, over these sites. Raises ValidationError."""
        studies = {configuration.study_id for configuration in configurations} | {site.study_id for site in sites}
        if len(studies) != 1 or not configurations:
            raise ValidationError("A comparison needs configurations and sites of one study.")
        comparison = Comparison(study=next(iter(configurations)).study, **fields)
        comparison.full_clean()
        comparison.save(force_insert=True)
        for configuration in configurations:
            comparison.comparisonconfiguration_set.create(configuration=configuration)
        for site in sites:
            comparison.comparisonsite_set.create(site=site)
        journal.record(comparison.study, by, "judged", comparison)
        return comparison


class Comparison(Identified):
    """One configuration over sites, or a set of counterparts: the judgement of people, never computed."""

    class Judgement(models.TextChoices):
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
    judgement = models.CharField(max_length=30, choices=Judgement)
    pattern = models.CharField(max_length=40, choices=Pattern, blank=True)
    explanation = models.TextField("why", blank=True)
    matches = models.TextField("items that match", blank=True)
    attributes = models.JSONField(default=dict, blank=True)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.get_judgement_display()

    @transaction.atomic
    def revise(self, *, by: User | None, **fields: object) -> None:
        """Change judgement, pattern or the reason. Raises ValidationError."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean()
        self.save()
        journal.record(self.study, by, "judged", self)

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
