"""Transcripts that were read but not brought in yet: what a closed browser must not lose."""

import hashlib
import uuid
from dataclasses import asdict

from django.db import models

from accounts.models import Identified, Study, User
from interviews.readers import Reading
from interviews.turns import Turn


class Upload(Identified):
    """One file of an upload. `problem` says why it could not be read; then it holds no words."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="uploads")
    batch = models.UUIDField(default=uuid.uuid4)
    order = models.PositiveIntegerField(default=0)
    name = models.CharField("file name", max_length=200)
    text = models.TextField(blank=True)
    turns = models.JSONField(default=list)
    encoding = models.CharField(max_length=40, blank=True)
    notices = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at", "order"]

    def __str__(self) -> str:
        return self.name

    def take(self, reading: Reading) -> None:
        """Hold what was read."""
        self.text, self.encoding, self.notices = reading.text, reading.encoding, list(reading.notices)
        self.turns = [asdict(turn) for turn in reading.turns]

    @property
    def spoken(self) -> tuple[Turn, ...]:
        return tuple(Turn(**turn) for turn in self.turns)

    @property
    def speakers(self) -> list[str]:
        """Who speaks, in order of appearance."""
        return list(dict.fromkeys(turn["speaker"] for turn in self.turns if turn["speaker"]))

    @property
    def interviewers(self) -> list[str]:
        return list(dict.fromkeys(turn["speaker"] for turn in self.turns if turn["interviewer"]))

    @property
    def samples(self) -> list[tuple[str, int, str]]:
        """Each speaker with the number of turns and how the first one begins, for people to recognise them by."""
        firsts: dict[str, list[str]] = {}
        for turn in self.spoken:
            firsts.setdefault(turn.speaker, []).append(self.text[turn.start : turn.start + 120])
        return [(speaker, len(words), words[0]) for speaker, words in firsts.items()]

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()
