"""Forms of the configurations floor. Each is made for one study, so that it offers nothing of another."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Study
from cmo.models import Activation, Comparison, Configuration, Evidence, Item, Link, Reading, SiteFinding
from interviews.models import Source
from tracers.models import ResearchQuestion, Site, Theme, Tracer

LINES = forms.Textarea(attrs={"rows": 3})
BLANK = [("", "—")]


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


class QuestionChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, question: Any) -> str:
        return f"{question.code} {question.text}"


class ConfigurationForm(forms.ModelForm):
    """Everything of a configuration but its items."""

    sites = forms.ModelMultipleChoiceField(
        Site.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Where it was observed. None: the whole study.",
    )
    themes = forms.ModelMultipleChoiceField(Theme.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)
    research_questions = QuestionChoice(
        ResearchQuestion.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    level = forms.ChoiceField(required=False)

    class Meta:
        model = Configuration
        fields = [
            *("label", "statement", "tracer", "kind", "level", "sites", "theory", "themes", "research_questions"),
            "note",
        ]
        widgets = {"statement": forms.Textarea(attrs={"rows": 2}), "note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "statement": "What happened, for whom and why, in words that anybody understands.",
        }

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance.level if self.instance.pk else ""
        levels = dict.fromkeys([*study.levels, *filter(None, [held])])
        self.fields["level"].choices = BLANK + [(level, level.capitalize()) for level in levels]  # type: ignore[attr-defined]
        _narrow(self, "tracer", study.tracers.all())
        _narrow(self, "sites", study.sites.all())
        _narrow(self, "themes", study.themes.all())
        _narrow(self, "theory", study.theories.all())
        _narrow(self, "research_questions", study.research_questions.all())
        for name in ("themes", "theory", "research_questions"):
            if not self.fields[name].queryset.exists():  # type: ignore[attr-defined]
                del self.fields[name]
        if self.instance.pk:
            self.initial["research_questions"] = list(self.instance.research_questions.all())
            self.initial["sites"] = list(self.instance.sites.all())
            self.initial["themes"] = list(self.instance.themes.all())


class NewConfigurationForm(ConfigurationForm):
    """A new one begins with its items, one a line."""

    context = forms.CharField(required=False, widget=LINES, help_text="One item a line.")
    mechanism = forms.CharField(required=False, widget=LINES, help_text="One item a line. Roles can be changed later.")
    outcome = forms.CharField(required=False, widget=LINES, help_text="One item a line.")

    field_order = [
        "label",
        "statement",
        "context",
        "mechanism",
        "outcome",
        "tracer",
        "kind",
        "level",
        "sites",
        "theory",
        "themes",
        "research_questions",
    ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("label", "statement", "context", "mechanism", "outcome")):
            raise ValidationError("Write a label, a sentence or at least one item to begin with.")
        return cleaned

    @property
    def items(self) -> dict[str, list[str]]:
        return {role: lines(self.cleaned_data[role]) for role in ("context", "mechanism", "outcome")}


class ItemForm(forms.ModelForm):
    unintended = forms.BooleanField(required=False, label="Unintended (for an outcome)")

    class Meta:
        model = Item
        fields = ["text", "role"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3, "data-focus": ""})}

    def __init__(self, *args: Any, roles: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if roles:  # those of one column
            self.fields["role"].choices = [(role, Item.Role(role).label) for role in roles]  # type: ignore[attr-defined]
        if roles and "outcome" not in roles:
            del self.fields["unintended"]
        if roles == ("outcome",):
            self.fields["role"].widget = forms.HiddenInput()
        if self.instance.pk:
            self.initial["unintended"] = not self.instance.intended


class ItemChoice(forms.ModelChoiceField):
    """An item of one configuration, or the whole of it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Item.objects.none(), required=False, empty_label="the whole configuration", **kwargs)

    def label_from_instance(self, item: Any) -> str:
        return _item_words(item)


