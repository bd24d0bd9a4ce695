"""The kernel app."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "xianfeng.kernel"
    default_auto_field = "django.db.models.BigAutoField"
