from django.urls import URLPattern

app_name = "tracers"
urlpatterns: list[URLPattern] = []
