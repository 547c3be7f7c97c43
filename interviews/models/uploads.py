"""Transcripts that were received but not brought in yet: what a crash or a closed browser must not lose."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any, Self

from django.db import models

from accounts.models import Identified, Job, Membership, Study, User
from interviews.intake import voices
from interviews.models.sources import SourceText
from interviews.readers import Reading
from interviews.turns import Turn, find_turns, mark_interviewers, propose_interviewers


class BatchQuerySet(models.QuerySet["Batch"]):
    def of(self, member: Membership) -> Self:
        """What this member is bringing in. Nobody else sees it: it belongs to no site yet."""
        return self.filter(study=member.study_id, made_by=member.user_id)


class Batch(Identified):
    """Files that came together, and the metadata sheet that came with them.

    `rows`: its rows, as {"row": number, "cells": {column: text}, "extra": {column: text}}. `notices`: what is wrong
    with it as a table; `unmatched`: which rows are about no file.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="batches")
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    sheet = models.CharField("metadata sheet", max_length=200, blank=True)
    rows = models.JSONField(default=list, blank=True)
    notices = models.JSONField(default=list, blank=True)
    unmatched = models.JSONField(default=list, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]
        verbose_name_plural = "batches"

    def __str__(self) -> str:
        return f"upload of {self.made_at:%d %B %Y}"

    @property
    def job(self) -> Job | None:
        """What is going on with it, or went on last."""
        return Job.objects.filter(study=self.study_id, thing=self.pk).order_by("-made_at").first()


class Upload(Identified):
    """One file of an upload, or one interview of a file that holds several.

    `problem` says why it could not be read; then it holds no words. `told` is what is known of it besides its words
    (intake/telling.py), `rows` the numbers of the rows of the metadata sheet that say so, `conflicts` what they
    contradict each other in, `akin` the sentences on sources and files with the same words, `refusal` why it was not
    brought in.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "Received"
        READ = "read", "Read"
        UNREADABLE = "unreadable", "Could not be read"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="uploads")
    order = models.PositiveIntegerField(default=0)
    part = models.PositiveIntegerField("which interview of its file", default=0)
    name = models.CharField("file name", max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.READ)
    tries = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(blank=True)
    turns = models.JSONField(default=list)
    voices = models.JSONField("who speaks", default=list, blank=True)
    words = models.PositiveIntegerField(default=0)
    encoding = models.CharField(max_length=40, blank=True)
    notices = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    told = models.JSONField(default=dict, blank=True)
    rows = models.JSONField(default=list, blank=True)
    conflicts = models.JSONField(default=list, blank=True)
    akin = models.JSONField(default=list, blank=True)
    refusal = models.TextField(blank=True)
    left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "part"]
        constraints = [models.UniqueConstraint(fields=["batch", "order", "part"], name="one_upload_a_place")]

    def __str__(self) -> str:
        return self.name

    def take(self, reading: Reading) -> None:
        """Hold what was read."""
        self.text, self.encoding, self.notices = reading.text, reading.encoding, list(reading.notices)
        self.state, self.problem = self.State.READ, ""
        self._speak(reading.turns)

    def refuse(self, problem: str) -> None:
        """Hold why nothing could be read."""
        self.state, self.problem = self.State.UNREADABLE, problem

    def look_again(self, labels: Iterable[str]) -> None:
        """Find the turns anew with these labels as speakers beside those known. Times the file told of stay."""
        times = {turn.start: turn.at for turn in self.spoken}
        turns = find_turns(self.text, (*self.speakers, *labels))
        turns = mark_interviewers(turns, propose_interviewers(turns, self.text))
        self._speak(replace(turn, at=times.get(turn.start, turn.at)) for turn in turns)
        self.save(update_fields=["turns", "voices", "words"])

    def rename(self, names: Mapping[str, str]) -> None:
        """Give speakers other labels, in the text and in what is told; two that get the same label are one. Unsaved."""
        self.text, turns = voices.rename(self.text, self.spoken, names)
        self._speak(turns)
        for person in self.told.get("people", ()):
            person["speaker"] = names.get(person["speaker"], person["speaker"])

    def mark(self, interviewers: Iterable[str]) -> None:
        """These ask, the others answer. Unsaved."""
        self._speak(mark_interviewers(self.spoken, list(interviewers)))

    def _speak(self, turns: Iterable[Turn]) -> None:
        held = tuple(turns)
        self.turns = [asdict(turn) for turn in held]
        self.voices = [asdict(voice) for voice in voices.heard(self.text, held)]
        self.words = len(self.text.split())

    @property
    def spoken(self) -> tuple[Turn, ...]:
        return tuple(Turn(**turn) for turn in self.turns)

    @property
    def speakers(self) -> list[str]:
        """Who speaks, in order of appearance."""
        return [voice["speaker"] for voice in self.voices if voice["speaker"]]

    @property
    def interviewers(self) -> list[str]:
        return [voice["speaker"] for voice in self.voices if voice["asks"]]

    @property
    def turn_count(self) -> int:
        return sum(voice["turns"] for voice in self.voices)

    @property
    def one_sided(self) -> bool:
        """Whether one speaker alone was found, or nobody but those who ask: somebody else may be among their words."""
        return len(self.speakers) == 1 or set(self.speakers) == set(self.interviewers)

    @property
    def samples(self) -> list[tuple[str, int, str]]:
        """Each speaker with the number of turns and how the first one begins, for people to recognise them by."""
        return [(voice["speaker"], voice["turns"], voice["sample"]) for voice in self.voices]

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


class UploadFile(models.Model):
    """The bytes of a file until they are read: a transcript that nobody has anonymised, gone as soon as it can."""

    upload = models.OneToOneField(Upload, on_delete=models.CASCADE, primary_key=True, related_name="file")
    data = models.BinaryField()

    def __str__(self) -> str:
        return f"bytes of {self.upload_id}"

    def content(self) -> bytes:
        data: Any = self.data
        return bytes(data)


class TextPrint(models.Model):
    """What the latest version of a text is recognised by when its words come again (intake/duplicates.py)."""

    text = models.OneToOneField(SourceText, on_delete=models.CASCADE, primary_key=True, related_name="print")
    stored = models.TextField()

    def __str__(self) -> str:
        return f"print of {self.text_id}"
