from django.urls import path

from accounts import background, views

app_name = "accounts"
urlpatterns = [
    path("", views.study_list, name="study_list"),
    path("password/", views.password, name="password"),
    path("studies/<slug:slug>/jobs/<uuid:pk>/", background.job_detail, name="job_detail"),
    path("studies/<slug:slug>/jobs/<uuid:pk>/stop/", background.job_stop, name="job_stop"),
    path("studies/<slug:slug>/jobs/<uuid:pk>/resumption/", background.job_resume, name="job_resume"),
]
