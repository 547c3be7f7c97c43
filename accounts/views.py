"""The door: log in, one's own password, and the list of one's studies."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts import access, demo
from accounts.forms import LogInForm, PasswordForm


class LogIn(auth_views.LoginView):
    """An account whose password somebody else has given is asked for one of its own before it goes on."""

    authentication_form = LogInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hint = demo.hint() if settings.EMBEDDED_DATABASE else None
        return super().get_context_data(**kwargs) | {"demo_login": hint}

    def get_success_url(self) -> str:
        onward = super().get_success_url()
        if not getattr(self.request.user, "password_is_lent", False):
            return onward
        return f"{resolve_url('accounts:password')}?{urlencode({self.redirect_field_name: onward})}"

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Password(auth_views.RedirectURLMixin, auth_views.PasswordChangeView):
    """Choose a new password; afterwards to where one was going."""

    form_class = PasswordForm
    template_name = "accounts/password.html"
    next_page = "accounts:study_list"

    def get_success_url(self) -> str:
        return auth_views.RedirectURLMixin.get_success_url(self)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, "Your new password is saved.")
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


log_in = LogIn.as_view()
password = Password.as_view()


@require_safe
def study_list(request: HttpRequest) -> HttpResponse:
    """My studies, and in which role I am there. What is in them, each card asks for by itself."""
    memberships = access.person(request).memberships.select_related("study").order_by("study__title")
    return render(request, "accounts/study_list.html", {"memberships": memberships})
