"""The people of a study: who they are, what they may do, and which sites they see."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import access
from accounts.models import Membership, Study, User
from tracers import membership
from tracers.models import Site


class RoleForm(forms.Form):
    """A role, and for an analyst or reader whose sources they see."""

    role = forms.ChoiceField(choices=Membership.Role.choices, initial=Membership.Role.ANALYST)
    sites = forms.ModelMultipleChoiceField(
        Site.objects.none(),
        required=False,
        label="Only the sources of",
        help_text="Tick nothing for the whole study.",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.study = study
        field: Any = self.fields["sites"]
        field.queryset = study.sites.all()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") == Membership.Role.OWNER and cleaned.get("sites"):
            self.add_error("sites", "An owner sees the whole study. Untick the sites, or choose another role.")
        return cleaned

    @property
    def scope(self) -> list[Site] | None:
        """The sites given; None for the whole study."""
        return list(self.cleaned_data["sites"]) or None


class MemberForm(RoleForm):
    """Somebody new to the study, with or without an account here."""

    email = forms.EmailField(label="E-mail address")
    name = forms.CharField(max_length=200, required=False, help_text="Needed for somebody who has no account here yet.")
    field_order = ("email", "name", "role", "sites")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if email := cleaned.get("email"):
            self.user = User.objects.filter(email__iexact=email).first()
            if not self.user and not cleaned.get("name"):
                self.add_error("name", "Nobody has an account with this address yet. Give a name, and one is made.")
        return cleaned

    user: User | None = None

    @transaction.atomic
    def admit(self, *, by: User) -> tuple[Membership, str]:
        """The new member, and the password to hand over when an account was made. Raises ValidationError."""
        user, password = self.user, ""
        if user is None:
            user, password = User.objects.invite(self.cleaned_data["email"], name=self.cleaned_data["name"])
        return membership.admit(self.study, user, self.cleaned_data["role"], sites=self.scope, by=by), password


@require_http_methods(["GET", "HEAD", "POST"])
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The list; a POST adds somebody. A new account's password is shown on the answer and kept nowhere."""
    asking = access.owner(request, slug)
    if request.method != "POST":
        return _page(request, asking)
    form = MemberForm(request.POST, study=asking.study)
    if form.is_valid():
        try:
            admitted, password = form.admit(by=asking.user)
        except ValidationError as problem:
            form.add_error(None, problem)
        else:
            if password:
                return _page(request, asking, invited=admitted.user, password=password)
            messages.success(request, f"{admitted.user} is a member now.")
            return redirect("member_list", slug=slug)
    return _page(request, asking, form=form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
def member_detail(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Change the role and the sites of a member."""
    asking = access.owner(request, slug)
    member = get_object_or_404(asking.study.memberships.select_related("user"), pk=pk)
    held = {"role": member.role, "sites": [given.site_id for given in member.site_access.all()]}
    form = RoleForm(request.POST or None, study=asking.study, initial=held, prefix="change")
    if request.method == "POST" and form.is_valid():
        try:
            membership.change(member, form.cleaned_data["role"], sites=form.scope, by=asking.user)
        except ValidationError as problem:
            form.add_error("role", problem)
        else:
            messages.success(request, f"The role of {member.user} is changed.")
            return redirect("member_list", slug=slug)
    return _page(request, asking, changing=member, change_form=form, status=422 if request.method == "POST" else 200)


@require_POST
def member_removal(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    asking = access.owner(request, slug)
    member = get_object_or_404(asking.study.memberships.select_related("user"), pk=pk)
    try:
        membership.remove(member, by=asking.user)
    except ValidationError as problem:
        return _page(request, asking, problem=str(problem.message), status=422)
    messages.success(request, f"{member.user} is no longer a member. What they did stays, with their name.")
    return redirect("accounts:study_list") if member.user == asking.user else redirect("member_list", slug=slug)


def _page(request: HttpRequest, asking: Membership, status: int = 200, **more: Any) -> HttpResponse:
    members = asking.study.memberships.select_related("user").prefetch_related("site_access__site")
    context = {"study": asking.study, "member": asking, "members": members}
    context |= {"form": MemberForm(study=asking.study)} | more
    return render(request, "config/member_list.html", context, status=status)
