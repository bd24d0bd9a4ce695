"""The responsibility app."""

from django.apps import AppConfig


class ResponsibilityConfig(AppConfig):
    name = "xianfeng.responsibility"
    default_auto_field = "django.db.models.BigAutoField"
