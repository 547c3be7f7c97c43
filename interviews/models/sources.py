"""Sources and the versions of their words."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.deletion import Collector, RestrictedError

from accounts import history, journal
from accounts.models import Identified, Membership, Study, User
from interviews.models.participants import Participant
from interviews.turns import Turn, find_turns, mark_interviewers
from tracers import dates
from tracers.models import PartialDateField, Site, Tracer, WorkStream


class SourceQuerySet(models.QuerySet["Source"]):
    def visible_to(self, member: Membership) -> Self:
        """What this member may see: all of the study, or for a restricted analyst the sources of given sites alone.

        A joint interview is visible only where every one of its sites is given.
        """
        sources = self.filter(study=member.study_id)
        if not member.site_restricted:
            return sources
        given = member.site_access.values("site")
        inside = Participation.objects.filter(source=models.OuterRef("pk"), site__in=given)
        outside = Participation.objects.filter(source=models.OuterRef("pk")).exclude(site__in=given)
        return sources.filter(models.Exists(inside), ~models.Exists(outside))

    def with_work_of(self, member: Membership) -> Self:
        """With `to_do`, what this member is still to code here (an id), and `blind`: being double coded blind."""
        to_do = models.Q(assignments__user=member.user_id, assignments__done_at=None)
        return self.annotate(
            to_do=models.Subquery(
                self.model.objects.filter(to_do, pk=models.OuterRef("pk")).values("assignments__pk")[:1]
            ),
            blind=models.Exists(Source.objects.blind().filter(pk=models.OuterRef("pk"))),
        )

    def blind(self) -> Self:
        """Those that two people are coding just now, blind to each other."""
        return self.filter(double_codings__isnull=False, double_codings__opened_at=None)

    def at(self, site: Site) -> Self:
        return self.filter(models.Exists(Participation.objects.filter(source=models.OuterRef("pk"), site=site)))

    def about(self, tracer: Tracer) -> Self:
        return self.filter(models.Exists(SourceTracer.objects.filter(source=models.OuterRef("pk"), tracer=tracer)))

    @transaction.atomic
    def bring_in(
        self,
        study: Study,
        *,
        printed_id: str,
        text: str,
        turns: Sequence[Turn] = (),
        by: User | None,
        tracers: Iterable[Tracer] = (),
        participations: Iterable["Participation"] = (),
        encoding: str = "",
        **fields: Any,
    ) -> "Source":
        """A new source with the first version of its words and the people in it (unsaved Participations).

        Raises ValidationError when a field does not hold.
        """
        source = Source(study=study, printed_id=printed_id, **fields)
        source.full_clean()
        source.save(force_insert=True)
        source.texts.create(version=1, text=text, turns=[asdict(turn) for turn in turns], encoding=encoding, made_by=by)
        SourceTracer.objects.bulk_create(SourceTracer(source=source, tracer=tracer) for tracer in tracers)
        source._add_people(participations)
        journal.record(study, by, "brought in", source)
        return source


class Source(Identified):
    """An interview, focus group, observation, document or piece of literature."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "Interview"
        FOCUS_GROUP = "focus group", "Focus group"
        OBSERVATION = "observation", "Observation"
        DOCUMENT = "document", "Document"
        LITERATURE = "literature", "Literature"

    class Mode(models.TextChoices):
        FACE_TO_FACE = "face to face", "Face to face"
        TELEPHONE = "telephone", "Telephone"
        VIDEO = "video", "Video"

    class Consent(models.TextChoices):
        QUOTE = "quote", "May be quoted"
        ASK_FIRST = "ask first", "Ask before quoting"
        PARAPHRASE_ONLY = "paraphrase only", "Paraphrase only"
        NONE = "none", "Not to be used"

    class Status(models.TextChoices):
        IMPORTED = "imported", "Imported"
        ANONYMISED = "anonymised", "Anonymised"
        CHECKED = "checked", "Checked"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="sources")
    printed_id = models.CharField("printed id", max_length=60)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.INTERVIEW)
    title = models.CharField(max_length=300, blank=True)
    date = PartialDateField()
    mode = models.CharField(max_length=20, choices=Mode, blank=True)
    work_stream = models.ForeignKey(
        WorkStream, null=True, blank=True, on_delete=models.RESTRICT, related_name="sources"
    )
    tracers = models.ManyToManyField(Tracer, through="SourceTracer", related_name="sources")
    summary = models.TextField(blank=True)
    consent = models.CharField(max_length=20, choices=Consent, default=Consent.QUOTE)
    withdrawn = PartialDateField()
    status = models.CharField(max_length=20, choices=Status, default=Status.IMPORTED)
    interviewers = models.JSONField("speakers who ask", default=list, blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["printed_id"]
        constraints = [models.UniqueConstraint(fields=["study", "printed_id"], name="one_source_a_printed_id")]

    def __str__(self) -> str:
        return self.printed_id

    @classmethod
    def kept_from_undo(cls, before: dict[str, Any], after: dict[str, Any]) -> str:
        if before.get("withdrawn", "") != after.get("withdrawn", ""):
            return "A withdrawal is not taken back by undoing. Change it on the page of the source, under “Details”."
        return ""

    @classmethod
    def restored(cls, changed: Collection[tuple[uuid.UUID, frozenset[str]]]) -> None:
        """Who asks is marked in the turns, too."""
        for source in cls.objects.filter(pk__in=[row for row, columns in changed if "interviewers" in columns]):
            source._mark_interviewers()

    @transaction.atomic
    def revise(
        self,
        *,
        by: User | None,
        tracers: Iterable[Tracer],
        participations: Iterable["Participation"],
        interviewers: Sequence[str],
        **fields: Any,
    ) -> None:
        """Change what is known of the source besides its words. Raises ValidationError."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.interviewers = list(interviewers)
        self.full_clean()
        self.save()
        self.sourcetracer_set.all().delete()
        SourceTracer.objects.bulk_create(SourceTracer(source=self, tracer=tracer) for tracer in tracers)
        self.participations.all().delete()
        self._add_people(participations)
        self._mark_interviewers()
        journal.record(self.study, by, "revised", self)

    def _mark_interviewers(self) -> None:
        text = self.latest_text
        text.turns = [asdict(turn) for turn in mark_interviewers(text.spoken, self.interviewers)]
        text.save(update_fields=["turns"])

    def _add_people(self, participations: Iterable["Participation"]) -> None:
        for order, participation in enumerate(participations):
            participation.source, participation.order = self, order
            participation.full_clean()
            participation.save(force_insert=True)

    def used_in(self) -> list[str]:
        """What stands on the source or its extracts, so that it cannot be deleted: such as “evidence”."""
        try:
            Collector(using=str(self._state.db or DEFAULT_DB_ALIAS), origin=self).collect([self])
        except RestrictedError as error:
            return _kinds(error)
        return []

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Delete the source with its words and extracts. Raises ValidationError when something still stands on it."""
        record_of = Source(id=self.pk)
        try:
            self.delete()
        except RestrictedError as error:
            problem = f"{self.printed_id} is still used in {' and '.join(_kinds(error))}. Remove it there first."
            raise ValidationError(problem) from None
        history.forget_step()
        journal.record(self.study, by, "removed", record_of)

    @property
    def latest_text(self) -> "SourceText":
        """The version of the words that is read and coded now."""
        return self.texts.latest("version")

    @property
    def date_shown(self) -> str:
        return dates.show(self.date)


def _kinds(error: RestrictedError) -> list[str]:
    """What forbids a deletion, in words."""
    return sorted({str(thing._meta.verbose_name_plural) for thing in error.restricted_objects})


class SourceTracer(Identified):
    source = models.ForeignKey(Source, on_delete=models.CASCADE)
    tracer = models.ForeignKey(Tracer, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "tracer"], name="one_tracer_a_source")]


