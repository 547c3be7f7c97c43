from django.urls import URLPattern

app_name = "cmo"
urlpatterns: list[URLPattern] = []
