"""The lifecycle app."""

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    name = "xianfeng.lifecycle"
    default_auto_field = "django.db.models.BigAutoField"
