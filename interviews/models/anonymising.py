"""What stands in for the names that are taken out of the words: proposed, decided, and put into the texts."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Identified, Study, User
from interviews.identifiers import TYPES
from interviews.models.sources import SourceText

TYPE_NAMES = {
    "person": "Person",
    "organisation": "Organisation",
    "place": "Place",
    "address": "Address",
    "postcode": "Postcode",
    "phone": "Phone number",
    "email": "E-mail address",
    "url": "Web address",
    "nhs_number": "NHS number",
    "nino": "National Insurance number",
    "dob": "Date of birth",
    "age": "Age over 89",
    "title": "Job title",
    "number": "Number",
}


class State(models.TextChoices):
    PROPOSED = "proposed", "Proposed"
    ACCEPTED = "accepted", "Accepted"
    REJECTED = "rejected", "Left as it is"


class ListedName(Identified):
    """A row of the study's own list of people, organisations and places: sealed, and never exported.

    `sealed` holds {"form", "entity"} as JSON (interviews.known.Entry); `type` is one of interviews.identifiers.TYPES.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="listed_names")
    type = models.CharField(max_length=20, choices=TYPE_NAMES)
    sealed = models.BinaryField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["made_at"]
        verbose_name = "name on the study's list"
        verbose_name_plural = "names on the study's list"
        constraints = [models.CheckConstraint(condition=Q(type__in=TYPES), name="known_type_of_listed_name")]

    def __str__(self) -> str:
        return f"a {self.get_type_display().lower()}"


class Replacement(Identified):
    """Somebody or something identifying, study-wide, and the words that stand for it: “Dr A”, “[hospital Trust B]”.

    `sealed` holds what it is really called, for the owners alone; `order` is that of first appearance. Proposed until a
    person decides. Its places are where it stands in the words.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="replacements")
    type = models.CharField(max_length=20, choices=TYPE_NAMES)
    label = models.CharField("replacement", max_length=120)
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    order = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [models.CheckConstraint(condition=Q(type__in=TYPES), name="known_type_of_replacement")]

    def __str__(self) -> str:
        return self.label


class Place(Identified):
    """Where a replacement stands, or would stand: a span of a version of the words, in code points.

    Until it is applied the span covers the identifying words; from then on it covers what stands in their place.
    `label` is filled when this one place is to read differently. An empty `state` follows the replacement's.
    """

    replacement = models.ForeignKey(Replacement, on_delete=models.CASCADE, related_name="places")
    text = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="places")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    score = models.FloatField(default=1.0)
    state = models.CharField(max_length=10, choices=State, blank=True)
    label = models.CharField("replacement here", max_length=120, blank=True)
    applied = models.BooleanField(default=False)

    class Meta:
        ordering = ["text", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_place_has_words"),
            models.UniqueConstraint(fields=["text", "start", "end"], name="one_replacement_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.replacement} at {self.start}"
