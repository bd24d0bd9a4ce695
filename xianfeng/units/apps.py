"""The units app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "xianfeng.units"
    default_auto_field = "django.db.models.BigAutoField"
