"""The burden app."""

from django.apps import AppConfig


class BurdenConfig(AppConfig):
    name = "xianfeng.burden"
    default_auto_field = "django.db.models.BigAutoField"
