"""State, second reader, agenda, label and sentence of a configuration: each a small control on its page."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership
from cmo.condition import mended_at
from cmo.entering import enter
from cmo.models import Configuration
from cmo.views.around import add_errors, configuration_of, form_page, way_back

MEANWHILE = "Somebody else changed it since this page was loaded. What stands there now:"


class StateForm(forms.Form):
    state = forms.ChoiceField(choices=Configuration.State.choices)
    why = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        label="Why, where it is set aside",
        help_text="It goes into the note of the configuration.",
    )


class ReaderForm(forms.ModelForm):
    class Meta:
        model = Configuration
        fields = ["second_reader"]


class AgendaForm(forms.ModelForm):
    class Meta:
        model = Configuration
        fields = ["agenda"]


class WordsForm(forms.ModelForm):
    """`was_…`: what stood there when the page was loaded, so that nobody writes over what another wrote meanwhile."""

    was_label = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    was_statement = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    class Meta:
        model = Configuration
        fields = ["label", "statement"]

    @property
    def seen(self) -> tuple[str, ...]:
        """Label and sentence as they stood there."""
        return tuple(_lines(self.data.get(f"was_{name}", "")) for name in ("label", "statement"))


@require_http_methods(["GET", "POST"])
def state_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A refusal says what is missing, with links to where that is mended."""
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = StateForm(request.POST or None, initial={"state": request.GET.get("to", configuration.state)})
    back = way_back(request, page_of(configuration))
    if form.is_valid():
        state, why = form.cleaned_data["state"], form.cleaned_data["why"]
        try:
            enter(configuration_of(asking.study, pk), state, by=asking.user, why=why)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    wanted = form["state"].value() or configuration.state
    lacks = [(lack, mended_at(configuration, lack)) for lack in configuration.lacks(wanted)]
    title = f"The state of {configuration.code}"
    return form_page(request, asking, form, title=title, back=back, button="Change the state", lacks=lacks)


@require_POST
def second_reader(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = ReaderForm(request.POST, instance=configuration)
    back = page_of(configuration)
    if form.is_valid():
        try:
            name = " ".join(form.cleaned_data["second_reader"].split())
            configuration_of(asking.study, pk).revise(by=asking.user, second_reader=name)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    return form_page(request, asking, form, title=f"Second reader of {configuration.code}", back=back)


@require_POST
def agenda_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.writer(request, slug)
    configuration = configuration_of(asking.study, pk)
    form = AgendaForm(request.POST, instance=configuration)
    back = way_back(request, page_of(configuration))
    if form.is_valid():
        held = configuration_of(asking.study, pk)
        held.put_on_agenda(form.cleaned_data["agenda"], by=asking.user)
        messages.success(request, f"{held.code} is {'on' if held.agenda else 'off'} the agenda.")
        return redirect(back)
    return form_page(request, asking, form, title=f"Put {configuration.code} on the agenda", back=back)


@require_POST
def words_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Label and sentence, which save themselves while they are written."""
    asking = access.writer(request, slug)
    held = configuration_of(asking.study, pk)
    was = (held.label, held.statement)
    form = WordsForm(request.POST, instance=configuration_of(asking.study, pk))
    if not form.is_valid():
        return _words(request, asking, held, form, was)
    given = (form.cleaned_data["label"], form.cleaned_data["statement"])
    if given != was and form.seen != tuple(map(_lines, was)):
        form.add_error(None, f"{MEANWHILE} “{held.label}. {held.statement}” Keep yours, and load the page again.")
    elif given != was:
        try:
            held.revise(by=asking.user, label=given[0], statement=given[1])
            was = given
        except ValidationError as error:
            add_errors(form, error)
    return _words(request, asking, held, form, was)


def _words(
    request: HttpRequest, member: Membership, held: Configuration, form: WordsForm, was: tuple[str, ...]
) -> HttpResponse:
    """What became of it, for the page; a plain form goes back to the page, or gets one of its own."""
    if not request.htmx:  # type: ignore[attr-defined]
        if not form.errors:
            return redirect(page_of(held))
        return form_page(request, member, form, title=f"The words of {held.code}", back=page_of(held))
    context: dict[str, Any] = {"study": member.study, "member": member, "configuration": held, "form": form}
    context |= {"was": form.seen if form.errors else was, "is_answer": True}
    return render(request, "cmo/_words_saved.html", context, status=422 if form.errors else 200)


def _lines(text: str) -> str:
    """Browsers send line ends as they like."""
    return text.replace("\r\n", "\n").strip()


def page_of(configuration: Configuration) -> str:
    return reverse("cmo:configuration_detail", args=[configuration.study.slug, configuration.pk])
