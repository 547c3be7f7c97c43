"""Memos, on anything."""

from django.db import models

from accounts.models import Identified, Study, User


class Memo(Identified):
    """A note of thinking, in Markdown. It points at its thing by kind and UUID: things of any floor can have memos."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="memos")
    kind = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    on_kind = models.CharField(max_length=60, blank=True)
    on = models.UUIDField(null=True, blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    author = models.CharField(max_length=200, blank=True)
    date = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        indexes = [models.Index(fields=["study", "on"], name="memos_on_a_thing")]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else f"{self.text[:57]}…"
