"""Every address of Triad: each floor brings its own, under one study."""

from django.contrib.auth import views as auth_views
from django.urls import include, path

from accounts.views import log_in
from config import pages
from config.health import health
from config.style import style
from exchange.views import study_import

urlpatterns = [
    path("health/", health, name="health"),
    path("style/<slug:version>.css", style, name="style"),
    path("log-in/", log_in, name="login"),
    path("log-out/", auth_views.LogoutView.as_view(), name="logout"),
    path("", include("accounts.urls")),
    path("new-study/", pages.study_new, name="study_new"),
    path("import-study/", study_import, name="study_import"),
    path("studies/<slug:slug>/", pages.study_home, name="study_home"),
    path("studies/<slug:slug>/figures/", pages.study_figures, name="study_figures"),
    path("studies/<slug:slug>/settings/", pages.study_settings, name="study_settings"),
    path("studies/<slug:slug>/settings/citation/", pages.citation_sample, name="citation_sample"),
    path("studies/<slug:slug>/journal/", pages.journal_list, name="journal_list"),
    path("studies/<slug:slug>/journal.csv", pages.journal_sheet, name="journal_sheet"),
    path("studies/<slug:slug>/journal/undoing/", pages.undo_last, name="undo_last"),
    path("studies/<slug:slug>/journal/redoing/", pages.redo_last, name="redo_last"),
    path("studies/<slug:slug>/journal/<uuid:step>/", pages.step_detail, name="step_detail"),
    path("studies/<slug:slug>/journal/<uuid:step>/undoing/", pages.step_undo, name="step_undo"),
    path("studies/<slug:slug>/leaks/", pages.leak_list, name="leak_list"),
    path("studies/<slug:slug>/leaks/set-aside/", pages.leak_set_aside, name="leak_set_aside"),
    path("studies/<slug:slug>/memos/", pages.memo_list, name="memo_list"),
    path("studies/<slug:slug>/memos/<uuid:pk>/", pages.memo_detail, name="memo_detail"),
    path("studies/<slug:slug>/memos/<uuid:pk>/removal/", pages.memo_removal, name="memo_removal"),
    path("studies/<slug:slug>/memos/on/<slug:kind>/<uuid:pk>/", pages.thing_memos, name="thing_memos"),
    path("studies/<slug:slug>/sites/", pages.site_list, name="site_list"),
    path("studies/<slug:slug>/sites.<str:form>", pages.site_file, name="site_file"),
    path("studies/<slug:slug>/sites/<uuid:pk>/", pages.site_detail, name="site_detail"),
    path("studies/<slug:slug>/summaries/", pages.summary_table, name="summary_table"),
    path("studies/<slug:slug>/summaries.<str:form>", pages.summary_file, name="summary_file"),
    path("studies/<slug:slug>/summaries/<uuid:theme>/", pages.summary_edit, name="summary_of_study"),
    path("studies/<slug:slug>/summaries/<uuid:theme>/sites/<uuid:site>/", pages.summary_edit, name="summary_of_site"),
    path(
        "studies/<slug:slug>/summaries/<uuid:theme>/people/<uuid:person>/",
        pages.summary_edit,
        name="summary_of_person",
    ),
    path("studies/<slug:slug>/timeline/", pages.timeline, name="timeline"),
    path("studies/<slug:slug>/timeline.<str:form>", pages.timeline_file, name="timeline_file"),
    path("studies/<slug:slug>/members/", pages.member_list, name="member_list"),
    path("studies/<slug:slug>/members/<uuid:pk>/", pages.member_detail, name="member_detail"),
    path("studies/<slug:slug>/members/<uuid:pk>/removal/", pages.member_removal, name="member_removal"),
    path("studies/<slug:slug>/", include("tracers.urls")),
    path("studies/<slug:slug>/", include("interviews.urls")),
    path("studies/<slug:slug>/", include("cmo.urls")),
    path("studies/<slug:slug>/", include("reports.urls")),
    path("studies/<slug:slug>/", include("exchange.urls")),
]
