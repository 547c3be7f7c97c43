from django.apps import AppConfig


class CmoConfig(AppConfig):
    name = "cmo"
