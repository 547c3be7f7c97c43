"""What stands in for the names that are taken out of the words: proposed, decided, and put into the texts."""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Count, F, Max, Q, Value, When
from django.db.models.functions import Greatest, Least, Substr

from accounts.models import Identified, Membership, Study, User
from interviews.identifiers import TYPES
from interviews.models.sources import Source, SourceText

DECIDED = "Decisions about names are not taken back by undoing. Change them on the page “Anonymise”."
AROUND = 90  # characters shown on either side of a place

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

    `sealed` holds {"form", "entity"} as JSON (known.Entry); `type` is one of interviews.identifiers.TYPES.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="listed_names")
    type = models.CharField(max_length=20, choices=TYPE_NAMES)
    sealed = models.BinaryField()
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    no_undo = "The study’s list of names is not changed by undoing. Change it on the page “Anonymise”, under “List”."

    class Meta:
        ordering = ["made_at"]
        verbose_name = "name on the study's list"
        verbose_name_plural = "names on the study's list"
        constraints = [models.CheckConstraint(condition=Q(type__in=TYPES), name="known_type_of_listed_name")]

    def __str__(self) -> str:
        return f"a {self.get_type_display().lower()}"


class Replacement(Identified):
    """Somebody or something identifying, study-wide, and the words that stand for it: “Dr A”, “[hospital Trust B]”.

    `sealed` holds what it is really called, each of its forms on a line (anonymise/originals.py): once it is applied
    for the owners alone. `order` is that of first appearance. Proposed until a person decides. Its places are where
    it stands in the words.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="replacements")
    type = models.CharField(max_length=20, choices=TYPE_NAMES)
    label = models.CharField("replacement", max_length=120)
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    order = models.PositiveIntegerField(default=0)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    no_undo = DECIDED

    class Meta:
        ordering = ["order"]
        constraints = [models.CheckConstraint(condition=Q(type__in=TYPES), name="known_type_of_replacement")]

    def __str__(self) -> str:
        return self.label


class PlaceQuerySet(models.QuerySet["Place"]):
    def visible_to(self, member: Membership) -> Self:
        """Those in sources that this member may see."""
        places = self.filter(replacement__study=member.study_id)
        if not member.site_restricted:
            return places
        return places.filter(text__source__in=Source.objects.visible_to(member))

    def judged(self) -> Self:
        """Each with `judgement`: its own state, or that of its replacement."""
        own = Case(When(state="", then=F("replacement__state")), default=F("state"))
        return self.annotate(judgement=own)

    def undecided(self) -> Self:
        return self.judged().filter(judgement=State.PROPOSED, applied=False)

    def to_apply(self) -> Self:
        """What a person accepted and the words do not show yet."""
        return self.judged().filter(judgement=State.ACCEPTED, applied=False)

    def suggested(self) -> Self:
        """Proposed or accepted, and not in the words yet."""
        return self.judged().exclude(judgement=State.REJECTED).filter(applied=False)

    def by_replacement(self) -> Any:
        """For each replacement the numbers of its places and sources, and `certainty`, its best score."""
        open_ = Q(applied=False)
        return (
            self.judged()
            .order_by()
            .values("replacement_id")
            .annotate(
                places=Count("pk"),
                sources=Count("text__source", distinct=True),
                undecided=Count("pk", filter=open_ & Q(judgement=State.PROPOSED)),
                accepted=Count("pk", filter=open_ & Q(judgement=State.ACCEPTED)),
                left=Count("pk", filter=open_ & Q(judgement=State.REJECTED)),
                applied_places=Count("pk", filter=Q(applied=True)),
                certainty=Max("score"),
            )
        )

    def in_context(self) -> Self:
        """Each with `before`, `words` and `after`, cut out by the database: the texts stay there."""
        first = Greatest(F("start") - AROUND, Value(0))
        return self.annotate(
            before=Substr("text__text", first + 1, Least(F("start"), Value(AROUND))),
            words=Substr("text__text", F("start") + 1, F("end") - F("start")),
            after=Substr("text__text", F("end") + 1, AROUND),
        )


class Place(Identified):
    """Where a replacement stands, or would stand: a span of a version of the words, in code points.

    Until it is applied the span covers the identifying words; from then on it covers what stands in their place.
    `form` says which of its replacement's forms stood there (0 the first). `label` is filled when this one place is to
    read differently. An empty `state` follows the replacement's.
    """

    replacement = models.ForeignKey(Replacement, on_delete=models.CASCADE, related_name="places")
    text = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="places")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    form = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=1.0)
    state = models.CharField(max_length=10, choices=State, blank=True)
    label = models.CharField("replacement here", max_length=120, blank=True)
    applied = models.BooleanField(default=False)

    objects = PlaceQuerySet.as_manager()
    no_undo = DECIDED

    class Meta:
        ordering = ["text", "start"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_place_has_words"),
            models.UniqueConstraint(fields=["text", "start", "end"], name="one_replacement_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.replacement} at {self.start}"

    @property
    def reads(self) -> str:
        """What stands, or would stand, here in place of the identifying words."""
        return self.label or self.replacement.label
