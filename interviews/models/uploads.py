"""Transcripts that were read but not brought in yet: what a closed browser must not lose."""

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import asdict, replace

from django.db import models

from accounts.models import Identified, Study, User
from interviews.readers import Reading
from interviews.turns import Turn, find_turns, mark_interviewers, propose_interviewers

SAMPLE = 120  # characters of a turn, to know a speaker by


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

    def look_again(self, labels: Iterable[str]) -> None:
        """Find the turns anew with these labels as speakers beside those known. Times the file told of stay."""
        times = {turn.start: turn.at for turn in self.spoken}
        turns = find_turns(self.text, (*self.speakers, *labels))
        turns = mark_interviewers(turns, propose_interviewers(turns, self.text))
        self.turns = [asdict(replace(turn, at=times.get(turn.start, turn.at))) for turn in turns]
        self.save(update_fields=["turns"])

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
    def one_sided(self) -> bool:
        """Whether one speaker alone was found, or nobody but those who ask: somebody else may be among their words."""
        return len(self.speakers) == 1 or set(self.speakers) == set(self.interviewers)

    @property
    def samples(self) -> list[tuple[str, int, str]]:
        """Each speaker with the number of turns and how the first one begins, for people to recognise them by."""
        firsts: dict[str, list[str]] = {}
        for turn in self.spoken:
            firsts.setdefault(turn.speaker, []).append(self.text[turn.start : min(turn.end, turn.start + SAMPLE)])
        return [(speaker, len(words), words[0]) for speaker, words in firsts.items()]

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()
