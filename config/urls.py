"""Every address of Triad: each floor brings its own, under one study."""

from django.contrib.auth import views as auth_views
from django.urls import include, path

from accounts.views import log_in
from config.health import health
from config.pages import study_home

urlpatterns = [
    path("health/", health, name="health"),
    path("log-in/", log_in, name="login"),
    path("log-out/", auth_views.LogoutView.as_view(), name="logout"),
    path("", include("accounts.urls")),
    path("studies/<slug:slug>/", study_home, name="study_home"),
    path("studies/<slug:slug>/", include("tracers.urls")),
    path("studies/<slug:slug>/", include("interviews.urls")),
    path("studies/<slug:slug>/", include("cmo.urls")),
    path("studies/<slug:slug>/", include("reports.urls")),
    path("studies/<slug:slug>/", include("exchange.urls")),
]
