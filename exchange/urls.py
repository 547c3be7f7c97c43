from django.urls import path

from exchange import views
from exchange.triads import views as triads

app_name = "exchange"
urlpatterns = [
    path("export/codings.csv", views.coding_sheet, name="coding_sheet"),
    path("configurations/export/", triads.theory_export, name="theory_export"),
    path("configurations/export/<str:ending>/", triads.theory_file, name="theory_file"),
    path("configurations/import/", triads.theory_import, name="theory_import"),
    path("export/", views.study_export, name="study_export"),
]
