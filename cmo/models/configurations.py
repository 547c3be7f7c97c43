"""Configurations (CMO triads), their items, and the links between them."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.db.models.deletion import RestrictedError

from accounts import journal
from accounts.history.refused import Refused
from accounts.models import Identified, Study, User
from cmo.models.theories import ProgrammeTheory
from tracers.models import ResearchQuestion, Site, Theme, Tracer


class ConfigurationQuerySet(models.QuerySet["Configuration"]):
    def of_tracer(self, tracer: Tracer) -> Self:
        return self.filter(tracer=tracer)

    def at(self, site: Site) -> Self:
        return self.filter(
            models.Exists(ConfigurationSite.objects.filter(configuration=models.OuterRef("pk"), site=site))
        )

    def with_triads(self) -> Self:
        """With items and sites at hand, for a board or a table: three queries whatever the number of rows."""
        return self.select_related("tracer", "theory").prefetch_related(
            Prefetch("items", queryset=Item.objects.order_by("role", "order")), "sites"
        )

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
        last = study.configurations.aggregate(last=models.Max("number"))["last"] or 0
        given = re.search(r"\d+$", code)
        configuration = Configuration(
            study=study, code=code or f"CMO-{last + 1:02}", number=int(given[0]) if given else last + 1, **fields
        )
        configuration.full_clean()
        configuration.save(force_insert=True)
        configuration.set_sites(sites)
        for role, texts in (items or {}).items():
            for text in texts:
                configuration._append(role, text)
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
    second_reader = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
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

    def set_sites(self, sites: Sequence[Site]) -> None:
        """The scope: always a set of sites; the empty set is the whole study."""
        ConfigurationSite.objects.filter(configuration=self).exclude(site__in=sites).delete()
        for site in sites:
            ConfigurationSite.objects.get_or_create(configuration=self, site=site)

    def set_themes(self, themes: Sequence[Theme]) -> None:
        ConfigurationTheme.objects.filter(configuration=self).exclude(theme__in=themes).delete()
        for theme in themes:
            ConfigurationTheme.objects.get_or_create(configuration=self, theme=theme)

    @transaction.atomic
    def revise(
        self,
        *,
        by: User | None,
        sites: Sequence[Site] | None = None,
        themes: Sequence[Theme] | None = None,
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
        journal.record(self.study, by, "revised", self)

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
        journal.record(self.study, by, "linked", self)
        return link


class Item(Identified):
    """One context, mechanism or outcome of a configuration. The role belongs to the item, not to the idea."""

    class Role(models.TextChoices):
        CONTEXT = "context", "Context"
        MECHANISM = "mechanism", "Mechanism"
        RESOURCE = "resource", "Mechanism: resource"
        REASONING = "reasoning", "Mechanism: reasoning"
        ACTOR = "actor", "Actor"
        INTERVENTION = "intervention", "Intervention"
        OUTCOME = "outcome", "Outcome"

    configuration = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="items")
    role = models.CharField(max_length=12, choices=Role)
    text = models.TextField()
    order = models.PositiveIntegerField(default=0)
    intended = models.BooleanField("intended (for an outcome)", default=True)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text

    @property
    def column(self) -> str:
        """The column of a CMO table in which this item stands."""
        return next(column for column, roles in CELLS.items() if self.role in roles)

    @transaction.atomic
    def revise(self, *, by: User | None, text: str, role: str, intended: bool = True) -> None:
        """Change the words or the role; in a new role the item comes last. Raises ValidationError."""
        if role != self.role:
            self.order = self.configuration._last_place(role) + 1
        self.text, self.role, self.intended = text.strip(), role, intended or role != self.Role.OUTCOME
        self.full_clean()
        self.save()
        journal.record(self.configuration.study, by, "revised", self)

    @transaction.atomic
    def move(self, steps: int, *, by: User | None) -> None:
        """Up (-1) or down (1) among the items that stand with it. At the end it stays where it is."""
        peers = list(self.configuration.items.select_for_update().filter(role=self.role, intended=self.intended))
        place = peers.index(self)
        there = min(max(place + steps, 0), len(peers) - 1)
        if there == place:
            return
        peers.insert(there, peers.pop(place))
        for order, item in enumerate(peers):
            item.order = order
        Item.objects.bulk_update(peers, ["order"])
        journal.record(self.configuration.study, by, "moved", self)

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        """Delete the item. Raises ValidationError when evidence, a link or an activation still hangs on it."""
        record_of = Item(id=self.pk)
        try:
            self.delete_unused()
        except RestrictedError as error:
            users = sorted({str(thing._meta.verbose_name_plural) for thing in error.restricted_objects})
            raise ValidationError(
                f"This item is still used in {' and '.join(users)}. Move or remove that first, then the item."
            ) from None
        journal.record(self.configuration.study, by, "removed", record_of)

    def delete_unused(self) -> None:
        """Raises RestrictedError when evidence, a link or an activation still hangs on it."""
        activations: set[models.Model] = set(self.activations.all())
        if activations:
            raise RestrictedError("The item still has activations.", activations)
        self.delete()


CELLS = {
    "context": ("actor", "intervention", "context"),
    "mechanism": ("mechanism", "resource", "reasoning"),
    "outcome": ("outcome",),
}
"""The three columns of a CMO table and the roles that stand in each."""


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


class LinkQuerySet(models.QuerySet["Link"]):
    def nests(self, part: Configuration, *, inside: Configuration) -> bool:
        """Whether `part` is nested in `inside`, directly or through others."""
        seen, edge = {part.pk}, {part.pk}
        while edge and inside.pk not in seen:
            edge = set(self.filter(kind=Link.Kind.NESTED_IN, start__in=edge).values_list("end", flat=True)) - seen
            seen |= edge
        return inside.pk in seen


class Link(Identified):
    """How one configuration stands to another, read as a sentence: start kind end."""

    class Kind(models.TextChoices):
        RIPPLE = "ripple", "ripples into"
        SETS_CONTEXT = "sets_context", "sets the context of"
        NESTED_IN = "nested_in", "is nested in"
        REFINES = "refines", "refines"
        RIVAL_OF = "rival_of", "is a rival of"
        COUNTERPART_OF = "counterpart_of", "is the counterpart of"
        GENERALISES = "generalises", "generalises"
        TESTS = "tests", "tests"

    start = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="links_from")
    kind = models.CharField(max_length=20, choices=Kind)
    end = models.ForeignKey(Configuration, on_delete=models.CASCADE, related_name="links_to")
    start_item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.RESTRICT, related_name="links_from")
    end_item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.RESTRICT, related_name="links_to")
    note = models.TextField(blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["start__number", "kind", "end__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["start", "kind", "end", "start_item", "end_item"],
                name="equal_links_merge",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=~Q(start=F("end")), name="a_link_joins_two"),
        ]

    def __str__(self) -> str:
        return f"{self.start.code} {self.get_kind_display()} {self.end.code}"

    @classmethod
    def restored(cls, changed: Collection[tuple[UUID, frozenset[str]]]) -> None:
        """Nesting goes one way, also where it is brought back. Raises Refused."""
        for link in cls.objects.filter(pk__in=[row for row, _ in changed], kind=cls.Kind.NESTED_IN).select_related(
            "start", "end"
        ):
            if cls.objects.nests(link.end, inside=link.start):
                raise Refused(f"{link.end.code} is nested in {link.start.code} by now: nesting goes one way.")

    def clean(self) -> None:
        for item, configuration in ((self.start_item, self.start_id), (self.end_item, self.end_id)):
            if item and item.configuration_id != configuration:
                raise ValidationError("This item belongs to another configuration.")

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        journal.record(self.start.study, by, "unlinked", self.start)
        self.delete()
