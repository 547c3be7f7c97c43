"""Versions of configurations: what one said, and why it was changed."""

from django.db import models

from accounts.models import Identified, User
from cmo.models.configurations import Configuration
from cmo.models.meetings import Meeting


class ConfigurationVersion(Identified):
    """What a configuration said when somebody kept it. `items`: id, role, text and intended of each, in order."""

    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    reason = models.TextField("what made you change it?", blank=True)
    label = models.CharField(max_length=200, blank=True)
    statement = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=Configuration.State)
    items = models.JSONField(default=list)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.RESTRICT, related_name="versions")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    analyst = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["configuration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["configuration", "number"], name="one_version_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.configuration.code}, version {self.number}"
