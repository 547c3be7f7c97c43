"""Extracts of the words, and the codes that people gave them."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.deletion import RestrictedError

from accounts import journal
from accounts.models import Identified, Membership, Study, User
from interviews import anchoring
from interviews.carrying import speaker_at
from interviews.models import moved
from interviews.models.blind import hidden_from
from interviews.models.codes import Code
from interviews.models.sources import Participation, Source, SourceText
from interviews.published import Fit, published_form_ok
from interviews.turns import asks
from tracers.models import Site, Tracer

PRINTED = "These words have a printed form that a report uses; set it anew there, then move the ends."


class Meanwhile(Exception):
    """Somebody moved the ends after one looked: `held` is the extract as it is now."""

    def __init__(self, held: "Extract") -> None:
        super().__init__("The ends of this extract were moved meanwhile.")
        self.held = held


class ExtractQuerySet(models.QuerySet["Extract"]):
    def of(self, study: Study) -> Self:
        return self.filter(text__source__study=study)

    def visible_to(self, member: Membership) -> Self:
        return self.filter(text__source__in=Source.objects.visible_to(member)).seen_by(member.user_id)

    def seen_by(self, user: uuid.UUID) -> Self:
        """Without those that blind double coding hides from this user."""
        return self.exclude(pk__in=Extract.objects.hidden_from(user).values("pk"))

    def hidden_from(self, user: uuid.UUID) -> Self:
        """Those that blind double coding hides; one that this user has coded is never among them."""
        own = Coding.objects.filter(extract=models.OuterRef("pk"), by=user)
        hidden = self.filter(hidden_from(user, source="text__source", maker="made_by", made="made_at"))
        return hidden.exclude(made_by=user).filter(~models.Exists(own)).order_by()

    def coded(self, code: Code, *, seen_by: Membership) -> Self:
        """Those with this code, as far as this member may know."""
        codings = Coding.objects.filter(extract=models.OuterRef("pk"), code=code).seen_by(seen_by.user_id)
        return self.filter(models.Exists(codings))

    def with_codings(self, member: Membership) -> Self:
        """With `codings` and their codes at hand, those alone that this member may see."""
        codings = Coding.objects.seen_by(member.user_id).select_related("code")
        return self.prefetch_related(models.Prefetch("codings", queryset=codings))

    def at(self, site: Site) -> Self:
        """Spoken by somebody of this site (not: speaking of it)."""
        there = Participation.objects.filter(source=models.OuterRef("text__source"), site=site)
        return self.filter(models.Exists(there))

    def in_order(self) -> Self:
        return self.order_by("text__source__printed_id", "start", "end")

    def mark(
        self,
        text: SourceText,
        start: int,
        end: int,
        *,
        by: User | None,
        codes: Iterable[Code] = (),
        id: uuid.UUID | None = None,
        **fields: object,
    ) -> "Extract":
        """An extract of text[start:end] (code points), coded at once. The same `id` again gives the same extract.

        Raises ValidationError when the span is empty or lies outside the words, or these are not the latest any more.
        """
        if not 0 <= start < end <= len(text.text):
            raise ValidationError("Select some words first: the selection is empty or lies outside the text.")
        prefix, suffix = anchoring.context(text.text, start, end)
        made = Extract(
            id=id or uuid.uuid4(),
            text=text,
            start=start,
            end=end,
            quote=text.text[start:end],
            prefix=prefix,
            suffix=suffix,
            speaker=speaker_at(text.spoken, start),
            made_by=by,
            **fields,
        )
        made.full_clean(exclude=["id", "text", "made_by"], validate_unique=False, validate_constraints=False)
        try:
            with transaction.atomic():
                return self._save(made, codes, by=by)
        except IntegrityError:
            if not self.filter(pk=made.pk).exists():
                raise
            return self._again(made, codes, by=by)  # the same id was sent twice

    def _save(self, made: "Extract", codes: Iterable[Code], *, by: User | None) -> "Extract":
        made.text.keep_latest()
        made.save(force_insert=True)
        deeds = [("marked", made)]
        for code in codes:
            made.check_is_of_study(code)
            made.codings.create(code=code, coder=str(by or ""), by=by)
            deeds.append(("coded", made))
        journal.record_each(made.text.source.study, by, deeds)
        return made

    @transaction.atomic
    def _again(self, made: "Extract", codes: Iterable[Code], *, by: User | None) -> "Extract":
        held = self.filter(pk=made.pk, text=made.text).first()
        if held is None:
            raise ValidationError("An extract of other words has this id already. Select the words anew.")
        held.text = made.text
        for code in codes:
            held.add_code(code, by=by)
        return held


class Extract(Identified):
    """A span of a version of the words, with or without codes.

    `start` and `end` count code points of `text.text`; `quote` is exactly the words between them.
    """

    class Claim(models.TextChoices):
        OBSERVED = "observed", "Observed"
        ANTICIPATED = "anticipated", "Anticipated"
        SECOND_HAND = "second-hand", "Second-hand"

    text = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="extracts")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=32, blank=True)
    suffix = models.CharField(max_length=32, blank=True)
    speaker = models.CharField(max_length=120, blank=True)
    sites = models.ManyToManyField(Site, through="ExtractSite", related_name="extracts_about")
    tracers = models.ManyToManyField(Tracer, through="ExtractTracer", related_name="extracts_about")
    nowhere = models.BooleanField("speaks of nowhere in particular", default=False)
    claim = models.CharField(max_length=12, choices=Claim, blank=True)
    published = models.TextField("published form", blank=True)
    quotable = models.BooleanField(default=True)
    made_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    codes = models.ManyToManyField(Code, through="Coding", related_name="extracts")

    objects = ExtractQuerySet.as_manager()

    class Meta:
        ordering = ["text", "start", "end"]
        constraints = [models.CheckConstraint(condition=Q(start__lt=F("end")), name="an_extract_has_words")]
        indexes = [
            models.Index(fields=["text", "start"], name="extracts_in_reading_order"),
            models.Index(fields=["id"], name="extracts_of_nowhere", condition=Q(nowhere=True)),
        ]

    def __str__(self) -> str:
        return self.quote if len(self.quote) <= 60 else f"{self.quote[:57]}…"

    @classmethod
    def as_now(cls, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any] | None]:
        """On the words as they are now."""
        return moved.as_now(rows)

    @classmethod
    def restored(cls, changed: Collection[tuple[uuid.UUID, frozenset[str]]]) -> None:
        """Words, neighbours and speaker follow from the place: the history does not hold them."""
        places = {"text_id", "start", "end"}
        extracts = cls.objects.filter(pk__in=[row for row, columns in changed if columns & places])
        by_text = {text: list(group) for text, group in groupby(extracts.order_by("text"), lambda each: each.text_id)}
        for text in SourceText.objects.filter(pk__in=by_text).iterator(chunk_size=20):
            for extract in by_text[text.pk]:
                extract.stand_on(text)
            cls.objects.bulk_update(by_text[text.pk], ["quote", "prefix", "suffix", "speaker"], batch_size=500)

    def stand_on(self, text: SourceText) -> None:
        """Take words, neighbours and speaker from these words; not saved yet."""
        self.text, self.quote = text, text.text[self.start : self.end]
        self.prefix, self.suffix = anchoring.context(text.text, self.start, self.end)
        self.speaker = speaker_at(text.spoken, self.start)[:120]

    @property
    def source(self) -> Source:
        return self.text.source

    @property
    def is_question(self) -> bool:
        """Whether the interviewer says these words: they are never those of a participant."""
        return asks(self.speaker, self.text.source.interviewers)

    def check_is_of_study(self, code: Code) -> None:
        if code.study_id != self.text.source.study_id:
            raise ValidationError("This code belongs to another study.")

    @transaction.atomic
    def add_code(self, code: Code, *, by: User | None) -> "Coding":
        """Apply a code. Applying it again changes nothing."""
        self.check_is_of_study(code)
        seen = self.codings.seen_by(by.pk) if by else self.codings.all()
        if held := seen.filter(code=code).first():  # of several coders, any
            return held
        coding, new = Coding.objects.get_or_create(extract=self, code=code, coder=str(by or ""), defaults={"by": by})
        if new:
            journal.record(code.study, by, "coded", self)
        return coding

    @transaction.atomic
    def describe(
        self,
        *,
        by: User | None,
        sites: Collection[Site],
        tracers: Collection[Tracer],
        nowhere: bool,
        claim: str,
        quotable: bool,
    ) -> None:
        """Say which sites and tracers the words speak of, what kind of claim they make, and whether they may be quoted.

        Without a site and not `nowhere` the site stays unsaid: the speaker's own is assumed. Raises ValidationError.
        """
        if nowhere and sites:
            raise ValidationError({"nowhere": "Choose the sites, or “nowhere in particular”, but not both."})
        studies = {site.study_id for site in sites} | {tracer.study_id for tracer in tracers}
        if studies - {self.text.source.study_id}:
            raise ValidationError("A site or tracer belongs to another study.")
        self.nowhere, self.claim, self.quotable = nowhere, claim, quotable
        self.full_clean(exclude=["text", "made_by"])
        self.save(update_fields=["nowhere", "claim", "quotable"])
        self.extractsite_set.all().delete()
        self.extracttracer_set.all().delete()
        ExtractSite.objects.bulk_create(ExtractSite(extract=self, site=site) for site in sites)
        ExtractTracer.objects.bulk_create(ExtractTracer(extract=self, tracer=tracer) for tracer in tracers)
        journal.record(self.text.source.study, by, "described", self)

    @transaction.atomic
    def resize(self, start: int, end: int, *, seen: tuple[int, int], by: User | None) -> None:
        """Let the extract reach from `start` up to `end` of its text. The same ends again change nothing.

        Raises Meanwhile where the ends are not those that were `seen` any more, and ValidationError when the span is
        empty, the words are not the latest, or a printed form would not keep to them.
        """
        self.text.keep_latest()
        held = Extract.objects.select_for_update().filter(pk=self.pk, text=self.text_id).first()
        if held is None:
            raise ValidationError("This extract was deleted meanwhile.")
        held.text = self.text
        self.start, self.end, self.quote, self.published = held.start, held.end, held.quote, held.published
        if (held.start, held.end) == (start, end):
            return
        if (held.start, held.end) != seen:
            raise Meanwhile(held)
        if not 0 <= start < end <= len(self.text.text):
            raise ValidationError(
                "An extract needs words: these ends lie outside the text, or nothing is between them."
            )
        words = self.text.text[start:end]
        if held.published and not (fit := published_form_ok(words, held.published)):
            raise ValidationError(f"{PRINTED} {fit.reason}")
        self.start, self.end = start, end
        self.stand_on(self.text)
        self.save(update_fields=["start", "end", "quote", "prefix", "suffix", "speaker"])
        journal.record(self.text.source.study, by, "moved the ends of", self)

    @transaction.atomic
    def print_as(self, published: str, *, by: User | None) -> None:
        """Set the published form, for every report; "" prints the words as they are. Raises ValidationError."""
        self.quote = Extract.objects.select_for_update().values_list("quote", flat=True).get(pk=self.pk)
        fit = published_form_ok(self.quote, published) if published else Fit(True)
        if not fit:
            raise ValidationError({"published": fit.reason})
        self.published = published
        self.save(update_fields=["published"])
        journal.record(self.text.source.study, by, "set the printed form of", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Delete the extract. Raises ValidationError when evidence or a report still uses it."""
        if by and self.codings.hidden_from(by.pk).exists():
            raise ValidationError(
                "Others have coded these words too, which you do not see while the source is coded blind. "
                "Take your own codes off; the extract can be deleted when the double coding is opened."
            )
        study, record_of = self.text.source.study, Extract(id=self.pk)
        try:
            self.delete()
        except RestrictedError as error:
            users = sorted({str(thing._meta.verbose_name_plural) for thing in error.restricted_objects})
            raise ValidationError(
                f"This extract is still used in {' and '.join(users)}. Remove it there first."
            ) from None
        journal.record(study, by, "removed", record_of)


