"""Forms of the writing page. Words of an interview are never typed: they are chosen, their printed form is checked."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import slugify

from accounts.models import Study
from cmo.models import Configuration
from interviews.models import Extract
from interviews.published import published_form_ok
from reports import asked, markers, pointing
from reports.models import Block, Report, Section
from tracers.models import Tracer

_HEADING = re.compile(r"^#{1,6}(\s|$)", re.MULTILINE)


class NewReportForm(forms.Form):
    tracer = forms.ModelChoiceField(
        Tracer.objects.none(),
        required=False,
        empty_label="No one tracer",
        help_text="The report begins with the sections of a short report, filled with what the study knows.",
    )
    title = forms.CharField(max_length=300)
    authors = forms.CharField(required=False, help_text="Separate names by semicolons.")

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        field = self.fields["tracer"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = study.tracers.all()

    def free_name(self) -> str:
        """A short name no other report of the study has."""
        tracer = self.cleaned_data["tracer"]
        stem = slugify(tracer.code if tracer else self.cleaned_data["title"])[:60] or "report"
        taken = set(self.study.reports.values_list("name", flat=True))
        return next(name for name in [stem, *(f"{stem}-{number}" for number in range(2, 10_000))] if name not in taken)


class ReportForm(forms.ModelForm):
    tracers = forms.ModelMultipleChoiceField(Tracer.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Report
        fields = ("title", "authors", "contact", "date", "version", "status", "tracers")
        widgets = {"authors": forms.TextInput}
        help_texts = {"date": "As 2017-03-31, 2017-03 or 2017.", "contact": "Whom to write to about the report."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["tracers"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
        field.queryset = self.instance.study.tracers.all()
        field.initial = list(self.instance.tracers.all())


class SectionForm(forms.Form):
    heading = forms.CharField(max_length=300)
    level = forms.TypedChoiceField(
        choices=[(1, "Chapter"), (2, "Part of a chapter"), (3, "Part of a part")], coerce=int
    )
    kind = forms.ChoiceField(
        choices=[("", "As its heading says"), *Section.Kind.choices],
        required=False,
        help_text="What the section is for; the check of the report looks at it.",
    )


class ProseForm(forms.Form):
    """Prose in Markdown with marks. `before` notices that somebody else changed the passage meanwhile."""

    text = forms.CharField(
        required=False,
        strip=True,
        label="Text",
        widget=forms.Textarea(attrs={"rows": 10, "data-marks": "", "data-grow": "", "spellcheck": "true"}),
    )
    before = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, block: Block | None = None) -> None:
        self.block = block
        super().__init__(data, initial={"text": self._text_now()})

    def _text_now(self) -> str:
        return pointing.renewed(self.block)[0] if self.block else ""

    @property
    def current_mark(self) -> str:
        """For the hidden field: the passage as it is now."""
        return _mark_of(self.block.text if self.block else "")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")
        if _HEADING.search(text):
            raise forms.ValidationError("A line that begins with # is a heading. Add a section for it instead.")
        if not text and not self.block:
            raise forms.ValidationError("Write something first.")
        return text

    def clean_before(self) -> str:
        before: str = self.cleaned_data["before"]
        if self.block and before and before != _mark_of(self.block.text):
            raise forms.ValidationError(
                f"Somebody changed this passage while you were writing. It now says: {self._text_now()} – "
                "Put both together, then save again."
            )
        return before

    def wanted(self) -> Sequence[markers.Block]:
        """The text cut into blocks: paragraphs, lists, and block marks that stand alone on a line."""
        return list(markers.blocks_of(self.cleaned_data["text"].split("\n")))


class QuotationForm(forms.Form):
    """The printed form of a quotation: cuts as …, changes in [brackets], the rest as it was said."""

    published = forms.CharField(
        required=False,
        label="As it is printed",
        help_text="Show a cut as … and a change in [brackets]; everything else stays as it was said. "
        "It holds for every report of the study. Leave it empty to print the words as they are.",
        widget=forms.Textarea(attrs={"rows": 7, "data-grow": ""}),
    )

    def __init__(self, data: Any = None, *, extract: Extract) -> None:
        self.extract = extract
        super().__init__(data, initial={"published": extract.published or extract.quote})

    def clean_published(self) -> str:
        published: str = self.cleaned_data["published"].replace("\r\n", "\n").strip()
        if not published or published == self.extract.quote.strip():
            return ""
        fit = published_form_ok(self.extract.quote, published)
        if not fit:
            raise forms.ValidationError(fit.reason)
        return published


class TableForm(forms.Form):
    """Which configurations a table shows; none chosen means those of the report's tracers."""

    configurations = forms.ModelMultipleChoiceField(
        Configuration.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Choose none to show all of the report’s tracer, also those to come.",
    )

    def __init__(self, data: Any = None, *, report: Report, block: Block | None = None) -> None:
        super().__init__(data)
        tracers = [tracer.pk for tracer in report.tracers.all()]
        named = {pointer.name.casefold() for pointer in markers.pointers(block.text)} if block else set()
        field = self.fields["configurations"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101
        chosen = [each.pk for each in report.study.configurations.all() if each.code.casefold() in named]
        within = Q(tracer__in=tracers) | Q(tracer=None) | Q(pk__in=chosen) if tracers else Q()
        field.queryset = report.study.configurations.filter(within)
        field.initial = chosen

    def text(self) -> str:
        return "; ".join(each.code for each in self.cleaned_data["configurations"])


class AskedForm(forms.Form):
    """What a table of figures, a timeline or a chain is to show, as its mark says it."""

    text = forms.CharField(
        required=False,
        max_length=2000,
        label="What it shows",
        help_text="The words of its mark, such as: codes site share=column as=bars. The guide has them all.",
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )

    def __init__(self, data: Any = None, *, block: Block) -> None:
        super().__init__(data, initial={"text": block.text})

    def clean_text(self) -> str:
        return asked.written(asked.read(self.cleaned_data["text"]))


def _mark_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
