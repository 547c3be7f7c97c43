"""Configurations (CMO triads), their items, and the links between them."""

import re
from collections.abc import Mapping, Sequence
from typing import Self

from django.db import models, transaction
from django.db.models import F, Prefetch, Q

from accounts import journal
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
                configuration.add_item(role, text, by=by)
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

    def add_item(self, role: str, text: str, *, by: User | None, intended: bool = True) -> "Item":
        """Append an item to those of its role. Raises ValidationError for an empty text or an unknown role."""
        last = self.items.filter(role=role).aggregate(last=models.Max("order"))["last"]
        item = Item(
            configuration=self, role=role, text=text.strip(), order=0 if last is None else last + 1, intended=intended
        )
        item.full_clean()
        item.save(force_insert=True)
        return item


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
