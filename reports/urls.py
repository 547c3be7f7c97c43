from django.urls import path

from reports.views import into, listing, output, writing

app_name = "reports"
urlpatterns = [
    path("reports/", listing.report_list, name="report_list"),
    path("reports/new/", listing.report_new, name="report_new"),
    path("reports/into/", into.into_report, name="into_report"),
    path("reports/<uuid:pk>/", writing.report_detail, name="report_detail"),
    path("reports/<uuid:pk>/edit/", listing.report_edit, name="report_edit"),
    path("reports/<uuid:pk>/removal/", listing.report_remove, name="report_remove"),
    path("reports/<uuid:pk>/html/", output.report_html, name="report_html"),
    path("reports/<uuid:pk>/pdf/", output.report_pdf, name="report_pdf"),
    path("reports/<uuid:pk>/release/", output.report_release, name="report_release"),
    path("reports/<uuid:pk>/sections/new/", writing.section_new, name="section_new"),
    path("reports/<uuid:pk>/quotations/", writing.quotation_new, name="quotation_new"),
    path("sections/<uuid:pk>/edit/", writing.section_edit, name="section_edit"),
    path("sections/<uuid:pk>/order/", writing.section_move, name="section_move"),
    path("sections/<uuid:pk>/removal/", writing.section_remove, name="section_remove"),
    path("sections/<uuid:pk>/blocks/new/", writing.block_new, name="block_new"),
    path("blocks/<uuid:pk>/edit/", writing.block_edit, name="block_edit"),
    path("blocks/<uuid:pk>/order/", writing.block_move, name="block_move"),
    path("blocks/<uuid:pk>/removal/", writing.block_remove, name="block_remove"),
]
