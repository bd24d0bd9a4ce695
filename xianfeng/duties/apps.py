"""The duties app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "xianfeng.duties"
    default_auto_field = "django.db.models.BigAutoField"
