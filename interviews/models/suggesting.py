"""Runs that looked for passages like those of a code, and the passages they suggest.

No word of an interview stands here: passages, and the words that spoke for them, are places in the version of the words
on which they were found. Where that was changed since, `interviews.models.moved` says where they are by now.
"""

from typing import ClassVar, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, F, Q, QuerySet

from accounts.models import Identified, Membership, Study, User
from interviews.models.codes import Code
from interviews.models.extracts import Coding
from interviews.models.sources import Source, SourceText
from interviews.models.work import DoubleCoding
from interviews.suggesting.judging import Judged


def looked_through(member: Membership) -> QuerySet[Source]:
    """The sources that this member may have looked through: not those withdrawn or not to be used, nor any that is
    being coded blind, where a suggestion would whisper into the ear of a coder."""
    blind = DoubleCoding.objects.filter(opened_at=None)
    usable = Source.objects.visible_to(member).filter(withdrawn="").exclude(consent=Source.Consent.NONE)
    return usable.exclude(pk__in=blind.values("source"))


class SuggestionRunQuerySet(models.QuerySet["SuggestionRun"]):
    def visible_to(self, member: Membership) -> Self:
        """Those that looked at nothing but what this member may see: what was learned shows in the words."""
        runs = self.filter(study=member.study_id)
        if not member.site_restricted:
            return runs
        return runs.filter(sources__contained_by=ArraySubquery(Source.objects.visible_to(member).values("pk")))

    def with_counts(self, member: Membership) -> Self:
        """With `undecided`, `accepted` and `rejected`, of those suggestions that the member may see."""
        seen = Q(suggestions__text__source__in=looked_through(member))

        def counted(state: str) -> Count:
            return Count("suggestions", filter=seen & Q(suggestions__state=state))

        state = Suggestion.State
        return self.annotate(
            undecided=counted(state.OPEN), accepted=counted(state.ACCEPTED), rejected=counted(state.REJECTED)
        )


class SuggestionRun(Identified):
    """One look for passages like those of a code: what it learned from, and how good it was on extracts held back.

    `sources` are the ids of all sources it looked at. The figures are those of `judged`.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="suggestion_runs")
    code = models.ForeignKey(Code, on_delete=models.RESTRICT, related_name="suggestion_runs")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sources = ArrayField(models.UUIDField(), verbose_name="sources looked through", default=list)
    extracts = models.PositiveIntegerField("extracts learned from", default=0)
    spread = models.PositiveIntegerField("sources learned from", default=0)
    passages = models.PositiveIntegerField("passages looked through", default=0)
    held = models.PositiveIntegerField("extracts held back", default=0)
    found = models.PositiveIntegerField("of them found", default=0)
    among = models.PositiveIntegerField("among so many passages", default=0)
    by_chance = models.FloatField("found by chance", default=0)
    whole = models.BooleanField("whole sources were held back", default=True)
    taken_back_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = SuggestionRunQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name = "run of suggestions"
        verbose_name_plural = "runs of suggestions"

    def __str__(self) -> str:
        return f"passages like “{self.code}”"

    @property
    def judged(self) -> Judged:
        return Judged(self.held, self.found, self.among, self.by_chance, self.whole)

    @property
    def made_with(self) -> str:
        """As the codings say that were made of its suggestions."""
        return f"suggestion: run of {self.made_at:%Y-%m-%d %H:%M}"


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def visible_to(self, member: Membership) -> Self:
        """Those of runs, and in sources, that this member may see; not in what is being coded blind."""
        runs = SuggestionRun.objects.visible_to(member).values("pk")
        return self.filter(run__in=runs, text__source__in=looked_through(member))


class Suggestion(Identified):
    """A passage that may have the code of its run, until somebody accepts or rejects it.

    `start` and `end` count code points of `text`, and so do `reasons`, the places of the words that spoke for it:
    [[start, end], …]. `coding` is what came of accepting it; `marked` says whether the extract was made by that, too.
    """

    class State(models.TextChoices):
        OPEN = "open", "To decide"
        ACCEPTED = "accepted", "Accepted"
        REJECTED = "rejected", "Rejected"

    run = models.ForeignKey(SuggestionRun, on_delete=models.CASCADE, related_name="suggestions")
    text = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="suggestions")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    reasons = models.JSONField("places of the words that spoke for it", default=list)
    score = models.FloatField()
    rank = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    coding = models.ForeignKey(Coding, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestions")
    marked = models.BooleanField("its extract was made by accepting it", default=False)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["run", "rank"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_suggestion_has_words"),
            models.UniqueConstraint(fields=["run", "rank"], name="one_suggestion_a_rank"),
        ]

    def __str__(self) -> str:
        return f"suggestion {self.rank}"
