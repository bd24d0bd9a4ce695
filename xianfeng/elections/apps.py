"""The elections app."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "xianfeng.elections"
    default_auto_field = "django.db.models.BigAutoField"