class Participation(Identified):
    """Somebody in a source, with site, organisation, role and speaker label at that time.

    `participant` is empty where the person is not told apart, and for a document.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="participations")
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.RESTRICT, related_name="participations"
    )
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.RESTRICT, related_name="participations")
    organisation = models.CharField("organisation type", max_length=120, blank=True)
    role = models.CharField(max_length=200, blank=True)
    speaker = models.CharField("speaker label", max_length=120, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        known = (self.participant, self.site, self.organisation, self.role)
        return ", ".join(str(part) for part in known if part) or self.speaker


class SourceText(Identified):
    """A version of the words of a source, speaker labels included. Immutable until sealed: a change is a new version.

    `turns` is a list of {start, end, speaker, interviewer, at}: spans of the words spoken, in code points of `text`.
    `edits` tells how it was made of the version before: [start, end, length] of each stretch (interviews.edits).
    A sealed version has no words here; `sealed` holds them (accounts.sealing), with the turns and the extracts' spans.
    """

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="texts")
    version = models.PositiveIntegerField()
    text = models.TextField()
    turns = models.JSONField(default=list)
    edits = models.JSONField(default=list, blank=True)
    sealed = models.BinaryField(null=True, editable=False)
    checksum = models.CharField(max_length=64, editable=False)
    encoding = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    no_undo = (
        "The words of an interview are not brought in, changed or removed by undoing. Where words were corrected, the "
        "page “Correct” of the source steps back; where names were taken out, the page “Anonymise” puts them back; a "
        "source that was brought in is removed on its own page."
    )

    class Meta:
        ordering = ["source", "version"]
        constraints = [models.UniqueConstraint(fields=["source", "version"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"{self.source} (version {self.version})"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the turns as search finds them; after bulk_create call SpokenTurn.objects.lay_down."""
        self.sum_up()
        super().save(*args, **kwargs)
        if not SourceText.objects.filter(source=self.source_id, version__gt=self.version).exists():
            self.source.spoken_turns.lay_down([self])

    def sum_up(self) -> None:
        """Set the checksum; needed before rows are created in bulk, which does not call save()."""
        self.checksum = hashlib.sha256(self.text.encode()).hexdigest()

    def keep_latest(self) -> None:
        """Hold off a new version until the transaction ends. Raises ValidationError when there is one already."""
        SourceText.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.pk)
        if SourceText.objects.filter(source=self.source_id, version__gt=self.version).exists():
            raise ValidationError("The words were changed meanwhile. Load the page again and select the words anew.")

    @property
    def spoken(self) -> tuple[Turn, ...]:
        """The turns as values of interviews.turns; made once for as long as `turns` is the same list."""
        held: tuple[Any, tuple[Turn, ...]] | None = self.__dict__.get("_spoken")
        if held is None or held[0] is not self.turns:
            held = self.__dict__["_spoken"] = (self.turns, tuple(Turn(**turn) for turn in self.turns))
        return held[1]

    @property
    def passages(self) -> tuple[Turn, ...]:
        """What is read turn by turn; of a text without turns, its paragraphs."""
        return self.spoken or find_turns(self.text)
