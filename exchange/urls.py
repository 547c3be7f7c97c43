from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("export/codings.csv", views.coding_sheet, name="coding_sheet"),
    path("export/", views.study_export, name="study_export"),
]
