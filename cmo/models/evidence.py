"""What the words say for and against a configuration, and who read which source for it."""

from collections.abc import Collection, Sequence
from typing import Any, Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts import journal
from accounts.models import Identified, Membership, User
from cmo.models.answers import Answered
from cmo.models.configurations import Configuration
from cmo.models.items import Item
from interviews.citation import cite
from interviews.models import Extract, Participation, Source
from interviews.turns import asks
from tracers.models import Site


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, member: Membership) -> Self:
        """Evidence of the study whose source this member may see, and whose words blind double coding does not hide."""
        hidden = Extract.objects.hidden_from(member.user_id).values("pk")
        return self.filter(
            Q(source__in=Source.objects.visible_to(member)) | Q(source=None), configuration__study=member.study_id
        ).exclude(extract__in=hidden)

    def with_words(self) -> Self:
        """With words, citation and item at hand: three queries whatever the number of rows."""
        people = Participation.objects.select_related("site", "participant")
        return self.select_related(
            "configuration__study", "item", "extract", "source__work_stream", "finding"
        ).prefetch_related(Prefetch("source__participations", queryset=people), "extract__sites")

    def contradicting_first(self) -> Self:
        order = [
            models.When(stance=stance, then=place)
            for place, stance in enumerate(("contradicts", "supports", "refines", "contextualises"))
        ]
        return self.order_by(models.Case(*order, default=len(order)), "source__printed_id", "extract__start")

    @transaction.atomic
    def add(
        self,
        configuration: Configuration,
        *,
        by: User | None,
        extract: Extract | None = None,
        source: Source | None = None,
        item: Item | None = None,
        **fields: Any,
    ) -> "Evidence":
        """Join an extract (or a whole source) to a configuration or one of its items. Raises ValidationError."""
        evidence = Evidence(
            configuration=configuration,
            extract=extract,
            source=extract.text.source if extract else source,
            item=item,
            by=by,
            analyst=fields.pop("analyst", "") or str(by or ""),
            **fields,
        )
        evidence.judged_on = configuration.versions_kept
        evidence.full_clean()
        evidence.save(force_insert=True)
        if evidence.stance == Evidence.Stance.CONTRADICTS:
            configuration.fall_back(by=by)
        journal.record(configuration.study, by, "added", evidence)
        return evidence


