"""The standards app."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    name = "xianfeng.standards"
    default_auto_field = "django.db.models.BigAutoField"
