from django.urls import path

from cmo.views import board, comparison, configurations, evidence, items, joining, links, readings, standing

app_name = "cmo"
urlpatterns = [
    path("configurations/", configurations.configuration_list, name="configuration_list"),
    path("configurations/new/", configurations.configuration_new, name="configuration_new"),
    path("configurations/<uuid:pk>/", configurations.configuration_detail, name="configuration_detail"),
    path("configurations/<uuid:pk>/edit/", configurations.configuration_edit, name="configuration_edit"),
    path("configurations/<uuid:pk>/order/", board.configuration_move, name="configuration_move"),
    path("configurations/<uuid:pk>/merger/", joining.configuration_merge, name="configuration_merge"),
    path("configurations/<uuid:pk>/split/", joining.configuration_split, name="configuration_split"),
    path("configurations/<uuid:pk>/standing/", standing.standing, name="standing"),
    path("configurations/<uuid:pk>/items/", items.item_list, name="item_list"),
    path("configurations/<uuid:pk>/items/new/", items.item_new, name="item_new"),
    path("configurations/<uuid:pk>/links/", links.link_new, name="link_new"),
    path("configurations/<uuid:pk>/readings/", readings.reading_new, name="reading_new"),
    path("configurations/<uuid:pk>/readings/next/", readings.reading_next, name="reading_next"),
    path("configurations/<uuid:pk>/readings/<uuid:source>/", readings.reading_hand, name="reading_hand"),
    path("configurations/<uuid:pk>/findings/<uuid:site>/", comparison.finding_edit, name="finding_edit"),
    path("items/<uuid:pk>/edit/", items.item_edit, name="item_edit"),
    path("items/<uuid:pk>/menu/", items.item_menu, name="item_menu"),
    path("items/<uuid:pk>/order/", items.item_move, name="item_move"),
    path("items/<uuid:pk>/removal/", items.item_remove, name="item_remove"),
    path("links/", links.link_list, name="link_list"),
    path("links.csv", links.link_sheet, name="link_sheet"),
    path("links/<uuid:pk>/removal/", links.link_remove, name="link_remove"),
    path("extracts/<uuid:pk>/evidence/", evidence.extract_evidence, name="extract_evidence"),
    path("evidence/<uuid:pk>/edit/", evidence.evidence_edit, name="evidence_edit"),
    path("evidence/<uuid:pk>/removal/", evidence.evidence_remove, name="evidence_remove"),
    path("tracers/<path:tracer>/board/", board.board, name="board"),
    path("tracers/<path:tracer>/board.pdf", board.board_pdf, name="board_pdf"),
    path("tracers/<path:tracer>/board/rows/", board.board_rows_later, name="board_rows"),
    path("comparison/", comparison.comparison, name="comparison"),
    path("comparison/judgements/new/", comparison.comparison_new, name="comparison_new"),
    path("comparison/judgements/<uuid:pk>/", comparison.comparison_edit, name="comparison_edit"),
    path("comparison/judgements/<uuid:pk>/removal/", comparison.comparison_remove, name="comparison_remove"),
]