class LinkForm(forms.Form):
    """Read as a sentence: this configuration (or an item of it) – kind – the other one (or an item of it).

    The items of the other are offered once it is chosen; `offered` is the one of which they were.
    """

    kind = forms.ChoiceField(choices=Link.Kind.choices, label="This one …")
    other = forms.ModelChoiceField(Configuration.objects.none(), label="… which")
    own = ItemChoice(label="By which of its items")
    theirs = ItemChoice(label="By which item of the other")
    note = forms.CharField(required=False, help_text="For a general one: counter-examples, or “none found”.")
    offered = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, configuration: Configuration, other: str = "", **kwargs: Any) -> None:
        """`other`: the id of the one that was chosen."""
        super().__init__(*args, **kwargs)
        others = configuration.study.configurations.exclude(pk=configuration.pk)
        _narrow(self, "other", others)
        _narrow(self, "own", configuration.items.all())
        chosen = others.filter(pk=other).first() if _is_uuid(other) else None
        if chosen is None:
            del self.fields["theirs"]
            return
        _narrow(self, "theirs", chosen.items.all())
        self.initial["offered"] = str(chosen.pk)

    @property
    def asks_for_items(self) -> bool:
        """Whether it becomes a context of another whose items were not offered yet."""
        cleaned = self.cleaned_data
        other = cleaned.get("other")
        rippling = cleaned.get("kind") in (Link.Kind.RIPPLE, Link.Kind.SETS_CONTEXT)
        return bool(rippling and other and cleaned.get("offered") != str(other.pk))


class SendForm(forms.Form):
    """An extract is sent to a configuration: for the whole, for one item, or as a new item."""

    NEW = "new"
    ROLES = [(role.value, f"As a new item: {role.label.lower()}") for role in Item.Role]

    configuration = forms.ChoiceField(label="Configuration")
    place = forms.ChoiceField(label="For", required=False)
    stance = forms.ChoiceField(choices=Evidence.Stance.choices, required=False)
    use = forms.ChoiceField(choices=Evidence.Use.choices, required=False)
    comment = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))
    text = forms.CharField(
        required=False,
        label="Label or words of the new item",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="What this extract shows, in your words: they become the new item, or the label of a new "
        "configuration. Left empty, the extract’s words are taken.",
    )

    def __init__(self, *args: Any, offered: list[Configuration], chosen: Configuration | None, **kwargs: Any) -> None:
        """`offered` in the order to be shown; of the `chosen` one the items are offered, too."""
        super().__init__(*args, **kwargs)
        self.offered, self.items = offered, list(chosen.items.all()) if chosen else []
        choices = [(str(each.pk), _short(str(each))) for each in offered]
        self.fields["configuration"].choices = [*choices, (self.NEW, "A new configuration")]  # type: ignore[attr-defined]
        items = [(str(item.pk), _item_words(item)) for item in self.items]
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", "The whole configuration"),
            ("A new item", self.ROLES),
            *([(chosen.code, items)] if chosen and items else []),
        ]
        self.fields["place"].error_messages["invalid_choice"] = (
            "This item belongs to another configuration. Choose the configuration it stands in."
        )

    @property
    def chosen(self) -> Configuration | None:
        """The configuration it is sent to; None for a new one."""
        wanted = self.cleaned_data.get("configuration", "")
        return next((each for each in self.offered if str(each.pk) == wanted), None)

    @property
    def item(self) -> Item | None:
        place = self.cleaned_data.get("place", "")
        return next((item for item in self.items if str(item.pk) == place), None)

    @property
    def role(self) -> str:
        """The role of the new item; "" when it is for the whole or an item that is there."""
        place = self.cleaned_data.get("place", "")
        return place if place in Item.Role.values else ""


