"""Meetings of the team: who was there, what was decided, who did not agree."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.models import Identified, Study, User
from cmo.models.configurations import Configuration
from tracers import dates
from tracers.models import PartialDateField


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def with_decisions(self) -> Self:
        """With what was decided at hand: two queries whatever the number of rows."""
        return self.prefetch_related("decisions__configuration")

    @transaction.atomic
    def call(self, study: Study, *, by: User | None, **fields: Any) -> "Meeting":
        """A new meeting of the study. Raises ValidationError."""
        meeting = Meeting(study=study, **fields)
        meeting.full_clean()
        meeting.save(force_insert=True)
        journal.record(study, by, "called", meeting)
        return meeting


class Meeting(Identified):
    """`present`: a name a line."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(max_length=200)
    date = PartialDateField()
    present = models.TextField("who was there", blank=True)
    note = models.TextField(blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-date", "title"]

    @property
    def date_shown(self) -> str:
        """“28 March 2025”, with the precision it has."""
        return dates.show(self.date)

    def __str__(self) -> str:
        return self.title

    @property
    def people(self) -> list[str]:
        """The names of those who were there."""
        return [name.strip() for name in self.present.splitlines() if name.strip()]

    @transaction.atomic
    def revise(self, *, by: User | None, **fields: Any) -> None:
        """Change title, date, who was there or the note. Raises ValidationError."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean()
        self.save()
        journal.record(self.study, by, "revised", self)

    @transaction.atomic
    def decide(self, configuration: Configuration, text: str, *, by: User | None, dissent: str = "") -> "Decision":
        """Note what was decided on a configuration, which is off the agenda then. Raises ValidationError."""
        if configuration.study_id != self.study_id:
            raise ValidationError("This configuration belongs to another study.")
        decision = Decision(meeting=self, configuration=configuration, text=text.strip(), dissent=dissent.strip())
        decision.full_clean()
        decision.save(force_insert=True)
        if configuration.agenda:
            configuration.agenda = ""
            configuration.save(update_fields=["agenda"])
        journal.record(self.study, by, "noted", decision)
        return decision


class Decision(Identified):
    """What a meeting decided on a configuration, and the dissent; it becomes the reason of a version."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField("what was decided")
    dissent = models.TextField("who did not agree, and why", blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text

    @property
    def reason(self) -> str:
        """As the reason of a version: the decision, and who did not agree."""
        return f"{self.text}\n\nNot agreed: {self.dissent}" if self.dissent else self.text

    @transaction.atomic
    def revise(self, *, by: User | None, text: str, dissent: str = "") -> None:
        """Raises ValidationError."""
        self.text, self.dissent = text.strip(), dissent.strip()
        self.full_clean()
        self.save()
        journal.record(self.meeting.study, by, "revised", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Take it out of the minutes. A version that it gave its reason keeps that."""
        journal.record(self.meeting.study, by, "removed", self)
        self.delete()
