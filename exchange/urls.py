from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("export/", views.study_export, name="study_export"),
]
