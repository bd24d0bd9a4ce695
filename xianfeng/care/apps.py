"""The care app."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "xianfeng.care"
    default_auto_field = "django.db.models.BigAutoField"
