"""The supervision app."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "xianfeng.supervision"
    default_auto_field = "django.db.models.BigAutoField"
