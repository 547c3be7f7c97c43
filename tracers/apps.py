from django.apps import AppConfig


class TracersConfig(AppConfig):
    name = "tracers"
