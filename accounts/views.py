"""Log in, the list of one's studies, and the members of a study."""

from django.contrib.auth import views as auth_views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Study

log_in = auth_views.LoginView.as_view(redirect_authenticated_user=True)


def study_list(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/study_list.html", {"studies": Study.objects.of(request.user)})
