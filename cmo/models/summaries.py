"""Written summaries of what was said on a theme: the cells of a framework matrix."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Membership, Study, User
from interviews.models import Participant, Source
from interviews.models.memos import Newer, folded
from tracers.models import Site, Theme

LONGEST = 20_000  # characters


class ThemeSummaryQuerySet(models.QuerySet["ThemeSummary"]):
    def visible_to(self, member: Membership) -> Self:
        """Those of the study; of single people only those whom this member may know of."""
        summaries = self.filter(study=member.study_id)
        if not member.site_restricted:
            return summaries
        seen = Participant.objects.filter(participations__source__in=Source.objects.visible_to(member))
        return summaries.filter(models.Q(participant=None) | models.Q(participant__in=seen.values("pk")))

    @transaction.atomic
    def write(
        self,
        theme: Theme,
        text: str,
        *,
        by: User | None,
        seen: str = "",
        site: Site | None = None,
        participant: Participant | None = None,
    ) -> "ThemeSummary | None":
        """New words for those that were `seen`, of a site, a person, or (neither) the whole study; no words: none.

        Raises Newer where somebody wrote others meanwhile, ValidationError for what belongs to another study.
        """
        cell = self.filter(study=theme.study_id, theme=theme, site=site, participant=participant)
        held = cell.select_for_update(of=("self",)).first()
        if folded(held.text if held else "") != folded(seen):
            raise Newer("Somebody changed this summary while you wrote.")
        if not text.strip():
            return held and held.remove(by=by)
        summary = held or ThemeSummary(study=theme.study, theme=theme, site=site, participant=participant)
        summary.text = text.strip()
        summary.full_clean(exclude=["id"])
        summary.save()
        journal.record(theme.study, by, "revised" if held else "wrote", summary)
        return summary


class ThemeSummary(Identified):
    """What was said on a theme by a site, one participant or the whole study: Markdown with links to extracts."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="theme_summaries")
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT, related_name="summaries")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.RESTRICT, related_name="summaries")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.RESTRICT, related_name="summaries"
    )
    text = models.TextField()

    objects = ThemeSummaryQuerySet.as_manager()

    class Meta:
        ordering = ["theme", "site"]
        verbose_name_plural = "theme summaries"
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "site", "participant"], name="one_summary_a_cell", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme}: {self.site or self.participant or 'whole study'}"

    def clean(self) -> None:
        if len(self.text) > LONGEST:
            raise ValidationError({"text": f"A summary holds at most {LONGEST:,} characters. Say it more briefly."})
        others = {each.study_id for each in (self.theme, self.site, self.participant) if each}
        if others != {self.study_id}:
            raise ValidationError("Theme, site and person must be of one study.")

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        record_of = ThemeSummary(pk=self.pk)
        self.delete()
        journal.record(self.study, by, "removed", record_of)