class EvidenceForm(forms.ModelForm):
    class Meta:
        model = Evidence
        fields = ["item", "stance", "use", "relevance", "richness", "rigour", "page", "reference", "comment"]
        widgets = {"comment": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "page": "Such as 12, 12–14 or §3.2.",
            "reference": "As it stands in the list of references, or a section of the document.",
            "relevance": "How far it can help to build or test this configuration.",
            "richness": "How much it tells of how, why and in what circumstances the outcome came about.",
            "rigour": "How far it can be trusted: seen or only heard of, and how it was obtained.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _narrow(self, "item", self.instance.configuration.items.all())
        self.fields["item"].empty_label = "The whole configuration"  # type: ignore[attr-defined]
        self.fields["item"].label = "For"
        if not self._is_written:
            del self.fields["page"], self.fields["reference"]

    @property
    def _is_written(self) -> bool:
        """Whether it stands on paper, so that a page can be named."""
        source, held = self.instance.source, self.instance.page or self.instance.reference
        return bool(held or (source and source.kind in WRITTEN))


WRITTEN = (Source.Kind.DOCUMENT, Source.Kind.LITERATURE)


class DocumentForm(EvidenceForm):
    """A document or a work of the literature (or any other source) as evidence, by its page and reference."""

    source = forms.ModelChoiceField(Source.objects.none(), label="Document or work")

    field_order = ["source", "page", "reference", "item", "stance", "use", "comment"]

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("relevance", "richness", "rigour"):
            del self.fields[name]
        written = [source for source in sources if source.kind in WRITTEN]
        others = [source for source in sources if source.kind not in WRITTEN]
        groups = (("Documents and literature", written), ("Other sources", others))
        _narrow(self, "source", sources)
        self.fields["source"].choices = BLANK + [  # type: ignore[attr-defined]
            (head, [(source.pk, _short(f"{source.printed_id} {source.title}".strip())) for source in several])
            for head, several in groups
            if several
        ]

    @property
    def _is_written(self) -> bool:
        return True

    def _post_clean(self) -> None:
        """The verb checks what it adds."""


class ReadingForm(forms.Form):
    source = forms.ModelChoiceField(Source.objects.none())
    result = forms.ChoiceField(choices=Reading.Result.choices)

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _narrow(self, "source", sources)


class FindingForm(forms.ModelForm):
    class Meta:
        model = SiteFinding
        fields = ["presence", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4}), "presence": forms.RadioSelect}
        help_texts = {"summary": "What was found there, in a sentence or two."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["presence"].choices = SiteFinding.Presence.choices  # type: ignore[attr-defined]


class ActivationForm(forms.Form):
    activation = forms.ChoiceField(choices=Activation.Level.choices, widget=forms.RadioSelect, label="How far it fired")
    actor = forms.CharField(
        required=False, max_length=200, label="With whom", help_text="Such as finance directors. Empty: with everybody."
    )
    period = forms.CharField(
        required=False, max_length=100, label="When", help_text="Such as 2023-09 to 2024-12. Empty: all the time."
    )


class ComparisonForm(forms.ModelForm):
    """`alike` is Comparison.matches: a control of that name would hide form.matches() from scripts."""

    alike = forms.CharField(
        required=False,
        label="What else matches, in words",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Two items are better matched on the page “Match items”: then they stand in one line.",
    )

    class Meta:
        model = Comparison
        fields = ["judgement", "pattern", "explanation"]
        widgets = {"explanation": forms.Textarea(attrs={"rows": 4}), "judgement": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["judgement"].choices = [each for each in Comparison.Judgement.choices if each[0]]  # type: ignore[attr-defined]
        self.fields["judgement"].required = True
        self.initial["alike"] = self.instance.matches

    @property
    def answers(self) -> dict[str, Any]:
        answers = dict(self.cleaned_data)
        matches = answers.pop("alike")
        return answers | {"matches": matches}


def tracer_first(study: Study, tracers: list[Tracer]) -> list[Configuration]:
    """The study's configurations that were not set aside; those of these tracers first."""
    rows = study.configurations.exclude(state=Configuration.State.SET_ASIDE).defer("statement", "note", "attributes")
    wanted = {tracer.pk for tracer in tracers}
    return sorted(rows, key=lambda row: (row.tracer_id not in wanted, row.number))


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _narrow(form: forms.BaseForm, name: str, queryset: Any) -> None:
    form.fields[name].queryset = queryset  # type: ignore[attr-defined]


def _short(words: str, width: int = 70) -> str:
    return words if len(words) <= width else f"{words[: width - 1].rstrip()}…"


def _item_words(item: Item) -> str:
    return f"{item.get_role_display()}: {_short(item.text, 50)}"
