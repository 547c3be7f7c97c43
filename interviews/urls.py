from django.urls import path

from interviews.views import codes, conflicts, extracts, interview_table, reading, sources, uploads

app_name = "interviews"
urlpatterns = [
    path("sources/", sources.source_list, name="source_list"),
    path("sources/interviews/", interview_table.interview_table, name="interview_table"),
    path("sources/interviews.csv", interview_table.interview_sheet, name="interview_sheet"),
    path("sources/conflicts/", conflicts.conflict_list, name="conflict_list"),
    path("sources/conflicts/settled/", conflicts.conflict_settle, name="conflict_settle"),
    path("sources/<uuid:pk>/", sources.source_edit, name="source_edit"),
    path("sources/<uuid:pk>/removal/", sources.source_remove, name="source_remove"),
    path("uploads/", uploads.source_upload, name="source_upload"),
    path("uploads/<uuid:batch>/", uploads.upload_detail, name="upload_detail"),
    path("uploads/<uuid:batch>/removal/", uploads.upload_drop, name="upload_drop"),
    path("sources/<uuid:pk>/read/", reading.source_read, name="source_read"),
    path("sources/<uuid:pk>/margins/", reading.source_margins, name="source_margins"),
    path("sources/<uuid:pk>/extracts/", extracts.extract_list, name="extract_list"),
    path("extracts/<uuid:pk>/", extracts.extract_detail, name="extract_detail"),
    path("extracts/<uuid:pk>/codings/", extracts.coding_list, name="coding_list"),
    path("extracts/<uuid:pk>/about/", extracts.extract_about, name="extract_about"),
    path("extracts/<uuid:pk>/removal/", extracts.extract_remove, name="extract_remove"),
    path("codings/<uuid:pk>/removal/", extracts.coding_remove, name="coding_remove"),
    path("codes/", codes.code_list, name="code_list"),
    path("codes/new/", codes.code_new, name="code_new"),
    path("codes/<uuid:pk>/", codes.code_detail, name="code_detail"),
    path("codes/<uuid:pk>/edit/", codes.code_edit, name="code_edit"),
    path("codes/<uuid:pk>/place/", codes.code_place, name="code_place"),
    path("codes/<uuid:pk>/retirement/", codes.code_retire, name="code_retire"),
]