class Evidence(Answered, Identified):
    """An extract, a source or another configuration's finding, for a configuration or one of its items.

    `analyst` and `at` say who judged it last, and when. `judged_on` is the number of the version it was judged against,
    0 for a draft; `look_again`: what it was judged for reads otherwise since. A document or a work of the literature is
    a source, with the page and the reference.

    Evidence imported with words that were not found keeps them in `given_quote`, with no extract: it is unresolved.
    """

    class Stance(models.TextChoices):
        UNJUDGED = "", "Not yet judged"
        SUPPORTS = "supports", "Supports"
        CONTRADICTS = "contradicts", "Contradicts"
        REFINES = "refines", "Refines"
        CONTEXTUALISES = "contextualises", "Contextualises"

    class Use(models.TextChoices):
        UNSAID = "", "Unsaid"
        ELICITED = "elicited", "Elicited the theory"
        TESTED = "tests", "Tests the theory"

    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="evidence")
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.RESTRICT, related_name="evidence")
    extract = models.ForeignKey(Extract, null=True, blank=True, on_delete=models.RESTRICT, related_name="evidence")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.RESTRICT, related_name="evidence")
    finding = models.ForeignKey(
        Configuration, null=True, blank=True, on_delete=models.RESTRICT, related_name="used_as_evidence"
    )
    given_quote = models.TextField("words as given, not found in the source", blank=True)
    page = models.CharField(max_length=40, blank=True)
    reference = models.CharField(max_length=300, blank=True)
    stance = models.CharField(max_length=15, choices=Stance, blank=True, default="")
    use = models.CharField(max_length=10, choices=Use, blank=True, default="")
    status = models.CharField(max_length=60, blank=True)
    relevance = models.CharField(max_length=60, blank=True)
    richness = models.CharField(max_length=60, blank=True)
    rigour = models.CharField(max_length=60, blank=True)
    comment = models.TextField(blank=True)
    judged_on = models.PositiveIntegerField("version it was judged against", default=0, editable=False)
    look_again = models.BooleanField(default=False, editable=False)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    analyst = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    attributes = models.JSONField(default=dict, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=Q(extract__isnull=False) | Q(source__isnull=False) | Q(finding__isnull=False),
                name="evidence_points_at_something",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_stance_display()}: {self.extract or self.source or self.finding}"

    def clean(self) -> None:
        """Everything joined here belongs to one study, and the item to its configuration."""
        study = self.configuration.study_id
        if self.item and self.item.configuration_id != self.configuration_id:
            raise ValidationError({"item": "This item belongs to another configuration."})
        if (self.source and self.source.study_id != study) or (self.finding and self.finding.study_id != study):
            raise ValidationError("The evidence belongs to another study.")

    @property
    def is_resolved(self) -> bool:
        return not self.given_quote or self.extract_id is not None

    @property
    def is_question(self) -> bool:
        """Whether the interviewer says these words: shown, but never counted as somebody's."""
        return bool(self.extract and self.source and asks(self.extract.speaker, self.source.interviewers))

    @property
    def words(self) -> str:
        """What was said, as it may be printed where somebody has settled that; "" for a whole source or a finding."""
        return (self.extract.published or self.extract.quote) if self.extract else self.given_quote

    @property
    def citation(self) -> str:
        """The source in the study's citation style; "" for a finding."""
        if not self.source:
            return ""
        speaker = self.extract.speaker if self.extract else None
        return cite(self.source, self.source.participations.all(), self.configuration.study.citation, speaker)

    @transaction.atomic
    def judge(self, *, by: User | None, **fields: object) -> None:
        """Change stance, use, item or comment; whoever does so answers for it, and has looked again.

        Raises ValidationError.
        """
        for name, value in fields.items():
            setattr(self, name, value)
        self._answers_for_it(by)
        self.look_again, self.judged_on = False, self.configuration.versions_kept
        self.full_clean()
        self.save()
        self.configuration.fall_back(by=by)
        journal.record(self.configuration.study, by, "judged", self)

    @transaction.atomic
    def still_holds(self, *, by: User | None) -> None:
        """Somebody looked again: what was judged holds for what the configuration says now."""
        self.look_again, self.judged_on = False, self.configuration.versions_kept
        self._answers_for_it(by)
        self.save(update_fields=["look_again", "judged_on", "by", "analyst", "at"])
        journal.record(self.configuration.study, by, "confirmed", self)

    def _answers_for_it(self, by: User | None) -> None:
        """Who judged last, and when."""
        self.by, self.analyst, self.at = by, str(by or "") or self.analyst, timezone.now()

    def was_settled(self, by: User | None) -> None:
        self.configuration.fall_back(by=by)
        journal.record(self.configuration.study, by, "settled", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Take the evidence from the configuration. The extract stays."""
        journal.record(self.configuration.study, by, "removed", self)
        self.delete()
        self.configuration.fall_back(by=by)

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """What came back, open or contradicting, may forbid the state."""
        evidence = cls.objects.filter(pk__in=[row for row, _ in changed])
        Configuration.objects.filter(pk__in=evidence.values("configuration")).fall_back()

    @classmethod
    def taken_away(cls, rows: Sequence[dict[str, Any]]) -> None:
        """What tested a configuration may be gone."""
        Configuration.objects.filter(pk__in=[row["configuration_id"] for row in rows]).fall_back()


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, member: Membership) -> Self:
        return self.filter(source__in=Source.objects.visible_to(member))

    def of(self, configuration: Configuration, site: Site) -> Self:
        """Of sources of this site, for this configuration."""
        there = Participation.objects.filter(source=models.OuterRef("source"), site=site)
        return self.filter(models.Exists(there), configuration=configuration)

    @transaction.atomic
    def note(self, source: Source, configuration: Configuration, result: str, *, by: User) -> "Reading":
        """That `by` read the source for it; said again, the answer is changed. Raises ValidationError."""
        if source.study_id != configuration.study_id:
            raise ValidationError("This source belongs to another study.")
        reading = self.filter(source=source, configuration=configuration, reader=str(by)).first() or Reading(
            source=source, configuration=configuration, reader=str(by)
        )
        reading.result, reading.by = result, by
        reading.full_clean()
        reading.save()
        journal.record(configuration.study, by, "read", source)
        return reading


class Reading(Identified):
    """A source read for a configuration: only this makes “looked for, not found” true."""

    class Result(models.TextChoices):
        SPEAKS = "speaks", "Speaks to it"
        NOTHING = "nothing", "Nothing there"
        NOT_ASKED = "not asked", "Not asked"

    source = models.ForeignKey(Source, on_delete=models.RESTRICT, related_name="readings")
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="readings")
    result = models.CharField(max_length=10, choices=Result)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reader = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=30, blank=True)
    at = models.DateTimeField("noted at", auto_now=True)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["configuration", "source"]
        constraints = [
            models.UniqueConstraint(fields=["source", "configuration", "reader"], name="one_reading_a_reader")
        ]

    def __str__(self) -> str:
        return f"{self.source} for {self.configuration.code}: {self.get_result_display()}"
