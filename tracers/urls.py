from django.urls import path

from tracers import views

app_name = "tracers"
urlpatterns = [
    path("frame/", views.frame, name="frame"),
    path("frame/start/", views.frame_start, name="frame_start"),
    path("frame/<slug:name>/", views.frame, name="frame_kind"),
    path("frame/<slug:name>/<uuid:pk>/", views.frame_row, name="frame_row"),
    path("frame/<slug:name>/<uuid:pk>/order/", views.frame_order, name="frame_order"),
    path("frame/<slug:name>/<uuid:pk>/removal/", views.frame_removal, name="frame_removal"),
]
