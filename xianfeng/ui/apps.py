"""The ui app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "xianfeng.ui"
    default_auto_field = "django.db.models.BigAutoField"
