"""What was found at each site, and what was said there on a theme."""

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, User
from cmo import saying
from cmo.models.configurations import Configuration
from cmo.models.evidence import Evidence
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
        finding.presence, finding.summary, finding.said = presence, summary.strip(), configuration.says
        finding.full_clean()
        finding.save()
        journal.record(configuration.study, by, "stated", finding)
        return finding


class SiteFinding(Identified):
    """Configuration × site. “No data” and “looked for and not found” are two different answers.

    `quote`: the evidence whose words somebody chose to stand first. `said`: what the configuration said when this was
    stated (cmo.saying), "" where that is not known.
    """

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
    quote = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said = models.CharField(max_length=saying.LENGTH, blank=True, default="", editable=False)

    objects = SiteFindingQuerySet.as_manager()

    stale = False
    """Where a page shows it: the configuration said something else when this was stated (cmo.stale)."""

    class Meta:
        ordering = ["configuration", "site"]
        constraints = [models.UniqueConstraint(fields=["configuration", "site"], name="one_finding_a_site")]

    def __str__(self) -> str:
        return f"{self.configuration.code} at {self.site}: {self.get_presence_display()}"

    def clean(self) -> None:
        if self.quote and self.quote.configuration_id != self.configuration_id:
            raise ValidationError({"quote": "These words stand for another configuration."})

    @transaction.atomic
    def still_holds(self, *, by: User | None) -> None:
        """Somebody looked again: what was found holds for what the configuration says now."""
        self.said = self.configuration.says
        self.save(update_fields=["said"])
        journal.record(self.configuration.study, by, "confirmed", self)

    @transaction.atomic
    def put_first(self, evidence: Evidence | None, *, by: User | None) -> None:
        """Whose words stand first; None leaves it to the order of stances. Raises ValidationError."""
        self.quote = evidence
        self.clean()
        self.save(update_fields=["quote"])
        journal.record(self.configuration.study, by, "chose a quotation for", self)
