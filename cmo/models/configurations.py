"""Configurations: CMO triads."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction

from accounts import journal
from accounts.history.refused import Refused
from accounts.models import Identified, Study, User
from cmo import saying, states
from cmo.models.items import CELLS, Item
from cmo.models.links import Link
from cmo.models.theories import ProgrammeTheory
from cmo.nesting import around
from tracers.models import ResearchQuestion, Site, Theme, Tracer


class ConfigurationQuerySet(models.QuerySet["Configuration"]):
    def of_tracer(self, tracer: Tracer) -> Self:
        return self.filter(tracer=tracer)

    def at(self, site: Site) -> Self:
        return self.filter(
            models.Exists(ConfigurationSite.objects.filter(configuration=models.OuterRef("pk"), site=site))
        )

    def on_board(self) -> Self:
        """In the order in which people put them."""
        return self.order_by("position", "number", "code")

    def with_triads(self) -> Self:
        """With items and sites at hand, for a board or a table: three queries whatever the number of rows."""
        return self.select_related("tracer", "theory").prefetch_related("items", "sites")

    def fall_back(self) -> None:
        """Each to the last state that lacks nothing it requires, after something was undone."""
        for configuration in self.select_related("study"):
            configuration.fall_back(by=None)

    @transaction.atomic
    def write(
        self,
        study: Study,
        *,
        by: User | None,
        items: "Mapping[str, Sequence[str]] | None" = None,
        sites: Sequence[Site] = (),
        code: str = "",
        **fields: object,
    ) -> "Configuration":
        """A new configuration with its items (role → texts), under the next free code. Raises ValidationError."""
        Study.objects.select_for_update().get(pk=study.pk)
        placed = models.Max("position", filter=models.Q(tracer=fields.get("tracer")))
        held = study.configurations.aggregate(last=models.Max("number"), placed=placed)
        last = held["last"] or 0
        given = re.search(r"\d+$", code)
        configuration = Configuration(
            study=study,
            code=code or f"CMO-{last + 1:02}",
            number=int(given[0]) if given else last + 1,
            author=str(by or ""),
            position=held["placed"] or 0,  # with the last one of its board: its number puts it below
            **fields,
        )
        configuration.full_clean()
        configuration.save(force_insert=True)
        configuration.set_sites(sites)
        for role, texts in (items or {}).items():
            for text in texts:
                configuration._append(role, text)
        configuration.hold_rules()
        journal.record(study, by, "wrote", configuration)
        return configuration


class Configuration(Identified):
    """In this context, that mechanism brought about this outcome. A draft may lack any of the three."""

    class Kind(models.TextChoices):
        ANTICIPATED = "anticipated", "Anticipated by policy"
        OBSERVED = "observed", "Observed"

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        WORKING = "working", "Working"
        REFINED = "refined", "Refined"
        SET_ASIDE = "set aside", "Set aside"

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="configurations")
    code = models.CharField(max_length=40)
    number = models.PositiveIntegerField(editable=False)
    label = models.CharField("short label", max_length=200, blank=True)
    statement = models.TextField("one plain sentence", blank=True)
    level = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.OBSERVED)
    tracer = models.ForeignKey(Tracer, null=True, blank=True, on_delete=models.RESTRICT, related_name="configurations")
    theory = models.ForeignKey(
        ProgrammeTheory, null=True, blank=True, on_delete=models.RESTRICT, related_name="configurations"
    )
    sites = models.ManyToManyField(Site, through="ConfigurationSite", related_name="configurations")
    themes = models.ManyToManyField(Theme, through="ConfigurationTheme", related_name="configurations")
    research_questions = models.ManyToManyField(
        ResearchQuestion, through="ConfigurationQuestion", related_name="configurations"
    )
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    author = models.CharField("who wrote it", max_length=200, blank=True, editable=False)
    second_reader = models.CharField(max_length=200, blank=True)
    agenda = models.CharField("to look at in a meeting, because", max_length=300, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveIntegerField("place on its board", default=0, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.RESTRICT, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.RESTRICT, related_name="split_off"
    )
    attributes = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    objects = ConfigurationQuerySet.as_manager()

    class Meta:
        ordering = ["number", "code"]
        constraints = [models.UniqueConstraint(fields=["study", "code"], name="one_configuration_a_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}".strip()

    def cell(self, *roles: str) -> list["Item"]:
        """The items of these roles, role by role and in order, from the items at hand."""
        items = (item for item in self.items.all() if item.role in roles)
        return sorted(items, key=lambda item: (roles.index(item.role), not item.intended, item.order))

    @property
    def contexts(self) -> list["Item"]:
        return self.cell(*CELLS["context"])

    @property
    def mechanisms(self) -> list["Item"]:
        return self.cell(*CELLS["mechanism"])

    @property
    def outcomes(self) -> list["Item"]:
        return self.cell(*CELLS["outcome"])

    @property
    def says(self) -> str:
        """A mark of what it says, from the items at hand: conclusions remember it (cmo.saying)."""
        items = ((item.role, item.text, item.intended) for item in self.items.all())
        return saying.mark_of(self.statement, items)

    def set_sites(self, sites: Sequence[Site]) -> None:
        """The scope: always a set of sites; the empty set is the whole study."""
        ConfigurationSite.objects.filter(configuration=self).exclude(site__in=sites).delete()
        for site in sites:
            ConfigurationSite.objects.get_or_create(configuration=self, site=site)

    def set_themes(self, themes: Sequence[Theme]) -> None:
        ConfigurationTheme.objects.filter(configuration=self).exclude(theme__in=themes).delete()
        for theme in themes:
            ConfigurationTheme.objects.get_or_create(configuration=self, theme=theme)

    def set_questions(self, questions: Sequence[ResearchQuestion]) -> None:
        ConfigurationQuestion.objects.filter(configuration=self).exclude(question__in=questions).delete()
        for question in questions:
            ConfigurationQuestion.objects.get_or_create(configuration=self, question=question)

    @transaction.atomic
    def revise(
        self,
        *,
        by: User | None,
        sites: Sequence[Site] | None = None,
        themes: Sequence[Theme] | None = None,
        research_questions: Sequence[ResearchQuestion] | None = None,
        **fields: object,
    ) -> None:
        """Change label, sentence, state and the like. Raises ValidationError; what is not named stays."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.full_clean()
        self.save()
        if sites is not None:
            self.set_sites(sites)
        if themes is not None:
            self.set_themes(themes)
        if research_questions is not None:
            self.set_questions(research_questions)
        self.hold_rules()
        journal.record(self.study, by, "revised", self)

    @transaction.atomic
    def put_on_agenda(self, why: str, *, by: User | None) -> None:
        """To look at in the next meeting, because …; an empty reason takes it off. Raises ValidationError."""
        why = " ".join(why.split())
        if why == self.agenda:
            return
        self.agenda = why
        self.full_clean()
        self.save(update_fields=["agenda"])
        journal.record(self.study, by, "put on the agenda" if why else "took off the agenda", self)

    @property
    def versions_kept(self) -> int:
        """The number of the last version; 0 for a draft of which none was kept."""
        return self.versions.aggregate(last=models.Max("number"))["last"] or 0

    @property
    def facts(self) -> states.Facts:
        """What the rules of the study ask about: three queries."""
        evidence = self.evidence.filter(answer="", stance="contradicts").count()
        rivals = Link.objects.rivals_of(self).filter(answer="").count()
        testing = self.evidence.filter(use="tests").exists()
        return states.Facts(self.statement, testing, evidence + rivals, self.author, self.second_reader)

    def lacks(self, state: str = "") -> list[states.Lack]:
        """What it lacks for its state, or for the one named."""
        return states.lacking(state or self.state, self.study.rules, self.facts)

    def hold_rules(self) -> None:
        """Raises ValidationError where its state requires what it lacks."""
        if not states.requires(self.state, self.study.rules):
            return
        missing = [lack.sentence for lack in self.lacks() if lack.required]
        if missing:
            label = self.get_state_display().lower()
            raise ValidationError({"state": f"{self.code} cannot be {label} yet. {' '.join(missing)}"})

    def fall_back(self, *, by: User | None) -> None:
        """To the last state that lacks nothing it requires: what is said of it may change that at any time."""
        if not states.requires(self.state, self.study.rules):
            return
        held = states.furthest(self.state, self.study.rules, self.facts)
        if held != self.state:
            self.state = held
            self.save(update_fields=["state"])
            journal.record(self.study, by, "fell back", self)

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """The rules hold where something was brought back, too, and nothing is merged into itself. Raises Refused."""
        held = list(cls.objects.filter(pk__in=[row for row, _ in changed]))
        refuse_unruly(held)
        for each in held:
            merged = each.study.configurations.exclude(merged_into=None).values_list("pk", "merged_into")
            if each.merged_into and around(merged, each.pk):
                raise Refused(f"{each.merged_into.code} was merged into {each.code} by now.")

    @transaction.atomic
    def add_item(self, role: str, text: str, *, by: User | None, intended: bool = True) -> "Item":
        """Append an item to those of its role. Raises ValidationError for an empty text or an unknown role."""
        item = self._append(role, text, intended=intended)
        journal.record(self.study, by, "added", item)
        return item

    def _append(self, role: str, text: str, *, intended: bool = True) -> "Item":
        item = Item(
            configuration=self, role=role, text=text.strip(), order=self._last_place(role) + 1, intended=intended
        )
        item.full_clean()
        item.save(force_insert=True)
        return item

    def _last_place(self, role: str) -> int:
        last = self.items.filter(role=role).aggregate(last=models.Max("order"))["last"]
        return -1 if last is None else last

    @transaction.atomic
    def link(
        self,
        kind: str,
        other: "Configuration",
        *,
        by: User | None,
        start_item: "Item | None" = None,
        end_item: "Item | None" = None,
        note: str = "",
    ) -> "Link":
        """Say how this configuration stands to another; an equal link is found again. Raises ValidationError."""
        if other.study_id != self.study_id:
            raise ValidationError("This configuration belongs to another study.")
        if other.pk == self.pk:
            raise ValidationError("A link joins two different configurations.")
        held = self.links_from.filter(kind=kind, end=other, start_item=start_item, end_item=end_item).first()
        if held:
            return held
        if kind == Link.Kind.NESTED_IN and Link.objects.nests(other, inside=self):
            raise ValidationError(f"{other.code} is already nested in {self.code}: nesting goes one way.")
        link = Link(start=self, kind=kind, end=other, start_item=start_item, end_item=end_item, note=note)
        link.full_clean()
        link.save(force_insert=True)
        if kind == Link.Kind.RIVAL_OF:
            link.fall_back(by=by)
        journal.record(self.study, by, "linked", self)
        return link


def refuse_unruly(configurations: Iterable[Configuration]) -> None:
    """Raises Refused where one lacks what its state requires: undoing passes no rule either."""
    for each in configurations:
        try:
            each.hold_rules()
        except ValidationError as error:
            raise Refused(" ".join(error.messages)) from None


class ConfigurationSite(Identified):
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE)
    site = models.ForeignKey(Site, on_delete=models.RESTRICT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["configuration", "site"], name="one_site_a_configuration_each")]


class ConfigurationTheme(Identified):
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE)
    theme = models.ForeignKey(Theme, on_delete=models.RESTRICT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["configuration", "theme"], name="one_theme_a_configuration_each")
        ]


class ConfigurationQuestion(Identified):
    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE)
    question = models.ForeignKey(ResearchQuestion, on_delete=models.RESTRICT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["configuration", "question"], name="one_question_a_configuration_each")
        ]