class CodingQuerySet(models.QuerySet["Coding"]):
    def visible_to(self, member: Membership) -> Self:
        """What this member may see: codings of sources that are visible, and that blind double coding does not hide."""
        codings = self.filter(code__study=member.study_id).seen_by(member.user_id)
        if not member.site_restricted:
            return codings
        return codings.filter(extract__text__source__in=Source.objects.visible_to(member))

    def seen_by(self, user: uuid.UUID) -> Self:
        """Without those that blind double coding hides from this user."""
        return self.exclude(pk__in=Coding.objects.hidden_from(user).values("pk"))

    def hidden_from(self, user: uuid.UUID) -> Self:
        hidden = self.filter(hidden_from(user, source="extract__text__source", maker="by", made="at"))
        return hidden.exclude(by=user).order_by()


class Coding(Identified):
    """Extract × code: by whom and when. `coder` is the name at that time and outlives the account.

    `made_with`: by what means, where not by reading, such as “search: budget*”.
    """

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.RESTRICT, related_name="codings")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    coder = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    date = models.CharField("date given in an import", max_length=30, blank=True)
    made_with = models.CharField("made with", max_length=300, blank=True)

    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [models.UniqueConstraint(fields=["extract", "code", "coder"], name="one_coding_a_coder")]
        indexes = [models.Index(fields=["by", "-at"], name="codings_of_a_person")]

    def __str__(self) -> str:
        return f"{self.code} ({self.coder})"

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Take this one coder's code off; the same code by somebody else stays, and so does the extract."""
        study, extract = self.code.study, self.extract
        self.delete()
        journal.record(study, by, "uncoded", extract)


class ExtractSite(Identified):
    """A site that the extract speaks of, once somebody has said so."""

    extract = models.ForeignKey(Extract, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extract", "site"], name="one_site_an_extract_each")]


class ExtractTracer(Identified):
    extract = models.ForeignKey(Extract, on_delete=models.CASCADE)
    tracer = models.ForeignKey(Tracer, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["extract", "tracer"], name="one_tracer_an_extract_each")]
