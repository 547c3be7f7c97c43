"""Searches that people keep."""

from django.db import models, transaction
from django.http import QueryDict

from accounts import journal
from accounts.models import Identified, Study, User


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    @transaction.atomic
    def keep(self, study: Study, name: str, asked: dict[str, str], *, by: User | None) -> "SavedSearch":
        """Under a name that is there already the new search takes the place of the old one. Raises ValidationError."""
        held = self.filter(study=study, name__iexact=name).first() or SavedSearch(study=study)
        held.name, held.asked, held.made_by = name, asked, by
        held.full_clean(exclude=["made_by"])
        held.save()
        journal.record(study, by, "saved", held)
        return held


class SavedSearch(Identified):
    """`asked`: the filled fields of the form of the search, by name."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="searches")
    name = models.CharField(max_length=120)
    asked = models.JSONField("what is looked for")
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = "search"
        verbose_name_plural = "searches"
        constraints = [models.UniqueConstraint(fields=["study", "name"], name="one_search_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        """The part of the address after the question mark."""
        query = QueryDict(mutable=True)
        query.update(self.asked)
        return query.urlencode()

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        study, record_of = self.study, SavedSearch(id=self.pk)
        self.delete()
        journal.record(study, by, "removed", record_of)
